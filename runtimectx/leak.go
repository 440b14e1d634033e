package runtimectx

import "sync/atomic"

var leakHandler atomic.Pointer[func(*MisuseError)]

// SetLeakHandler makes f be told, once, of each guard that became unreachable
// without being released: a *MisuseError whose Err is [ErrLeaked]. A nil f
// turns the reports off.
func SetLeakHandler(f func(*MisuseError)) {
	if f == nil {
		leakHandler.Store(nil)
		return
	}
	leakHandler.Store(&f)
}

// tokenLost runs after the last guard of e has become unreachable.
func tokenLost(e *entry) {
	if !e.held || e.dropped.Load() {
		return
	}
	if f := leakHandler.Load(); f != nil {
		(*f)(&MisuseError{Op: e.kind.acquiredBy(), Err: ErrLeaked, Handle: e.handle, Goroutine: e.gid, Acquired: e.pcs})
	}
}
