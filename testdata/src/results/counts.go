package results

import "github.com/ctxvet/ctxvet/runtimectx"

// Take tells by a number how many guards it gives.
func Take(n int) (a, b runtimectx.SetCurrentGuard, taken int) {
	if n < 0 {
		return
	}
	a = runtimectx.SetCurrent(h)
	taken++
	if n > 5 {
		b = runtimectx.SetCurrent(h)
		taken++
	}
	return
}

type Outcome string

const (
	Skipped Outcome = "skipped"
	Held    Outcome = "held"
)

// Hold tells by a name whether it gives a guard.
func Hold(n int) (runtimectx.SetCurrentGuard, Outcome) {
	if n == 0 {
		return runtimectx.SetCurrentGuard{}, Skipped
	}
	return runtimectx.SetCurrent(h), Held
}

// HoldAgain passes on what Hold says.
func HoldAgain(n int) (runtimectx.SetCurrentGuard, Outcome) { return Hold(n + 1) }

const (
	FlagFirst = 1 << iota
	FlagSecond
)

// Flags tells by the bits of a number what it gives.
func Flags(x, y bool) (a, b runtimectx.SetCurrentGuard, flags int) {
	if x {
		a = runtimectx.SetCurrent(h)
		flags |= FlagFirst
	}
	if y {
		b = runtimectx.SetCurrent(h)
		flags |= FlagSecond
	}
	return a, b, flags
}

// TakeDeferred has its result in a variable that a deferred function could see.
func TakeDeferred(n int) (g runtimectx.SetCurrentGuard, code int) {
	defer pause()
	if n > 0 {
		g = runtimectx.SetCurrent(h)
		code = 1
		return
	}
	code = -1
	return
}

func pause() {}
