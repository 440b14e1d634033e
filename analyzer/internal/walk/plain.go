package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// plainCall calls a function that does nothing to guards itself: it may block,
// run what it is given, and keep what it is given.
func (w *walker) plainCall(st *state, c callee, obj *types.Func) []outcome {
	op := w.blockOf(st, c, obj)
	w.storedByCall(st, c, obj)
	outs := []outcome{{st: st, kind: facts.Returns}}
	sum := w.answerOf(obj)
	if sum != nil {
		outs = w.replay(st, c, sum, facts.FuncKey(obj), c.args, nil)
		if !sum.Keeps {
			return outs
		}
	}
	for _, o := range outs {
		w.shakeArgs(o.st, c, obj)
	}
	sig := obj.Signature()
	args := c.args
	if sig.Recv() != nil && len(args) > 0 {
		t := c.typeOf(0)
		if t == nil {
			t = sig.Recv().Type()
		}
		for _, o := range outs {
			// The methods of a guard do not keep it, unless their summaries say so.
			if a := o.st.acqs[args[0]]; a == nil || !a.kind.Declared {
				w.passed(o.st, c, obj, args[0], t)
			}
		}
		args = args[1:]
	}
	given := func(i int) types.Type {
		t := c.typeOf(i + len(c.args) - len(args))
		if t == nil && i < sig.Params().Len() {
			t = sig.Params().At(i).Type()
		}
		return t
	}
	outs = w.finalizes(outs, c, obj)
	for i, a := range args {
		use := facts.Use(0)
		if op != nil {
			if i < len(op.Uses) {
				use = op.Uses[i]
			}
		}
		isFunc := i < sig.Params().Len() && isFuncType(sig.Params().At(i).Type())
		if fn := concrete(a); runsElsewhere(obj) && (fn.Kind == sym.Func || fn.Kind == sym.SumFunc) {
			a, isFunc = fn, true // F.Fuzz takes an any
		}
		if isFunc && atCleanup(obj) {
			for _, o := range outs {
				w.escape(o.st, a)
			}
			continue
		}
		if !isFunc {
			for _, o := range outs {
				w.passed(o.st, c, obj, a, given(i))
			}
			continue
		}
		outs = w.useFunc(outs, c, obj, a, use)
	}
	for i := range outs {
		if outs[i].kind == facts.Returns && sum == nil {
			outs[i].result = w.resultOf(outs[i].st, c, obj)
		}
	}
	return outs
}

func isFuncType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// useFunc does with function value fn what the callee does with it.
func (w *walker) useFunc(outs []outcome, c callee, obj *types.Func, fn sym.Value, use facts.Use) []outcome {
	var next []outcome
	for _, o := range outs {
		if o.kind != facts.Returns {
			next = append(next, o)
			continue
		}
		switch {
		case runsElsewhere(obj) || use&facts.UseElsewhere != 0 && use&facts.UseHere == 0:
			next = append(next, returns(w.spawn(o.st, c, callee{site: c.site, instr: c.instr, at: c.place(), fn: fn}))...)
		case use&facts.UseHere != 0 && use&facts.UseUnknown == 0:
			outs := []outcome{o}
			if w.closureMatters(fn) {
				outs = w.runsHere(o.st, c, obj, fn)
			}
			if use != facts.UseHere { // kept beyond the call, too
				for _, o := range outs {
					w.escape(o.st, fn)
				}
			}
			next = append(next, outs...)
		default:
			if use&facts.UseStored != 0 && use&facts.UseUnknown == 0 && fn.Kind == sym.Func && fn.Fn.Parent() != nil {
				w.later = append(w.later, fn.Fn)
				w.tellLater(o.st, c.site, fn)
			}
			w.escape(o.st, fn)
			next = append(next, o)
		}
	}
	return next
}

// closureMatters reports whether running fn can change the state or be judged.
func (w *walker) closureMatters(fn sym.Value) bool {
	switch fn.Kind {
	case sym.Func, sym.Guard:
		return true
	case sym.SumFunc, sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
		return true
	}
	return false
}

// runsHere runs fn as often as obj does: nobody knows how often, unless more is
// known of it.
func (w *walker) runsHere(st *state, c callee, obj *types.Func, fn sym.Value) []outcome {
	body := callee{site: c.site, instr: c.instr, at: c.place(), fn: fn}
	if fn.Kind == sym.Func && fn.Fn.Parent() != nil {
		body.args = w.unknownArgs(st, c, fn.Fn)
	}
	switch {
	case isOnce(obj) && len(c.args) == 2:
		return w.onceDo(st, c, c.args[0], fn)
	case runsOneTime(obj):
		return w.call(st, body)
	}
	return w.anyTimes(st, callee{site: c.site, instr: c.instr, at: c.place(), fn: fn})
}

// runsOneTime lists the functions of std that are documented to call their last
// argument, once.
func runsOneTime(fn *types.Func) bool {
	return isNamed(fn, "runtime/pprof.Do", "runtime/trace.WithRegion", "crypto/subtle.WithDataIndependentTiming")
}

// runsElsewhere lists the functions that run their argument on a goroutine of
// its own although they wait for it.
func runsElsewhere(fn *types.Func) bool {
	return isNamed(fn, "(*testing.T).Run", "(*testing.B).Run", "(*testing.F).Fuzz", "testing.Benchmark", "testing/synctest.Test", "(*sync.WaitGroup).Go", "time.AfterFunc", "context.AfterFunc",
		"(*golang.org/x/sync/errgroup.Group).Go", "(*golang.org/x/sync/errgroup.Group).TryGo",
		"(*golang.org/x/sync/singleflight.Group).DoChan")
}

