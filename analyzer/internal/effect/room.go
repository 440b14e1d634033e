package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// hasRoom reports whether the send provably finds room: its channel is a
// variable, or a field of one, made with a buffer by this declaration, and
// all sends into it that can precede this one, here or in goroutines started
// here, leave a place free.
func (c *collector) hasRoom(send *ast.SendStmt) bool {
	ch, ok := c.p.chanRef(send.Chan)
	if !ok {
		return false
	}
	room, ok := c.decl.room[ch]
	if !ok {
		room = c.p.roomOf(c.decl, ch)
		if c.decl.room == nil {
			c.decl.room = make(map[chanRef]map[token.Pos]bool)
		}
		c.decl.room[ch] = room
	}
	return room[send.Arrow]
}

// roomOf returns the arrows of the sends into ch that find room.
func (p *Package) roomOf(d *declInfo, ch chanRef) map[token.Pos]bool {
	w := p.walkRoom(d, ch)
	if w == nil {
		return nil
	}
	out := make(map[token.Pos]bool)
	for arrow, s := range w.sends {
		out[arrow] = w.fits(s)
	}
	return out
}

// walkRoom follows ch through d; nil if d does not make it with a buffer.
func (p *Package) walkRoom(d *declInfo, ch chanRef) *roomWalk {
	fd, ok := d.root.(*ast.FuncDecl)
	if !ok {
		return nil
	}
	call := p.made(d, ch)
	if call == nil {
		return nil
	}
	size := p.bound(d, call.Args[1], call.Pos())
	if size.n <= 0 {
		return nil
	}
	w := &roomWalk{p: p, decl: d, ch: ch, made: call, size: size, sends: make(map[token.Pos]*sendCount)}
	w.stmt(fd.Body, &w.main)
	return w
}

func isBuiltin(info *types.Info, fun ast.Expr, name string) bool {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok || id.Name != name {
		return false
	}
	_, ok = info.Uses[id].(*types.Builtin)
	return ok
}

// maxRoomSteps bounds how many statements are followed for one channel. Loops
// in loops are run several times each.
const maxRoomSteps = 10000

// many is more sends than any channel has room for.
const many = 1 << 30

// A sendCount says how full the channel may be before a send.
type sendCount struct {
	before     int
	symbolic   bool // the send is repeated as often as the channel has places
	others     int  // sends of other flows that may precede it
	own        int  // the most that one run of that goroutine sends
	concurrent bool // the send is in another goroutine or deferred
	escaped    bool // others may have sent before
}

// fits reports whether a send finds room.
func (w *roomWalk) fits(s *sendCount) bool {
	switch {
	case w.lost, s.escaped, s.concurrent && w.escaped:
		return false
	case w.size.of.v != nil && !s.symbolic:
		return false // the buffer may have no place at all
	case s.concurrent:
		// What the goroutine itself has sent before counts, what it sends after
		// that does not.
		return w.main.most+w.others-s.own+min(s.before+1, s.own) <= w.size.n
	}
	return s.before+1+s.others <= w.size.n
}

// A roomWalk follows one channel through a declaration, in the order of
// execution, counting what was sent along the fullest path.
type roomWalk struct {
	p     *Package
	decl  *declInfo
	ch    chanRef
	made  *ast.CallExpr
	size  bound
	sends map[token.Pos]*sendCount

	main    flow
	others  int          // sends of all other flows started so far
	own     []*sendCount // the sends of the goroutine that is being followed
	escaped bool         // anywhere
	lost    bool         // there is a goto, which may turn in a circle, or too much to follow
	steps   int
}

// A flow is the state of one thread of execution.
type flow struct {
	live     bool // the channel is made
	dead     bool // control does not get here
	fill     int  // what was sent and not received
	most     int  // highest fill ever
	times    int  // how often what follows is repeated, since the channel was made; 0 is once
	symbolic bool // times is the channel's size
	escaped  bool
	other    bool // not the flow in which the channel was made
	leave    *leave
}

// A leave gathers how full the channel may be where a loop, switch or select
// is left by a jump.
type leave struct{ fill int }

func (f *flow) repeated() int { return max(f.times, 1) }

// join merges the state of another path into f.
func (f *flow) join(g flow) {
	f.most = max(f.most, g.most)
	f.escaped = f.escaped || g.escaped
	if g.dead {
		return
	}
	if f.dead {
		f.fill, f.live, f.dead = g.fill, g.live, false
		return
	}
	f.fill = max(f.fill, g.fill)
	f.live = f.live || g.live
}

// send counts a send in f.
func (w *roomWalk) send(arrow token.Pos, f *flow) {
	s := w.sends[arrow]
	if s == nil {
		s = &sendCount{symbolic: true}
		w.sends[arrow] = s
	}
	s.before = max(s.before, f.fill)
	s.others = max(s.others, w.others)
	s.symbolic = s.symbolic && f.symbolic
	s.concurrent = s.concurrent || f.other
	s.escaped = s.escaped || f.escaped || !f.live
	w.own = append(w.own, s)
	f.fill = min(f.fill+1, many)
	f.most = max(f.most, f.fill)
}

// escape notes that code which is not seen here may send from now on.
func (w *roomWalk) escape(f *flow) {
	f.escaped = true
	w.escaped = true
}
