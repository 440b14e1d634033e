package runtimectx

import (
	"context"
	"strconv"
	"sync/atomic"
)

// A Handle identifies a runtime: an executor, an event loop, an actor.
// Handles are compared by pointer. A Handle is immutable and may be used
// from any goroutine.
type Handle struct {
	name  string
	value any
	id    uint64
}

var lastHandleID atomic.Uint64

// NewHandle returns a new Handle. The name appears in messages and need not be
// unique. The value is the caller's own executor, or whatever [Current] should
// lead to; it may be nil.
func NewHandle(name string, value any) *Handle {
	return &Handle{name: name, value: value, id: lastHandleID.Add(1)}
}

// Name returns the name given to [NewHandle]. It is empty for a nil Handle.
func (h *Handle) Name() string {
	if h == nil {
		return ""
	}
	return h.name
}

// Value returns the value given to [NewHandle]. It is nil for a nil Handle.
func (h *Handle) Value() any {
	if h == nil {
		return nil
	}
	return h.value
}

// ID returns a number that no other Handle of this process has, starting at 1.
// It is 0 for a nil Handle.
func (h *Handle) ID() uint64 {
	if h == nil {
		return 0
	}
	return h.id
}

// String returns the quoted name and the ID, as in `"io" (#3)`.
func (h *Handle) String() string {
	if h == nil {
		return "<nil>"
	}
	return strconv.Quote(h.name) + " (#" + strconv.FormatUint(h.id, 10) + ")"
}

type contextKey struct{}

// NewContext returns a copy of ctx that carries h. It says which runtime a
// piece of work belongs to, across goroutines; it does not change what the
// goroutine that calls it is driving.
func NewContext(ctx context.Context, h *Handle) context.Context {
	return context.WithValue(ctx, contextKey{}, h)
}

// FromContext returns the Handle that [NewContext] put into ctx, and whether
// there is one. A nil Handle counts as none.
func FromContext(ctx context.Context) (*Handle, bool) {
	if ctx == nil {
		return nil, false
	}
	h, _ := ctx.Value(contextKey{}).(*Handle)
	return h, h != nil
}
