// Package generate writes random Go programs over the runtimectx API. It
// writes mostly what a careful author would, with defects mixed in, so that
// most paths of most functions get somewhere.
package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A Config says what to generate.
type Config struct {
	Seed      uint64
	Functions int             // cases to generate; helpers come on top
	PerFile   int             // cases in one package
	Without   map[string]bool // constructs to leave out, by name
}

// Without are the constructs that are left out unless they are looked into:
// those for which either precision is allowed, and those that ctxvet does not
// follow yet as the rules ask.
var Without = []string{
	"iterator sets current",
	"loop index",
}

// A Batch is a set of generated packages with what they contain.
type Batch struct {
	Sources    []static.Source
	Constructs map[string]int // how often each construct was written
}

// Generate writes a batch. The same configuration gives the same text.
func Generate(c Config) Batch {
	b := Batch{Constructs: make(map[string]int)}
	for first, k := 0, 0; first < c.Functions; first, k = first+c.PerFile, k+1 {
		r := rand.New(rand.NewPCG(c.Seed, uint64(k)))
		n := min(c.PerFile, c.Functions-first)
		g := &gen{r: r, without: c.Without, constructs: b.Constructs, pkg: fmt.Sprintf("p%d", k)}
		dep := fmt.Sprintf("dep%d", k)
		depPath := trace.Prefix + dep
		b.Sources = append(b.Sources,
			static.Source{Path: depPath, File: dep + ".go", Text: helperFile(dep)},
			static.Source{Path: trace.Prefix + g.pkg, File: g.pkg + "_test.go", Text: g.file(n, depPath)},
		)
	}
	return b
}

// gen writes one package.
type gen struct {
	r          *rand.Rand
	without    map[string]bool
	constructs map[string]int
	pkg        string
	lines      []string
	indent     int
	fresh      int
	local      []helper // random helpers of the case being written
	givers     []giver  // and those that return a guard
	casePrefix string
}

// A helper is a generated function that cases of the same group call.
type helper struct {
	name        string
	bools, ints int
	loops       bool // asks the probe for choices
}

func (g *gen) file(n int, dep string) string {
	head := fmt.Sprintf(`package %s

import (
	"context"
	"errors"
	"log"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	%q
	"github.com/ctxvet/ctxvet/agreement/internal/probe"
	"github.com/ctxvet/ctxvet/runtimectx"
)

var (
	_ context.Context
	_ = errors.New
	_ = log.Fatal
	_ = os.Exit
	_ = runtime.Goexit
	_ sync.WaitGroup
	_ testing.T
	_ = time.Sleep
	_ = probe.Ch
	_ = %s.RelS
)
`, g.pkg, dep, dep[strings.LastIndexByte(dep, '/')+1:])
	g.lines = nil
	for i := range n {
		g.testCase(i)
	}
	_, helpers, _ := strings.Cut(helperFile(g.pkg), "// helpers\n")
	return head + helpers + strings.Join(g.lines, "\n") + "\n"
}

// on reports whether the construct may be used now, with probability 1/n,
// and counts it when it will be.
func (g *gen) on(construct string, n int) bool {
	if g.without[construct] || g.r.IntN(n) != 0 {
		return false
	}
	g.constructs[construct]++
	return true
}

func (g *gen) oneIn(n int) bool { return g.r.IntN(n) == 0 }

func (g *gen) p(format string, args ...any) {
	g.lines = append(g.lines, strings.Repeat("\t", g.indent)+fmt.Sprintf(format, args...))
}

// block writes a head that ends in an opening brace, a body and its end.
func (g *gen) block(end string, body func(), format string, args ...any) {
	g.p(format, args...)
	g.indent++
	body()
	g.indent--
	g.p("%s", end)
}

func (g *gen) name(prefix string) string {
	g.fresh++
	return fmt.Sprintf("%s%d", prefix, g.fresh)
}

func pick[T any](g *gen, list []T) T { return list[g.r.IntN(len(list))] }

// testCase writes one case: helpers of its own, sometimes, and the function
// that is judged from a known or an unknown state.
func (g *gen) testCase(i int) {
	g.fresh = 0
	g.local, g.givers = nil, nil
	g.casePrefix = fmt.Sprintf("case%d", i)
	for k := 0; k < 2 && g.on("local helper", 3); k++ {
		h := helper{name: fmt.Sprintf("%sHelper%d", g.casePrefix, k), bools: g.r.IntN(2), ints: g.r.IntN(2)}
		from := len(g.lines)
		g.function(h, false)
		h.loops = asks(g.lines[from:])
		g.local = append(g.local, h)
	}
	for k := 0; k < 2 && g.on("function with named results", 5); k++ {
		h := giver{helper{name: fmt.Sprintf("%sGive%d", g.casePrefix, k), bools: g.r.IntN(2), ints: g.r.IntN(2)}, pick(g, []string{"E", "S", "S"})}
		from := len(g.lines)
		g.giverFunc(h)
		h.loops = asks(g.lines[from:])
		g.givers = append(g.givers, h)
	}
	h := helper{name: g.casePrefix, bools: g.r.IntN(4), ints: g.r.IntN(2)}
	g.function(h, g.on("root", 2))
}

// asks reports whether code asks the probe for choices.
func asks(lines []string) bool {
	text := strings.Join(lines, "\n")
	for _, s := range []string{"probe.Turns", "probe.Laps", "probe.More", "probe.Ctx"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// parameters makes the parameters of h inputs, and lists them.
func (e *env) parameters(h helper) string {
	var params []string
	for i := range h.bools {
		e.bools = append(e.bools, string(rune('a'+i)))
		params = append(params, e.bools[i]+" bool")
	}
	if h.ints > 0 {
		e.ints = append(e.ints, "n")
		params = append(params, "n int")
	}
	return strings.Join(params, ", ")
}

// function writes a function with h's parameters, or a root that asks for
// them.
func (g *gen) function(h helper, root bool) {
	e := &env{top: true}
	params := e.parameters(h)
	g.p("")
	if !root {
		e.entered = unknown
		g.block("}", func() { g.body(e, 4+g.r.IntN(6)) }, "func %s(%s) {", h.name, params)
		return
	}
	e.entered = no
	g.block("}", func() {
		for i, b := range e.bools {
			g.p("%s := probe.Bool(%d)", b, i)
		}
		if h.ints > 0 {
			g.p("n := probe.Int(0)")
		}
		for _, v := range append(append([]string(nil), e.bools...), e.ints...) {
			g.p("_ = %s", v)
		}
		g.body(e, 4+g.r.IntN(6))
	}, "func TestC%s(t *testing.T) {", h.name[1:])
}
