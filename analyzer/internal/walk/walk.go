package walk

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// An Operation says what one operation or call of the package may do as far as
// blocking goes.
type Operation struct {
	Name   string        // "store.Flush", "channel receive"
	Callee *types.Func   // what is called; nil for an operation or a function value
	Blocks []facts.Block // what may block, the function arguments left aside
	Target []facts.Block // what may block in the function value that is called, or ranged over
	Uses   []facts.Use   // by parameter (receiver not counted): what becomes of a function passed there
	OneOf  bool          // an operand is one of several values, see Effects.Under
}

// operationOf is what the call c does as it stands in the source, with what its
// operands are known to be on this path.
func (w *walker) operationOf(c *callee) (Operation, bool) {
	op, ok := w.cfg.Effects.At(c.instr.Pos())
	if !ok || !op.OneOf || c.common == nil {
		return op, ok
	}
	shift := 0
	if op.Callee != nil && op.Callee.Signature().Recv() != nil {
		shift = 1
	}
	return w.cfg.Effects.Under(c.instr.Pos(), func(i int) types.Type {
		if i += shift; i < 0 || i >= len(c.args) || c.args[i].Kind != sym.Iface {
			return nil
		}
		return c.args[i].Type
	})
}

// matters reports whether there is something to judge.
func (op *Operation) matters() bool {
	return len(op.Blocks)+len(op.Target)+len(op.Uses) > 0
}

// blocks is what may block, the function arguments left aside. What the function
// value called name does itself is behind that name.
func (op *Operation) blocks(name string) []facts.Block {
	out := slices.Clone(op.Blocks)
	for _, b := range op.Target {
		if len(b.Chain) > 0 && lastName(b.Chain[0]) == lastName(name) {
			b.Chain = b.Chain[1:]
		}
		out = append(out, b)
	}
	return out
}

// Effects answers what blocks.
type Effects interface {
	// At describes the operation that go/ssa places at pos.
	At(pos token.Pos) (Operation, bool)
	// Under is At for an operation that says OneOf, by the types from which the
	// operands were converted, nil where none is known: dynamic takes facts.Receiver
	// or the index of a parameter.
	Under(pos token.Pos, dynamic func(param int) types.Type) (Operation, bool)
	// Of describes calling fn with arguments nobody knows.
	Of(fn *types.Func) *facts.Effect
}

// Config is what the walk of one package needs.
type Config struct {
	Fset    *token.FileSet
	Files   []*ast.File
	Info    *types.Info
	SSA     *ssa.Package
	Effects Effects
	// Imported returns the summary of a function of another package, by the
	// key that facts.FuncKey gives; nil if there is nothing to tell.
	Imported func(pkg *types.Package, key string) *facts.Summary
	// Declared is what directives in the source say, of this package and its
	// imports; nil if there are none.
	Declared *directive.Table
	// Brief says that no function of the package deals with guards, and that
	// only what callers have to know of short ones is asked for.
	Brief bool
}

// A Package walks the functions of one package.
type Package struct {
	cfg        Config
	bounds     bounds
	space      *sym.Space
	sites      *sites
	infos      map[*ssa.Function]*fnInfo
	touch      *touching
	sums       map[*ssa.Function]*facts.Summary // of named functions and returned literals
	lits       map[string]*ssa.Function         // function literals of this package by summary key
	ctxIDs     map[ctxKey]int
	idents     map[identKey]sym.Value
	allocs     map[sym.Value]*ssa.Alloc // the variables behind objects
	pkgs       map[string]*types.Package
	hidden     map[string]*types.TypeName // unexported types that imports leave out
	apart      *counterparts
	unlockSets map[*ssa.Function]*unlockSet     // see unlocks
	kept       map[*ssa.Call]bool               // see keepsContext
	writers    facts.Tri                        // whether the package asks for the write lock of an RWMutex
	spent      int                              // steps of all walks
	coarse     bool                             // summaries leave out conditions on computed values
	clears     facts.Tri                        // see clearsFinalizers
	answers    map[*ssa.Function]*facts.Summary // what the results of plain functions tell
	sentinels  map[string]bool                  // package-level variables that are never nil
	globals    map[*ssa.Global][]ssa.Value      // see globalUses
	writes     map[*ssa.Function][]*ssa.Global  // see globalWrites
	single     map[*types.Func]types.Type       // the only implementation of an interface method
	adrift     map[*ssa.Function]bool           // function literals that left the function, see judgeAdrift
	ran        map[*ssa.Function]bool           // function literals that a walk ran
	made       map[*ssa.Function]bool           // function literals that some path gets to
}

