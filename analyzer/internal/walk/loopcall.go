package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// iterator is what the effect engine knows of the iterator that c calls.
func (w *walker) iterator(c callee) (Operation, bool) {
	if c.common == nil {
		return Operation{}, false
	}
	body := yielded(c.common)
	if body == nil {
		return Operation{}, false
	}
	return w.cfg.Effects.At(body.Pos())
}

// yields reports whether c calls an iterator for a range-over-func loop.
func (w *walker) yields(c callee) bool {
	return len(c.args) > 0 && c.args[len(c.args)-1].Kind == sym.Func && c.args[len(c.args)-1].Fn.Synthetic == yieldBody
}

// guardsIterator reports whether the iterator that c calls does something to
// guards or to the enter state, and calls the body of the loop itself: then it
// is followed, and the body takes its turns in the state where it is called.
func (w *walker) guardsIterator(st *state, c callee) bool {
	var sum *facts.Summary
	switch {
	case c.fn == nil:
	case c.fn.Kind == sym.SumFunc:
		sum = w.literalSummary(c.fn.Str)
		if obj := w.declaredByKey(c.fn.Str); obj != nil {
			sum = w.summaryOf(obj)
		}
	case c.fn.Kind == sym.Func && c.fn.Fn.Parent() != nil:
		sum = w.ofLiteral(c.fn.Fn)
	case c.fn.Kind == sym.Func && funcObject(c.fn.Fn) != nil:
		sum = w.summaryOf(funcObject(c.fn.Fn))
	}
	if sum == nil || sum.Opaque {
		return false
	}
	body, other := false, false
	for i := range sum.Nodes {
		if n := &sum.Nodes[i]; n.Kind == facts.NodeCall {
			if n.Text == "" && n.Args[0].Kind == facts.ParamVal {
				body = true
			} else {
				other = true // which may do something
			}
		}
	}
	return body && (other || sum.HasProtocol() || st.holdsGuard(c.fn))
}

// summaryOf is the summary of a function of this package or another, or nil.
func (w *walker) summaryOf(obj *types.Func) *facts.Summary {
	if fn := w.ownObject(obj); fn != nil {
		return w.sums[fn]
	}
	return w.imported(obj)
}

// loopCall calls fn, given by the caller of c, zero or more times in a row. A
// result of false ends the loop, if the function is a loop body.
func (w *walker) loopCall(st *state, c callee, fn sym.Value, args []sym.Value) []outcome {
	return w.turns(st, c, fn, args, false)
}

// turns is loopCall. With vague it is not known that fn is called at all, or
// called again.
func (w *walker) turns(st *state, c callee, fn sym.Value, args []sym.Value, vague bool) []outcome {
	var outs []outcome
	seen := make(map[string]*event)
	work := []*state{st}
	for turn := 0; len(work) > 0 && turn < 3*maxInstances; turn++ {
		var again []*state
		for _, st := range work {
			key := w.key(st, nil, append(append([]sym.Value{fn}, st.frame.env.values()...), args...)...)
			if e := seen[key]; e != nil {
				link(st.at, e)
				continue
			}
			if len(seen) >= w.bounds.states {
				w.dropped = true
				continue
			}
			e := w.newEvent(evJoin, 0)
			w.emit(st, e)
			seen[key] = e
			done := st.clone()
			outs = append(outs, outcome{st: done, kind: facts.Returns})
			body := callee{site: c.site, instr: c.instr, at: c.place(), fn: fn, args: args, repeated: true, turn: true}
			if fn.Kind == sym.Func && fn.Fn.Parent() != nil && args == nil {
				body.args = w.unknownArgs(st, c, fn.Fn)
			}
			mark := len(w.events)
			called := w.call(st, body)
			if vague {
				if perhaps, ok := w.perhaps(done, called, mark, c, fn); ok {
					return perhaps
				}
			}
			for _, o := range called {
				switch {
				case o.kind != facts.Returns:
					outs = append(outs, o)
				case o.result != nil && o.st.facts.Eval(w.space, o.result) == w.space.Bool(false) && w.isYield(fn):
					outs = append(outs, outcome{st: o.st, kind: facts.Returns, result: o.result})
				default:
					again = append(again, o.st)
				}
			}
		}
		work = again
	}
	for i := range outs {
		if outs[i].kind == facts.Returns && outs[i].result == nil {
			outs[i].result = w.ident(outs[i].st, sym.Atom, c.place(), 4)
		}
	}
	return outs
}

// holdsGuard reports whether v leads to a guard. A loop over what an iterator
// acquires takes as many turns as the iterator says.
func (st *state) holdsGuard(v sym.Value) bool {
	seen := newSet()
	defer seen.free()
	st.reach(seen, v)
	for g := range st.acqs {
		if seen.has(g) {
			return true
		}
	}
	return false
}

func (w *walker) isYield(fn sym.Value) bool {
	return fn.Kind == sym.Func && fn.Fn.Synthetic == yieldBody
}

func (w *walker) unknownArgs(st *state, c callee, fn *ssa.Function) []sym.Value {
	args := make([]sym.Value, len(fn.Params))
	for i, p := range fn.Params {
		args[i] = w.ident(st, sym.Atom, p, 5)
	}
	return args
}
