// Package across uses package recoverhelpers from outside: the verdicts are the same.
package across

import (
	"errors"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/recoverhelpers"
)

func handled(c bool) (err error) {
	defer recoverhelpers.Handle(&err)
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 13, is not released when the function returns after it recovered the panic at line 15 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
	return nil
}

func handledReleased(c bool) (err error) {
	defer recoverhelpers.Handle(&err)
	g := runtimectx.SetCurrent(h2)
	defer g.Release()
	if c {
		panic("c")
	}
	return nil
}

func swallowed(c bool) {
	defer recoverhelpers.Swallow()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 33, is not released when the function returns after it recovered the panic at line 35 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func tooDeep(c bool) {
	defer recoverhelpers.Deep()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func tooDeepInLiteral(c bool) {
	defer func() { recoverhelpers.Swallow() }()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func handledIf(c, on bool) {
	defer recoverhelpers.HandleIf(on)
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 60, is not released when the function returns after it recovered the panic at line 62 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func handledIfNot(c bool) {
	defer recoverhelpers.HandleIf(false)
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func repanicked(c bool) {
	defer recoverhelpers.Repanic()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func exited(c bool) {
	defer recoverhelpers.Exit()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func droppedAndSwallowed(c bool) {
	g := runtimectx.SetCurrent(h2)
	defer recoverhelpers.DropAndSwallow(g)
	if c {
		panic("c")
	}
}

func droppedOnPanic(c bool) {
	var g runtimectx.SetCurrentGuard
	defer recoverhelpers.DropOnPanic(&g)
	g = runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func droppedOnPanicOnly(c bool) {
	var g runtimectx.SetCurrentGuard
	defer recoverhelpers.DropOnPanic(&g)
	g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 115, is not released when the function returns at line 119 \[leakedguard\]$`
	if c {
		panic("c")
	}
}

func method(s *recoverhelpers.Server, c bool) {
	defer s.Recover()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 123, is not released when the function returns after it recovered the panic at line 125 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func onGoroutine(c bool) {
	recoverhelpers.Go(func() {
		g := runtimectx.SetCurrent(h2)
		defer g.Release()
		if c {
			panic("c")
		}
	})
}

func safely(c bool) {
	recoverhelpers.Safely(func() error {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 142, is not released when the function returns at line 149 \[leakedguard\]$`
		if c {
			panic("c")
		}
		g.Release()
		return nil
	})
}

func safelyReleased(c bool) {
	recoverhelpers.Safely(func() error {
		g := runtimectx.SetCurrent(h2)
		defer g.Release()
		if c {
			return errors.New("c")
		}
		panic("not c")
	})
}

func safelyOutside(c bool) {
	g := runtimectx.SetCurrent(h2)
	err := recoverhelpers.Safely(func() error {
		if c {
			panic("c")
		}
		return nil
	})
	g.Release()
	_ = err
}

func variable(c bool) {
	recoverer := recoverhelpers.Swallow
	defer recoverer()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 177, is not released when the function returns after it recovered the panic at line 179 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

var h2 = runtimectx.NewHandle("h2", nil)
