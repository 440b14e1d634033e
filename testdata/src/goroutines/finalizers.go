package goroutines

import (
	"runtime"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Finalizers and cleanups run on a goroutine of the runtime.

type session struct {
	g runtimectx.EnterRuntimeGuard
}

func (s *session) close() { s.g.Release() }

func finalized() {
	s := &session{}
	s.g = runtimectx.Enter(h)
	runtime.SetFinalizer(s, func(s *session) {
		s.g.Release() // want `^guard s\.g, entered at line 19, is released on another goroutine, started at line 20: release it on the goroutine that acquired it \[guardmisuse\]$`
	})
}

func finalizedByMethod() {
	s := &session{runtimectx.Enter(h)}
	runtime.SetFinalizer(s, (*session).close) // want `^runtime\.SetFinalizer releases guard s\.g, entered at line 26 \(calls \(\*session\)\.close, which calls s\.g\.Release at finalizers\.go:15\): it is released on another goroutine, started at line 27: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func finalizedOther(s *session) {
	g := runtimectx.Enter(h)
	runtime.SetFinalizer(s, func(*session) {
		k := runtimectx.Enter(h)
		k.Release()
	})
	g.Release()
}

func cleanedUp(p *int) {
	g := runtimectx.Enter(h)
	runtime.AddCleanup(p, func(g runtimectx.EnterRuntimeGuard) {
		g.Release() // want `^guard g, entered at line 40, is released on another goroutine, started at line 41: release it on the goroutine that acquired it \[guardmisuse\]$`
	}, g)
}

func cleanedUpCaptured(p *int) {
	g := runtimectx.Enter(h)
	runtime.AddCleanup(p, func(int) {
		g.Release() // want `^guard g, entered at line 47, is released on another goroutine, started at line 48: release it on the goroutine that acquired it \[guardmisuse\]$`
	}, 0)
}

func cleanedUpEntered(p *int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtime.AddCleanup(p, func(int) {
		k := runtimectx.Enter(h)
		k.Release()
	}, 0)
}

// What can be called off may never run.
func calledOff(p *int) {
	g := runtimectx.Enter(h)
	c := runtime.AddCleanup(p, func(g runtimectx.EnterRuntimeGuard) { g.Release() }, g)
	c.Stop()
	g.Release()
}
