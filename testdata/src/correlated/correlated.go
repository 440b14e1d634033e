// Package correlated pins branches whose conditions belong together.
package correlated

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() bool { return true }

func sameFlag(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	}
	work()
	if c {
		g.Release()
	}
}

func oppositeFlag(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 26, is not released when the function returns at line 32 \[leakedguard\]$`
	}
	work()
	if !c {
		g.Release()
	}
}

func flagChanged(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 37, is not released when the function returns at line 43 \[leakedguard\]$`
	}
	c = work()
	if c {
		g.Release()
	}
}

func flagCopied(c bool) {
	var g runtimectx.EnterRuntimeGuard
	entered := c
	if c {
		g = runtimectx.Enter(h)
	}
	c = work()
	if entered {
		g.Release()
	}
}

func negatedTwice(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if !c {
		g = runtimectx.Enter(h)
	}
	d := !c
	if d {
		g.Release()
	}
}

func comparison(n int) {
	var g runtimectx.EnterRuntimeGuard
	if n > 3 {
		g = runtimectx.Enter(h)
	}
	work()
	if n > 3 {
		g.Release()
	}
}

func comparisonTurned(n int) {
	var g runtimectx.EnterRuntimeGuard
	if n > 3 {
		g = runtimectx.Enter(h)
	}
	work()
	if 3 < n {
		g.Release()
	}
}

func comparisonComplement(n int) {
	var g runtimectx.EnterRuntimeGuard
	if n > 3 {
		g = runtimectx.Enter(h)
	}
	work()
	if n <= 3 {
		return
	}
	g.Release()
}

func comparisonImplied(n int) {
	var g runtimectx.EnterRuntimeGuard
	if n > 5 {
		g = runtimectx.Enter(h)
	}
	work()
	if n > 3 {
		g.Release() // zero unless n > 5
	}
}

func comparisonNotImplied(n int) {
	var g runtimectx.EnterRuntimeGuard
	if n > 3 {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 116, is not released when the function returns at line 122 \[leakedguard\]$`
	}
	work()
	if n > 5 {
		g.Release()
	}
}

func equality(a, b int) {
	var g runtimectx.EnterRuntimeGuard
	if a == b {
		g = runtimectx.Enter(h)
	}
	work()
	if b != a {
		return
	}
	g.Release()
}

func constants(n int) {
	g := runtimectx.Enter(h)
	if n == 1 {
		g.Release()
	}
	if n == 2 {
		g.Release()
	}
	if n != 1 && n != 2 {
		g.Release()
	}
}

func constantsOverlap(n int) {
	g := runtimectx.Enter(h)
	if n >= 1 {
		g.Release()
	}
	if n <= 1 {
		g.Release() // want `^guard g, entered at line 150, was already released at line 152 \[guardmisuse\]$`
	}
}

func conjunction(a, b bool) {
	var g runtimectx.EnterRuntimeGuard
	if a && b {
		g = runtimectx.Enter(h)
	}
	work()
	if a && b {
		g.Release()
	}
}

func conjunctionKept(a, b bool) {
	both := a && b
	var g runtimectx.EnterRuntimeGuard
	if both {
		g = runtimectx.Enter(h)
	}
	work()
	if a {
		if b {
			g.Release()
		}
	}
}

func disjunctionWrong(a, b bool) {
	var g runtimectx.EnterRuntimeGuard
	if a || b {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 187, is not released when the function returns at line 193 \[leakedguard\]$`
	}
	work()
	if a {
		g.Release()
	}
}

func disjunction(a, b bool) {
	var g runtimectx.EnterRuntimeGuard
	if a || b {
		g = runtimectx.Enter(h)
	}
	work()
	if !a && !b {
		return
	}
	g.Release()
}

func pointers(p *int) {
	var g runtimectx.EnterRuntimeGuard
	if p != nil {
		g = runtimectx.Enter(h)
	}
	work()
	if p == nil {
		return
	}
	g.Release()
}

func ownFlag(c bool) {
	var g runtimectx.EnterRuntimeGuard
	entered := false
	if c {
		g = runtimectx.Enter(h)
		entered = true
	}
	work()
	if entered {
		g.Release()
	}
}

func ownFlagForgotten(c, d bool) {
	var g runtimectx.EnterRuntimeGuard
	entered := false
	if c {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 236, is not released when the function returns at line 245 \[leakedguard\]$`
		if d {
			entered = true
		}
	}
	work()
	if entered {
		g.Release()
	}
}

func ownCounter(c, d bool) {
	var a, b runtimectx.SetCurrentGuard
	n := 0
	if c {
		a = runtimectx.SetCurrent(h)
		n++
		if d {
			b = runtimectx.SetCurrent(h)
			n++
		}
	}
	work()
	if n > 1 {
		b.Release()
	}
	if n > 0 {
		a.Release()
	}
}

func capturedFlag(c bool) {
	var g runtimectx.EnterRuntimeGuard
	entered := false
	enter := func() {
		g = runtimectx.Enter(h)
		entered = true
	}
	if c {
		enter()
	}
	if entered {
		g.Release()
	}
}

func capturedFlagInDefer(c bool) {
	var g runtimectx.EnterRuntimeGuard
	entered := false
	defer func() {
		if entered {
			g.Release()
		}
	}()
	if c {
		g = runtimectx.Enter(h)
		entered = true
	}
	work()
}

func capturedFlagInDeferForgotten(c bool) {
	var g runtimectx.EnterRuntimeGuard
	entered := false
	defer func() {
		if entered {
			g.Release()
		}
	}()
	if c {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 306, is not released when the function returns at line 309 \[leakedguard\]$`
	}
	work()
}

