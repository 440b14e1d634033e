// Package namedresults pins guards and conditions in named results, which
// deferred functions can read and change.
package namedresults

import (
	"errors"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() error { return nil }

// The caller gets the guard.
func returned() (g runtimectx.EnterRuntimeGuard) {
	g = runtimectx.Enter(h)
	return
}

func returnedBare(c bool) (g runtimectx.EnterRuntimeGuard, ok bool) {
	g = runtimectx.Enter(h)
	if c {
		g.Release()
		return runtimectx.EnterRuntimeGuard{}, false
	}
	return g, true
}

func replacedByZero(c bool) (g runtimectx.EnterRuntimeGuard, ok bool) {
	g = runtimectx.Enter(h) // want `^guard g, entered at line 31, is not released when the function returns at line 33 \[leakedguard\]$`
	if c {
		return runtimectx.EnterRuntimeGuard{}, false
	}
	return g, true
}

func releasedOnError() (g runtimectx.EnterRuntimeGuard, err error) {
	g = runtimectx.Enter(h)
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	if err = work(); err != nil {
		return
	}
	return g, nil
}

func keptWithoutError(c bool) (err error) {
	k := runtimectx.Enter(h) // want `^guard k, entered at line 52, is not released when the function returns at line 61 \[leakedguard\]$`
	defer func() {
		if err != nil {
			k.Release()
		}
	}()
	if c {
		return errors.New("c")
	}
	return nil
}

// The deferred function reads the result, which nil has replaced.
func errorReplaced(c bool) (err error) {
	k := runtimectx.Enter(h) // want `^guard k, entered at line 66, is not released when the function returns at line 73 \[leakedguard\]$`
	defer func() {
		if err != nil {
			k.Release()
		}
	}()
	if err = work(); err != nil {
		return nil
	}
	k.Release()
	return nil
}

func okResult(c bool) (ok bool) {
	g := runtimectx.Enter(h)
	defer func() {
		if !ok {
			g.Release()
		}
	}()
	if c {
		return false
	}
	g.Release()
	return true
}

func okResultWrong(c bool) (ok bool) {
	g := runtimectx.Enter(h)
	defer func() {
		if !ok {
			g.Release() // want `^guard g, entered at line 94, was already released at line 100 \[guardmisuse\]$`
		}
	}()
	g.Release()
	return c
}

func resultSetByDefer() (g runtimectx.SetCurrentGuard) {
	defer func() {
		g = runtimectx.SetCurrent(h)
	}()
	return
}

func resultOverwrittenByDefer() (g runtimectx.SetCurrentGuard) {
	defer func() {
		g = runtimectx.SetCurrent(h)
	}()
	return runtimectx.SetCurrent(h) // want `^the guard set current at line 115 is not released when the function returns at line 115 \[leakedguard\]$`
}

func resultReleasedByDefer() (g runtimectx.SetCurrentGuard) {
	defer func() {
		g.Release()
	}()
	g = runtimectx.SetCurrent(h)
	return g // released when the caller gets it
}

func recovered(c bool) (err error) {
	g := runtimectx.Enter(h)
	defer func() {
		if r := recover(); r != nil {
			g.Release()
			err = errors.New("recovered")
		}
	}()
	if c {
		panic("c")
	}
	g.Release()
	return nil
}

func releasedOnErrorReturn(c bool) (g runtimectx.EnterRuntimeGuard, err error) {
	k := runtimectx.Enter(h)
	defer func() {
		if err != nil {
			k.Release()
		}
	}()
	if c {
		return runtimectx.EnterRuntimeGuard{}, errors.New("c")
	}
	return k, nil
}

func errorHidden(c bool) (err error) {
	k := runtimectx.Enter(h)
	defer func() {
		if err != nil {
			k.Release()
		}
	}()
	if c {
		err := errors.New("c")
		return err // sets the result, not the shadowing variable
	}
	k.Release()
	return nil
}
