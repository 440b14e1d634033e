package walk

import (
	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// inlineCall runs a function literal in the state of its caller.
func (w *walker) inlineCall(st *state, c callee, fn *ssa.Function, bindings []sym.Value) []outcome {
	depth := 0
	for _, f := range w.inline {
		if f == fn {
			depth++
		}
	}
	if len(w.inline) >= maxInline || depth > 1 || fn.Blocks == nil {
		return w.unresolved(st, c)
	}
	w.ran[fn] = true
	w.inline = append(w.inline, fn)
	defer func() { w.inline = w.inline[:len(w.inline)-1] }()

	caller := st.frame
	saved := *caller
	info := w.info(fn)
	var at ssa.Instruction
	if c.instr != nil {
		at = c.instr
	}
	f := &frame{
		id:     w.ctx(caller.id, at, fn),
		fn:     fn,
		info:   info,
		parent: &saved,
		inLoop: caller.inLoop || c.repeated || at == nil || caller.info.fn != at.Parent() || caller.info.flow.InLoop(at.Block()),
		direct: c.deferred,
		depth:  len(st.unwinds),
		nest:   caller.nest + 1,
		call:   c.site,
	}
	f.roots = append(f.roots, caller.roots...)
	if at != nil && at.Parent() == caller.fn && !c.deferred && !c.repeated {
		for _, i := range caller.info.liveAfter(at) {
			if caller.info.values[i] != at.(any) {
				f.roots = append(f.roots, caller.env.at(i))
			}
		}
	} else {
		f.roots = append(f.roots, caller.env.values()...)
		f.roots = append(f.roots, bindings...)
		f.roots = append(f.roots, c.args...)
	}
	for i, p := range fn.Params {
		if i < len(c.args) {
			info.set(f, p, c.args[i])
		}
	}
	for i, v := range fn.FreeVars {
		if i < len(bindings) {
			info.set(f, v, bindings[i])
		}
	}
	st.frame = f
	return w.run(fn, st)
}

// unresolved is a call of code that nobody can name. It is taken to leave the
// state as it found it, and what it is given escapes. A method of std's
// interfaces, such as net.Conn, may block all the same.
func (w *walker) unresolved(st *state, c callee) []outcome {
	w.unknownCalls++
	if c.instr != nil && c.at == nil {
		if op, ok := w.operationOf(&c); ok {
			w.block(st, c.site, op.blocks(c.site.name))
		}
	}
	st.forgetUnlocked()
	tokens := w.tokenLocks(st, c.args)
	dynamic := w.dynamic
	w.dynamic = true // the function literals among that are not judged
	for i, a := range c.args {
		st.shakeArg(a)
		w.give(st, c, a, c.typeOf(i))
	}
	if c.fn != nil {
		w.escape(st, c.fn)
	}
	w.dynamic = dynamic
	if !w.quiet {
		w.loseTokens(st, tokens)
	}
	return w.unknownResult(st, c)
}

func (w *walker) unknownResult(st *state, c callee) []outcome {
	return returned([]made{{st, w.ident(st, sym.Atom, c.place(), 4)}})
}
