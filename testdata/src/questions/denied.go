package questions

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// That the caller does not allow it says nothing of whether it is entered, until
// something else does.
func deniedThenProven() {
	if !runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.ExitRuntime(func() {})
		runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called where the region does not allow it \[exitstate\]$`
	}
}

func deniedOnOnePath() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.ExitRuntime(func() {})
	}
	runtimectx.BlockInPlace(func() {})
}

func deniedInPlace() {
	if !runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(func() {}) // where it is not entered
		g := runtimectx.Enter(h)
		g.Release()
	}
}

// The caller is to blame where this goes wrong.
func deniedInPlaceThenExit() {
	if !runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(func() {})
		runtimectx.ExitRuntime(func() {})
	}
}

func blocksUnlessAllowed() {
	if !runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		time.Sleep(time.Second)
	}
}

func whereAllowed() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		blocksUnlessAllowed()
	}
}

func whereEnteredAllowed() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	blocksUnlessAllowed()
	g.Release()
}

func whereDenied() {
	g := runtimectx.Enter(h)
	blocksUnlessAllowed() // want `^blocksUnlessAllowed blocks \(calls time\.Sleep\) inside the region entered at line 60; category sleep \[blockingcall\]$`
	g.Release()
}

// What BlockInPlace accepts although it is denied is not entered.
func deniedByGuard() {
	w := runtimectx.DisallowBlockInPlace()
	runtimectx.BlockInPlace(func() {})
	if runtimectx.CurrentEnterContext().IsEntered() {
		g := runtimectx.Enter(h)
		g.Release()
		runtimectx.BlockInPlace(func() {})
	}
	w.Release()
}

func deniedByGuardOutside() {
	w := runtimectx.DisallowBlockInPlace()
	runtimectx.BlockInPlace(func() {})
	if !runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
	w.Release()
}
