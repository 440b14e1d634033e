package walk

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// The flags and numbers of sync/atomic are variables like any other: what other
// goroutines write to them is left out, as for any variable.

// The values of the types that hide them lie in fields that no Go code has.
const (
	hiddenBool = ".1000" // of a sync.Once too: whether it was done
	hiddenInt  = ".1001"
)

// hiddenType is the type of the hidden field at path, nil if it is none.
func hiddenType(path string) types.Type {
	switch {
	case strings.HasSuffix(path, hiddenBool):
		return types.Typ[types.Bool]
	case strings.HasSuffix(path, hiddenInt):
		return types.Typ[types.Int]
	}
	return nil
}

// atomicOp says what fn of sync/atomic does, and where the variable lies behind
// its first argument; "" if fn is not followed.
func atomicOp(fn *types.Func) (op, path string) {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" {
		return "", ""
	}
	name := fn.Name()
	if r := recvType(fn); r != nil {
		if p, ok := types.Unalias(r).(*types.Pointer); ok {
			r = p.Elem()
		}
		named, ok := types.Unalias(r).(*types.Named)
		if !ok {
			return "", ""
		}
		switch named.Obj().Name() {
		case "Bool":
			path = hiddenBool
		case "Int32", "Int64", "Uint32", "Uint64":
			path = hiddenInt
		default:
			return "", ""
		}
	} else {
		plain, ok := strings.CutSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "32"), "64"), "Int")
		if !ok {
			if plain, ok = strings.CutSuffix(plain, "Uint"); !ok {
				return "", ""
			}
		}
		name = plain
	}
	switch name {
	case "Load", "Store", "Swap", "CompareAndSwap", "Add":
		return name, path
	}
	return "", ""
}

// atomicCall is atomicOp of the function that c calls.
func atomicCall(c *ssa.CallCommon) string {
	if fn := c.StaticCallee(); fn != nil {
		op, _ := atomicOp(funcObject(fn))
		return op
	}
	return ""
}

// atomic makes a call of sync/atomic; false if it is not followed.
func (w *walker) atomic(st *state, c callee, obj *types.Func) ([]outcome, bool) {
	op, path := atomicOp(obj)
	if op == "" || len(c.args) == 0 {
		return nil, false
	}
	addr, t := c.args[0], types.Type(types.Typ[types.Int])
	if path != "" {
		addr, t = w.space.Addr(addr, path), hiddenType(path)
	}
	old := w.load(st, addr, t)
	switch {
	case op == "Load":
		return returned([]made{{st, old}}), true
	case op == "Store" && len(c.args) == 2:
		w.store(st, addr, c.args[1])
		return one(st), true
	case op == "Add" && len(c.args) == 2:
		sum := st.facts.Eval(w.space, w.space.Binary(token.ADD, old, c.args[1]))
		w.store(st, addr, sum)
		return returned([]made{{st, sum}}), true
	case op == "Swap" && len(c.args) == 2:
		w.store(st, addr, c.args[1])
		return returned([]made{{st, old}}), true
	case op == "CompareAndSwap" && len(c.args) == 3:
		return w.compareAndSwap(st, addr, old, c.args[1], c.args[2]), true
	}
	return nil, false
}

func (w *walker) compareAndSwap(st *state, addr, old, from, to sym.Value) []outcome {
	cond := st.facts.Eval(w.space, w.space.Apply(sym.OpEq, old, from))
	var ms []made
	if other := w.decide(st.clone(), cond, true); other != nil {
		w.store(other, addr, to)
		ms = append(ms, made{other, w.space.Bool(true)})
	}
	if st = w.decide(st, cond, false); st != nil {
		ms = append(ms, made{st, w.space.Bool(false)})
	}
	return returned(ms)
}

// decide goes on where cond is truth, and has the summary depend on it; nil if it
// cannot be.
func (w *walker) decide(st *state, cond sym.Value, truth bool) *state {
	if cond.Kind == sym.Const && cond.Const != nil && cond.Const.Kind() == constant.Bool {
		if constant.BoolVal(cond.Const) != truth {
			return nil
		}
		return st
	}
	if st = w.assume(st, cond, truth); st != nil && fromInputs(cond, 0) {
		state := facts.No
		if truth {
			state = facts.Yes
		}
		w.emitOp(st, &traceOp{node: facts.NodeAssume, state: state, args: []sym.Value{cond}})
	}
	return st
}