// New prepares the walk of one package.
func New(cfg Config) *Package {
	p := &Package{
		cfg:       cfg,
		bounds:    boundsInUse(cfg.Brief),
		sites:     newSites(cfg.Fset, cfg.Files, cfg.Info),
		infos:     make(map[*ssa.Function]*fnInfo),
		sums:      make(map[*ssa.Function]*facts.Summary),
		kept:      make(map[*ssa.Call]bool),
		lits:      make(map[string]*ssa.Function),
		single:    make(map[*types.Func]types.Type),
		writes:    make(map[*ssa.Function][]*ssa.Global),
		sentinels: make(map[string]bool),
		answers:   make(map[*ssa.Function]*facts.Summary),
		adrift:    make(map[*ssa.Function]bool),
		ran:       make(map[*ssa.Function]bool),
		made:      make(map[*ssa.Function]bool),
	}
	p.touch = newTouching(p)
	p.forgetValues()
	return p
}

// forgetValues drops the symbolic values. Those of one component mean nothing to
// the next, which knows of it by its summaries.
func (p *Package) forgetValues() {
	p.space = sym.NewSpace()
	p.space.NeverNil = p.neverNil
	p.ctxIDs = make(map[ctxKey]int)
	p.idents = make(map[identKey]sym.Value)
	p.allocs = make(map[sym.Value]*ssa.Alloc)
}

// settle drops what nobody needs after fns were walked. In a large package that
// is most of what the walk made.
func (p *Package) settle(fns []*ssa.Function) {
	p.forgetValues()
	p.forgetInfos(fns)
}

func (p *Package) forgetInfos(fns []*ssa.Function) {
	for _, fn := range fns {
		delete(p.infos, fn)
		p.forgetInfos(fn.AnonFuncs)
	}
}

// A ctxKey identifies the chain of calls through which inlined code runs.
type ctxKey struct {
	parent int
	at     ssa.Instruction
	fn     *ssa.Function
}

func (p *Package) ctx(parent int, at ssa.Instruction, fn *ssa.Function) int {
	k := ctxKey{parent, at, fn}
	id, ok := p.ctxIDs[k]
	if !ok {
		id = len(p.ctxIDs) + 1
		p.ctxIDs[k] = id
	}
	return id
}

// An identKey names a value made on a path by where it is made, so that two
// paths that reach the same place make the same value and can merge.
type identKey struct {
	kind sym.Kind
	ctx  int
	at   any // an ssa.Instruction, *ssa.BasicBlock or *facts.Node
	aux  int
	turn int
}

