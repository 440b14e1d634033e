package generate

import (
	"fmt"
	"strings"
)

// body writes about budget statements. It reports whether the end of what it
// wrote can be reached.
func (g *gen) body(e *env, budget int) bool {
	for budget > 0 {
		budget -= 1 + g.r.IntN(3)
		if !g.statement(e, budget) {
			return false
		}
	}
	if len(e.pending) == 0 || !e.top && !g.oneIn(3) {
		return true
	}
	return true
}

// statement writes one statement, with room for budget more inside it.
func (g *gen) statement(e *env, budget int) bool {
	small := max(1, budget/2)
	switch k := g.r.IntN(121); {
	case k < 30:
		return g.acquire(e, budget)
	case k < 42:
		g.condition(e, small)
	case k < 50:
		g.loop(e, small)
	case k < 60:
		g.closureForm(e, small)
	case k < 68:
		g.blocking(e)
	case k < 73:
		return g.leave(e)
	case k < 76:
		g.wildRelease(e)
	case k < 80:
		g.switchStmt(e, small)
	case k < 84:
		g.goStmt(e, small)
	case k < 88:
		g.callHelper(e, small)
	case k < 91:
		g.protected(e, small)
	case k < 94:
		g.local1(e)
	case k < 97:
		g.literalCall(e, small)
	case k < 100:
		g.gotoLoop(e, small)
	case k < 104:
		g.question(e, small)
	case k < 107:
		g.scoped(e, small)
	case k < 109:
		g.known(e, small)
	case k < 111:
		g.option(e)
	case k < 114:
		g.machine(e, small)
	case k < 118:
		g.runner(e, small)
	default:
		g.asker(e, small)
	}
	return true
}

// cond is a condition over the inputs and what was computed from them.
func (g *gen) cond(e *env) string {
	var c string
	switch {
	case len(e.ints) > 0 && (len(e.bools) == 0 || g.on("comparison", 3)):
		c = fmt.Sprintf("%s %s %d", pick(g, e.ints), pick(g, []string{"==", "!=", "<", ">", "<=", ">="}), g.r.IntN(2))
	case len(e.bools)+len(e.ints) > 0 && g.on("predicate", 8):
		c = g.predicate(e)
	case len(e.bools) == 0:
		c = "runtimectx.CurrentEnterContext().IsEntered()"
	default:
		c = pick(g, e.bools)
		if g.oneIn(3) {
			c = "!" + c
		}
		if len(e.bools) > 1 && g.on("connective", 5) {
			c += pick(g, []string{" && ", " || "}) + pick(g, e.bools)
		}
	}
	return c
}

func (g *gen) condition(e *env, budget int) {
	g.constructs["if"]++
	c := g.cond(e)
	f := e.fork()
	if strings.Contains(c, "IsEntered") {
		f.entered = yes
		f.allow = false
	}
	if g.on("else", 3) {
		g.block("} else {", func() { g.body(f, budget) }, "if %s {", c)
		h := e.fork()
		if strings.Contains(c, "IsEntered") {
			h.entered = no
		}
		g.indent++
		g.body(h, budget)
		g.indent--
		g.p("}")
		return
	}
	g.block("}", func() { g.body(f, budget) }, "if %s {", c)
}

// leave writes a statement that ends the path, under a condition. It reports
// whether what follows can be reached.
func (g *gen) leave(e *env) bool {
	stmt := func() {
		switch {
		case e.inLoop && e.label != "" && g.on("labelled jump", 2):
			g.settle(e, e.atLoop)
			g.p("%s %s", pick(g, []string{"break", "continue"}), e.label)
		case e.inLoop && g.on("continue", 2):
			g.settle(e, e.atLoop)
			g.p("continue")
		case e.inLoop && g.on("break", 2):
			g.settle(e, e.atLoop)
			g.p("break")
		case g.on("panic", 5):
			g.p("panic(\"stop\")")
		case g.on("goexit", 10):
			g.settle(e, 0)
			g.p("runtime.Goexit()")
		case g.on("exit", 14):
			g.p("os.Exit(1)")
		default:
			g.constructs["return"]++
			g.settle(e, 0)
			g.p("return")
		}
	}
	if g.oneIn(6) {
		stmt()
		return false
	}
	g.block("}", stmt, "if %s {", g.cond(e))
	return true
}

func (g *gen) switchStmt(e *env, budget int) {
	switch {
	case len(e.ints) > 0 && g.on("switch value", 2):
		v := pick(g, e.ints)
		g.p("switch %s {", v)
		for i := range 1 + g.r.IntN(2) {
			g.block("", func() { g.clause(e, budget) }, "case %d:", i)
		}
	default:
		g.constructs["switch"]++
		g.p("switch {")
		for range 1 + g.r.IntN(2) {
			g.block("", func() { g.clause(e, budget) }, "case %s:", g.cond(e))
		}
	}
	if g.oneIn(2) {
		g.block("", func() { g.clause(e, budget) }, "default:")
	}
	g.p("}")
}

