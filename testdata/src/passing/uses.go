package passing

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h2 = runtimectx.NewHandle("uses", nil)

func hooked() {
	s := &Server{Guard: runtimectx.SetCurrent(h2), Hook: func(s *Server) { s.Guard = runtimectx.SetCurrent(h2) }}
	s.Hooked()
}

func hookedTwice() {
	s := &Server{Guard: runtimectx.SetCurrent(h2), Hook: func(*Server) {}}
	s.Hooked() // want `^s\.Hooked releases guard s\.Guard, set current at line 15 \(calls s\.Guard\.Release at passing\.go:23\): it was already released at line 16 \[guardmisuse\]$`
}

func options() {
	s := New(With(runtimectx.SetCurrent(h2)))
	s.Guard.Release()
}

func optionLiteral() {
	g := runtimectx.SetCurrent(h2)
	s := New(func(s *Server) { s.Guard = g })
	s.Guard.Release()
}

func noOption() {
	s := New()
	s.Guard = runtimectx.SetCurrent(h2) // want `^guard s\.Guard, set current at line 32, is not released when the function returns at line 33 \[leakedguard\]$`
}

func lent() { Lend(func(done func()) { done() }) }

func recur() {
	Recur([]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)})
}

func closed() { CloseAny(&Closer{Guard: runtimectx.SetCurrent(h2)}) }

func closedNot() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 44, is not released when the function returns at line 46 \[leakedguard\]$`
	CloseAny(g)
}

func dispatched() {
	Dispatch(runtimectx.SetCurrent(h2))
	Dispatch(&Closer{Guard: runtimectx.SetCurrent(h2)})
}

func dispatchedNot() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 54, is not released when the function returns at line 56 \[leakedguard\]$`
	Dispatch(&g)
}

func anonymous() { Anonymous(runtimectx.SetCurrent(h2)) }

func ranged() {
	for g := range Guards() {
		g.Release()
	}
}

func rangedForgotten() {
	for range Guards() { // want `^the guard set current at line 67 is not released when the function returns at line 69 \[leakedguard\]$`
	}
}
