package walk

import (
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// declaredRow makes a call of a function that the source declares to acquire or
// to release a guard. What else it does is its own affair, but it may keep what
// else it is given.
func (w *walker) declaredRow(st *state, c callee, row *protocol.Func, recv sym.Value, args []sym.Value, obj *types.Func, name string) []outcome {
	held, taken := recv, -1
	if row.Op == protocol.Release || row.Op == protocol.Unlock {
		if row.Arg >= 0 && row.Arg < len(args) {
			held, taken = args[row.Arg], row.Arg
		}
	}
	if taken >= 0 && obj.Signature().Variadic() && taken == obj.Signature().Params().Len()-1 {
		return w.releaseAll(st, c, row, recv, args, obj)
	}
	w.giveBeside(st, c, row, recv, args, taken)
	switch row.Op {
	case protocol.Make:
		return returned(w.makesDeclared(st, c, row, obj, name))
	case protocol.Release:
		if held == nil {
			return w.unknownResult(st, c)
		}
		st = w.release(st, c.site, w.guardBehind(st, held, row.Guard), row.Guard)
	default:
		if held == nil {
			return w.unknownResult(st, c)
		}
		return w.lockCall(st, c, row, held, nil, obj)
	}
	return one(st)
}

// releaseAll makes a call of a function that is declared to release what its
// variadic parameter gets: what the call lists, one after the other. Which
// guards a slice holds is not known.
func (w *walker) releaseAll(st *state, c callee, row *protocol.Func, recv sym.Value, args []sym.Value, obj *types.Func) []outcome {
	list := args[row.Arg]
	if list != nil {
		list = st.facts.Eval(w.space, list)
	}
	if list == w.space.Nil() {
		list = nil
	}
	var held []sym.Value
	if list != nil && list.Kind == sym.Slice {
		if o := st.mem[list.Args[0]]; o != nil {
			for _, p := range o.paths() {
				held = append(held, o.cells[p])
			}
		}
	}
	if list != nil && len(held) == 0 {
		w.giveBeside(st, c, row, recv, args, -1)
		return w.unknownResult(st, c)
	}
	w.giveBeside(st, c, row, recv, args, row.Arg)
	states := []*state{st}
	for _, g := range held {
		var next []*state
		for _, st := range states {
			if row.Op == protocol.Release {
				if st = w.release(st, c.site, w.guardBehind(st, g, row.Guard), row.Guard); st != nil {
					next = append(next, st)
				}
				continue
			}
			for _, o := range w.lockCall(st, c, row, g, nil, obj) {
				if o.kind == facts.Returns {
					next = append(next, o.st)
				}
			}
		}
		states = next
	}
	var out []outcome
	for _, st := range states {
		out = append(out, w.unknownResult(st, c)...)
	}
	return out
}

// giveBeside gives to the callee what is not the guard, or the object of the
// guard, that the call is about.
func (w *walker) giveBeside(st *state, c callee, row *protocol.Func, recv sym.Value, args []sym.Value, taken int) {
	first := len(c.args) - len(args)
	for i, a := range args {
		if i != taken {
			w.give(st, c, a, c.typeOf(first+i))
		}
	}
	if recv != nil && taken >= 0 || row.Op == protocol.Make && recv != nil && recv.Kind != sym.Guard {
		w.give(st, c, recv, c.typeOf(0))
	}
}

// guardBehind is the guard that v is, or that is in the variable to which v
// points: a method of a struct takes the address of the variable that holds it.
func (w *walker) guardBehind(st *state, v sym.Value, k *protocol.Guard) sym.Value {
	if o, path := sym.SplitAddr(v); o.Kind == sym.Obj {
		if x := w.loadUntyped(st, o, path); x.Kind == sym.Guard && st.acqs[x] != nil && st.acqs[x].kind.Protocol == k.Protocol {
			return x
		}
	}
	return v
}

// makesDeclared returns a guard among other results, if the last of them says
// that there is one.
func (w *walker) makesDeclared(st *state, c callee, row *protocol.Func, obj *types.Func, name string) []made {
	results := obj.Signature().Results()
	last := results.Len() - 1
	value := func(st *state, guard, outcome sym.Value) sym.Value {
		vs := make([]sym.Value, results.Len())
		for i := range vs {
			vs[i] = w.ident(st, sym.Atom, resultPlace{c.place(), i}, 4)
		}
		vs[row.Result] = guard
		if outcome != nil {
			vs[last] = outcome
		}
		return w.bundle(vs)
	}
	var yes, no sym.Value
	switch row.If {
	case protocol.IfNoError:
		yes, no = w.space.Nil(), w.nonNil(st, c.place())
	case protocol.IfTrue:
		yes, no = w.space.Bool(true), w.space.Bool(false)
	}
	var out []made
	if no != nil && st.ghost == nil {
		other := st.clone()
		out = append(out, made{other, value(other, w.zeroOf(results.At(row.Result).Type(), 0), no)})
	}
	if row.If == protocol.IfTrue && row.Guard.Exclusive && st.ghost == nil {
		// It is asked whether the goroutine is entered.
		if st = w.narrow(st, facts.No, facts.Unknown); st == nil {
			return out
		}
	}
	for _, m := range w.acquire(st, c.site, row.Guard, facts.Unknown, c.place(), 0, name) {
		out = append(out, made{m.st, value(m.st, m.val, yes)})
	}
	return out
}

// declaresGuard reports whether the function under analysis is itself declared
// to acquire or to release guards of kind k, so that it knows what it does.
func (w *walker) declaresGuard(k *protocol.Guard) bool {
	if !k.Declared {
		return false
	}
	row := w.cfg.Declared.Row(funcObject(w.fn))
	return row != nil && row.Guard.Protocol == k.Protocol
}
