package flow

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// name is the label of b, with its order where the builder's comment may recur.
func name(in *Info, b *ssa.BasicBlock) string {
	if l := label(b); l != b.Comment {
		return l
	}
	return fmt.Sprintf("%s@%d", b.Comment, in.Order(b))
}

// describe writes a line per reachable block in order: its label, "loop" or
// "head" (a head is in its loop), its back edges and its control dependences.
func describe(in *Info) string {
	var sb strings.Builder
	for _, b := range in.blocks {
		sb.WriteString(name(in, b))
		switch {
		case in.IsLoopHead(b):
			sb.WriteString(" head")
		case in.InLoop(b):
			sb.WriteString(" loop")
		}
		for _, s := range b.Succs {
			if in.IsBackEdge(b, s) {
				fmt.Fprintf(&sb, " ^%s", name(in, s))
			}
		}
		for _, d := range in.ControlDeps(b) {
			fmt.Fprintf(&sb, " ?%s", name(in, d))
		}
		sb.WriteString("\n")
	}
	return sb.String()
}

func TestShapes(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"straight line", `func f() { A(); B() }`, `
AB
`},
		{"if else", `func f() { A(); if c() { B() } else { C() }; D() }`, `
A
B ?A
C ?A
D
`},
		{"early return", `func f() { A(); if c() { B(); return }; C(); if c() { D(); return }; E() }`, `
A
B ?A
C ?A
D ?C
E ?C
`},
		{"panic", `func f() { A(); if c() { B(); panic(1) }; C() }`, `
A
B ?A
C ?A
`},
		{"condition with and", `func f() { A(); if c() && c() { B() }; C() }`, `
A
cond.true@1 ?A
B ?cond.true@1
C
`},
		{"switch", `func f() { A(); switch k() { case 1: B(); case 2: C(); fallthrough; case 3: D(); default: E() }; F() }`, `
A
B ?A
switch.next@2 ?A
C ?switch.next@2
switch.next@4 ?switch.next@2
D ?switch.next@2 ?switch.next@4
E ?switch.next@4
F
`},
		{"while", `func f() { A(); for c() { B() }; C() }`, `
A
for.loop@1 head ?for.loop@1
B loop ^for.loop@1 ?for.loop@1
C
`},
		{"three clauses", `func f() { A(); for i := 0; i < 9; i++ { B() }; C() }`, `
A
for.loop@1 head ?for.loop@1
B loop ^for.loop@1 ?for.loop@1
C
`},
		{"break and continue", `func f() { A(); for c() { B(); if c() { C(); continue }; D(); if c() { E(); break }; F() }; G() }`, `
A
for.loop@1 head ?B ?D
B loop ?for.loop@1
C loop ^for.loop@1 ?B
D loop ?B
E ?D
F loop ^for.loop@1 ?D
G
`},
		{"nested loops", `func f() { A(); for c() { B(); for c() { C() }; D() }; E() }`, `
A
for.loop@1 head ?for.loop@1
B loop ?for.loop@1
for.loop@3 head ?for.loop@1 ?for.loop@3
C loop ^for.loop@3 ?for.loop@3
D loop ^for.loop@1 ?for.loop@1
E
`},
		{"labelled continue", `func f() { A()
outer: for c() { B(); for c() { C(); if c() { continue outer }; D() }; E() }; F() }`, `
A
for.loop@1 head ?for.loop@1
B loop ?for.loop@1
for.loop@3 head ?for.loop@1 ?C
C loop ^for.loop@1 ?for.loop@3
D loop ^for.loop@3 ?C
E loop ^for.loop@1 ?for.loop@3
F
`},
		{"range", `func f(m map[int]int) { A(); for range m { B() }; C() }`, `
A
rangeiter.loop@1 head ?rangeiter.loop@1
B loop ^rangeiter.loop@1 ?rangeiter.loop@1
C
`},
		{"self loop", `func f() { A()
again: B(); if c() { goto again }; C() }`, `
A
B head ^B ?B
C
`},
		{"irreducible", `func f() { A(); if c() { goto two }
one: B(); if c() { goto out }
two: C(); if c() { goto one }
D()
out: E() }`, `
A
B head ?A ?C
C loop ^B ?A ?B
D ?C
E
`},
		{"endless", `func f() { A(); for { B() } }`, `
A
B head ^B
`},
		{"endless with branch", `func f() { A(); for { B(); if c() { C() }; D() } }`, `
A
B head
C loop ?B
D loop ^B
`},
		{"endless, branch last", `func f() { A(); for { B(); if c() { C() } } }`, `
A
B head ^B
C loop ^B ?B
`},
		{"endless on one side", `func f() { A(); if c() { B(); for { C() } }; D() }`, `
A
B ?A
C head ^C ?A
D ?A
`},
		{"endless inside endless", `func f() { A(); for { B(); for c() { C() }; D() } }`, `
A
B head
for.loop@2 head ?for.loop@2
C loop ^for.loop@2 ?for.loop@2
D loop ^B
`},
		{"endless with return", `func f() { A(); for { B(); if c() { C(); return }; D() } }`, `
A
B head ?B
C
D loop ^B ?B
`},
		{"loop into endless loop", `func f() { A(); for c() { B() }; for { C() } }`, `
A
for.loop@1 head ?for.loop@1
B loop ^for.loop@1 ?for.loop@1
C head ^C
`},
		{"select forever", `func f() { A(); if c() { B(); select {} }; C() }`, `
A
B ?A
C ?A
`},
		{"defer", `func f() (r int) { defer A(); B(); if c() { C(); return 1 }; D(); return 2 }`, `
B
C ?B
D ?B
recover@3
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fn := build(t, tt.src)
			if got := describe(Of(fn)); got != tt.want[1:] {
				t.Errorf("got:\n%swant:\n%s%s", got, tt.want[1:], dump(fn))
			}
		})
	}
}
