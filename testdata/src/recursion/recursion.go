// Package recursion pins functions that call themselves or one another: the
// answer does not depend on the order in which they are looked at.
package recursion

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

// Balanced acquires and releases in each turn.
func Balanced(n int) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	if n > 0 {
		Balanced(n - 1)
	}
}

// Nests is entered when it calls itself.
func Nests(n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if n > 0 {
		Nests(n - 1) // want `^Nests enters \(calls runtimectx\.Enter at recursion\.go:24\) inside the region entered at line 24: the goroutine is already entered \[nestedenter\]$`
	}
}

func LeavesFirst(n int) {
	g := runtimectx.Enter(h)
	g.Release()
	if n > 0 {
		LeavesFirst(n - 1)
	}
}

func Forgets(n int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 40, is not released when the function returns at line 42 \[leakedguard\]$`
	if n == 0 {
		return
	}
	Forgets(n - 1)
	g.Release()
}

func Even(n int) bool {
	if n == 0 {
		return true
	}
	return Odd(n - 1)
}

func Odd(n int) bool {
	if n == 0 {
		return false
	}
	g := runtimectx.Enter(h)
	g.Release()
	return Even(n - 1)
}

func Ping(n int) {
	if n > 0 {
		Pong(n - 1)
	}
}

func Pong(n int) {
	time.Sleep(time.Second)
	Ping(n)
}

func A(n int) {
	if n > 0 {
		B(n - 1)
	}
}

func B(n int) {
	if n > 0 {
		C(n - 1)
	}
}

func C(n int) {
	A(n)
	runtimectx.ExitRuntime(func() {})
}

// Passes gives its guard on to itself.
func Passes(n int, g runtimectx.SetCurrentGuard) {
	if n == 0 {
		g.Release()
		return
	}
	Passes(n-1, g)
}

// Opens gets its guard from itself.
func Opens(n int) runtimectx.SetCurrentGuard {
	if n == 0 {
		return runtimectx.SetCurrent(h)
	}
	return Opens(n - 1)
}

// Forever never returns.
func Forever() { Forever() }

func TossA(f func(), n int) {
	if n == 0 {
		f()
		return
	}
	TossB(f, n-1)
}

func TossB(f func(), n int) { TossA(f, n) }

func MutualA(n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if n > 0 {
		MutualB(n - 1) // want `^MutualB enters \(calls MutualA at recursion\.go:131, which calls runtimectx\.Enter at recursion\.go:123\) inside the region entered at line 123: the goroutine is already entered \[nestedenter\]$`
	}
}

func MutualB(n int) {
	MutualA(n)
}

type Tree struct {
	Left, Right *Tree
	guard       runtimectx.SetCurrentGuard
}

func (t *Tree) Walk(f func()) {
	if t == nil {
		return
	}
	t.Left.Walk(f)
	f()
	t.Right.Walk(f)
}

func ping(n int) {
	pong(n + 1)
}

func pong(n int) {
	if n < 0 {
		select {}
	}
	ping(n)
}

func neverEnds() {
	g := runtimectx.SetCurrent(h)
	_ = g
	ping(0)
}

func neverEndsOnOnePath(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 166, is not released when the function returns at line 171 \[leakedguard\]$`
	if c {
		Forever()
	}
	_ = g
}
