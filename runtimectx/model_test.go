package runtimectx_test

import "github.com/ctxvet/ctxvet/runtimectx"

// A model is the transition table, in the plainest form: the state of one
// goroutine, and for each operation the error that it ends with.
type model struct {
	stack  []*modelGuard // live guards of Enter and SetCurrent
	owner  *modelGuard   // the Enter guard that owns the Entered state
	scoped []int         // values of a Scoped, innermost last
}

type modelKind int

const (
	modelEnter modelKind = iota
	modelSetCurrent
	modelDisallow
)

type modelGuard struct {
	kind     modelKind
	handle   *runtimectx.Handle
	allow    bool        // Enter: BlockInPlace is allowed
	region   *modelGuard // DisallowBlockInPlace: what it denies; nil for the zero guard
	released bool
}

func (m *model) state() string {
	switch {
	case m.owner == nil:
		return notEntered
	case m.owner.allow:
		return enteredAllowed
	}
	return entered
}

func (m *model) current() *runtimectx.Handle {
	if len(m.stack) == 0 {
		return nil
	}
	return m.stack[len(m.stack)-1].handle
}

func (m *model) enter(h *runtimectx.Handle, allow bool) (*modelGuard, error) {
	if h == nil {
		return nil, runtimectx.ErrNilHandle
	}
	if m.owner != nil {
		return nil, runtimectx.ErrNestedEnter
	}
	g := &modelGuard{kind: modelEnter, handle: h, allow: allow}
	m.stack = append(m.stack, g)
	m.owner = g
	return g, nil
}

func (m *model) setCurrent(h *runtimectx.Handle) (*modelGuard, error) {
	if h == nil {
		return nil, runtimectx.ErrNilHandle
	}
	g := &modelGuard{kind: modelSetCurrent, handle: h}
	m.stack = append(m.stack, g)
	return g, nil
}

func (m *model) disallow() *modelGuard {
	g := &modelGuard{kind: modelDisallow}
	if m.owner != nil && m.owner.allow {
		m.owner.allow = false
		g.region = m.owner
	}
	return g
}

func (m *model) release(g *modelGuard) error {
	if g.kind == modelDisallow && g.region == nil {
		return nil // the zero guard
	}
	if g.released {
		return runtimectx.ErrReleased
	}
	switch g.kind {
	case modelDisallow:
		g.released = true
		if m.owner == g.region {
			m.owner.allow = true
		}
		return nil
	case modelEnter:
		if m.owner != g {
			return runtimectx.ErrNotEntered
		}
		m.owner = nil
	}
	return m.remove(g)
}

// remove takes g off the stack.
func (m *model) remove(g *modelGuard) error {
	g.released = true
	for i, other := range m.stack {
		if other == g {
			m.stack = append(m.stack[:i:i], m.stack[i+1:]...)
			if i < len(m.stack) {
				return runtimectx.ErrOutOfOrder
			}
			return nil
		}
	}
	panic("a live guard is not on the stack")
}

// suspend begins ExitRuntime. Its result is for resume.
func (m *model) suspend() (*modelGuard, error) {
	region := m.owner
	if region == nil {
		return nil, runtimectx.ErrNotEntered
	}
	m.owner = nil
	return region, nil
}

// resume ends ExitRuntime.
func (m *model) resume(region *modelGuard) error {
	left := m.owner
	m.owner = region
	if left == nil {
		return nil
	}
	_ = m.remove(left) // the order does not matter here
	return runtimectx.ErrStillEntered
}

// blockInPlace begins BlockInPlace. If the region is nil, the function only runs.
func (m *model) blockInPlace() (region *modelGuard, err error) {
	if m.owner == nil {
		return nil, nil
	}
	if !m.owner.allow {
		return nil, runtimectx.ErrBlockInPlaceDenied
	}
	return m.suspend()
}
