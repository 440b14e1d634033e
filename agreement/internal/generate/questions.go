package generate

import "fmt"

// question writes a branch on what the library is asked.
func (g *gen) question(e *env, budget int) {
	in, out := e.fork(), e.fork()
	head := ""
	switch {
	case g.on("AllowsBlockInPlace", 4):
		head = "if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {"
		in.entered, in.allow = yes, true
		out.allow = false
	case g.on("Current", 6):
		err := g.name("err")
		head = fmt.Sprintf("if _, %s := runtimectx.Current(); %s == nil {", err, err)
	case !e.foreign && g.on("FromContext", 5):
		ok := g.name("ok")
		head = fmt.Sprintf("if _, %s := runtimectx.FromContext(probe.Ctx()); %s {", ok, ok)
	case g.on("TryEnterBlockingRegion", 3):
		b, ok := g.name("b"), g.name("ok")
		head = fmt.Sprintf("if %s, %s := runtimectx.TryEnterBlockingRegion(); %s {", b, ok, ok)
		in.entered, in.allow, in.block = no, false, b
		g.block("}", func() {
			g.block("})", g.blockOp, "%s.BlockOn(func() {", b)
			g.body(in, budget)
		}, "%s", head)
		return
	default:
		g.constructs["IsEntered"]++
		head = "if runtimectx.CurrentEnterContext().IsEntered() {"
		in.entered, in.allow = yes, false
		out.entered = no
	}
	if g.oneIn(2) {
		g.block("}", func() { g.body(in, budget) }, "%s", head)
		return
	}
	g.block("} else {", func() { g.body(in, budget) }, "%s", head)
	g.indent++
	g.body(out, budget)
	g.indent--
	g.p("}")
}

// scoped writes the forms that make a value, or the current handle, visible
// to a closure.
func (g *gen) scoped(e *env, budget int) {
	f := e.closure()
	body := func() { g.body(f, budget); g.settle(f, 0) }
	switch {
	case g.on("WithCurrent", 3):
		err := g.name("err")
		g.block("})", body, "%s := runtimectx.WithCurrent(func(*runtimectx.Handle) {", err)
		if !g.oneIn(3) {
			g.block("}", func() { g.body(e.fork(), budget/2) }, "if %s != nil {", err)
			return
		}
		g.p("_ = %s", err)
	case g.on("Scoped.Set", 2):
		c := g.name("cell")
		g.p("var %s runtimectx.Scoped[int]", c)
		g.block("})", func() {
			if g.on("Scoped.With", 2) {
				g.block("})", body, "%s.With(func(*int) {", c)
				return
			}
			body()
		}, "%s.Set(new(int), func() {", c)
	case g.on("NewContext", 4):
		c := g.name("ctx")
		g.p("%s := runtimectx.NewContext(context.Background(), H)", c)
		g.p("_ = %s", c)
	default:
		g.constructs["Scoped.With"]++
		c := g.name("cell")
		v := g.name("v")
		g.p("var %s runtimectx.Scoped[int]", c)
		g.block("})", func() { g.p("_ = %s", v); body() }, "%s.With(func(%s *int) {", c, v)
	}
}

// known writes a call of a function whose error or answer follows from its
// arguments.
func (g *gen) known(e *env, budget int) {
	if !g.on("known error", 1) {
		return
	}
	err, scope := g.name("err"), g.scope()
	test := err + pick(g, []string{" != nil", " == nil"})
	if g.on("errors.Is", 3) {
		test = fmt.Sprintf("errors.Is(%s, %sErrStop)", err, scope)
	}
	f := e.fork()
	g.block("}", func() { g.body(f, budget) }, "if %s := %sFailIf(%s); %s {", err, scope, g.cond(e), test)
}

// predicate is a condition behind a function.
func (g *gen) predicate(e *env) string {
	scope := g.scope()
	switch {
	case len(e.ints) > 0 && g.oneIn(2):
		n := pick(g, e.ints)
		if g.oneIn(2) {
			return fmt.Sprintf("(&%sOpt{N: %s}).Few()", scope, n)
		}
		return fmt.Sprintf("%sPositive(%s)", scope, n)
	case len(e.bools) == 0:
		return "runtimectx.CurrentEnterContext().IsEntered()"
	}
	b := pick(g, e.bools)
	switch g.r.IntN(3) {
	case 0:
		return fmt.Sprintf("%sNot(%s)", scope, b)
	case 1:
		return fmt.Sprintf("%sAny(%s, %s)", scope, b, pick(g, e.bools))
	}
	return fmt.Sprintf("(%sOpt{On: %s}).IsOn()", scope, b)
}

// option keeps a boolean in a struct with a getter, and makes that an input.
func (g *gen) option(e *env) {
	if len(e.bools) == 0 {
		return
	}
	g.constructs["getter"]++
	o := g.name("o")
	g.p("%s := %s%sOpt{On: %s}", o, pick(g, []string{"", "&"}), g.scope(), pick(g, e.bools))
	g.p("_ = %s", o)
	e.bools = append(e.bools, o+".IsOn()")
}
