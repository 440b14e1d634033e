// Package across uses package results from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/results"
)

var h2 = runtimectx.NewHandle("uses", nil)

func open() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }

type source struct{}

func (source) Take() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }

func value() {
	g := results.Value(func() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) })
	g.Release()
}

func valueNamed() {
	g := results.Value(open)
	g.Release()
}

func valueForgotten(c bool) {
	g := results.Value(open) // want `^the guard set current at line 28 is not released when the function returns at line 32 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func two(c bool) {
	g, ok := results.Two(func() (runtimectx.SetCurrentGuard, bool) {
		if c {
			return runtimectx.SetCurrent(h2), true
		}
		return runtimectx.SetCurrentGuard{}, false
	})
	if ok {
		g.Release()
	}
}

func twoForgotten(c bool) {
	g, ok := results.Two(func() (runtimectx.SetCurrentGuard, bool) { // want `^guard g, set current at line 47, is not released when the function returns at line 56 \[leakedguard\]$`
		if c {
			return runtimectx.SetCurrent(h2), true
		}
		return runtimectx.SetCurrentGuard{}, false
	})
	if !ok {
		g.Release()
	}
}

func try() error {
	g, err := results.Try(func() (runtimectx.SetCurrentGuard, error) { return runtimectx.TrySetCurrent(h2) })
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func released() { results.Release(open) }

func releasedOther() {
	results.Release(func() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) })
}

func lost() {
	results.Lose(open) // want `^the guard set current at line 74 is not released when the function returns at line 75 \[leakedguard\]$`
}

func fromSource() {
	g := results.FromSource(source{})
	g.Release()
}

func fromSourceForgotten() {
	results.FromSource(source{}) // want `^the guard that results\.FromSource returns is discarded: nothing can release it \[leakedguard\]$`
}

func must() {
	g := results.Must(runtimectx.TrySetCurrent(h2))
	g.Release()
}

func mustForgotten(c bool) {
	g := results.Must(runtimectx.TrySetCurrent(h2)) // want `^the guard set current at line 92 is not released when the function returns at line 96 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func mapped() {
	for _, g := range results.Map([]int{1}, func(int) runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }) {
		g.Release()
	}
}

func choose(c bool) {
	g := runtimectx.SetCurrent(h2)
	results.Choose(c, g, g).Release()
}

func pointer() { results.Pointer(runtimectx.SetCurrent(h2)).Release() }

func pointerForgotten(c bool) {
	p := results.Pointer(runtimectx.SetCurrent(h2)) // want `^the guard set current at line 112 is not released when the function returns at line 116 \[leakedguard\]$`
	if c {
		p.Release()
	}
}

func swap() {
	a, b := runtimectx.SetCurrent(h2), runtimectx.SetCurrentGuard{}
	results.Swap(&a, &b)
	b.Release()
}

func swapWrong() {
	a, b := runtimectx.SetCurrent(h2), runtimectx.SetCurrentGuard{} // want `^guard a, set current at line 125, is not released when the function returns at line 128 \[leakedguard\]$`
	results.Swap(&a, &b)
	a.Release() // the zero guard
}

func pair() {
	p := results.MakePair("x", runtimectx.SetCurrent(h2))
	p.Second.Release()
}

func pairForgotten(c bool) {
	p := results.MakePair("x", runtimectx.SetCurrent(h2)) // want `^the guard set current at line 136 is not released when the function returns at line 140 \[leakedguard\]$`
	if c {
		p.Second.Release()
	}
}

func stack() {
	var s results.Stack[runtimectx.SetCurrentGuard]
	s.Push(runtimectx.SetCurrent(h2))
	s.Pop().Release()
}

func stackOfFuncs() {
	var s results.Stack[func()]
	g := runtimectx.SetCurrent(h2)
	s.Push(g.Release)
	s.Pop()()
}

func box() {
	var b results.Box[runtimectx.SetCurrentGuard]
	b.Set(runtimectx.SetCurrent(h2))
	b.Get().Release()
}

func boxForgotten(c bool) {
	var b results.Box[runtimectx.SetCurrentGuard]
	b.Set(runtimectx.SetCurrent(h2)) // want `^guard b\.v, set current at line 163, is not released when the function returns at line 167 \[leakedguard\]$`
	if c {
		b.Get().Release()
	}
}

func boxOfFunc() {
	var b results.Box[func()]
	g := runtimectx.SetCurrent(h2)
	b.Set(g.Release)
	b.Get()()
}

func releasedAgain() {
	g := results.Released()
	g.Release() // want `^guard g, set current at line 177, was already released at line 177 \[guardmisuse\]$`
}
