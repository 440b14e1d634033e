package walk

import (
	"go/types"
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/facts"
)

// callSummary replays a summary.
func (w *walker) callSummary(st *state, c callee, sum *facts.Summary, obj *types.Func) []outcome {
	if sum.Opaque {
		w.loseShared(st, w.ownObject(obj))
		return w.unresolved(st, c)
	}
	var beyond []facts.Block
	if _, said := w.cfg.Declared.Blocks(obj); said {
		w.blockOf(st, c, obj)
	} else if !sum.HasProtocol() {
		beyond = w.blocksBeyond(c, obj, sum)
	}
	unknown := w.unknownCalls
	called := c
	called.sayCallee(obj.Name(), effect.FuncName(obj))
	if c.at == nil {
		called.site.full = effect.FuncName(obj)
	}
	outs := w.replay(st, called, sum, facts.FuncKey(obj), c.args, nil)
	if len(beyond) > 0 && (w.unknownCalls > unknown || !runsAll(sum, obj, w.cfg.Effects.Of(obj))) {
		for _, o := range outs {
			if o.kind == facts.Returns {
				w.block(o.st, c.site, beyond)
			}
		}
	}
	return outs
}

// blocksBeyond is what calling obj may block on by what it is given. What it blocks on
// itself, and on which conditions, its summary says; and of what it is given, too, if
// what it runs of that is known where it is replayed.
func (w *walker) blocksBeyond(c callee, obj *types.Func, sum *facts.Summary) []facts.Block {
	if c.instr == nil || c.at != nil || c.common == nil {
		return nil
	}
	op, ok := w.operationOf(&c)
	if !ok || op.Callee == nil {
		return nil
	}
	own := w.cfg.Effects.Of(obj)
	return slices.DeleteFunc(slices.Clone(op.Blocks), func(b facts.Block) bool {
		_, same := own.Block(b.Category)
		return same || slices.ContainsFunc(sum.Nodes, func(n facts.Node) bool {
			return n.Kind == facts.NodeBlock && slices.ContainsFunc(n.Blocks, func(k facts.Block) bool { return k.Category == b.Category })
		})
	})
}

// runsAll reports whether the summary of obj, whose effect is e, has the calls of what
// callers pass to it.
func runsAll(sum *facts.Summary, obj *types.Func, e *facts.Effect) bool {
	shift := 0
	if obj.Signature().Recv() != nil {
		shift = 1
	}
	runs := func(param int, method string) bool {
		return slices.ContainsFunc(sum.Nodes, func(n facts.Node) bool {
			if n.Kind != facts.NodeCall || n.Text != method {
				return false
			}
			v := n.Args[0]
			for v.Kind != facts.ParamVal && len(v.Args) > 0 {
				v = v.Args[0]
			}
			return v.Kind == facts.ParamVal && v.N == param
		})
	}
	if e != nil {
		for _, t := range e.Terms {
			if t.TypeParam || !runs(t.Param+shift, t.Method) {
				return false
			}
		}
	}
	return slices.ContainsFunc(sum.Nodes, func(n facts.Node) bool { return n.Kind == facts.NodeCall })
}
