package walk

import "github.com/ctxvet/ctxvet/analyzer/internal/sym"

// A token is an object, such as a transaction, that leads to the owner of a lock:
// its methods may release what was acquired with it. Code that nobody follows, or
// another goroutine, may call them once it has the token.

// tokenLocks lists the locks of what the objects among vs lead to, as long as
// these are what they are now.
func (w *walker) tokenLocks(st *state, vs []sym.Value) []sym.Value {
	var owners map[sym.Value]bool
	var out []sym.Value
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.object == nil || a.input || a.escaped || a.released.IsValid() || a.variable != nil && a.variable.Exported() || !w.releasedApart(a.variable) {
			continue
		}
		if owners == nil {
			owners = make(map[sym.Value]bool)
			for _, v := range vs {
				st.tokens(owners, v)
			}
		}
		if owners[rootObject(a.object)] {
			out = append(out, g)
		}
	}
	return out
}

// loseTokens gives up the locks that who got a token may have released.
func (w *walker) loseTokens(st *state, locks []sym.Value) {
	for _, g := range locks {
		if a := st.acqs[g]; a != nil && !a.released.IsValid() {
			w.escape(st, g)
		}
	}
}

// tokens adds to seen what the object v, or what v holds as a function or an
// interface, leads to. The object itself is none of it.
func (st *state) tokens(seen map[sym.Value]bool, v sym.Value) {
	if v == nil {
		return
	}
	switch v = concrete(v); v.Kind {
	case sym.Func:
		for _, x := range v.Args {
			if o := st.mem[x]; o != nil && o.cells[""] != nil {
				x = o.cells[""] // a variable that a function literal captures
			}
			st.tokens(seen, x)
		}
	case sym.Obj:
		if o := st.mem[v]; o != nil {
			for _, c := range o.cells {
				st.inside(seen, c)
			}
		}
	}
}

func (st *state) inside(seen map[sym.Value]bool, v sym.Value) {
	if v == nil || seen[v] {
		return
	}
	seen[v] = true
	switch v.Kind {
	case sym.Struct, sym.Iface, sym.Tuple:
		for _, x := range v.Args {
			st.inside(seen, x)
		}
	case sym.Obj:
		if o := st.mem[v]; o != nil {
			for _, c := range o.cells {
				st.inside(seen, c)
			}
		}
	}
}
