package walk

import (
	"encoding/binary"
	"go/constant"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// An object is the memory behind one pointer: cells by field path. A cell that
// was never written is zero in a fresh object, and what memory held at entry
// behind an opaque pointer. A longer path is the newer write.
type object struct {
	cells   map[string]sym.Value
	zero    bool
	shared  []string  // the paths of the parts that unknown code may read and write, sorted
	unknown sym.Value // stands for the contents after unknown code wrote it
	code    []byte    // see encoding
}

func (o *object) clone() *object {
	c := *o
	c.code = nil
	c.cells = maps.Clone(o.cells)
	if c.cells == nil {
		c.cells = make(map[string]sym.Value)
	}
	return &c
}

// paths lists the written paths in order.
func (o *object) paths() []string {
	return slices.Sorted(maps.Keys(o.cells))
}

// encoding tells o from other contents. It is made once, when o is part of a
// state and so does not change any more.
func (o *object) encoding() []byte {
	if o.code != nil {
		return o.code
	}
	b := make([]byte, 0, 32+16*len(o.cells))
	flag(&b, o.zero)
	b = appendNum(b, o.unknown)
	b = binary.AppendVarint(b, int64(len(o.shared)))
	for _, p := range o.shared {
		b = append(b, p...)
		b = append(b, ' ')
	}
	for _, p := range o.paths() {
		b = append(b, p...)
		b = appendNum(b, o.cells[p])
	}
	o.code = b
	return b
}

// appendNum appends what identifies v.
func appendNum(b []byte, v sym.Value) []byte {
	if v == nil {
		return binary.AppendVarint(b, -1)
	}
	return binary.AppendVarint(b, int64(v.Num()))
}

func (o *object) hasBelow(path string) bool {
	for p := range o.cells {
		if len(p) > len(path) && strings.HasPrefix(p, path) && p[len(path)] == '.' {
			return true
		}
	}
	return false
}

// load is the value of type t at addr.
func (w *walker) load(st *state, addr sym.Value, t types.Type) sym.Value {
	obj, path := sym.SplitAddr(addr)
	if obj.Kind == sym.Const {
		return w.space.Sel(addr, "")
	}
	v := w.cell(st, obj, path, t, 0)
	if st.shaky(v) {
		return w.space.Term(sym.OpBefore, v)
	}
	return st.facts.Eval(w.space, v)
}

func (w *walker) cell(st *state, obj sym.Value, path string, t types.Type, depth int) sym.Value {
	o := st.mem[obj]
	if o == nil {
		return w.space.Sel(obj, path)
	}
	if o.hasBelow(path) {
		if n := parts(t); n > 0 && depth < 4 {
			fields := make([]sym.Value, n)
			for i := range fields {
				fields[i] = w.cell(st, obj, path+sym.FieldPath(i), partType(t, i), depth+1)
			}
			return w.space.Struct(fields)
		}
		if protocol.IsOpaque(t) {
			// An answer of CurrentEnterContext: its parts are the walk's own.
			var answers []sym.Value
			for v := o.cells[path+sym.FieldPath(0)]; v != nil; v = o.cells[path+sym.FieldPath(len(answers))] {
				answers = append(answers, v)
			}
			return w.space.Struct(answers)
		}
		return w.space.Sel(w.space.Addr(obj, path), "") // too large to take apart: it leads to what is there
	}
	for p := path; ; {
		if v, ok := o.cells[p]; ok {
			return w.space.Fld(v, path[len(p):])
		}
		i := strings.LastIndexByte(p, '.')
		if i < 0 {
			break
		}
		p = p[:i]
	}
	switch {
	case o.unknown != nil:
		return w.space.Sel(o.unknown, path)
	case o.zero:
		return w.zeroOf(t, 0)
	}
	return w.space.Sel(obj, path)
}

// store writes v at addr. A guard that is stored where nobody follows it escapes.
func (w *walker) store(st *state, addr, v sym.Value) {
	obj, path := sym.SplitAddr(addr)
	switch obj.Kind {
	case sym.Const:
		w.escape(st, v) // behind a nil pointer: execution does not get here
		return
	case sym.Global, sym.Term:
		w.escape(st, v)
	}
	if vague(addr) {
		// Any element may be the one that is overwritten.
		w.escape(st, addr)
		w.havoc(st, container(addr), w.space.Fresh())
		return
	}
	o := st.mem[obj]
	if o == nil {
		o = &object{}
	}
	if o.reaches(path) {
		w.escape(st, v)
	}
	o = o.clone()
	w.write(o, path, v)
	st.setMem(obj, o)
}

func (w *walker) write(o *object, path string, v sym.Value) {
	for p := range o.cells {
		if strings.HasPrefix(p, path) && (len(p) == len(path) || p[len(path)] == '.') {
			delete(o.cells, p)
		}
	}
	if v.Kind == sym.Struct {
		for i, f := range v.Args {
			w.write(o, path+sym.FieldPath(i), f)
		}
		return
	}
	o.cells[path] = v
}

// havoc forgets what is behind pointer p, because unknown code may have written
// there. Guards that were there escape.
func (w *walker) havoc(st *state, p sym.Value, unknown sym.Value) {
	obj, path := sym.SplitAddr(p)
	o := st.mem[obj]
	if o == nil || obj.Kind != sym.Obj {
		return
	}
	if path == "" {
		st.setMem(obj, &object{cells: map[string]sym.Value{}, shared: o.shared, unknown: unknown})
		return
	}
	o = o.clone()
	w.write(o, path, w.space.Sel(unknown, ""))
	st.setMem(obj, o)
}

// zeroOf is the zero value of type t.
func (w *walker) zeroOf(t types.Type, depth int) sym.Value {
	if protocol.IsOpaque(t) {
		if _, isStruct := t.Underlying().(*types.Struct); isStruct {
			return w.space.Zero()
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsBoolean != 0:
			return w.space.Bool(false)
		case info&types.IsString != 0:
			return w.space.Const(constant.MakeString(""))
		case info&types.IsNumeric != 0:
			return w.space.Int(0)
		}
		return w.space.Nil()
	case *types.Struct:
		if depth > 3 || u.NumFields() > 32 {
			return w.space.Zero()
		}
		fields := make([]sym.Value, u.NumFields())
		for i := range fields {
			fields[i] = w.zeroOf(u.Field(i).Type(), depth+1)
		}
		return w.space.Struct(fields)
	case *types.Array:
		if depth > 3 || parts(t) == 0 {
			return w.space.Zero()
		}
		elems := make([]sym.Value, u.Len())
		for i := range elems {
			elems[i] = w.zeroOf(u.Elem(), depth+1)
		}
		return w.space.Struct(elems)
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return w.space.Zero()
	}
	return w.space.Nil()
}

// reach adds to seen everything that can be reached from v.
func (st *state) reach(seen *valueSet, v sym.Value) {
	if v == nil || !seen.add(v) {
		return
	}
	for _, a := range v.Args {
		st.reach(seen, a)
	}
	if o := st.mem[v]; o != nil {
		for _, c := range o.cells {
			st.reach(seen, c)
		}
		if o.unknown != nil {
			st.reach(seen, o.unknown)
		}
	}
}
