package results

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h2 = runtimectx.NewHandle("uses", nil)

func open() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }

type source struct{}

func (source) Take() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }

func value() {
	g := Value(func() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) })
	g.Release()
}

func valueNamed() {
	g := Value(open)
	g.Release()
}

func valueForgotten(c bool) {
	g := Value(open) // want `^the guard set current at line 26 is not released when the function returns at line 30 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func two(c bool) {
	g, ok := Two(func() (runtimectx.SetCurrentGuard, bool) {
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
	g, ok := Two(func() (runtimectx.SetCurrentGuard, bool) { // want `^guard g, set current at line 45, is not released when the function returns at line 54 \[leakedguard\]$`
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
	g, err := Try(func() (runtimectx.SetCurrentGuard, error) { return runtimectx.TrySetCurrent(h2) })
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func released() { Release(open) }

func releasedOther() { Release(func() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }) }

func lost() {
	Lose(open) // want `^the guard set current at line 70 is not released when the function returns at line 71 \[leakedguard\]$`
}

func fromSource() {
	g := FromSource(source{})
	g.Release()
}

func fromSourceForgotten() {
	FromSource(source{}) // want `^the guard that FromSource returns is discarded: nothing can release it \[leakedguard\]$`
}

func must() {
	g := Must(runtimectx.TrySetCurrent(h2))
	g.Release()
}

func mustForgotten(c bool) {
	g := Must(runtimectx.TrySetCurrent(h2)) // want `^the guard set current at line 88 is not released when the function returns at line 92 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func mapped() {
	for _, g := range Map([]int{1}, func(int) runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }) {
		g.Release()
	}
}

func choose(c bool) {
	g := runtimectx.SetCurrent(h2)
	Choose(c, g, g).Release()
}

func pointer() { Pointer(runtimectx.SetCurrent(h2)).Release() }

func pointerForgotten(c bool) {
	p := Pointer(runtimectx.SetCurrent(h2)) // want `^the guard set current at line 108 is not released when the function returns at line 112 \[leakedguard\]$`
	if c {
		p.Release()
	}
}

func swap() {
	a, b := runtimectx.SetCurrent(h2), runtimectx.SetCurrentGuard{}
	Swap(&a, &b)
	b.Release()
}

func swapWrong() {
	a, b := runtimectx.SetCurrent(h2), runtimectx.SetCurrentGuard{} // want `^guard a, set current at line 121, is not released when the function returns at line 124 \[leakedguard\]$`
	Swap(&a, &b)
	a.Release() // the zero guard
}

func pair() {
	p := MakePair("x", runtimectx.SetCurrent(h2))
	p.Second.Release()
}

func pairForgotten(c bool) {
	p := MakePair("x", runtimectx.SetCurrent(h2)) // want `^the guard set current at line 132 is not released when the function returns at line 136 \[leakedguard\]$`
	if c {
		p.Second.Release()
	}
}

func stack() {
	var s Stack[runtimectx.SetCurrentGuard]
	s.Push(runtimectx.SetCurrent(h2))
	s.Pop().Release()
}

func stackOfFuncs() {
	var s Stack[func()]
	g := runtimectx.SetCurrent(h2)
	s.Push(g.Release)
	s.Pop()()
}

func box() {
	var b Box[runtimectx.SetCurrentGuard]
	b.Set(runtimectx.SetCurrent(h2))
	b.Get().Release()
}

func boxForgotten(c bool) {
	var b Box[runtimectx.SetCurrentGuard]
	b.Set(runtimectx.SetCurrent(h2)) // want `^guard b\.v, set current at line 159, is not released when the function returns at line 163 \[leakedguard\]$`
	if c {
		b.Get().Release()
	}
}

func boxOfFunc() {
	var b Box[func()]
	g := runtimectx.SetCurrent(h2)
	b.Set(g.Release)
	b.Get()()
}

func releasedAgain() {
	g := Released()
	g.Release() // want `^guard g, set current at line 173, was already released at line 173 \[guardmisuse\]$`
}
