package generate

import "fmt"

// guardType is the type of a guard of the kind.
func guardType(kind string) string {
	return map[string]string{
		"E": "runtimectx.EnterRuntimeGuard",
		"S": "runtimectx.SetCurrentGuard",
		"D": "runtimectx.DisallowBlockInPlaceGuard",
	}[kind]
}

// hold writes something that keeps the guard v, and makes it what v is
// released through.
func (g *gen) hold(e *env, v *guard) {
	typ, by := guardType(v.kind), ""
	switch {
	case g.on("method value", 4):
		by = g.name("rel")
		g.p("%s := %s.Release", by, v.name)
		v.call = by + "()"
	case g.on("method value in field", 6):
		by = g.name("h")
		g.p("%s := %sEnder{End: %s.Release}", by, g.scope(), v.name)
		v.call = by + ".End()"
	case g.on("func from generic helper", 6):
		by = g.name("rel")
		g.p("%s := %sLater(%s)", by, g.scope(), v.name)
		v.call = by + "()"
	case v.kind != "D" && g.on("func from helper", 6):
		by = g.name("rel")
		g.p("%s := %sLater%s(%s)", by, g.scope(), v.kind, v.name)
		v.call = by + "()"
	case g.on("array", 5):
		by = g.name("l")
		i := g.r.IntN(2)
		g.p("var %s [2]%s", by, typ)
		g.p("%s[%d] = %s", by, i, v.name)
		v.call = fmt.Sprintf("%s[%d].Release()", by, i)
	case g.on("slice", 5):
		by = g.name("l")
		g.p("%s := []%s{%s}", by, typ, v.name)
		v.call = by + "[0].Release()"
	case g.on("swapped fields", 4):
		by = g.name("w")
		g.p("%s := %sSwap[%s]{A: %s}", by, g.scope(), typ, v.name)
		g.p("%s.A, %s.B = %s.B, %s.A", by, by, by, by)
		v.call = by + ".B.Release()"
	case g.on("generic passes on", 4):
		by = g.name("k")
		g.p("%s := %sKeep(%s)", by, g.scope(), v.name)
		v.call = by + ".Release()"
	case g.on("sync.Once", 2):
		by = g.name("o")
		g.p("var %s sync.Once", by)
		v.call = fmt.Sprintf("%s.Do(%s.Release)", by, v.name)
		g.p("_ = &%s", by)
		return
	case g.on("sync.OnceFunc", 1):
		by = g.name("rel")
		g.p("%s := sync.OnceFunc(%s.Release)", by, v.name)
		v.call = by + "()"
	}
	if by != "" {
		g.p("_ = %s", by)
	}
}

// both acquires two guards that one struct holds.
func (g *gen) both(e *env, budget int) bool {
	s := g.name("s")
	g.p("%s := %sNewBoth()", s, g.scope())
	g.p("_ = %s", s)
	v := &guard{name: s + ".E", kind: "FE", lit: e.lit, live: yes, call: s + ".End()"}
	if g.oneIn(3) {
		// By hand, in the right order mostly.
		w := &guard{name: s + ".S", kind: "S", lit: e.lit, live: yes, call: s + ".S.Release()"}
		v.kind, v.call = "E", s+".E.Release()"
		if g.oneIn(6) {
			v, w = w, v
		}
		g.acquired(e, v)
		return g.use(e, v, 0) && g.use(e, w, budget)
	}
	g.acquired(e, v)
	return g.use(e, v, budget)
}

// several acquires guards that a variadic helper releases.
func (g *gen) several(e *env, budget int) bool {
	var names []string
	var vs []*guard
	for range 2 {
		v := &guard{name: g.name("g"), kind: "S", lit: e.lit, live: yes}
		v.call = v.name + ".Release()"
		g.p("%s := %s", v.name, g.acquireExpr(e, "S"))
		g.p("_ = %s", v.name)
		names = append(names, v.name)
		vs = append(vs, v)
	}
	form := "%sRelAllS(%s, %s)"
	if g.on("variadic of interfaces", 3) {
		form = "%sRelAll(%s, %s)"
		names[0], names[1] = names[1], names[0]
	}
	if g.oneIn(8) {
		names[0], names[1] = names[1], names[0]
	}
	stmt := fmt.Sprintf(form, g.scope(), names[0], names[1])
	if g.on("deferred variadic", 3) {
		g.p("defer %s", stmt)
		return true
	}
	f := e.fork()
	f.guards = append(f.guards, vs...)
	f.pending = append(f.pending, vs...)
	if !g.body(f, budget/2) {
		return false
	}
	e.entered, e.allow, e.block = f.entered, f.allow, f.block
	for i := len(f.pending) - 1; i >= 0; i-- {
		if p := f.pending[i]; p != vs[0] && p != vs[1] && i >= len(e.pending) {
			g.release(e, p)
			f.believe(p)
		}
	}
	g.p("%s", stmt)
	return true
}
