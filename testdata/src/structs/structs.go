// Package structs pins guards in fields of local structs, arrays and in
// composite literals.
package structs

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

type held struct {
	name  string
	guard runtimectx.SetCurrentGuard
}

type outer struct {
	in   held
	also runtimectx.EnterRuntimeGuard
}

func field() {
	var s held
	s.guard = runtimectx.SetCurrent(h)
	work()
	s.guard.Release()
}

func fieldForgotten(c bool) {
	var s held
	s.guard = runtimectx.SetCurrent(h) // want `^guard s\.guard, set current at line 32, is not released when the function returns at line 34 \[leakedguard\]$`
	if c {
		return
	}
	s.guard.Release()
}

func literal() {
	s := held{"x", runtimectx.SetCurrent(h)}
	defer s.guard.Release()
	work()
}

func literalForgotten(c bool) {
	s := held{guard: runtimectx.SetCurrent(h)} // want `^guard s\.guard, set current at line 46, is not released when the function returns at line 50 \[leakedguard\]$`
	if c {
		s.guard.Release()
	}
}

func pointerToLiteral() {
	s := &held{guard: runtimectx.SetCurrent(h)}
	work()
	s.guard.Release()
}

func pointerToLiteralForgotten(c bool) {
	s := &held{guard: runtimectx.SetCurrent(h)} // want `^guard s\.guard, set current at line 59, is not released when the function returns at line 63 \[leakedguard\]$`
	if c {
		s.guard.Release()
	}
}

func nestedField() {
	var o outer
	o.also = runtimectx.Enter(h)
	o.in.guard = runtimectx.SetCurrent(h)
	o.in.guard.Release()
	o.also.Release()
}

func nestedFieldOutOfOrder() {
	var o outer
	o.also = runtimectx.Enter(h)
	o.in.guard = runtimectx.SetCurrent(h)
	o.also.Release() // want `^guard o\.also, entered at line 75, is released before guard o\.in\.guard, set current at line 76: release them in reverse order \[releaseorder\]$`
	o.in.guard.Release()
}

func copied() {
	s := held{guard: runtimectx.SetCurrent(h)}
	t := s
	t.guard.Release()
}

func copiedReleasedTwice() {
	s := held{guard: runtimectx.SetCurrent(h)}
	t := s
	t.guard.Release()
	s.guard.Release() // want `^guard s\.guard, set current at line 88, was already released at line 90 \[guardmisuse\]$`
}

func fieldOverwritten() {
	s := held{guard: runtimectx.SetCurrent(h)} // want `^guard s\.guard, set current at line 95, is not released when the function returns at line 98 \[leakedguard\]$`
	s.guard = runtimectx.SetCurrent(h)
	s.guard.Release()
}

func wholeOverwritten() {
	s := held{guard: runtimectx.SetCurrent(h)} // want `^guard s\.guard, set current at line 101, is not released when the function returns at line 104 \[leakedguard\]$`
	s = held{}
	s.guard.Release()
}

func wholeOverwrittenByCopy() {
	s := held{guard: runtimectx.SetCurrent(h)}
	t := s
	s = held{}
	s.guard.Release()
	t.guard.Release()
}

func flagInStruct(c bool) {
	var s struct {
		on bool
		g  runtimectx.SetCurrentGuard
	}
	if c {
		s.on = true
		s.g = runtimectx.SetCurrent(h)
	}
	work()
	if s.on {
		s.g.Release()
	}
}

func flagInStructForgotten(c bool) {
	var s struct {
		on bool
		g  runtimectx.SetCurrentGuard
	}
	if c {
		s.g = runtimectx.SetCurrent(h) // want `^guard s\.g, set current at line 135, is not released when the function returns at line 141 \[leakedguard\]$`
	}
	work()
	if s.on {
		s.g.Release()
	}
}

func array() {
	var gs [2]runtimectx.SetCurrentGuard
	gs[0] = runtimectx.SetCurrent(h)
	gs[1] = runtimectx.SetCurrent(h)
	gs[1].Release()
	gs[0].Release()
}

func closureField() {
	s := struct{ done func() }{runtimectx.SetCurrent(h).Release}
	defer s.done()
	work()
}

func closureFieldForgotten(c bool) {
	s := struct{ done func() }{runtimectx.SetCurrent(h).Release} // want `^guard s\.done, set current at line 158, is not released when the function returns at line 162 \[leakedguard\]$`
	if c {
		s.done()
	}
}

func captured() {
	s := held{guard: runtimectx.SetCurrent(h)}
	func() {
		s.guard.Release()
	}()
}

func (s *held) enter()   { s.guard = runtimectx.SetCurrent(h) }
func (s *held) release() { s.guard.Release() }

func methods() {
	var s held
	s.enter()
	defer s.release()
	work()
}

func anonymous() {
	s := struct {
		runtimectx.SetCurrentGuard
		name string
	}{runtimectx.SetCurrent(h), "x"}
	work()
	s.Release()
}

func anonymousForgotten(c bool) {
	s := struct {
		runtimectx.SetCurrentGuard
		name string
	}{runtimectx.SetCurrent(h), "x"} // want `^guard s, set current at line 194, is not released when the function returns at line 198 \[leakedguard\]$`
	if c {
		s.Release()
	}
}

func swapped() {
	a, b := runtimectx.SetCurrent(h), runtimectx.SetCurrent(h)
	a, b = b, a
	a.Release()
	b.Release()
}

func notSwapped() {
	a, b := runtimectx.SetCurrent(h), runtimectx.SetCurrent(h)
	a.Release() // want `^guard a, set current at line 208, is released before guard b, set current at line 208: release them in reverse order \[releaseorder\]$`
	b.Release()
}

func compared() {
	s := held{guard: runtimectx.SetCurrent(h)}
	if s != (held{}) {
		s.guard.Release()
	}
}
