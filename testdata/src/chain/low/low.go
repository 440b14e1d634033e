// Package low is at the bottom of a chain of packages. Nothing in it is wrong.
package low

import (
	"errors"
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func Open() (runtimectx.EnterRuntimeGuard, error) { return runtimectx.TryEnter(h) }

func MustOpen() runtimectx.EnterRuntimeGuard {
	g, err := Open()
	if err != nil {
		panic(err)
	}
	return g
}

func Current() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h) }

func Drop(g runtimectx.SetCurrentGuard) { g.Release() }

func Enters() {
	g := runtimectx.Enter(h)
	g.Release()
}

func Needs() { runtimectx.ExitRuntime(func() {}) }

func Load(name string) ([]byte, error) { return os.ReadFile(name) }

func Fatal() { os.Exit(1) }

func Fails() error { return errors.New("always") }

func Do(f func()) { f() }

func Region(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

type Stack struct{ guards [1]runtimectx.SetCurrentGuard }

func (s *Stack) Push() { s.guards[0] = runtimectx.SetCurrent(h) }

func (s *Stack) Pop() { s.guards[0].Release() }

type Closer interface{ Close() error }

type conn struct{ guard runtimectx.SetCurrentGuard }

func (c *conn) Close() error {
	c.guard.Release()
	return nil
}

func Dial() (Closer, error) { return &conn{runtimectx.SetCurrent(h)}, nil }
