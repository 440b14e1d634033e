package walk

import (
	"go/types"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// What messages call a guard that no variable of its own holds: the way that
// leads to it.

// inputName is how the function spells its input v, or "".
func (w *walker) inputName(v sym.Value) string {
	name, _ := w.spelled(v)
	return name
}

// spelled is how the function spells its input v, and the type of that.
func (w *walker) spelled(v sym.Value) (string, types.Type) {
	switch v.Kind {
	case sym.Param:
		if p := w.fn.Params[v.ID]; p.Name() != "_" {
			return p.Name(), p.Type()
		}
	case sym.FreeVar:
		p := w.fn.FreeVars[v.ID]
		return p.Name(), p.Type()
	case sym.Addr, sym.Sel:
		name, t := w.spelled(v.Args[0])
		if t = behind(t); name == "" || t == nil {
			return "", nil
		}
		part, text := partAt(t, v.Str)
		if part == nil {
			return "", nil
		}
		if v.Kind == sym.Addr {
			part = types.NewPointer(part)
		}
		return name + text, part
	case sym.Fld:
		name, t := w.spelled(v.Args[0])
		if name == "" {
			return "", nil
		}
		if part, text := partAt(t, v.Str); part != nil {
			return name + text, part
		}
	}
	return "", nil
}

// behind is what a pointer of type t leads to, or nil.
func behind(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}

// nameKept names the guards that a method left in its receiver after the field.
func (r *replayer) nameKept(x replayState, n *facts.Node) {
	if r.c.instr == nil || r.c.at != nil || r.c.common == nil || len(n.Stores) == 0 {
		return
	}
	fn := r.c.common.StaticCallee()
	if fn == nil || fn.Signature.Recv() == nil {
		return
	}
	recv := behind(fn.Signature.Recv().Type())
	dot := strings.LastIndexByte(r.c.site.name, '.')
	if recv == nil || dot < 0 || strings.ContainsAny(r.c.site.name, "(…") {
		return
	}
	for _, s := range n.Stores {
		if s.Addr.Kind != facts.ParamVal || s.Addr.N != 0 {
			continue
		}
		v := r.value(x, s.Val)
		a := x.st.acqs[v]
		if part, text := partAt(recv, s.Path); part != nil && a != nil && a.name == "" && !a.input {
			x.st.update(v, func(a *acq) { a.name = r.c.site.name[:dot] + text })
		}
	}
}
