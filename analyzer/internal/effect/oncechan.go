package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A send finds a place if it happens once for each channel, and each channel has
// a buffer. The package shows that in one of these ways:
//
//   - a flag beside the channel is found unset before the send, and set with it;
//   - the channel, or the object that holds it, is taken out of the map or slice
//     in which it waits;
//   - a sync.Once beside the channel runs the send;
//   - the send is followed by closing the channel.
//
// Each send into the same channels must be of that kind, for one and the same
// reason: otherwise the place may be taken. A flag may be unset again by who
// receives, or by what is called there. As everywhere in this file, this is about
// fields that only this package can set.

// A chanPlace is a field that holds a channel, or the channels in its elements.
type chanPlace struct {
	field *types.Var
	elem  bool
}

// A placeUse is what the package does with the channels in one place.
type placeUse struct {
	foreign  bool // it is set to something else than a new channel with a buffer
	made     bool
	sends    int
	last     int               // those that are followed by closing the channel
	claims   []claim           // those that all sends make
	received map[ast.Node]bool // declarations that receive
}

// A onceGather walks the package once.
type onceGather struct {
	p      *Package
	d      *declInfo
	path   []ast.Node
	places map[chanPlace]*placeUse
	set    map[*types.Var][]flagSet
	calls  map[*types.Func][]ast.Node // declarations that call a function
}

// A flagSet is a statement that sets a flag.
type flagSet struct {
	decl ast.Node
	val  flagValue
}

// sentOnce reports whether the send, in the declaration d, happens once for each
// channel, which has a place. It may be followed by closing the channel.
func (p *Package) sentOnce(d *declInfo, send *ast.SendStmt, closed bool) bool {
	place, _, ok := p.chanPlace(d, send.Chan)
	if !ok || place.field.Exported() {
		return false
	}
	if p.onces == nil {
		p.onces = &onceGather{p: p, places: make(map[chanPlace]*placeUse), set: make(map[*types.Var][]flagSet), calls: make(map[*types.Func][]ast.Node)}
		p.onces.gather()
	}
	g := p.onces
	use := g.places[place]
	if use == nil || !use.made || use.foreign {
		return false
	}
	return closed && use.sends == use.last || slices.ContainsFunc(use.claims, func(c claim) bool { return g.lasts(use, c) })
}

// lasts reports whether nobody makes the test of a claim hold again but who
// receives.
func (g *onceGather) lasts(use *placeUse, c claim) bool {
	if c.test.v == nil {
		return true
	}
	for _, s := range g.set[c.v] {
		if c.test.reopened(s.val) && !g.receives(use, s.decl) {
			return false
		}
	}
	return true
}

// receives reports whether the declaration, or one that calls it, receives from
// the channels.
func (g *onceGather) receives(use *placeUse, decl ast.Node) bool {
	if use.received[decl] {
		return true
	}
	d, ok := decl.(*ast.FuncDecl)
	if !ok {
		return false
	}
	fn, _ := g.p.in.Info.Defs[d.Name].(*types.Func)
	return fn != nil && slices.ContainsFunc(g.calls[fn], func(d ast.Node) bool { return use.received[d] })
}

// chanPlace is where the channel e is kept, and what stands before the field.
func (p *Package) chanPlace(d *declInfo, e ast.Expr) (place chanPlace, base ast.Expr, ok bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		if field := p.chanField(e); field != nil {
			return chanPlace{field: field.Origin()}, e.X, true
		}
	case *ast.IndexExpr:
		if t := elemType(p.typeOf(e.X)); t != nil {
			if _, isChan := t.Underlying().(*types.Chan); isChan {
				return p.elemPlace(d, e.X)
			}
		}
	case *ast.Ident:
		v, isVar := p.in.Info.Uses[e].(*types.Var)
		if !isVar || v.Kind() != types.LocalVar {
			return place, nil, false
		}
		info := p.local(d, v)
		if info == nil || info.assigned != 1 || info.taken || info.init == nil {
			return place, nil, false
		}
		switch {
		case info.ranged:
			return p.elemPlace(d, info.init)
		case info.index <= 0:
			if !isIdent(info.init) {
				return p.chanPlace(d, info.init)
			}
		}
	}
	return place, nil, false
}

// elemPlace is the place of the channels in the container e, in a field, or in
// one of its elements that is a container again.
func (p *Package) elemPlace(d *declInfo, e ast.Expr) (place chanPlace, base ast.Expr, ok bool) {
	for range 4 {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			v := p.container(x)
			if v == nil || !holdsChans(v.Type()) {
				return place, nil, false
			}
			return chanPlace{v, true}, x.X, true
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			// A copy, which stays what it is when the field is set to another.
			v, isVar := p.in.Info.Uses[x].(*types.Var)
			if !isVar || v.Kind() != types.LocalVar {
				return place, nil, false
			}
			info := p.local(d, v)
			if info == nil || info.assigned != 1 || info.taken || info.init == nil || info.index > 0 {
				return place, nil, false
			}
			e = info.init
		default:
			return place, nil, false
		}
	}
	return place, nil, false
}

// holdsChans reports whether t is a map or slice of channels, or of such.
func holdsChans(t types.Type) bool {
	for range 4 {
		if t = elemType(t); t == nil {
			return false
		}
		if _, ok := t.Underlying().(*types.Chan); ok {
			return true
		}
	}
	return false
}

func (g *onceGather) at(place chanPlace) *placeUse {
	use := g.places[place]
	if use == nil {
		use = &placeUse{received: make(map[ast.Node]bool)}
		g.places[place] = use
	}
	return use
}

