package enumerate

import (
	"fmt"
	"strings"
)

// Prelude begins a file of programs.
const Prelude = `package enumerated

import (
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/agreement/internal/probe"
	"github.com/ctxvet/ctxvet/runtimectx"
)

var H = runtimectx.NewHandle("h", nil)

var (
	_ = probe.Bool
	_ = time.Sleep
	_ testing.T
)

`

// Write appends the source of p as a function that begins at the given line,
// notes the line of every operation in p, and returns the line after it.
// Roots ask the probe for the conditions; others have them as parameters.
func Write(b *strings.Builder, p []Node, name string, root bool, line int) int {
	w := &writer{b: b, line: line}
	w.callees(p, strings.ToLower(name))
	if root {
		w.p("func Test%s(t0 *testing.T) {", name)
		w.p("\ta, b := probe.Bool(0), probe.Bool(1)")
		w.p("\t_, _ = a, b")
	} else {
		w.p("func %s(a, b bool) {", strings.ToLower(name))
	}
	w.body(p)
	return w.line
}

// callees writes the functions that p calls, innermost first.
func (w *writer) callees(p []Node, prefix string) {
	for i := range p {
		n := &p[i]
		w.callees(n.Body, fmt.Sprintf("%sin%d", prefix, i))
		if n.Op == Call {
			n.name = fmt.Sprintf("%scallee%d", prefix, i)
			w.p("func %s(a, b bool) {", n.name)
			w.body(n.Body)
		}
	}
}

// body writes the rest of a function.
func (w *writer) body(p []Node) {
	for _, v := range []struct{ name, typ string }{{"g", "EnterRuntimeGuard"}, {"s", "SetCurrentGuard"}, {"t", "SetCurrentGuard"}, {"w", "DisallowBlockInPlaceGuard"}} {
		if mentions(p, v.name) {
			w.p("\tvar %s runtimectx.%s", v.name, v.typ)
			w.p("\t_ = %s", v.name)
		}
	}
	w.nodes(p, "\t")
	w.p("}")
	w.p("")
}

type writer struct {
	b    *strings.Builder
	line int
}

func (w *writer) p(format string, args ...any) {
	fmt.Fprintf(w.b, format+"\n", args...)
	w.line++
}

func mentions(p []Node, guard string) bool {
	for _, n := range p {
		if guardOf(n.Op) == guard || n.Op != Call && mentions(n.Body, guard) {
			return true
		}
	}
	return false
}

func guardOf(op Op) string {
	switch op {
	case Enter, Allow, Leave, DeferLeave:
		return "g"
	case SetCurrent, Unset, DeferUnset:
		return "s"
	case SetOther, UnsetOther:
		return "t"
	case Disallow, Permit:
		return "w"
	}
	return ""
}

func (w *writer) nodes(p []Node, indent string) {
	for i := range p {
		n := &p[i]
		in := indent
		n.cond = w.line
		if n.Cond != 0 {
			w.p("%sif %s {", indent, condTexts[n.Cond])
			in += "\t"
		}
		n.line = w.line
		w.op(n, in)
		if n.Cond != 0 {
			w.p("%s}", indent)
		}
	}
}

var texts = map[Op]string{
	Enter:        "g = runtimectx.Enter(H)",
	Allow:        "g = runtimectx.Enter(H, runtimectx.AllowBlockInPlace)",
	Leave:        "g.Release()",
	SetCurrent:   "s = runtimectx.SetCurrent(H)",
	Unset:        "s.Release()",
	SetOther:     "t = runtimectx.SetCurrent(H)",
	UnsetOther:   "t.Release()",
	DeferLeave:   "defer g.Release()",
	DeferUnset:   "defer s.Release()",
	Block:        "time.Sleep(0)",
	Return:       "return",
	Panic:        `panic("stop")`,
	ExitRuntime:  "runtimectx.ExitRuntime(func() {",
	BlockInPlace: "runtimectx.BlockInPlace(func() {",
	Disallow:     "w = runtimectx.DisallowBlockInPlace()",
	Permit:       "w.Release()",
	Loop:         "for probe.More() {",
}

func (w *writer) op(n *Node, indent string) {
	if n.Op == Call {
		w.p("%s%s(a, b)", indent, n.name)
		return
	}
	w.p("%s%s", indent, texts[n.Op])
	switch {
	case n.Op.closes():
		w.nodes(n.Body, indent+"\t")
		w.p("%s})", indent)
	case n.Op == Loop:
		w.nodes(n.Body, indent+"\t")
		w.p("%s}", indent)
	}
}