// clause is a body in which break means the switch.
func (g *gen) clause(e *env, budget int) {
	f := e.fork()
	f.inLoop = false
	g.body(f, budget)
}

// local1 computes a boolean from others.
func (g *gen) local1(e *env) {
	if len(e.bools)+len(e.ints) == 0 || !g.on("bool local", 1) {
		return
	}
	v := g.name("c")
	g.p("%s := %s", v, g.cond(e))
	g.p("_ = %s", v)
	e.bools = append(e.bools, v)
}

// protected wraps a body in a function that recovers.
func (g *gen) protected(e *env, budget int) {
	f := e.closure()
	if !g.on("recover", 1) {
		return
	}
	g.block("}()", func() {
		again := g.on("panic again", 6)
		g.block("}()", func() {
			if again {
				r := g.name("r")
				g.block("}", func() { g.settle(f, 0); g.p("panic(%s)", r) }, "if %s := recover(); %s != nil {", r, r)
				return
			}
			g.p("_ = recover()")
		}, "defer func() {")
		g.body(f, budget)
		g.settle(f, 0)
	}, "func() {")
}

func (g *gen) literalCall(e *env, budget int) {
	if !g.on("literal", 1) {
		return
	}
	f := e.closure()
	if g.oneIn(2) {
		g.block("}()", func() { g.body(f, budget); g.settle(f, 0) }, "func() {")
		return
	}
	v := g.name("f")
	g.block("}", func() { g.body(f, budget); g.settle(f, 0) }, "%s := func() {", v)
	g.p("%s()", v)
	if g.oneIn(4) {
		g.p("%s()", v)
	}
}

func (g *gen) goStmt(e *env, budget int) {
	f := e.closure()
	f.entered = no
	f.block = ""
	f.foreign = true
	if !g.oneIn(5) {
		f.guards = nil
	}
	switch {
	case g.on("joined by channel", 3):
		ch := g.name("done")
		g.p("%s := make(chan int)", ch)
		g.block("}()", func() { g.p("defer close(%s)", ch); g.body(f, budget); g.settle(f, 0) }, "go func() {")
		g.joinOutside(e, "<-"+ch)
	case g.on("joined by WaitGroup", 3):
		wg := g.name("wg")
		g.p("var %s sync.WaitGroup", wg)
		g.p("%s.Add(1)", wg)
		g.block("}()", func() { g.p("defer %s.Done()", wg); g.body(f, budget); g.settle(f, 0) }, "go func() {")
		g.joinOutside(e, wg+".Wait()")
	default:
		g.constructs["go"]++
		g.block("}()", func() { g.body(f, budget); g.settle(f, 0) }, "go func() {")
	}
}

// joinOutside waits for a goroutine, mostly not while Entered.
func (g *gen) joinOutside(e *env, stmt string) {
	if e.entered == yes && !g.oneIn(4) {
		g.block("})", func() { g.p("%s", stmt) }, "runtimectx.ExitRuntime(func() {")
		return
	}
	g.p("%s", stmt)
}

func (g *gen) blocking(e *env) {
	if e.entered == yes && e.block == "" && !g.oneIn(3) {
		return
	}
	if e.block != "" && !g.oneIn(4) {
		g.blockOn(e.block, g.blockOp)
		return
	}
	g.blockOp()
}

// blockOn writes one of the forms that run a closure which may block.
func (g *gen) blockOn(b string, body func()) {
	result := func() { body(); g.p("return nil") }
	err := ""
	if g.oneIn(2) {
		err = "_ = "
	}
	switch {
	case g.on("BlockOnContext", 4):
		g.block("})", result, "%s%s.BlockOnContext(context.Background(), func(context.Context) error {", err, b)
	case g.on("BlockOnTimeout", 4):
		g.block("})", result, "%s%s.BlockOnTimeout(time.Hour, func(context.Context) error {", err, b)
	default:
		g.constructs["BlockOn"]++
		g.block("})", body, "%s.BlockOn(func() {", b)
	}
}

func (g *gen) blockOp() {
	switch {
	case g.on("receive", 3):
		g.p("<-probe.Ch()")
	case g.on("select", 6):
		g.p("select {")
		g.p("case <-probe.Ch():")
		if g.oneIn(2) {
			g.p("default:")
		}
		g.p("}")
	default:
		g.constructs["sleep"]++
		g.p("time.Sleep(0)")
	}
}