func (g *onceGather) gather() {
	for _, d := range g.p.decls {
		g.d, g.path = d, nil
		ast.Inspect(d.root, func(n ast.Node) bool {
			if n == nil {
				g.path = g.path[:len(g.path)-1]
				return true
			}
			g.path = append(g.path, n)
			g.visit(n)
			return true
		})
	}
}

func (g *onceGather) visit(n ast.Node) {
	p := g.p
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				g.assign(lhs, n.Rhs[i])
			} else if place, _, ok := p.chanPlace(g.d, lhs); ok && !isIdent(lhs) {
				g.at(place).foreign = true
			}
		}
		g.sets(n)
	case *ast.ExprStmt, *ast.DeferStmt:
		g.sets(n.(ast.Stmt))
	case *ast.CompositeLit:
		g.composite(n)
	case *ast.UnaryExpr:
		switch n.Op {
		case token.ARROW:
			g.receive(n.X)
		case token.AND:
			if place, _, ok := p.chanPlace(g.d, n.X); ok && !isIdent(n.X) {
				g.at(place).foreign = true
			}
		}
	case *ast.RangeStmt:
		g.receive(n.X)
	case *ast.SendStmt:
		if place, base, ok := p.chanPlace(g.d, n.Chan); ok {
			use := g.at(place)
			if g.closes(n) {
				use.last++
			}
			claims := p.claims(g.d, g.path, place, base)
			if use.sends++; use.sends == 1 {
				use.claims = claims
			} else {
				use.claims = slices.DeleteFunc(use.claims, func(c claim) bool { return !slices.Contains(claims, c) })
			}
		}
	case *ast.CallExpr:
		var id *ast.Ident
		switch fun := ast.Unparen(n.Fun).(type) {
		case *ast.Ident:
			id = fun
		case *ast.SelectorExpr:
			id = fun.Sel
		}
		if id != nil {
			if fn, ok := p.in.Info.Uses[id].(*types.Func); ok {
				g.calls[fn.Origin()] = append(g.calls[fn.Origin()], g.d.root)
			}
		}
	}
}

// closes reports whether the send n, the last node of the path, is followed by
// closing its channel.
func (g *onceGather) closes(n *ast.SendStmt) bool {
	block, ok := g.path[len(g.path)-2].(*ast.BlockStmt)
	if !ok {
		return false
	}
	i := slices.Index(block.List, ast.Stmt(n))
	return i+1 < len(block.List) && closes(g.p.in.Info, block.List[i+1], n.Chan)
}

func isIdent(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.Ident)
	return ok
}

func (g *onceGather) sets(s ast.Stmt) {
	for _, f := range g.p.sets(s) {
		g.set[f.v] = append(g.set[f.v], flagSet{g.d.root, f})
	}
}

func (g *onceGather) receive(e ast.Expr) {
	if place, _, ok := g.p.chanPlace(g.d, e); ok {
		g.at(place).received[g.d.root] = true
	}
}

// assign notes what is kept in a place.
func (g *onceGather) assign(lhs, rhs ast.Expr) {
	if isIdent(lhs) {
		return
	}
	if place, _, ok := g.p.chanPlace(g.d, lhs); ok {
		g.keep(place, rhs)
		return
	}
	if place, _, ok := g.p.elemPlace(g.d, lhs); ok {
		g.fill(place, rhs)
	}
}

// fill notes the elements of the container that is kept in a field.
func (g *onceGather) fill(place chanPlace, container ast.Expr) {
	p := g.p
	switch e := ast.Unparen(container).(type) {
	case *ast.CompositeLit:
		for _, elt := range e.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			g.keep(place, elt)
		}
		return
	case *ast.SliceExpr:
		if from, _, ok := p.elemPlace(g.d, e.X); ok && from == place {
			return
		}
	case *ast.CallExpr:
		switch {
		case isBuiltin(p.in.Info, e.Fun, "make"):
			return
		case isBuiltin(p.in.Info, e.Fun, "append") && !e.Ellipsis.IsValid():
			g.fill(place, e.Args[0])
			for _, elt := range e.Args[1:] {
				g.keep(place, elt)
			}
			return
		}
	case *ast.SelectorExpr, *ast.IndexExpr:
		if from, _, ok := p.elemPlace(g.d, e); ok && from == place {
			return
		}
	}
	if !p.in.Info.Types[container].IsNil() {
		g.at(place).foreign = true
	}
}

// keep notes that the channel value is kept in a place.
func (g *onceGather) keep(place chanPlace, value ast.Expr) {
	p := g.p
	if p.in.Info.Types[value].IsNil() {
		return
	}
	call := p.makeCall(value)
	if call == nil {
		if local, ok := p.chanRef(value); ok && local.field == nil {
			call = p.made(g.d, local)
		}
	}
	use := g.at(place)
	if call != nil {
		if n, ok := constantInt(p.in.Info, call.Args[1]); ok && n > 0 {
			use.made = true
			return
		}
	}
	use.foreign = true
}

// composite notes what a struct literal sets.
func (g *onceGather) composite(lit *ast.CompositeLit) {
	for field, elt := range g.p.fieldValues(lit) {
		if _, ok := field.Type().Underlying().(*types.Chan); ok {
			g.keep(chanPlace{field: field.Origin()}, elt)
			continue
		}
		if holdsChans(field.Type()) {
			g.fill(chanPlace{field.Origin(), true}, elt)
		}
	}
}
