package walk

import (
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

func (r *replayer) callNode(x replayState, n *facts.Node, s site) (next []replayState, ends []outcome) {
	entry := x.st.mem
	x.st.memShared = true
	r.fill(x, n)
	args := make([]sym.Value, len(n.Args))
	for i, v := range n.Args {
		args[i] = x.st.facts.Eval(r.space, r.value(x, v))
	}
	before := x.st.mem
	x.st.memShared = true
	c := callee{site: s, at: replayPlace{r.c.place(), r.key, nodeIndex(r.sum, n), 0}, instr: r.c.instr, repeated: true}
	// What the callee still needs must outlive the call.
	roots := x.st.frame.roots
	held := slices.Concat(roots, r.args, r.free)
	for reg := range r.sum.Registers() {
		if g := x.regs[reg]; g != nil {
			held = append(held, g)
		}
	}
	for _, i := range slices.Sorted(maps.Keys(x.results)) {
		held = append(held, x.results[i])
	}
	x.st.frame.roots = held
	asker := x.st.gor.asker
	x.st.gor.asker = asker || x.asked
	defer func() {
		for i := range next {
			next[i].st.frame.roots, next[i].st.gor.asker = roots, asker
		}
		for i := range ends {
			ends[i].st.frame.roots, ends[i].st.gor.asker = roots, asker
		}
	}()
	var outs []outcome
	if n.Text != "" {
		c.args = args
		outs = r.callMethodNamed(x.st, c, n.Text, r.staticType(n.Args[0]))
	} else {
		c.fn, c.args, c.value = args[0], args[1:], true
		if n.State == facts.No {
			outs = r.anyTimes(x.st, c)
		} else {
			outs = r.call(x.st, c)
		}
	}
	for _, o := range outs {
		r.unfill(x, n, entry, before, o.st)
		r.escapeWritten(x, before, o.st)
		if o.kind == facts.Returns {
			next = append(next, replayState{st: o.st, regs: x.regs, results: r.withLeft(x.withResult(n.Reg, o.result), n, c.args, o.st)})
			continue
		}
		if r.unwinds(n, o.kind) {
			next = append(next, replayState{st: o.st, regs: x.regs, ended: o.kind})
			continue
		}
		for _, g := range x.regs {
			o.st.update(g, func(a *acq) { a.panicked = true })
		}
		ends = append(ends, o)
	}
	return next, ends
}

// unfill gives what the call n found behind the callee's inputs, and left as it
// was, the values that it had at entry, which the rest of the summary speaks of.
func (r *replayer) unfill(x replayState, n *facts.Node, entry, before map[sym.Value]*object, st *state) {
	for _, s := range n.Stores {
		if s.Addr.Kind == facts.ObjVal {
			continue
		}
		obj, path := sym.SplitAddr(r.space.Addr(r.value(x, s.Addr), s.Path))
		now, then := st.mem[obj], before[obj]
		if now == nil || then == nil || now.cells[path] != then.cells[path] {
			continue
		}
		o := now.clone()
		delete(o.cells, path)
		if was := entry[obj]; was != nil && was.cells[path] != nil {
			o.cells[path] = was.cells[path]
		}
		st.setMem(obj, o)
	}
}

// escapeWritten lets escape what was called put into the objects that the callee
// gave it: only the callee knows what it does with them.
func (r *replayer) escapeWritten(x replayState, before map[sym.Value]*object, st *state) {
	for _, i := range slices.Sorted(maps.Keys(x.objs)) {
		obj := st.mem[x.objs[i]]
		if obj == nil {
			continue
		}
		was := before[x.objs[i]]
		for _, p := range obj.paths() {
			if was == nil || was.cells[p] != obj.cells[p] {
				r.escape(st, obj.cells[p])
			}
		}
	}
}

// withResult is what the calls of the callee gave, with v as the result of call
// reg.
func (x *replayState) withResult(reg int, v sym.Value) map[int]sym.Value {
	if reg < 0 || v == nil {
		return x.results
	}
	results := make(map[int]sym.Value, len(x.results)+1)
	maps.Copy(results, x.results)
	results[reg] = v
	return results
}

// withLeft adds to results what the call n left in the objects among its
// arguments, as far as the summary asks for it. The callee may go on to write
// there, so that each is a copy.
func (r *replayer) withLeft(results map[int]sym.Value, n *facts.Node, args []sym.Value, st *state) map[int]sym.Value {
	if n.Reg < 0 {
		return results
	}
	cloned := false
	for i, a := range args {
		obj := concrete(a)
		if obj.Kind != sym.Obj || st.mem[obj] == nil || !r.asksLeft(n.Reg, i) {
			continue
		}
		if !cloned {
			more := make(map[int]sym.Value, len(results)+len(args))
			maps.Copy(more, results)
			results, cloned = more, true
		}
		k := leftKey(n.Reg, i)
		kept := r.ident(st, sym.Obj, replayPlace{r.c.place(), r.key, -5, k}, 0)
		o := st.mem[obj].clone()
		o.shared = nil
		st.setMem(kept, o)
		results[k] = kept
	}
	return results
}

// leftKey is where the results of calls have what call reg left in argument i.
func leftKey(reg, i int) int { return -1 - (reg<<8 | i) }

// asksLeft reports whether the summary says something of what call reg left in
// argument i.
func (r *replayer) asksLeft(reg, i int) bool {
	if i > 255 {
		return false
	}
	if r.lefts == nil {
		r.lefts = make(map[int]bool)
		r.sum.Values(func(v facts.Value) {
			if v.Kind == facts.TermVal && v.Str == opLeft {
				if reg, i, ok := leftArgs(v); ok {
					r.lefts[leftKey(reg, i)] = true
				}
			}
		})
	}
	return r.lefts[leftKey(reg, i)]
}

// leftArgs takes the arguments of an opLeft apart.
func leftArgs(v facts.Value) (reg, i int, ok bool) {
	if len(v.Args) != 2 || v.Args[0].Kind != facts.CallVal {
		return 0, 0, false
	}
	i, err := strconv.Atoi(v.Args[1].Str)
	return v.Args[0].N, i, err == nil && 0 <= i && i <= 255
}

// unwinds reports whether the callee does something when the call n ends so.
func (r *replayer) unwinds(n *facts.Node, kind facts.Outcome) bool {
	return slices.ContainsFunc(n.Next, func(m int) bool {
		return r.sum.Nodes[m].Kind == facts.NodeUnwound && r.sum.Nodes[m].Outcome == kind
	})
}

// callMethodNamed calls a method of an interface value that the callee got.
// When the callee is generic, t is the type that its parameter stands for.
func (w *walker) callMethodNamed(st *state, c callee, name string, t types.Type) []outcome {
	recv := c.args[0]
	if recv.Kind != sym.Iface && t != nil {
		if m := methodNamed(t, w.cfg.SSA.Pkg, name); m != nil {
			return w.callOn(st, c, t, recv, m)
		}
	}
	if a := st.acqs[recv]; a != nil && recv.Kind == sym.Guard && t == nil {
		// The callee is generic, and its type parameter out of sight.
		if protocol.Releases(a.kind, name) {
			return one(w.release(st, c.site, recv, a.kind))
		}
	}
	if recv.Kind == sym.Iface {
		if tn := w.isHidden(recv.Type); tn != nil {
			return w.callHidden(st, c, tn, recv.Args[0], name)
		}
		if m := methodNamed(recv.Type, w.cfg.SSA.Pkg, name); m != nil {
			return w.callOn(st, c, recv.Type, recv.Args[0], m)
		}
	}
	switch recv.Kind {
	case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
		w.asked = w.asked || st.gor.id != 0
		if fromInputs(recv, 0) {
			return w.leftToCaller(st, c, w.callOp(st, c, name, c.args))
		}
	}
	return w.unresolved(st, c)
}

// staticType is the type, if it is concrete, of what v stands for: an argument, or a
// part of one.
func (r *replayer) staticType(v facts.Value) types.Type {
	t := r.typeOf(v)
	if t == nil || types.IsInterface(t) { // as a type parameter is
		return nil
	}
	return t
}

func (r *replayer) typeOf(v facts.Value) types.Type {
	switch v.Kind {
	case facts.ParamVal:
		if r.c.common == nil || r.c.common.IsInvoke() || v.N >= len(r.c.common.Args) || len(r.c.common.Args) != len(r.args) {
			return nil
		}
		return types.Unalias(r.c.common.Args[v.N].Type())
	case facts.SelVal, facts.FldVal:
		if len(v.Args) == 1 {
			return fieldType(r.typeOf(v.Args[0]), v.Str)
		}
	}
	return nil
}

// fieldType is the type of what lies at path in a value of type t, or behind it.
func fieldType(t types.Type, path string) types.Type {
	if t == nil {
		return nil
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	for path != "" {
		name, rest, _ := strings.Cut(path[1:], ".")
		u, ok := t.Underlying().(*types.Struct)
		i, err := strconv.Atoi(name)
		if !ok || err != nil || i >= u.NumFields() {
			return nil
		}
		t = types.Unalias(u.Field(i).Type())
		if path = ""; rest != "" {
			path = "." + rest
		}
	}
	return t
}

func (r *replayer) recoverNode(x replayState, n *facts.Node) []replayState {
	st := x.st
	k := len(st.unwinds) - 1
	inFlight := r.c.deferred && k >= 0 && st.unwinds[k].outcome == facts.Panics
	if inFlight != (n.State == facts.Yes) {
		return nil
	}
	if inFlight {
		st.unwinds = append(st.unwinds[:k:k], st.unwinds[k])
		st.unwinds[k].recovered = true
	}
	return []replayState{{st: st, regs: x.regs}}
}
