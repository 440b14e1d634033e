package current

import "github.com/ctxvet/ctxvet/runtimectx"

// exitWith does nothing where there is no current handle.
func exitWith() {
	if err := runtimectx.WithCurrent(func(*runtimectx.Handle) { runtimectx.ExitRuntime(func() {}) }); err != nil {
		return
	}
}

// exitAsked is exitWith by a question.
func exitAsked() {
	if _, err := runtimectx.Current(); err != nil {
		return
	}
	runtimectx.ExitRuntime(func() {})
}

func through() { exitAsked() }

func onNewGoroutines() {
	go exitWith()
	go exitAsked()
	go through()
}

func onNewGoroutinesWithHandle() {
	go func() {
		s := runtimectx.SetCurrent(h)
		defer s.Release()
		exitWith() // want `^exitWith needs an entered goroutine \(calls runtimectx\.ExitRuntime at condition\.go:7\), but it is not entered here \[exitstate\]$`
	}()
	go func() {
		s := runtimectx.SetCurrent(h)
		defer s.Release()
		through() // want `^through needs an entered goroutine \(calls exitAsked at condition\.go:20, which calls runtimectx\.ExitRuntime at condition\.go:17\), but it is not entered here \[exitstate\]$`
	}()
}

func whereEntered() {
	g := runtimectx.Enter(h)
	defer g.Release()
	exitWith()
	through()
}
