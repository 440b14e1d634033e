package walk

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A state is one path's view of the world at one point.
type state struct {
	frame   *frame
	facts   sym.Facts
	mem     map[sym.Value]*object // by object or opaque pointer; objects are immutable
	acqs    map[sym.Value]*acq    // by guard; acquisitions are immutable
	gor     goroutine
	defers  []deferred
	unwinds []unwind // panics and Goexits in flight, innermost last
	ghost   *pending // the misuse that ended this path; see pending
	guessed *event   // where a ghost went on with an unknown result
	// supposed says that something the caller passed did not return. Nothing
	// is reported on such a path: it is followed for the summary.
	supposed bool
	at       *event
	shaken   []sym.Value // pointers behind which calls may have written, see shake
	swept    int         // its size when it was last swept

	memShared, acqsShared bool
}

// A frame is one activation of a function that the walk runs itself.
type frame struct {
	id     int // its context
	fn     *ssa.Function
	info   *fnInfo
	env    env
	parent *frame
	roots  []sym.Value // what the callers still need
	inLoop bool        // some call on the way here lies in a loop
	// direct says that a defer statement called this frame while depth
	// unwinds were in flight: where recover works.
	direct    bool
	depth     int
	nest      int       // frames below this one
	recovered token.Pos // the panic that this frame recovered, if any
	call      site      // what called this frame
}

// A goroutine is the protocol state of one goroutine.
type goroutine struct {
	test    sym.Value // the *testing.T of the subtest that it runs
	starter int       // the context of the frame that started it
	start   int       // identifies the instruction that started it, 0 for none
	id      int       // 0 for the one that runs the function under analysis
	base    facts.Tri // whether it was entered when the function began
	// lent says that only a callee asked for base, and works either way. What
	// the function itself does is not judged by the answer.
	lent bool
	// asker says that the callee which asked is running, and has called what
	// this function gave it: that is judged by the answer.
	asker    bool
	allow    facts.Tri // whether that region allows BlockInPlace
	handle   facts.Tri // whether it had a current handle when the function began
	cur      region
	susp     []region
	stack    []sym.Value // live ordered guards, oldest first
	sanction []region
	proof    token.Pos // where base was proven to be Yes
	why      string    // what declares that base is Yes
}

type regionKind uint8

const (
	baseRegion  regionKind = iota // what the function found at entry
	noRegion                      // not entered
	guardRegion                   // entered by guard
)

type region struct {
	kind   regionKind
	guard  sym.Value
	allow  facts.Tri // guardRegion only
	denied sym.Value // the live guard that denies BlockInPlace
}

func (r region) isBase() bool { return r.kind == baseRegion }

func (r region) same(q region) bool { return r.kind == q.kind && r.guard == q.guard }

// An acq is one acquisition of a guard on this path.
type acq struct {
	value     sym.Value
	kind      *protocol.Guard
	variable  types.Object  // the field or package-level variable that is its lock, if known
	fn        *ssa.Function // that acquired the lock
	handle    sym.Value     // that it made the current one, nil if that is not known
	object    sym.Value     // whose lock it is, if its kind belongs to objects
	restores  bool          // takes again what the function found locked, and released
	unsure    bool          // released by a callee under conditions of its own
	stale     bool          // released, but unknown code may have taken it since
	during    any           // the place of the call in which a callee took the lock
	pos       token.Pos
	name      string // the variable that holds the guard, if known
	via       string // how the acquire was reached, if not directly
	gor       int
	released  token.Pos // valid when released
	escaped   bool
	handed    bool // used by another goroutine
	leaked    bool // nothing can release it any more
	reported  bool // and that was found
	pseudo    bool // the region of EnterRuntime, which no variable holds
	input     bool // came from the caller
	nest      int  // of the frame that acquired it
	inLoop    bool
	lent      bool // acquired where only a callee knew that it could be
	panicked  bool // left behind by a callee that panicked
	discarded bool // the source does nothing with it
	carried   bool // it travels in a context that outlives the function
	kept      bool // a test releases it when it is done
	// maybe says that the caller's state decides whether there is a guard at
	// all: what becomes of it is for the caller to judge.
	maybe bool
	event *event
}

func (a *acq) live() bool { return !a.released.IsValid() && !a.leaked }

// A deferred is a call that runs when its frame ends.
type deferred struct {
	frame int
	instr ssa.Instruction
	call  *ssa.CallCommon // nil for a cleanup
	fn    sym.Value
	args  []sym.Value
	// cleanup says that a test calls fn when it is done.
	cleanup bool
}

