package current

import "github.com/ctxvet/ctxvet/runtimectx"

func asksForState() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(func() {})
	}
}

// Where there was a handle, there still is one.
func handleStays() {
	_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
		if _, err := runtimectx.Current(); err != nil {
			_ = runtimectx.SetCurrent(h)
		}
	})
	if _, err := runtimectx.Current(); err != nil {
		return
	}
	if _, err := runtimectx.Current(); err != nil {
		_ = runtimectx.SetCurrent(h)
	}
}

func handleGoes(g runtimectx.SetCurrentGuard) {
	if _, err := runtimectx.Current(); err != nil {
		return
	}
	g.Release()
	if _, err := runtimectx.Current(); err != nil {
		_ = runtimectx.SetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
	}
}

// Without a handle the goroutine is not entered, whoever asked before.
func noHandleAfterQuestion() {
	asksForState()
	if _, err := runtimectx.Current(); err != nil {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func handleAfterQuestion() {
	asksForState()
	if _, err := runtimectx.Current(); err == nil {
		runtimectx.ExitRuntime(func() {})
	}
}