type options struct {
	enter bool
	count int
}

func fieldFlag(o options) {
	var g runtimectx.EnterRuntimeGuard
	if o.enter {
		g = runtimectx.Enter(h)
	}
	if o.enter {
		g.Release()
	}
}

func fieldFlagChanged(o options) {
	var g runtimectx.EnterRuntimeGuard
	if o.enter {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 329, is not released when the function returns at line 335 \[leakedguard\]$`
	}
	o.enter = false
	if o.enter {
		g.Release()
	}
}

func fieldFlagThroughPointer(o *options) {
	var g runtimectx.EnterRuntimeGuard
	if o.enter {
		g = runtimectx.Enter(h)
	}
	if o.enter {
		g.Release()
	}
}

func stringFlag(s string) {
	var g runtimectx.EnterRuntimeGuard
	if s != "" {
		g = runtimectx.Enter(h)
	}
	work()
	if s == "" {
		return
	}
	g.Release()
}

func threeFlags(a, b, c bool) {
	var x, y, z runtimectx.SetCurrentGuard
	if a {
		x = runtimectx.SetCurrent(h)
	}
	if b {
		y = runtimectx.SetCurrent(h)
	}
	if c {
		z = runtimectx.SetCurrent(h)
	}
	work()
	if c {
		z.Release()
	}
	if b {
		y.Release()
	}
	if a {
		x.Release()
	}
}

func threeFlagsOutOfOrder(a, b bool) {
	var x, y runtimectx.SetCurrentGuard
	if a {
		x = runtimectx.SetCurrent(h)
	}
	if b {
		y = runtimectx.SetCurrent(h)
	}
	if a {
		x.Release() // want `^guard x, set current at line 385, is released before guard y, set current at line 388: release them in reverse order \[releaseorder\]$`
	}
	if b {
		y.Release()
	}
}

func exclusiveFlags(a bool) {
	var x, y runtimectx.SetCurrentGuard
	if a {
		x = runtimectx.SetCurrent(h)
	}
	if !a {
		y = runtimectx.SetCurrent(h)
	}
	if a {
		x.Release()
	}
	if !a {
		y.Release()
	}
}

func exclusiveEnters(mode int) {
	var g, k runtimectx.EnterRuntimeGuard
	if mode == 0 {
		g = runtimectx.Enter(h)
	}
	if mode == 1 {
		k = runtimectx.Enter(h)
	}
	work()
	g.Release()
	k.Release()
}

func inclusiveEnters(mode int) {
	var g, k runtimectx.EnterRuntimeGuard
	if mode >= 0 {
		g = runtimectx.Enter(h)
	}
	if mode <= 1 {
		k = runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 430: the goroutine is already entered \[nestedenter\]$`
	}
	work()
	g.Release()
	k.Release()
}

// Two calls need not return the same.
func twoCalls(f func() bool) {
	var g runtimectx.EnterRuntimeGuard
	if f() {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 444, is not released when the function returns at line 449 \[leakedguard\]$`
	}
	if f() {
		g.Release()
	}
}

func arithmetic(n int) {
	var g runtimectx.EnterRuntimeGuard
	m := n + 1
	if m > 10 {
		g = runtimectx.Enter(h)
	}
	if n+1 > 10 {
		g.Release()
	}
}

func bitFlags(flags uint) {
	var g runtimectx.EnterRuntimeGuard
	if flags&1 != 0 {
		g = runtimectx.Enter(h)
	}
	work()
	if flags&1 != 0 {
		g.Release()
	}
}

func mapLookup(m map[string]bool) {
	var g runtimectx.EnterRuntimeGuard
	_, ok := m["x"]
	if ok {
		g = runtimectx.Enter(h)
	}
	work()
	if ok {
		g.Release()
	}
}

func enteredUnlessDone(c bool) {
	g := runtimectx.Enter(h)
	if c {
		g.Release()
	}
	work()
	if !c {
		g.Release()
	}
	k := runtimectx.Enter(h)
	k.Release()
}

func lengthFlag(xs []int) {
	var g runtimectx.EnterRuntimeGuard
	if len(xs) > 0 {
		g = runtimectx.Enter(h)
	}
	work()
	if len(xs) > 0 {
		g.Release()
	}
}
