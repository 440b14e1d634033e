package flow

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"
)

func TestLiveIn(t *testing.T) {
	tests := []struct {
		name, src string
		want      map[string]string // block's mark to what is live at its entry
	}{
		{"parameters until last use",
			`func f(p, q int) { A(); if c() { B(); use(p) }; C(); use(q) }`,
			map[string]string{"A": "p q", "B": "p q", "C": "q"}},
		{"result of a call",
			`func f() { A(); x := u(); y := v(); if c() { B(); use(x) } else { C() }; D(); use(y) }`,
			map[string]string{"A": "", "B": "u() v()", "C": "v()", "D": "v()"}},
		{"phi at its block, operands on their edges",
			`func f() { x := u(); if c() { B(); x = v() } else { C() }; D(); use(x) }`,
			map[string]string{"B": "", "C": "u()", "D": "φx"}},
		{"phi carried round a loop",
			`func f(n int) { x := u(); for c() { B(); x = x + n }; C(); use(x) }`,
			map[string]string{"B": "n φx", "C": "φx"}},
		{"phi operand defined in a previous round",
			`func f() { x, y := u(), v(); for c() { B(); x, y = y, x }; C(); use(x) }`,
			map[string]string{"B": "φx φy", "C": "φx"}},
		{"value from before an inner loop",
			`func f() { for c() { A(); x := u(); for c() { B() }; C(); use(x) }; D() }`,
			map[string]string{"A": "", "B": "u()", "C": "u()", "D": ""}},
		{"irreducible loop",
			`func f(p int) { A(); if c() { goto two }
one: B(); if c() { goto out }
two: C(); use(p); if c() { goto one }
D()
out: E() }`,
			map[string]string{"A": "p", "B": "p", "C": "p", "D": "", "E": ""}},
		{"endless loop",
			`func f(p, q int) { use(p); for { B(); use(q) } }`,
			map[string]string{"B": "q"}},
		{"named result with a deferred call",
			`func f(p int) (r int) { A(); defer B(); if c() { C(); for { D(); k() } }; E(); return p }`,
			map[string]string{"A": "p", "C": "&r", "D": "&r", "E": "p &r", "recover": "&r"}},
		{"named result when control can only panic",
			`func f() (r int) { A(); defer B(); if c() { C(); panic(1) }; return 2 }`,
			map[string]string{"A": "", "C": "&r"}},
		{"result without a name, which has a cell all the same",
			`func f(p int) int { A(); defer B(); if c() { C(); panic(1) }; D(); return p }`,
			map[string]string{"C": "&", "D": "p &", "recover": "&"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fn := build(t, tt.src)
			in := Of(fn)
			for mark, want := range tt.want {
				if got := values(in.LiveIn(marked(t, fn, mark))); got != want {
					t.Errorf("LiveIn(%s) = %q, want %q\n%s", mark, got, want, dump(fn))
				}
			}
		})
	}
}

// Free variables come in the order the literal mentions them.
func TestLiveInFreeVariable(t *testing.T) {
	fn := build(t, `func f(p int) { q := u(); func() { A(); if c() { B(); use(q) }; C(); use(p) }() }`)
	lit := fn.AnonFuncs[0]
	in := Of(lit)
	if got := values(in.LiveIn(marked(t, lit, "B"))); got != "q p" {
		t.Errorf("LiveIn(B) = %q, want q p", got)
	}
	if got := values(in.LiveIn(marked(t, lit, "C"))); got != "p" {
		t.Errorf("LiveIn(C) = %q, want p", got)
	}
}

