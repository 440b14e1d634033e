package sentinels

import (
	"errors"
	"io"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func neverReached(c bool) {
	if err := FailIf(c); err == nil && c {
		_ = runtimectx.SetCurrent(h)
	}
}

func notTheOther(c bool) {
	g := runtimectx.SetCurrent(h)
	if errors.Is(FailIf(c), ErrOther) {
		return
	}
	g.Release()
}

func isThatOne(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 28, is not released when the function returns at line 30 \[leakedguard\]$`
	if errors.Is(FailIf(c), ErrStop) {
		return
	}
	g.Release()
}

func exactlyWhere(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	if errors.Is(FailIf(c), ErrStop) {
		g.Release()
	}
}

func ofAnotherPackage(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	if errors.Is(EndIf(c), io.EOF) {
		g.Release()
	}
}

// What a sentinel wraps is not known.
func wrapping() {
	var g runtimectx.SetCurrentGuard
	if errors.Is(ErrWrapping, ErrStop) {
		g = runtimectx.SetCurrent(h)
	}
	if errors.Is(ErrWrapping, ErrStop) {
		g.Release()
	}
}

func failsWhereEntered() {
	if err := FailIf(runtimectx.CurrentEnterContext().IsEntered()); err != nil {
		time.Sleep(0) // want `^time.Sleep blocks where the goroutine is entered; category sleep \[blockingcall\]$`
	}
}

func failsElsewhere() {
	if err := FailIf(!runtimectx.CurrentEnterContext().IsEntered()); err != nil {
		time.Sleep(0)
	}
}

func stopsWhereEntered() {
	if err := FailIf(runtimectx.CurrentEnterContext().IsEntered()); errors.Is(err, ErrStop) {
		g := runtimectx.Enter(h) // want `^runtimectx.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	} else {
		k := runtimectx.Enter(h)
		k.Release()
	}
}
