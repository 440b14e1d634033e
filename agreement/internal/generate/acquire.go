package generate

import (
	"fmt"
	"slices"
)

// acquire writes an acquisition with what becomes of the guard.
func (g *gen) acquire(e *env, budget int) bool {
	kind := g.kind(e)
	if g.on("correlated", 6) && len(e.bools) > 0 {
		g.correlated(e, kind, budget)
		return true
	}
	switch {
	case kind == "E" && g.on("two guards in a struct", 12):
		return g.both(e, budget)
	case kind == "S" && g.on("variadic", 12):
		return g.several(e, budget)
	}
	v := &guard{name: g.name("g"), kind: kind, lit: e.lit, live: yes}
	v.call = v.name + ".Release()"
	if g.oneIn(40) {
		g.constructs["discard"]++
		g.p("%s", g.acquireExpr(e, kind))
		return true
	}
	if (kind == "E" || kind == "S") && g.on("try", 4) {
		return g.try(e, v, budget)
	}
	if kind != "D" && g.on("wrapper", 5) {
		g.wrapper(e, v)
	} else {
		g.p("%s := %s", v.name, g.acquireExpr(e, kind))
	}
	g.acquired(e, v)
	return g.use(e, v, budget)
}

// kind chooses a guard that the state allows, mostly.
func (g *gen) kind(e *env) string {
	wild := g.oneIn(12)
	switch {
	case g.oneIn(8) && (e.entered == yes && e.allow || wild):
		return "D"
	case e.entered != yes && !g.oneIn(3) || wild:
		return "E"
	}
	return "S"
}

func (g *gen) acquireExpr(e *env, kind string) string {
	switch kind {
	case "E":
		g.constructs["Enter"]++
		if g.oneIn(3) {
			return "runtimectx.Enter(H, runtimectx.AllowBlockInPlace)"
		}
		return "runtimectx.Enter(H)"
	case "S":
		g.constructs["SetCurrent"]++
		return "runtimectx.SetCurrent(H)"
	}
	g.constructs["DisallowBlockInPlace"]++
	return "runtimectx.DisallowBlockInPlace()"
}

// acquired updates what the author believes.
func (g *gen) acquired(e *env, v *guard) {
	if v.enters() {
		e.entered = yes
		e.allow = g.lastAllows()
		e.block = ""
	}
	if v.kind == "D" {
		e.allow = false
	}
	e.push(v)
}

func (g *gen) lastAllows() bool {
	last := g.lines[len(g.lines)-1]
	return len(last) > 18 && last[len(last)-18:] == "AllowBlockInPlace)"
}

// use writes what happens to a guard that was just acquired.
func (g *gen) use(e *env, v *guard, budget int) bool {
	if len(v.kind) == 1 && g.oneIn(6) {
		g.hold(e, v)
	}
	switch {
	case g.on("defer", 3):
		g.deferRelease(e, v)
		e.done(v)
		return true
	case g.oneIn(14): // forgotten
		g.p("_ = %s", v.name)
		e.done(v)
		return true
	}
	f := e.fork()
	open := g.body(f, budget/2)
	// Guards of the body that are still pending are not visible here.
	if !open {
		g.p("_ = %s", v.name)
		return false
	}
	e.entered, e.allow, e.block = f.entered, f.allow, f.block
	for i := len(f.pending) - 1; i >= 0 && f.pending[i] != v; i-- {
		if i >= len(e.pending) {
			g.release(e, f.pending[i])
			f.believe(f.pending[i])
		}
	}
	e.guards = f.guards
	if !slices.Contains(f.pending, v) && !g.oneIn(6) {
		e.done(v) // the body released it
		return true
	}
	g.releaseSomehow(e, v)
	return true
}

// releaseSomehow writes the release of v, with a defect now and then.
func (g *gen) releaseSomehow(e *env, v *guard) {
	switch {
	case len(e.bools) > 0 && g.on("release in both branches", 8):
		g.block("} else {", func() { g.release(e, v) }, "if %s {", g.cond(e))
		g.indent++
		g.release(e, v)
		g.indent--
		g.p("}")
	case g.oneIn(15): // on some paths only
		g.block("}", func() { g.release(e, v) }, "if %s {", g.cond(e))
	case g.oneIn(20): // twice
		g.release(e, v)
		g.release(e, v)
	default:
		g.release(e, v)
	}
	e.believe(v)
}

// release writes one release of v.
func (g *gen) release(e *env, v *guard) {
	switch {
	case len(v.kind) == 1 && v.kind != "D" && g.on("release helper", 8):
		g.p("%sRel%s(%s)", g.scope(), v.kind, v.name)
	case g.on("release in literal", 12):
		g.block("}()", func() { g.p("%s", v.call) }, "func() {")
	case len(v.kind) == 1 && g.on("interface", 14):
		r := g.name("r")
		g.p("var %s %sReleaser = %s", r, g.scope(), v.name)
		g.p("%s.Release()", r)
	case len(v.kind) == 1 && g.on("generic", 14):
		g.p("%sRelAny(%s)", g.scope(), v.name)
	case len(v.kind) == 1 && g.on("conditional release helper", 16):
		c := "true"
		if len(e.bools) > 0 && g.oneIn(2) {
			c = pick(g, e.bools)
		}
		g.p("%sRelIf(%s, %s)", g.scope(), v.name, c)
		if c != "true" && !g.oneIn(4) {
			g.p("%sRelIf(%s, !%s)", g.scope(), v.name, c)
		}
	case len(v.kind) == 1 && v.kind != "D" && g.on("type switch in helper", 20):
		g.p("%sRelKnown(%s)", g.scope(), v.name)
	case len(e.bools) > 0 && g.on("release by goto", 30):
		l := g.name("done")
		g.block("}", func() { g.p("%s", v.call); g.p("goto %s", l) }, "if %s {", g.cond(e))
		g.p("%s", v.call)
		g.p("%s:", l)
		g.p("_ = 0")
	case len(e.bools) > 0 && g.on("release in switch", 24):
		g.p("switch {")
		g.block("", func() { g.p("%s", v.call) }, "case %s:", g.cond(e))
		g.block("", func() { g.p("%s", v.call) }, "default:")
		g.p("}")
	default:
		g.p("%s", v.call)
	}
}

