// Package across uses package sentinels from outside: the verdicts are the same,
// except that it does not know what the sentinels wrap.
package across

import (
	"errors"
	"io"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/sentinels"
)

var h = runtimectx.NewHandle("h", nil)

func neverReached(c bool) {
	if err := sentinels.FailIf(c); err == nil && c {
		_ = runtimectx.SetCurrent(h)
	}
}

func isThatOne(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 23, is not released when the function returns at line 25 \[leakedguard\]$`
	if errors.Is(sentinels.FailIf(c), sentinels.ErrStop) {
		return
	}
	g.Release()
}

func exactlyWhere(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	if errors.Is(sentinels.FailIf(c), sentinels.ErrStop) {
		g.Release()
	}
}

func ofAnotherPackage(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	if errors.Is(sentinels.EndIf(c), io.EOF) {
		g.Release()
	}
}

// What a sentinel wraps is not known.
func wrapping() {
	var g runtimectx.SetCurrentGuard
	if errors.Is(sentinels.ErrWrapping, sentinels.ErrStop) {
		g = runtimectx.SetCurrent(h)
	}
	if errors.Is(sentinels.ErrWrapping, sentinels.ErrStop) {
		g.Release()
	}
}

func failsWhereEntered() {
	if err := sentinels.FailIf(runtimectx.CurrentEnterContext().IsEntered()); err != nil {
		time.Sleep(0) // want `^time.Sleep blocks where the goroutine is entered; category sleep \[blockingcall\]$`
	}
}

func failsElsewhere() {
	if err := sentinels.FailIf(!runtimectx.CurrentEnterContext().IsEntered()); err != nil {
		time.Sleep(0)
	}
}

func stopsWhereEntered() {
	if err := sentinels.FailIf(runtimectx.CurrentEnterContext().IsEntered()); errors.Is(err, sentinels.ErrStop) {
		g := runtimectx.Enter(h) // want `^runtimectx.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	} else {
		k := runtimectx.Enter(h)
		k.Release()
	}
}
