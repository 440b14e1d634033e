package questions

import "github.com/ctxvet/ctxvet/runtimectx"

// An answer tells what was, wherever it is kept.

type snapshot struct {
	turns int
	state runtimectx.EnterContext
}

func heldByLiteral() {
	c := runtimectx.CurrentEnterContext()
	if c.IsEntered() {
		return
	}
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		if c.IsEntered() {
			g := runtimectx.Enter(h) // not reached
			g.Release()
		}
	})
}

func heldByLiteralOtherwise() {
	c := runtimectx.CurrentEnterContext()
	if c.IsEntered() {
		return
	}
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		if !c.IsEntered() {
			g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 30: the goroutine is already entered \[nestedenter\]$`
			g.Release()
		}
	})
}

func heldAnew() {
	c := runtimectx.CurrentEnterContext()
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		c = runtimectx.CurrentEnterContext()
		if c.IsEntered() {
			g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 40: the goroutine is already entered \[nestedenter\]$`
			g.Release()
		}
	})
}

func heldInField() {
	s := snapshot{state: runtimectx.CurrentEnterContext()}
	if s.state.IsEntered() {
		return
	}
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		s.turns++
		if s.state.IsEntered() {
			g := runtimectx.Enter(h) // not reached
			g.Release()
		}
	})
}

func heldByCaller(s *snapshot) {
	s.state = State()
	if s.state.IsEntered() {
		return
	}
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		if s.state.IsEntered() {
			g := runtimectx.Enter(h) // not reached
			g.Release()
		}
	})
}

func heldByLiteralAllows() {
	c := runtimectx.CurrentEnterContext()
	if !c.AllowsBlockInPlace() {
		return
	}
	func() {
		if c.AllowsBlockInPlace() {
			runtimectx.BlockInPlace(work)
		} else {
			runtimectx.ExitRuntime(work)
		}
	}()
}

// What succeeds later decides the answer of a callee, too.
func provenLater() {
	c := State()
	g := runtimectx.Enter(h)
	if c.IsEntered() {
		runtimectx.Enter(h) // not reached
	}
	if !c.IsEntered() {
		runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 93, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	}
	g.Release()
}

func provenLaterOutside() {
	c := State()
	runtimectx.ExitRuntime(func() {
		if !c.IsEntered() {
			runtimectx.ExitRuntime(work) // not reached
		}
		if c.IsEntered() {
			runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
		}
	})
}

func provenLaterByPredicate() {
	entered := Entered()
	runtimectx.ExitRuntime(work)
	if !entered {
		runtimectx.ExitRuntime(func() { runtimectx.ExitRuntime(work) }) // not reached
	}
}
