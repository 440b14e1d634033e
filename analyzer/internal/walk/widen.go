package walk

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// Bounds of what a loop is followed for before its counters are widened. A
// variable that is only ever assigned constants, such as the state of a state
// machine, takes few values and is never widened.
const (
	widenAfter      = 4 // states at a loop head
	widenCellsAfter = 8 // numbers in one cell of memory
)

// A widening is what one activation remembers of the values at a loop head.
type widening struct {
	low   map[*ssa.Phi]*int64
	cells map[cellKey]*int64 // as low, of numbers in memory
	seen  map[cellKey]map[sym.Value]bool
}

type cellKey struct {
	obj  sym.Value
	path string
}

// widen forgets the exact values of counters at loop head b, keeping a lower
// bound for those that grow.
func (a *activation) widen(b *ssa.BasicBlock, st *state, states int) {
	if a.widths == nil {
		a.widths = make(map[*ssa.BasicBlock]*widening)
	}
	wd := a.widths[b]
	if wd == nil {
		wd = &widening{make(map[*ssa.Phi]*int64), make(map[cellKey]*int64), make(map[cellKey]map[sym.Value]bool)}
		a.widths[b] = wd
	}
	if states >= widenAfter {
		a.widenPhis(b, st, wd)
	}
	for _, o := range sortedKeys(st.mem) {
		obj := st.mem[o]
		for _, p := range obj.paths() {
			v := obj.cells[p]
			if !counter(v) || !wd.tooMany(cellKey{o, p}, v, states, a.info.counts[lastField(p)]) {
				continue
			}
			obj = obj.clone()
			bound := lowest(wd.cells, cellKey{o, p}, st, v)
			obj.cells[p] = a.ident(st, sym.Atom, b, len(p)*64+o.ID)
			st.setMem(o, obj)
			if bound != nil {
				st.facts = st.facts.AtLeast(obj.cells[p], *bound)
			}
		}
	}
}

// tooMany reports whether the cell k, which holds v now, takes more values than
// a loop is followed for.
func (wd *widening) tooMany(k cellKey, v sym.Value, states int, counts bool) bool {
	set := wd.seen[k]
	if set == nil {
		set = make(map[sym.Value]bool)
		wd.seen[k] = set
	}
	set[v] = true
	return counts && states >= widenAfter || len(set) > widenCellsAfter
}

func (a *activation) widenPhis(b *ssa.BasicBlock, st *state, wd *widening) {
	counted := false
	for _, instr := range b.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		i, relevant := a.info.index[phi]
		if !relevant || !counter(st.frame.env.at(i)) || !computes(phi) {
			continue
		}
		counted = true
		bound := lowest(wd.low, phi, st, st.frame.env.at(i))
		st.frame.env.set(i, a.ident(st, sym.Atom, phi, 1))
		if bound != nil {
			st.facts = st.facts.AtLeast(st.frame.env.at(i), *bound)
		}
	}
	if counted {
		a.escapeIndexed(b, st)
	}
}

// lowest is the lower bound that the counter at k keeps once its value, v now, is
// forgotten: nil when there is none, or when it was seen to fall.
func lowest[K comparable](low map[K]*int64, k K, st *state, v sym.Value) *int64 {
	n, known := st.facts.Lower(v)
	bound, have := low[k]
	switch {
	case !have && known:
		bound = &n
	case !have || bound != nil && (!known || n < *bound):
		bound = nil
	}
	low[k] = bound
	return bound
}

// counter reports whether v is a number that a loop might count with.
func counter(v sym.Value) bool {
	if v == nil {
		return false
	}
	if v.Kind == sym.Term {
		return v.Str == sym.OpAdd || v.Str == "+" || v.Str == "-" || v.Str == "*"
	}
	return v.Kind == sym.Const && v.Const != nil && v.Const.Kind() == constantInt
}

// computes reports whether v is the result of arithmetic, or may be.
func computes(v ssa.Value) bool {
	seen := make(map[ssa.Value]bool)
	var visit func(v ssa.Value) bool
	visit = func(v ssa.Value) bool {
		if seen[v] {
			return false
		}
		seen[v] = true
		switch v := v.(type) {
		case *ssa.Phi:
			for _, e := range v.Edges {
				if visit(e) {
					return true
				}
			}
			return false
		case *ssa.Convert:
			return visit(v.X)
		case *ssa.ChangeType:
			return visit(v.X)
		case *ssa.BinOp:
			return true
		case *ssa.UnOp:
			return v.Op == token.SUB || v.Op == token.XOR
		case *ssa.Call:
			return true
		}
		return false
	}
	return visit(v)
}

// counts lists the fields, by the last part of their path, in which fn stores
// what it computes; "" stands for variables.
func counts(fn *ssa.Function) map[string]bool {
	out := make(map[string]bool)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok || !isInteger(st.Val.Type()) || !computes(st.Val) {
				continue
			}
			if f, ok := st.Addr.(*ssa.FieldAddr); ok {
				out[sym.FieldPath(f.Field)] = true
			} else {
				out[""] = true
			}
		}
	}
	return out
}

// lastField is the last part of a path.
func lastField(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}
