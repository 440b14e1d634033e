// Package across uses package passing from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/passing"
)

var h2 = runtimectx.NewHandle("uses", nil)

func hooked() {
	s := &passing.Server{Guard: runtimectx.SetCurrent(h2), Hook: func(s *passing.Server) { s.Guard = runtimectx.SetCurrent(h2) }}
	s.Hooked()
}

func hookedTwice() {
	s := &passing.Server{Guard: runtimectx.SetCurrent(h2), Hook: func(*passing.Server) {}}
	s.Hooked() // want `^s\.Hooked releases guard s\.Guard, set current at line 17 \(calls s\.Guard\.Release at passing\.go:23\): it was already released at line 18 \[guardmisuse\]$`
}

func options() {
	s := passing.New(passing.With(runtimectx.SetCurrent(h2)))
	s.Guard.Release()
}

func optionLiteral() {
	g := runtimectx.SetCurrent(h2)
	s := passing.New(func(s *passing.Server) { s.Guard = g })
	s.Guard.Release()
}

func noOption() {
	s := passing.New()
	s.Guard = runtimectx.SetCurrent(h2) // want `^guard s\.Guard, set current at line 34, is not released when the function returns at line 35 \[leakedguard\]$`
}

func lent() { passing.Lend(func(done func()) { done() }) }

func recur() {
	passing.Recur([]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)})
}

func closed() { passing.CloseAny(&passing.Closer{Guard: runtimectx.SetCurrent(h2)}) }

func closedNot() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 46, is not released when the function returns at line 48 \[leakedguard\]$`
	passing.CloseAny(g)
}

func dispatched() {
	passing.Dispatch(runtimectx.SetCurrent(h2))
	passing.Dispatch(&passing.Closer{Guard: runtimectx.SetCurrent(h2)})
}

func dispatchedNot() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 56, is not released when the function returns at line 58 \[leakedguard\]$`
	passing.Dispatch(&g)
}

func anonymous() { passing.Anonymous(runtimectx.SetCurrent(h2)) }

func ranged() {
	for g := range passing.Guards() {
		g.Release()
	}
}

func rangedForgotten() {
	for range passing.Guards() { // want `^the guard set current at line 69 is not released when the function returns at line 71 \[leakedguard\]$`
	}
}
