package generate

import "strings"

// helperFile is the package of helpers that generated programs call. The
// same helpers stand in the package of the cases, so that a call can be seen
// from both sides of a package boundary.
func helperFile(pkg string) string {
	return strings.Replace(helperText, "PACKAGE", pkg, 1)
}

const helperText = `package PACKAGE

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// helpers
var H = runtimectx.NewHandle("h", nil)

type Releaser interface{ Release() }

func RelE(g runtimectx.EnterRuntimeGuard) { g.Release() }

func RelS(g runtimectx.SetCurrentGuard) { g.Release() }

func RelAny[G Releaser](g G) { g.Release() }

func AcqE() runtimectx.EnterRuntimeGuard {
	return runtimectx.Enter(H)
}

func AcqS() runtimectx.SetCurrentGuard {
	g := runtimectx.SetCurrent(H)
	return g
}

func TryE() (runtimectx.EnterRuntimeGuard, error) {
	return runtimectx.TryEnter(H)
}

func OkE() (g runtimectx.EnterRuntimeGuard, ok bool) {
	g, err := runtimectx.TryEnter(H)
	return g, err == nil
}

func FuncE() func() {
	g := runtimectx.Enter(H)
	return g.Release
}

func FuncS() func() {
	g := runtimectx.SetCurrent(H)
	return func() {
		g.Release()
	}
}

type HoldE struct{ G runtimectx.EnterRuntimeGuard }

func (s *HoldE) Start() {
	s.G = runtimectx.Enter(H)
}

func (s *HoldE) Stop() { s.G.Release() }

type HoldS struct{ G runtimectx.SetCurrentGuard }

func (s *HoldS) Start() {
	s.G = runtimectx.SetCurrent(H)
}

func (s *HoldS) Stop() { s.G.Release() }

func NewE() *HoldE {
	return &HoldE{G: runtimectx.Enter(H)}
}

func NewS() *HoldS {
	return &HoldS{G: runtimectx.SetCurrent(H)}
}

func WithE(f func()) {
	g := runtimectx.Enter(H)
	defer g.Release()
	f()
}

func Outside(f func()) {
	runtimectx.ExitRuntime(f)
}

func Run(f func()) { f() }

func Cycle() {
	g := runtimectx.Enter(H)
	g.Release()
}

func Nap() { time.Sleep(0) }

func Leave() {
	runtimectx.ExitRuntime(func() {})
}

func MaybePanic(c bool) {
	if c {
		panic("stop")
	}
}

func Seq(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}
`
