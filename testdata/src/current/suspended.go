package current

import "github.com/ctxvet/ctxvet/runtimectx"

// Inside of BlockInPlace the region of the caller is suspended, but a goroutine
// that is entered has its handle still. So Enter is not reached: an entered caller
// fails in the closure, and one without a handle is not entered and fails in leave,
// for which it is to blame.
func suspended() {
	runtimectx.BlockInPlace(func() {
		_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
			s := runtimectx.SetCurrent(h)
			s.Release()
			s.Release() // want `already released`
		})
	})
	leave()
	g := runtimectx.Enter(h)
	g.Release()
}

func leave() {
	defer func() { _ = recover() }()
	runtimectx.ExitRuntime(func() {})
}

// Where the closure goes on, an entered caller gets to Enter.
func suspendedWell() {
	runtimectx.BlockInPlace(func() {
		_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {})
	})
	runtimectx.ExitRuntime(func() {})
	g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the call at line 32 needs an entered goroutine: the goroutine is already entered`
	g.Release()
}
