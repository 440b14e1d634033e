package questions

import (
	"errors"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var errTold = errors.New("told")

func failIf(b bool) error {
	if b {
		return errTold
	}
	return nil
}

// Who decides by what a function makes of the answer has asked, whatever the
// decision is about.

func decidesByError(h *runtimectx.Handle) {
	if err := failIf(runtimectx.CurrentEnterContext().IsEntered()); err != nil {
		println("entered")
	}
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {}) // want `runtimectx\.EnterRuntime where the goroutine is entered`
}

func decidesByErrorsIs(h *runtimectx.Handle) {
	if err := failIf(runtimectx.CurrentEnterContext().IsEntered()); errors.Is(err, errTold) {
		for i := range 3 {
			println(i)
		}
	}
	g := runtimectx.Enter(h) // want `runtimectx\.Enter where the goroutine is entered`
	g.Release()
}

func decidesByOther(h *runtimectx.Handle, b bool) {
	if err := failIf(b); err != nil {
		println(runtimectx.CurrentEnterContext().IsEntered())
	}
	g := runtimectx.Enter(h)
	g.Release()
}

// A function that asks, and fails on one of the answers, has told its caller the
// other one.

func asksThenEnters(h *runtimectx.Handle) {
	g, ok := tryToEnter(h)
	if ok {
		println("first")
	}
	g.Release()
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {}) // want `runtimectx\.EnterRuntime where the goroutine is entered`
}

func tryToEnter(h *runtimectx.Handle) (runtimectx.EnterRuntimeGuard, bool) {
	g, err := runtimectx.TryEnter(h)
	return g, err == nil
}

func leavesWhatIsNotEntered(h *runtimectx.Handle) {
	asksThenEnters(h)
	runtimectx.ExitRuntime(func() {}) // want `runtimectx\.ExitRuntime is called where the goroutine is not entered`
}

func callsIt(h *runtimectx.Handle) {
	leavesWhatIsNotEntered(h)
}
