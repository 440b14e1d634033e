package effect

import (
	"go/ast"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// spawn runs a call elsewhere or at the end: its sends may come at any time.
func (w *roomWalk) spawn(call *ast.CallExpr, f *flow) {
	if harmless := w.args(call, f); harmless {
		return
	}
	lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	if !ok {
		w.expr(call.Fun, f)
		return
	}
	w.elsewhere(lit, f)
}

// elsewhere runs a literal once per turn of the loops around it, at any time.
func (w *roomWalk) elsewhere(lit *ast.FuncLit, f *flow) {
	g := flow{live: f.live, times: f.times, symbolic: f.symbolic, other: true, escaped: f.escaped}
	outer := w.own
	w.own = nil
	w.stmt(lit.Body, &g)
	for _, s := range w.own {
		s.own = max(s.own, g.most)
	}
	w.own = outer
	w.others = min(w.others+saturate(g.most, f.repeated()), many)
}

// unknownTimes runs a literal that may be called any number of times.
func (w *roomWalk) unknownTimes(lit *ast.FuncLit, f *flow) {
	g := flow{live: f.live, fill: many, other: true, escaped: f.escaped}
	w.stmt(lit.Body, &g)
	if g.most > 0 {
		w.others = many
	}
	f.escaped = f.escaped || g.escaped
}

func (w *roomWalk) call(call *ast.CallExpr, f *flow) {
	if call == w.made {
		f.live, f.fill, f.times, f.symbolic = true, 0, 0, false
		return
	}
	for _, name := range []string{"close", "len", "cap"} {
		if len(call.Args) == 1 && w.isChan(call.Args[0]) && isBuiltin(w.p.in.Info, call.Fun, name) {
			return
		}
	}
	if harmless := w.args(call, f); harmless {
		return
	}
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		w.inline(lit, f)
		return
	}
	w.expr(call.Fun, f)
	if !w.p.mayReturn(call) {
		f.dead = true
	}
}

// inline runs a literal where it is called.
func (w *roomWalk) inline(lit *ast.FuncLit, f *flow) {
	g := *f
	g.leave = nil
	w.stmt(lit.Body, &g)
	g.dead, g.leave = false, f.leave
	*f = g
}

// atMostOnce runs a literal that may have run before, in another call: then the
// channel is not made there, and nothing is received.
func (w *roomWalk) atMostOnce(lit *ast.FuncLit, f *flow) {
	before := *f
	w.inline(lit, f)
	f.live = before.live
	f.fill = max(f.fill, before.fill)
}

// args runs the arguments of call, and reports whether it leaves the owner of the
// channel alone.
func (w *roomWalk) args(call *ast.CallExpr, f *flow) (harmless bool) {
	harmless = w.leavesAlone(call)
	for _, arg := range call.Args {
		if !harmless || !w.isOwner(arg) {
			w.arg(call, arg, f)
		}
	}
	return harmless
}

// arg runs an argument of call.
func (w *roomWalk) arg(call *ast.CallExpr, arg ast.Expr, f *flow) {
	sig, _ := w.p.typeOf(call.Fun).(*types.Signature)
	i := -1
	for j, a := range call.Args {
		if a == arg {
			i = j
		}
	}
	if sig == nil || i < 0 || i >= sig.Params().Len() {
		w.expr(arg, f)
		return
	}
	switch a := ast.Unparen(arg).(type) {
	case *ast.Ident:
		if ch, ok := sig.Params().At(i).Type().Underlying().(*types.Chan); ok && w.isChan(a) && (ch.Dir() == types.RecvOnly || w.p.onlyReceives(w.staticCallee(call), i, maxTouch)) {
			return // nobody sends through it
		}
	case *ast.FuncLit:
		// A group's Go and its like call what they are given once, and so does a
		// loop that is given a task.
		fn := w.staticCallee(call)
		if fn != nil && isOnceDo(fn) {
			w.atMostOnce(a, f)
			return
		}
		once := fn != nil && w.p.in.Once != nil && w.p.in.Once(fn, i)
		if once || fn != nil && w.p.funcs[fn] == nil && w.p.callee(fn).Use(i) == facts.UseElsewhere {
			w.elsewhere(a, f)
			return
		}
	}
	w.expr(arg, f)
}