// A walker follows one function from its entry.
type walker struct {
	*Package
	fn            *ssa.Function
	root          bool            // starts NotEntered with an empty handle stack
	plain         bool            // followed for its results alone
	queried       bool            // some condition on the caller's enter state was made
	declared      *directive.Rule // in which state the source says it starts
	entry         *event
	events        []*event
	findings      []*pending
	byKey         map[pendingKey]*pending
	steps         int
	limit         int // of steps
	over          bool
	dropped       bool            // some path was beyond the bounds
	inline        []*ssa.Function // function literals being run
	later         []*ssa.Function // literals to judge on their own
	handed        map[sym.Value]bool
	asked         bool                 // a goroutine that was started here calls what the caller gave
	maybe         map[sym.Value]bool   // guards that only the caller's state decides on
	spawned       map[int]token.Pos    // where each other goroutine was started
	lost          []sym.Value          // what the goroutine being followed let escape
	unsure        bool                 // a callee under conditions of its own is followed
	blocksOutside bool                 // of any region, which matters to who holds a lock
	quiet         bool                 // what escapes is no news to the caller
	inPlace       map[token.Pos]bool   // operations that could be put into a BlockInPlace
	leftHeld      map[sym.Value]bool   // locks that some path leaves held, which is reported
	discarded     map[sym.Value]string // locks whose release was thrown away, and what to say of that
	kinds         map[sym.Value]*acq   // the locks that were taken
	refusals      map[sym.Value]string // errors that wrap one of runtimectx, by its name
	questioned    map[sym.Value]bool   // regions of which it was asked what they allow
	unknownCalls  int                  // calls of code that nobody can name, so far
	dynamic       bool                 // what escapes is given to such a call
	keyBuf        []byte               // see key
}

// A Walk is what following one function gave.
type Walk struct {
	Findings []findings.Finding
	Summary  *facts.Summary
	// Later lists the function literals that run at a time nobody knows.
	Later []*ssa.Function
	// Dropped says that the summary leaves out paths that were beyond the bounds.
	Dropped bool
}

// Function walks fn. A root starts NotEntered on a goroutine of its own; any
// other function starts in an unknown state, unless the source declares one.
func (p *Package) Function(fn *ssa.Function, root bool) Walk {
	if rule := p.running(fn); rule != nil && !root {
		return p.declaredFunction(fn, rule)
	}
	return p.newWalker(fn, root).walk()
}

func (p *Package) newWalker(fn *ssa.Function, root bool) *walker {
	w := &walker{Package: p, fn: fn, root: root, byKey: make(map[pendingKey]*pending), handed: make(map[sym.Value]bool), maybe: make(map[sym.Value]bool), spawned: make(map[int]token.Pos), kinds: make(map[sym.Value]*acq)}
	w.entry = w.newEvent(evEntry, fn.Pos())
	w.limit = w.bounds.steps
	for _, b := range fn.Blocks {
		w.limit += 8 * len(b.Instrs)
	}
	if p.idle(fn) {
		w.limit /= w.bounds.idle
	}
	return w
}

func (w *walker) walk() Walk {
	res := w.once()
	if !w.over || w.plain || w.bounds.fewStates == 0 {
		return res
	}
	// What lies behind the part that is too much is seen by following fewer
	// paths through it.
	states := w.bounds.states
	w.bounds.states = w.bounds.fewStates
	again := w.newWalker(w.fn, w.root)
	again.declared = w.declared
	second := again.once()
	w.bounds.states = states
	res.Later = append(res.Later, second.Later...)
	for _, f := range second.Findings {
		known := func(g findings.Finding) bool { return g.Pos == f.Pos && g.Check == f.Check }
		if !slices.ContainsFunc(res.Findings, known) {
			res.Findings = append(res.Findings, f)
		}
	}
	return res
}

// once follows the function within its bounds.
func (w *walker) once() Walk {
	defer func() { w.spent += w.steps }()
	st := w.entryState()
	outs := w.run(w.fn, st)
	for _, o := range outs {
		w.topExit(o)
	}
	w.unbalanced()
	res := Walk{Findings: w.judge(), Later: w.later, Dropped: w.dropped}
	if !w.over {
		res.Summary = w.summary()
	} else {
		res.Summary = &facts.Summary{Opaque: true}
	}
	return res
}

// isMain reports whether the end of the function ends the program.
func (w *walker) isMain() bool {
	return w.root && w.fn.Name() == "main" && w.fn.Pkg.Pkg.Name() == "main"
}
