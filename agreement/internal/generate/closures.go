package generate

import "fmt"

// closureForm writes one of the forms that run a closure in another state.
func (g *gen) closureForm(e *env, budget int) {
	f := e.closure()
	wild := g.oneIn(12)
	body := func() { g.body(f, budget); g.settle(f, 0) }
	switch {
	case e.entered != yes && g.on("EnterRuntime", 2):
		f.entered, f.allow = yes, false
		opt := ""
		if g.oneIn(3) {
			opt, f.allow = ", runtimectx.AllowBlockInPlace", true
		}
		f.block = g.name("b")
		g.block(fmt.Sprintf("}%s)", opt), body, "runtimectx.EnterRuntime(H, func(%s *runtimectx.BlockingRegionGuard) {", f.block)
	case (e.entered == yes && e.allow || e.entered == no || wild) && g.on("BlockInPlace", 2):
		f.entered, f.block = no, ""
		g.block("})", body, "runtimectx.BlockInPlace(func() {")
	case (e.entered != no || wild) && g.on("ExitRuntime", 1):
		if e.entered == unknown && !g.oneIn(3) {
			return
		}
		f.entered, f.block = no, ""
		g.block("})", body, "runtimectx.ExitRuntime(func() {")
		if e.entered == unknown {
			e.entered = yes
		}
	case e.entered == no && g.on("EnterBlockingRegion", 1):
		g.blockingRegion(e, budget)
	}
}

func (g *gen) blockingRegion(e *env, budget int) {
	b := g.name("b")
	f := e.closure()
	g.p("%s := runtimectx.EnterBlockingRegion()", b)
	g.block("})", func() { g.blockOp(); g.body(f, budget/2); g.settle(f, 0) }, "%s.BlockOn(func() {", b)
}

// callHelper calls one of the helpers, or a function of the case's own.
func (g *gen) callHelper(e *env, budget int) {
	if len(g.local) > 0 && e.lit == 0 && g.on("local helper call", 2) {
		h := pick(g, g.local)
		pre := ""
		if !h.loops && g.on("go helper", 4) {
			pre = "go "
		}
		g.p("%s%s", pre, g.callOf(e, h))
		return
	}
	wild := g.oneIn(10)
	f := e.closure()
	body := func() { g.body(f, budget); g.settle(f, 0) }
	switch {
	case (e.entered != yes || wild) && g.on("callback entered", 4):
		f.entered, f.allow, f.block = yes, false, ""
		g.block("})", body, "%sWithE(func() {", g.scope())
	case (e.entered == yes || wild) && g.on("callback outside", 3):
		f.entered, f.block = no, ""
		g.block("})", body, "%sOutside(func() {", g.scope())
	case g.on("callback", 4):
		g.block("})", body, "%sRun(func() {", g.scope())
	case (e.entered != yes || wild) && g.on("enters and leaves", 3):
		g.p("%sCycle()", g.scope())
	case (e.entered != yes || wild) && g.on("helper blocks", 2):
		g.p("%sNap()", g.scope())
	case (e.entered == yes || wild) && g.on("helper exits", 2):
		g.p("%sLeave()", g.scope())
	case len(e.bools) > 0 && g.on("helper panics", 4):
		g.p("%sMaybePanic(%s)", g.scope(), g.cond(e))
	}
}

func (g *gen) argument(e *env, isBool bool) string {
	switch {
	case isBool && len(e.bools) > 0 && !g.oneIn(4):
		return pick(g, e.bools)
	case isBool:
		return pick(g, []string{"true", "false"})
	case len(e.ints) > 0 && !g.oneIn(4):
		return pick(g, e.ints)
	}
	return fmt.Sprint(g.r.IntN(3))
}
