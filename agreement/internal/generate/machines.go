package generate

import "fmt"

// machine writes a loop that goes from state to state: what one state
// acquires another releases.
func (g *gen) machine(e *env, budget int) {
	if !g.on("state machine", 1) {
		return
	}
	kind := g.kind(e)
	if kind == "D" {
		kind = "S"
	}
	v, s, scope := g.name("g"), g.name("s"), g.scope()
	g.p("var %s %s", v, guardType(kind))
	g.p("_ = %s", v)
	first, second, last := scope+"Idle", scope+"Busy", scope+"Over"
	if g.on("int state machine", 3) {
		first, second, last = "0", "1", "2"
	}
	idle, busy := e.fork(), e.fork()
	for _, f := range []*env{idle, busy} {
		f.inLoop, f.label = false, ""
	}
	idle.entered = e.entered
	if kind == "E" {
		busy.entered, busy.allow, busy.block = yes, false, ""
	}
	g.block("}", func() {
		g.p("switch %s {", s)
		g.block("", func() {
			g.body(idle, budget/2)
			g.p("%s = %s", v, g.acquireExpr(e, kind))
			g.p("%s = %s", s, second)
			if g.oneIn(8) {
				g.block("}", func() { g.p("%s = %s", s, last) }, "if %s {", g.cond(e))
			}
		}, "case %s:", first)
		g.block("", func() {
			g.body(busy, budget/2)
			if !g.oneIn(10) {
				g.p("%s.Release()", v)
			}
			g.p("%s = %s", s, last)
		}, "case %s:", second)
		g.p("}")
	}, "for %s := %s; %s != %s; {", s, first, s, last)
}

// runner writes a call through an interface, or a type switch on it.
func (g *gen) runner(e *env, budget int) {
	scope := g.scope()
	kinds := []string{"Plain"}
	if e.entered != yes || g.oneIn(12) {
		kinds = append(kinds, "Entering")
	}
	if e.entered != no || g.oneIn(12) {
		kinds = append(kinds, "Leaving")
	}
	k := pick(g, kinds)
	r := g.name("r")
	g.p("var %s %sRunner = %s%s{}", r, scope, scope, k)
	two := len(e.bools) > 0 && g.on("runner of two types", 3)
	if two {
		g.block("}", func() { g.p("%s = %s%s{}", r, scope, pick(g, kinds)) }, "if %s {", g.cond(e))
	}
	call := func(r, k string) {
		f := e.closure()
		switch k {
		case "Entering":
			f.entered, f.allow, f.block = yes, false, ""
		case "Leaving":
			f.entered, f.block = no, ""
		case "":
			f.entered, f.block = unknown, ""
		}
		g.block("})", func() { g.body(f, budget); g.settle(f, 0) }, "%s.Run(func() {", r)
	}
	if !g.on("type switch", 3) {
		g.constructs["runner"]++
		if two {
			k = ""
		}
		call(r, k)
		return
	}
	x := g.name("x")
	g.p("switch %s := %s.(type) {", x, r)
	for _, k := range kinds {
		g.block("", func() { call(x, k) }, "case %s%s:", scope, k)
	}
	if g.oneIn(2) {
		g.block("", func() { g.p("_ = %s", x); g.clause(e, budget/2) }, "default:")
	}
	g.p("}")
}

// asker writes a call of a function that asks for the state first.
func (g *gen) asker(e *env, budget int) {
	scope := g.scope()
	switch {
	case g.on("callee asks, runs", 3):
		f := e.closure()
		f.entered, f.allow, f.block = yes, false, ""
		g.block("})", func() { g.body(f, budget); g.settle(f, 0) }, "%sInside(func() {", scope)
	case g.on("callee asks, blocks", 3):
		g.p("%sNapSafely()", scope)
	case g.on("callee asks, blocks in place", 4):
		g.p("%sNapInPlace()", scope)
	default:
		g.constructs["callee asks, enters"]++
		v := &guard{name: g.name("g"), kind: "E", lit: e.lit, live: yes}
		v.call = v.name + ".Release()"
		ok := g.name("ok")
		g.p("%s, %s := %sEnsure()", v.name, ok, scope)
		g.p("_ = %s", v.name)
		f := e.fork()
		g.acquired(f, v)
		switch g.r.IntN(3) {
		case 0:
			g.p("_ = %s", ok)
			g.p("defer %s", v.call)
		case 1:
			g.block("}", func() { g.p("defer %s", v.call) }, "if %s {", ok)
		default:
			g.block("}", func() { g.use(f, v, budget/2) }, "if %s {", ok)
		}
	}
}

// A giver is a generated function that returns a guard by named results.
type giver struct {
	helper
	kind string
}

// giverFunc writes a function that acquires a guard on some of its paths and
// returns it, with whether it did.
func (g *gen) giverFunc(h giver) {
	e := &env{top: true, entered: unknown}
	params := e.parameters(h.helper)
	g.p("")
	g.block("}", func() {
		if g.oneIn(2) && !g.body(e, 1+g.r.IntN(3)) {
			g.p("return")
			return
		}
		if g.oneIn(2) {
			g.block("}", func() { g.settle(e, 0); g.p("return") }, "if %s {", g.cond(e))
		}
		g.p("g = %s", g.acquireExpr(e, h.kind))
		if h.kind == "E" {
			e.entered = yes
		}
		if g.oneIn(2) && !g.body(e, 1+g.r.IntN(3)) {
			g.p("return")
			return
		}
		if g.oneIn(3) {
			g.block("}", func() {
				if !g.oneIn(5) {
					g.p("g.Release()")
				}
				g.p("return %s{}, false", guardType(h.kind))
			}, "if %s {", g.cond(e))
		}
		if g.oneIn(2) {
			g.p("ok = true")
			g.p("return")
		} else {
			g.p("return g, true")
		}
	}, "func %s(%s) (g %s, ok bool) {", h.name, params, guardType(h.kind))
}

// call is the call of a function with arguments.
func (g *gen) callOf(e *env, h helper) string {
	args := ""
	for i := range h.bools + h.ints {
		if i > 0 {
			args += ", "
		}
		args += g.argument(e, i < h.bools)
	}
	return fmt.Sprintf("%s(%s)", h.name, args)
}
