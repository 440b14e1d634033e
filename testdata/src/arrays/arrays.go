// Package arrays pins guards in arrays, in small slices and in variadic
// parameters: an element whose number is known is a variable like any other.
package arrays

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("arrays", nil)

func Two() [2]runtimectx.SetCurrentGuard {
	var gs [2]runtimectx.SetCurrentGuard
	gs[0] = runtimectx.SetCurrent(h)
	gs[1] = runtimectx.SetCurrent(h)
	return gs
}

func Slice() []runtimectx.SetCurrentGuard {
	return []runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h), runtimectx.SetCurrent(h)}
}

// Reversed releases the last first.
func Reversed(gs ...runtimectx.SetCurrentGuard) {
	for i := len(gs) - 1; i >= 0; i-- {
		gs[i].Release()
	}
}

// Forwards releases the first first.
func Forwards(gs ...runtimectx.SetCurrentGuard) {
	for _, g := range gs {
		g.Release()
	}
}

func First(gs ...runtimectx.SetCurrentGuard) { gs[0].Release() }

func ArrayReversed(gs [2]runtimectx.SetCurrentGuard) {
	gs[1].Release()
	gs[0].Release()
}

func Pointed(gs *[2]runtimectx.SetCurrentGuard) {
	gs[1].Release()
	gs[0].Release()
}

// At releases one that only its caller knows.
func At(i int, gs ...runtimectx.SetCurrentGuard) { gs[i].Release() }

// Pick returns one that nobody knows.
func Pick(m map[string]int, gs ...runtimectx.SetCurrentGuard) runtimectx.SetCurrentGuard {
	return gs[m["x"]]
}

func Count(gs ...runtimectx.SetCurrentGuard) int { return len(gs) }

type Stack struct {
	Undo []func()
}

func (s Stack) Run() {
	for i := len(s.Undo) - 1; i >= 0; i-- {
		s.Undo[i]()
	}
}

func RunAll(fs ...func()) {
	for _, f := range fs {
		f()
	}
}
