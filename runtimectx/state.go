package runtimectx

import "github.com/petermattis/goid"

// An EnterContext is the answer to "is this goroutine driving a runtime?".
// The zero EnterContext is NotEntered. EnterContexts are comparable.
type EnterContext struct{ bits uint8 }

const (
	bitEntered uint8 = 1 << iota
	bitAllow
)

// IsEntered reports whether the goroutine is driving a runtime.
func (c EnterContext) IsEntered() bool { return c.bits&bitEntered != 0 }

// AllowsBlockInPlace reports whether the goroutine is driving a runtime that
// permits [BlockInPlace].
func (c EnterContext) AllowsBlockInPlace() bool { return c.bits&bitAllow != 0 }

// String returns "NotEntered", "Entered" or "Entered(AllowBlockInPlace)".
func (c EnterContext) String() string {
	switch {
	case c.AllowsBlockInPlace():
		return "Entered(AllowBlockInPlace)"
	case c.IsEntered():
		return "Entered"
	}
	return "NotEntered"
}

// CurrentEnterContext returns the state of the calling goroutine. It never
// fails and allocates nothing.
//
//go:nosplit
func CurrentEnterContext() EnterContext {
	// This is findRecord, whose call would cost about as much as the rest.
	gid := goid.Get()
	in := tab.Load()
	r := in.home(gid).first.Load()
	if r.key.Load() != gid {
		if r.next.Load() == nil && tab.Load() == in {
			return EnterContext{}
		}
		if r = findRecordSlow(gid); r == nil {
			return EnterContext{}
		}
	}
	mode := r.mode
	if mode>>modeOwnerShift == 0 {
		return EnterContext{}
	}
	if mode&modeAllow == 0 {
		return EnterContext{bitEntered}
	}
	return EnterContext{bitEntered | bitAllow}
}
