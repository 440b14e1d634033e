package recoverhelpers

import (
	"errors"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func handled(c bool) (err error) {
	defer Handle(&err)
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 11, is not released when the function returns after it recovered the panic at line 13 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
	return nil
}

func handledReleased(c bool) (err error) {
	defer Handle(&err)
	g := runtimectx.SetCurrent(h2)
	defer g.Release()
	if c {
		panic("c")
	}
	return nil
}

func swallowed(c bool) {
	defer Swallow()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 31, is not released when the function returns after it recovered the panic at line 33 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func tooDeep(c bool) {
	defer Deep()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func tooDeepInLiteral(c bool) {
	defer func() { Swallow() }()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func handledIf(c, on bool) {
	defer HandleIf(on)
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 58, is not released when the function returns after it recovered the panic at line 60 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func handledIfNot(c bool) {
	defer HandleIf(false)
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func repanicked(c bool) {
	defer Repanic()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func exited(c bool) {
	defer Exit()
	g := runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func droppedAndSwallowed(c bool) {
	g := runtimectx.SetCurrent(h2)
	defer DropAndSwallow(g)
	if c {
		panic("c")
	}
}

func droppedOnPanic(c bool) {
	var g runtimectx.SetCurrentGuard
	defer DropOnPanic(&g)
	g = runtimectx.SetCurrent(h2)
	if c {
		panic("c")
	}
	g.Release()
}

func droppedOnPanicOnly(c bool) {
	var g runtimectx.SetCurrentGuard
	defer DropOnPanic(&g)
	g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 113, is not released when the function returns at line 117 \[leakedguard\]$`
	if c {
		panic("c")
	}
}

func method(s *Server, c bool) {
	defer s.Recover()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 121, is not released when the function returns after it recovered the panic at line 123 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func onGoroutine(c bool) {
	Go(func() {
		g := runtimectx.SetCurrent(h2)
		defer g.Release()
		if c {
			panic("c")
		}
	})
}

func safely(c bool) {
	Safely(func() error {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 140, is not released when the function returns at line 147 \[leakedguard\]$`
		if c {
			panic("c")
		}
		g.Release()
		return nil
	})
}

func safelyReleased(c bool) {
	Safely(func() error {
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
	err := Safely(func() error {
		if c {
			panic("c")
		}
		return nil
	})
	g.Release()
	_ = err
}

func variable(c bool) {
	recoverer := Swallow
	defer recoverer()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 175, is not released when the function returns after it recovered the panic at line 177 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

var h2 = runtimectx.NewHandle("h2", nil)
