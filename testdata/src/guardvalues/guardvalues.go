// Package guardvalues pins guards as values: copied, converted, compared and
// kept in interfaces, arrays and pointers.
package guardvalues

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type alias = runtimectx.SetCurrentGuard

type own runtimectx.SetCurrentGuard

func (g own) done() { runtimectx.SetCurrentGuard(g).Release() }

func aliased() {
	var g alias = runtimectx.SetCurrent(h)
	g.Release()
}

func converted() {
	g := own(runtimectx.SetCurrent(h))
	runtimectx.SetCurrentGuard(g).Release()
}

func convertedForgotten(c bool) {
	g := own(runtimectx.SetCurrent(h)) // want `^the guard set current at line 28 is not released when the function returns at line 32 \[leakedguard\]$`
	if c {
		runtimectx.SetCurrentGuard(g).Release()
	}
}

func convertedMethod() {
	g := own(runtimectx.SetCurrent(h))
	g.done()
}

func inAny() {
	var v any = runtimectx.SetCurrent(h)
	if g, ok := v.(runtimectx.SetCurrentGuard); ok {
		g.Release()
	}
}

func inAnyWrongType() {
	var v any = runtimectx.SetCurrent(h) // want `^guard v, set current at line 47, is not released when the function returns at line 51 \[leakedguard\]$`
	if g, ok := v.(runtimectx.EnterRuntimeGuard); ok {
		g.Release()
	}
}

func asserted() {
	var v any = runtimectx.SetCurrent(h)
	v.(runtimectx.SetCurrentGuard).Release()
}

func compared() {
	a := runtimectx.SetCurrent(h)
	b := a
	if a == b {
		a.Release()
	}
}

func comparedDifferent() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	if a == b {
		return // not reached: two acquisitions
	}
	b.Release()
	a.Release()
}

func comparedWithZero(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	if (g != runtimectx.SetCurrentGuard{}) != c {
		return // not reached
	}
	g.Release()
}

func pointers() {
	p := new(runtimectx.SetCurrentGuard)
	*p = runtimectx.SetCurrent(h)
	p.Release()
}

func pointersForgotten(c bool) {
	p := new(runtimectx.SetCurrentGuard)
	*p = runtimectx.SetCurrent(h) // want `^guard \*p, set current at line 95, is not released when the function returns at line 99 \[leakedguard\]$`
	if c {
		p.Release()
	}
}

func pointersTwo() {
	g := runtimectx.SetCurrent(h)
	p, q := &g, &g
	p.Release()
	q.Release() // want `^guard g, set current at line 102, was already released at line 104 \[guardmisuse\]$`
}

func maps() {
	m := map[string]runtimectx.SetCurrentGuard{"x": runtimectx.SetCurrent(h)}
	m["x"].Release()
}

func slices() {
	gs := []runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h)}
	gs[0].Release()
}

func multiple() {
	a, b := runtimectx.SetCurrent(h), runtimectx.SetCurrent(h)
	b.Release()
	a.Release()
}

func multipleForgotten() {
	a, b := runtimectx.SetCurrent(h), runtimectx.SetCurrent(h) // want `^guard a, set current at line 125, is not released when the function returns at line 128 \[leakedguard\]$`
	b.Release()
	_ = a
}

func shadowedInIf() {
	var g runtimectx.EnterRuntimeGuard
	if g, err := runtimectx.TryEnter(h); err == nil { // want `^guard g, entered at line 132, is not released when the function returns at line 136 \[leakedguard\]$`
		_ = g
	}
	g.Release()
}

func selfAssigned() {
	g := runtimectx.SetCurrent(h)
	g = g
	g.Release()
}

func chosen(c bool) {
	a := runtimectx.SetCurrent(h)
	b := a
	if c {
		b = runtimectx.SetCurrent(h)
		b.Release()
		b = a
	}
	b.Release()
}

func lastOf(c bool) {
	outer := runtimectx.SetCurrent(h)
	last := outer
	if c {
		last = runtimectx.SetCurrent(h)
	}
	last.Release()
	if c {
		outer.Release()
	}
}

func lastOfForgotten(c bool) {
	outer := runtimectx.SetCurrent(h) // want `^guard outer, set current at line 168, is not released when the function returns at line 174 \[leakedguard\]$`
	last := outer
	if c {
		last = runtimectx.SetCurrent(h)
	}
	last.Release()
}

type link struct {
	next *link
	g    runtimectx.SetCurrentGuard
}

func linked() {
	a := &link{g: runtimectx.SetCurrent(h)}
	b := &link{next: a}
	b.next.g.Release()
}

func linkedForgotten(c bool) {
	a := &link{g: runtimectx.SetCurrent(h)} // want `^guard a\.g, set current at line 188, is not released when the function returns at line 193 \[leakedguard\]$`
	b := &link{next: a}
	if c {
		b.next.g.Release()
	}
}