func TestLiveAfter(t *testing.T) {
	tests := []struct {
		name, src string
		want      map[string]string // callee to what is live after the call
	}{
		{"straight line",
			`func f(p int) { x := u(); A(); y := v() + x; B(); use(y, p); C() }`,
			map[string]string{"u": "p u()", "A": "p u()", "v": "p u() v()", "B": "p *ssa.BinOp", "C": ""}},
		{"unused result",
			`func f() { u(); A() }`,
			map[string]string{"u": ""}},
		{"operand of a phi further on",
			`func f() { x := u(); if c() { x = v(); B() }; C(); use(x) }`,
			map[string]string{"u": "u()", "v": "v()", "B": "v()", "C": "φx"}},
		{"round the loop",
			`func f() { x := u(); for c() { use(x); B(); x = v(); C() }; D() }`,
			map[string]string{"B": "", "v": "v()", "C": "v()", "D": ""}},
		{"named result with a deferred call",
			`func f() (r int) { defer A(); u(); if c() { B(); panic(1) }; C(); return v() }`,
			map[string]string{"u": "&r", "B": "&r", "C": "&r"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fn := build(t, tt.src)
			in := Of(fn)
			for name, want := range tt.want {
				instr := call(t, fn, name)
				got := values(in.LiveAfter(instr))
				if got != want {
					t.Errorf("LiveAfter(%s()) = %q, want %q\n%s", name, got, want, dump(fn))
				}
				if again := values(in.LiveAfter(instr)); again != got {
					t.Errorf("LiveAfter(%s()) = %q when asked again, was %q", name, again, got)
				}
			}
		})
	}
}

// call returns the only call of the named function.
func call(t *testing.T, fn *ssa.Function, name string) ssa.Instruction {
	t.Helper()
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if callee(instr) == name {
				return instr
			}
		}
	}
	t.Fatalf("no call of %s in\n%s", name, dump(fn))
	return nil
}

// After each of several phis of a block, the others are live as well.
func TestLiveAfterPhi(t *testing.T) {
	fn := build(t, `func f() { x, y := u(), v(); if c() { x, y = v(), u() }; C(); use(x, y) }`)
	in := Of(fn)
	b := marked(t, fn, "C")
	phis := 0
	for _, instr := range b.Instrs {
		if phi, ok := instr.(*ssa.Phi); ok {
			phis++
			if !slices.Equal(in.LiveAfter(phi), in.LiveIn(b)) {
				t.Errorf("LiveAfter(φ%s) = %q, want %q", phi.Comment, values(in.LiveAfter(phi)), values(in.LiveIn(b)))
			}
		}
	}
	if phis != 2 {
		t.Errorf("block has %d phis, want 2\n%s", phis, dump(fn))
	}
}

// What does not belong to the function or cannot be reached has no facts.
func TestOutside(t *testing.T) {
	fn := build(t, `func f(p int) { for c() { A() }; use(p) }`)
	other := build(t, `func f(p int) { for c() { A(); use(p) } }`)
	in := Of(fn)
	unlinked := marked(t, other, "A")
	other.Blocks = other.Blocks[:1]
	short := Of(&ssa.Function{})
	for _, in := range []*Info{in, short} {
		for _, b := range []*ssa.BasicBlock{nil, unlinked} {
			if got := in.Order(b); got != -1 {
				t.Errorf("Order = %d, want -1", got)
			}
			if in.InLoop(b) || in.IsLoopHead(b) || in.IsBackEdge(b, b) {
				t.Error("a foreign block is in a loop")
			}
			if in.LiveIn(b) != nil || in.ControlDeps(b) != nil {
				t.Error("a foreign block has live values or control dependences")
			}
		}
		if in.LiveAfter(unlinked.Instrs[0]) != nil || in.LiveAfter(nil) != nil {
			t.Error("values are live after a foreign instruction")
		}
	}
}

// A block that nothing leads to adds neither order, liveness nor dependence.
func TestUnreachable(t *testing.T) {
	fn := build(t, `func f(p int) { A(); if c() { B() }; C(); use(p) }`)
	a, b := marked(t, fn, "A"), marked(t, fn, "B")
	// Cut A→B as an optimizer might that has not yet removed B.
	for i, s := range a.Succs {
		if s == b {
			a.Succs = slices.Delete(slices.Clone(a.Succs), i, i+1)
			break
		}
	}
	b.Preds = nil
	in := Of(fn)
	if got := describe(in); got != "A\nC\n" {
		t.Errorf("got:\n%swant A and C without dependences", got)
	}
	if in.Order(b) != -1 || in.LiveIn(b) != nil || in.LiveAfter(b.Instrs[0]) != nil {
		t.Error("the unreachable block has facts")
	}
	if got := values(in.LiveIn(marked(t, fn, "C"))); got != "p" {
		t.Errorf("LiveIn(C) = %q, want p", got)
	}
}
