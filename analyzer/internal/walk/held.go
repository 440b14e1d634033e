package walk

import (
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A function may allocate an object, lock it, and return it to a caller that
// unlocks it. Each node of a summary numbers the fresh objects that it mentions,
// so that one in two nodes has no name in common. An object that is locked is
// named by the register of its lock.

// heldObjects names the fresh objects with locks while a summary is made.
type heldObjects struct {
	regs  map[sym.Value]int  // the first lock of each
	now   map[sym.Value]bool // those that the node may mention: they are locked there
	named map[sym.Value]bool // those that it did
}

// begin is called for each node.
func (h *heldObjects) begin() { h.now, h.named = nil, nil }

// lock says that the node locks the lock at addr into register reg.
func (h *heldObjects) lock(addr sym.Value, reg int) {
	root := rootObject(addr)
	if root == nil || root.Kind != sym.Obj {
		return
	}
	if h.regs == nil {
		h.regs = make(map[sym.Value]int)
	}
	if _, ok := h.regs[root]; !ok {
		h.regs[root] = reg
	}
	h.leave([]sym.Value{root})
}

// leave says that the objects are locked where the node is.
func (h *heldObjects) leave(objs []sym.Value) {
	h.now, h.named = make(map[sym.Value]bool), make(map[sym.Value]bool)
	for _, o := range objs {
		h.now[o] = true
	}
}

// mention returns the register that names obj, if one does.
func (h *heldObjects) mention(obj sym.Value) (int, bool) {
	reg, ok := h.regs[obj]
	if !ok || !h.now[obj] {
		return 0, false
	}
	h.named[obj] = true
	return reg, true
}

// mentioned is mention for an object that the node has mentioned before.
func (h *heldObjects) mentioned(obj sym.Value) (int, bool) {
	return h.regs[obj], h.named[obj]
}

// heldObject is the object that register reg names, of which the caller knows
// only what the summary says of its contents.
func (r *replayer) heldObject(x replayState, reg int) sym.Value {
	if o := x.regs[heldKey(reg)]; o != nil {
		return o
	}
	o := r.ident(x.st, sym.Obj, replayPlace{r.c.place(), r.key, -6, reg}, 0)
	x.st.setMem(o, &object{cells: map[string]sym.Value{}, unknown: r.ident(x.st, sym.Atom, replayPlace{r.c.place(), r.key, -7, reg}, 0)})
	return o
}

// heldKey is where the registers of a replay have the object that register reg
// names.
func heldKey(reg int) int { return -1 - reg }

// heldRegister is the register that names the object in which the lock args[0] is.
func heldRegister(args []facts.Value) (int, bool) {
	for len(args) > 0 {
		if args[0].Kind == facts.HeldVal {
			return args[0].N, true
		}
		args = args[0].Args
	}
	return 0, false
}
