// Package questions pins who is judged by the answer to a question for the enter
// state: who asks. A callee that asks works in both states, and says nothing
// about the one its caller is in.
package questions

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("h", nil)

func work() {}

// Tries works in both states.
func Tries() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	g.Release()
}

// Try tells whether the goroutine was entered.
func Try() (runtimectx.EnterRuntimeGuard, error) { return runtimectx.TryEnter(h) }

// Leaves works in both states.
func Leaves(f func()) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(f)
	} else {
		f()
	}
}

// Blocks works in both states.
func Blocks(f func()) {
	if b, ok := runtimectx.TryEnterBlockingRegion(); ok {
		b.BlockOn(f)
	}
}

func Entered() bool { return runtimectx.CurrentEnterContext().IsEntered() }

func State() runtimectx.EnterContext { return runtimectx.CurrentEnterContext() }

// With passes its options on.
func With(opts ...runtimectx.EnterOption) runtimectx.EnterRuntimeGuard {
	return runtimectx.Enter(h, opts...)
}

// Free tells the opposite of what is asked for.
func Free() bool { return !runtimectx.CurrentEnterContext().IsEntered() }

// Like tells it against an argument.
func Like(c bool) bool { return c == runtimectx.CurrentEnterContext().IsEntered() }

func HasCurrent() bool {
	_, err := runtimectx.Current()
	return err == nil
}

func LacksCurrent() bool { return !HasCurrent() }