type unwind struct {
	outcome   facts.Outcome
	pos       token.Pos
	recovered bool
	val       sym.Value // what was panicked with, nil if that is not known
}

func (st *state) clone() *state {
	c := *st
	f := *st.frame
	f.env = f.env.clone()
	c.frame = &f
	st.memShared, c.memShared = true, true
	st.acqsShared, c.acqsShared = true, true
	c.gor.susp = slices.Clip(c.gor.susp)
	st.gor.susp = slices.Clip(st.gor.susp)
	c.gor.stack = slices.Clip(c.gor.stack)
	st.gor.stack = slices.Clip(st.gor.stack)
	c.gor.sanction = slices.Clip(c.gor.sanction)
	st.gor.sanction = slices.Clip(st.gor.sanction)
	c.defers = slices.Clip(c.defers)
	st.defers = slices.Clip(st.defers)
	c.unwinds = slices.Clone(c.unwinds)
	return &c
}

func (st *state) setAcq(a *acq) {
	if st.acqsShared {
		st.acqs = maps.Clone(st.acqs)
		st.acqsShared = false
	}
	if st.acqs == nil {
		st.acqs = make(map[sym.Value]*acq)
	}
	st.acqs[a.value] = a
}

// update replaces the acquisition of guard g by a changed copy.
func (st *state) update(g sym.Value, change func(*acq)) {
	if old := st.acqs[g]; old != nil {
		a := *old
		change(&a)
		st.setAcq(&a)
	}
}

func (st *state) setMem(o sym.Value, obj *object) {
	if st.memShared {
		st.mem = maps.Clone(st.mem)
		st.memShared = false
	}
	if st.mem == nil {
		st.mem = make(map[sym.Value]*object)
	}
	st.mem[o] = obj
}

func (st *state) unwinding() bool { return len(st.unwinds) > 0 }

// entered says whether the goroutine is entered, and whether its region allows
// BlockInPlace, as far as the function is judged by it. Unknown means that this
// depends on the caller, or cannot be known because the region's guard is in
// unknown hands.
func (st *state) entered() (in, allow facts.Tri) {
	if st.gor.lent && !st.gor.asker && st.onBase() {
		return facts.Unknown, facts.Unknown
	}
	return st.told()
}

// told is entered with what callees asked for.
func (st *state) told() (in, allow facts.Tri) {
	switch c := st.gor.cur; c.kind {
	case noRegion:
		return facts.No, facts.No
	case guardRegion:
		if a := st.acqs[c.guard]; a != nil && a.escaped {
			return facts.Unknown, facts.Unknown
		}
		if c.denied != nil {
			return facts.Yes, facts.No
		}
		return facts.Yes, c.allow
	default:
		if st.gor.base == facts.No {
			return facts.No, facts.No
		}
		if c.denied != nil {
			return st.gor.base, facts.No
		}
		return st.gor.base, st.gor.allow
	}
}

// onBase reports whether the current region is the caller's, so that what is
// unknown of it is for the caller to judge.
func (st *state) onBase() bool { return st.gor.cur.kind == baseRegion }

// sanctioned reports whether blocking is allowed in the current region.
func (st *state) sanctioned() bool {
	return slices.ContainsFunc(st.gor.sanction, st.gor.cur.same)
}

func (st *state) dropFromStack(g sym.Value) {
	st.gor.stack = slices.DeleteFunc(slices.Clone(st.gor.stack), func(v sym.Value) bool { return v == g })
}

// above lists the live guards acquired on this goroutine after g.
func (st *state) above(g sym.Value) []sym.Value {
	i := slices.Index(st.gor.stack, g)
	return st.gor.stack[i+1:]
}

// entryState is the state at the function's entry.
func (w *walker) entryState() *state {
	info := w.info(w.fn)
	st := &state{at: w.entry}
	st.frame = &frame{id: w.ctx(0, nil, w.fn), fn: w.fn, info: info}
	for i, v := range w.fn.Params {
		info.set(st.frame, v, w.space.Param(i))
	}
	for i, v := range w.fn.FreeVars {
		info.set(st.frame, v, w.space.FreeVar(i))
	}
	if w.root {
		st.gor.base, st.gor.allow, st.gor.handle = facts.No, facts.No, facts.No
	}
	w.onLoop(st, w.loopOf(w.fn))
	if w.declared != nil {
		st.gor.declaredState(w.declared)
	}
	return st
}