// passed gives argument i of c, of static type t, to a function whose body is
// not followed.
func (w *walker) passed(st *state, c callee, obj *types.Func, a sym.Value, t types.Type) {
	if onlyReads(obj) {
		return
	}
	if o, _ := sym.SplitAddr(concrete(a)); o.Kind == sym.Obj && w.readsOnlyOwn(obj) && !w.touch.mayCarry(obj.Signature().Results()) {
		return
	}
	w.give(st, c, a, t)
}

// give hands argument a, of static type t, to code that nobody follows. It may
// keep it and write what is behind it.
func (w *walker) give(st *state, c callee, a sym.Value, t types.Type) {
	switch v := concrete(a); v.Kind {
	case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
		if a.Kind == sym.Iface {
			t = a.Type
		}
		if t == nil || !w.touch.mayCarry(t) {
			return
		}
	}
	w.escape(st, a)
	switch v := concrete(a); v.Kind {
	case sym.Obj, sym.Addr:
		w.havoc(st, v, w.ident(st, sym.Atom, c.place(), 3))
	case sym.Slice:
		w.havoc(st, v.Args[0], w.ident(st, sym.Atom, c.place(), 3))
	}
}

// concrete is what the interface a holds, or a itself.
func concrete(a sym.Value) sym.Value {
	for a.Kind == sym.Iface {
		a = a.Args[0]
	}
	return a
}

// typeOf is the static type of argument i of c, receiver first, if c stands in
// the source.
func (c *callee) typeOf(i int) types.Type {
	if c.common == nil || c.at != nil {
		return nil
	}
	if c.common.IsInvoke() {
		if i == 0 {
			return c.common.Value.Type()
		}
		i--
	}
	if i < len(c.common.Args) && len(c.args) <= len(c.common.Args)+1 {
		return c.common.Args[i].Type()
	}
	return nil
}

// onlyReads lists packages whose functions never keep or write what they are
// given to print or compare.
func onlyReads(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return true // error.Error
	}
	switch fn.Pkg().Path() {
	case "log", "log/slog", "errors", "strings", "strconv", "math", "testing", "bytes":
		return true
	case "fmt":
		return len(fn.Name()) < 4 || fn.Name()[:4] != "Scan" && fn.Name() != "Sscan" && fn.Name() != "Sscanf" && fn.Name() != "Sscanln" && fn.Name()[:2] != "Fs"
	case "sync", "sync/atomic":
		return !keeps(fn.Name())
	}
	return false
}

// keeps reports whether the function or method of package sync or sync/atomic
// with that name keeps the value that it is given.
func keeps(name string) bool {
	switch name {
	case "Put", "Store", "LoadOrStore", "Swap", "CompareAndSwap":
		return true
	}
	return false
}

// readsOnlyOwn reports whether a function of this package surely writes nothing
// but its own variables.
func (w *walker) readsOnlyOwn(obj *types.Func) bool {
	fn := w.ownObject(obj)
	return fn != nil && w.pure(fn, make(map[*ssa.Function]bool))
}

func (w *walker) pure(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return true
	}
	seen[fn] = true
	if fn.Blocks == nil || len(seen) > 50 {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if _, local := rootOf(instr.Addr).(*ssa.Alloc); !local {
					return false
				}
			case *ssa.MapUpdate, *ssa.Send, *ssa.Go:
				return false
			case ssa.CallInstruction:
				c := instr.Common()
				if _, builtin := c.Value.(*ssa.Builtin); builtin {
					continue
				}
				callee := c.StaticCallee()
				if callee == nil {
					return false
				}
				obj := funcObject(callee)
				if obj == nil || obj.Pkg() != w.cfg.SSA.Pkg {
					if obj == nil || !onlyReads(obj) {
						return false
					}
					continue
				}
				if own := w.ownObject(obj); own == nil || !w.pure(own, seen) {
					return false
				}
			}
		}
	}
	return true
}

// isAbstract reports whether fn is the method of an interface.
func isAbstract(fn *types.Func) bool {
	t := recvType(fn)
	return t != nil && types.IsInterface(t)
}

// blockOf judges what calling obj may block on, and returns its operation.
func (w *walker) blockOf(st *state, c callee, obj *types.Func) *Operation {
	if c.instr != nil && c.at == nil && c.common != nil {
		op, ok := w.operationOf(&c)
		if ok && (op.Callee != nil && !isAbstract(op.Callee) || len(op.Blocks) > 0) {
			s := c.site
			s.full = op.Name
			w.block(st, s, op.Blocks)
			return &op
		}
		if fn := c.common.StaticCallee(); !ok && fn != nil && funcObject(fn) == obj {
			return nil
		}
	}
	e := w.cfg.Effects.Of(obj)
	if e == nil {
		return nil
	}
	var blocks []facts.Block
	for _, b := range e.Blocks {
		if b.After == "" {
			blocks = append(blocks, b)
		}
	}
	s := c.site
	if !c.named && (c.at != nil && c.loop == "" || c.at == nil && !names(s.name, obj)) {
		for i := range blocks {
			blocks[i].Chain = facts.Extend(effect.FuncName(obj), blocks[i].Chain)
		}
	}
	w.block(st, s, blocks)
	return &Operation{Uses: e.Uses}
}
