package generate

import (
	"fmt"
	"slices"
	"strings"
)

func (g *gen) loop(e *env, budget int) {
	f := e.fork()
	f.inLoop = true
	f.atLoop = len(f.pending)
	f.label = ""
	if e.foreign {
		g.body(e.fork(), budget) // choices belong to the first goroutine
		return
	}
	i := g.name("i")
	bound := "probe.Turns()"
	looked := g.on("loop index", 4)
	if looked {
		bound = "probe.Laps()"
	}
	at := len(g.lines)
	labelled := g.on("label", 6)
	if labelled {
		f.label = g.name("loop")
		g.p("%s:", f.label)
	}
	head := ""
	switch {
	case g.on("range int", 3):
		head = fmt.Sprintf("for %s := range %s {", i, bound)
	case g.on("range slice", 4):
		head = fmt.Sprintf("for %s := range make([]int, %s) {", i, bound)
	case !looked && g.on("range func", 4):
		head = fmt.Sprintf("for %s := range %sSeq(%s) {", i, g.scope(), bound)
	case !looked && e.entered != yes && g.on("iterator enters", 6):
		f.entered, f.allow, f.block = yes, false, ""
		head = fmt.Sprintf("for %s := range %sSeqE(%s) {", i, g.scope(), bound)
	case !looked && e.entered == yes && g.on("iterator exits", 4):
		f.entered, f.block = no, ""
		head = fmt.Sprintf("for %s := range %sSeqOut(%s) {", i, g.scope(), bound)
	case !looked && g.on("iterator sets current", 8):
		head = fmt.Sprintf("for %s := range %sSeqS(%s) {", i, g.scope(), bound)
	case !looked && g.on("while", 3):
		head = "for probe.More() {"
		i = ""
	default:
		g.constructs["for"]++
		n := g.name("n")
		g.lines = slices.Insert(g.lines, at, strings.Repeat("\t", g.indent)+n+" := "+bound)
		bound = n
		head = fmt.Sprintf("for %s := 0; %s < %s; %s++ {", i, i, bound, i)
	}
	if looked {
		f.ints = append(f.ints, i)
	}
	g.block("}", func() {
		if i != "" {
			g.p("_ = %s", i)
		}
		open := g.body(f, budget)
		if labelled && open {
			g.block("}", func() { g.settle(f, f.atLoop); g.p("%s %s", pick(g, []string{"break", "continue"}), f.label) }, "if %s {", g.cond(f))
		} else if labelled {
			g.p("continue %s", f.label)
		}
	}, "%s", head)
}

// settle releases what is pending above the mark, mostly.
func (g *gen) settle(e *env, mark int) {
	for i := len(e.pending) - 1; i >= mark && i >= 0; i-- {
		if !g.oneIn(10) {
			g.p("%s", e.pending[i].call)
		}
	}
}

func (g *gen) gotoLoop(e *env, budget int) {
	if len(e.bools) == 0 && len(e.ints) == 0 || !g.on("goto", 1) {
		return
	}
	f := e.fork()
	f.inLoop = false
	if !e.foreign && g.oneIn(2) {
		i, l := g.name("i"), g.name("again")
		g.p("%s := 0", i)
		g.p("%s:", l)
		g.block("}", func() { g.body(f, budget) }, "{")
		g.block("}", func() { g.p("%s++", i); g.p("goto %s", l) }, "if %s < 2 && probe.More() {", i)
		return
	}
	l := g.name("done")
	g.block("}", func() { g.p("goto %s", l) }, "if %s {", g.cond(e))
	g.block("}", func() { g.body(f, budget) }, "{")
	g.p("%s:", l)
	g.p("_ = 0")
}