func (g *gen) deferRelease(e *env, v *guard) {
	stmt := func() {
		switch {
		case g.on("deferred literal", 4):
			g.block("}()", func() { g.p("%s", v.call) }, "defer func() {")
		case len(v.kind) == 1 && v.kind != "D" && g.on("deferred helper", 6):
			g.p("defer %sRel%s(%s)", g.scope(), v.kind, v.name)
		default:
			g.p("defer %s", v.call)
		}
	}
	if len(e.bools) > 0 && g.on("conditional defer", 8) {
		c := pick(g, e.bools)
		g.block("}", stmt, "if %s {", c)
		if !g.oneIn(4) {
			g.block("}", stmt, "if !%s {", c)
		}
		return
	}
	stmt()
}

// correlated acquires and releases under the same condition.
func (g *gen) correlated(e *env, kind string, budget int) {
	v := &guard{name: g.name("g"), kind: kind, lit: e.lit, live: unknown}
	v.call = v.name + ".Release()"
	c := g.cond(e)
	g.p("var %s %s", v.name, guardType(kind))
	g.block("}", func() { g.p("%s = %s", v.name, g.acquireExpr(e, kind)) }, "if %s {", c)
	f := e.fork()
	if kind == "E" {
		f.entered = yes
		f.allow = false
	}
	f.pending = append(f.pending, v)
	f.guards = append(f.guards, v)
	if !g.body(f, budget/2) {
		g.p("_ = %s", v.name)
		return
	}
	if g.oneIn(12) {
		c = g.cond(e)
	}
	switch {
	case g.on("release zero", 4):
		g.p("%s", v.call)
	default:
		g.block("}", func() { g.release(e, v) }, "if %s {", c)
	}
}

// try writes a Try form with the check of its outcome.
func (g *gen) try(e *env, v *guard, budget int) bool {
	form := map[string]string{"E": "runtimectx.TryEnter(H)", "S": "runtimectx.TrySetCurrent(H)"}[v.kind]
	err := g.name("err")
	test, fail := err+" == nil", err+" != nil"
	switch {
	case v.kind == "E" && g.on("error wrapper", 4):
		form = g.scope() + "TryE()"
	case v.kind == "E" && g.on("ok wrapper", 4):
		form = g.scope() + "OkE()"
		test, fail = err, "!"+err
	case len(e.bools) > 0 && g.on("known error", 6):
		form = fmt.Sprintf("%sIf%s(%s)", g.scope(), v.kind, g.cond(e))
	case len(g.givers) > 0 && e.lit == 0 && g.on("named results", 2):
		h := pick(g, g.givers)
		if h.loops && e.foreign {
			break
		}
		v.kind = h.kind
		form = g.callOf(e, h.helper)
		test, fail = err, "!"+err
	}
	g.p("%s, %s := %s", v.name, err, form)
	if g.oneIn(2) {
		g.block("}", func() { g.settle(e, 0); g.p("return") }, "if %s {", fail)
		g.acquired(e, v)
		return g.use(e, v, budget)
	}
	f := e.fork()
	g.block("}", func() {
		g.acquired(f, v)
		g.use(f, v, budget/2)
	}, "if %s {", test)
	return true
}

// wrapper acquires through a function that returns the guard or what holds
// it.
func (g *gen) wrapper(e *env, v *guard) {
	switch {
	case g.on("func wrapper", 4):
		v.name = g.name("end")
		v.call = v.name + "()"
		g.p("%s := %sFunc%s()", v.name, g.scope(), v.kind)
		v.kind = "F" + v.kind // only the call of the function releases it
	case g.on("struct wrapper", 4):
		s := g.name("s")
		g.p("%s := %sNew%s()", s, g.scope(), v.kind)
		v.name = s + ".G"
		v.call = pick(g, []string{v.name + ".Release()", s + ".Stop()"})
	case g.on("struct value wrapper", 4):
		s := g.name("s")
		g.p("%s := %sMake%s()", s, g.scope(), v.kind)
		v.name = s + ".G"
		v.call = pick(g, []string{v.name + ".Release()", s + ".Stop()"})
	case g.on("start and stop", 3):
		s := g.name("s")
		g.p("%s := &%sHold%s{}", s, g.scope(), v.kind)
		g.p("%s.Start()", s)
		v.name = s + ".G"
		v.call = s + ".Stop()"
	default:
		g.p("%s := %sAcq%s()", v.name, g.scope(), v.kind)
	}
}

// wildRelease releases any guard in sight.
func (g *gen) wildRelease(e *env) {
	if len(e.guards) == 0 {
		return
	}
	v := pick(g, e.guards)
	if v.lit != e.lit && !e.foreign && !g.oneIn(2) {
		return
	}
	g.constructs["stray release"]++
	if v.lit == e.lit && !g.oneIn(3) {
		// Not astray after all: what is pending is released here.
		e.believe(v)
	}
	g.p("%s", v.call)
}

// scope is where helpers are taken from: this package or another.
func (g *gen) scope() string {
	if g.on("other package", 3) {
		return fmt.Sprintf("dep%s.", g.pkg[1:])
	}
	return ""
}
