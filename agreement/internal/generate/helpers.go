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
	"errors"
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

// Guards that helpers take, give and hold.

func RelIf[G Releaser](g G, c bool) {
	if c {
		g.Release()
	}
}

func RelAllS(gs ...runtimectx.SetCurrentGuard) {
	for i := len(gs) - 1; i >= 0; i-- {
		gs[i].Release()
	}
}

func RelAll(rs ...Releaser) {
	for _, r := range rs {
		r.Release()
	}
}

func RelKnown(x any) {
	switch x := x.(type) {
	case runtimectx.EnterRuntimeGuard:
		x.Release()
	case runtimectx.SetCurrentGuard:
		x.Release()
	}
}

func Later[G Releaser](g G) func() {
	return func() { g.Release() }
}

func LaterE(g runtimectx.EnterRuntimeGuard) func() {
	return func() { g.Release() }
}

func LaterS(g runtimectx.SetCurrentGuard) func() { return g.Release }

func Keep[G any](g G) G { return g }

type Ender struct{ End func() }

type Swap[G any] struct{ A, B G }

func MakeE() HoldE {
	return HoldE{G: runtimectx.Enter(H)}
}

func MakeS() HoldS {
	return HoldS{G: runtimectx.SetCurrent(H)}
}

type Both struct {
	E runtimectx.EnterRuntimeGuard
	S runtimectx.SetCurrentGuard
}

func NewBoth() (b Both) {
	b.E = runtimectx.Enter(H)
	b.S = runtimectx.SetCurrent(H)
	return b
}

func (b Both) End() {
	b.S.Release()
	b.E.Release()
}

var ErrStop = errors.New("stop")

func FailIf(c bool) error {
	if c {
		return ErrStop
	}
	return nil
}

func IfE(c bool) (runtimectx.EnterRuntimeGuard, error) {
	if !c {
		return runtimectx.EnterRuntimeGuard{}, ErrStop
	}
	return runtimectx.Enter(H), nil
}

func IfS(c bool) (g runtimectx.SetCurrentGuard, err error) {
	if err = FailIf(!c); err != nil {
		return
	}
	g = runtimectx.SetCurrent(H)
	return
}

// Conditions behind functions.

func Not(c bool) bool { return !c }

func Any(a, b bool) bool { return a || b }

func Positive(n int) bool { return n > 0 }

type Opt struct {
	On bool
	N  int
}

func (o Opt) IsOn() bool { return o.On }

func (o *Opt) Few() bool { return o.N < 1 }

type Phase int

const (
	Idle Phase = iota
	Busy
	Over
)

// Functions that ask for the state before they act.

func Ensure() (g runtimectx.EnterRuntimeGuard, ok bool) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		return g, false
	}
	return runtimectx.Enter(H), true
}

func Inside(f func()) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		f()
		return
	}
	g := runtimectx.Enter(H)
	defer g.Release()
	f()
}

func NapSafely() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(Nap)
		return
	}
	Nap()
}

func NapInPlace() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(Nap)
	}
}

// What runs a function, behind an interface.

type Runner interface{ Run(f func()) }

type Plain struct{}

func (Plain) Run(f func()) { f() }

type Entering struct{}

func (Entering) Run(f func()) {
	g := runtimectx.Enter(H)
	defer g.Release()
	f()
}

type Leaving struct{}

func (Leaving) Run(f func()) {
	runtimectx.ExitRuntime(f)
}

// Iterators that change the state.

func SeqE(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		g := runtimectx.Enter(H)
		defer g.Release()
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func SeqS(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			g := runtimectx.SetCurrent(H)
			ok := yield(i)
			g.Release()
			if !ok {
				return
			}
		}
	}
}

func SeqOut(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		runtimectx.ExitRuntime(func() {
			for i := 0; i < n && yield(i); i++ {
			}
		})
	}
}
`
