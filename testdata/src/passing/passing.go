// Package passing pins guards that pass through functions of which the caller
// knows a part: callbacks, assertions, recursion over slices.
package passing

import (
	"io"
	"iter"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("passing", nil)

type Server struct {
	Guard runtimectx.SetCurrentGuard
	Hook  func(*Server)
}

// Hooked releases what there is before and after the hook.
func (s *Server) Hooked() {
	s.Guard.Release()
	s.Hook(s)
	s.Guard.Release()
}

type Option func(*Server)

func With(g runtimectx.SetCurrentGuard) Option { return func(s *Server) { s.Guard = g } }

func New(opts ...Option) *Server {
	s := &Server{}
	for _, o := range opts {
		o(s)
	}
	return s
}

// Lend hands f a function that releases.
func Lend(f func(done func())) {
	g := runtimectx.SetCurrent(h)
	f(func() { g.Release() })
}

// Recur releases the last first.
func Recur(gs []runtimectx.SetCurrentGuard) {
	if len(gs) == 0 {
		return
	}
	gs[len(gs)-1].Release()
	Recur(gs[:len(gs)-1])
}

type Closer struct{ Guard runtimectx.SetCurrentGuard }

func (c *Closer) Close() error {
	c.Guard.Release()
	return nil
}

// CloseAny closes x if it can be closed.
func CloseAny(x any) {
	if c, ok := x.(io.Closer); ok {
		c.Close()
	}
}

func Dispatch(x any) {
	switch x := x.(type) {
	case runtimectx.SetCurrentGuard:
		x.Release()
	case *Closer:
		x.Close()
	}
}

// Anonymous asks for a type without a name.
func Anonymous(x any) {
	if r, ok := x.(interface{ Release() }); ok {
		r.Release()
	}
}

func Guards() iter.Seq[runtimectx.SetCurrentGuard] {
	return func(yield func(runtimectx.SetCurrentGuard) bool) {
		yield(runtimectx.SetCurrent(h))
	}
}
