package effect

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/ctxvet/ctxvet/facts"
)

// An Op is what one operation or call of the package may do.
type Op struct {
	// Name is what blocks, as a message calls it: the callee, or one of the
	// facts.Op constants for a channel operation.
	Name string
	// Operation says that this is a channel operation, not a call.
	Operation bool
	// Callee is the function or method that is called, an origin; nil for an
	// operation and for the call of a function value.
	Callee *types.Func
	// Blocks is what may block on account of the callee and of everything
	// passed to it, except for the functions listed in Funcs. Chains start
	// behind the callee.
	Blocks []facts.Block
	// Funcs lists the functions involved, in order of Arg.
	Funcs []FuncArg
	// OneOf says that an operand is one of several values that block differently,
	// and that Under tells what blocks if its type is known.
	OneOf bool
}

// Callee is the Arg of the function value that is called.
const Callee = -1

// A FuncArg is a function that a call involves.
type FuncArg struct {
	// Arg is the index in the call's argument list, or Callee. The iterator
	// of a range statement is its Callee.
	Arg int
	// Use says what becomes of it.
	Use facts.Use
	// Blocks is what it may block on, if it is known and called here. Chains
	// start with what the function calls.
	Blocks []facts.Block
}

// At returns what the operation at pos may do, where pos is where go/ssa has
// the instruction: the opening parenthesis of a call, the keyword of go,
// defer, select and of a range over a channel (for), the arrow of a send or
// receive. A deferred call is found by its parenthesis, too, a range over a
// function by its range keyword. The second result is false if nothing at pos
// may block or involves a function.
func (p *Package) At(pos token.Pos) (Op, bool) {
	if p.ops == nil {
		p.indexOps()
	}
	o := p.ops[pos]
	if o == nil {
		return Op{}, false
	}
	if !o.done {
		o.done = true
		o.op = p.makeOp(o.site)
	}
	return o.op, len(o.op.Blocks) > 0 || len(o.op.Funcs) > 0
}

// An opEntry is an Op that is worked out when it is first asked for.
type opEntry struct {
	site *site
	done bool
	op   Op
}

func (p *Package) indexOps() {
	p.ops = make(map[token.Pos]*opEntry)
	for _, n := range p.nodes {
		for _, s := range n.sites {
			if s.kind == sitePart {
				continue
			}
			o := &opEntry{site: s}
			p.ops[s.pos] = o
			if s.kind == siteDefer {
				p.ops[s.call.Lparen] = o
			}
		}
	}
}

func (p *Package) makeOp(s *site) Op {
	op := Op{Callee: s.callee, Operation: s.kind == siteOp, Name: s.op}
	if s.callee != nil {
		op.Name = FuncName(s.callee)
	}
	p.blocksOf(&op, s, nil)
	op.Funcs = p.funcArgs(s)
	op.OneOf = slices.ContainsFunc(s.args, func(a argument) bool { return slices.ContainsFunc(a.values, (*value).varies) })
	return op
}

// blocksOf sets what op, the operation of s, blocks on.
func (p *Package) blocksOf(op *Op, s *site, dynamic func(param int) types.Type) {
	sink := &opSink{skip: len(op.Name) > 0 && s.kind != siteOp, operation: op.Operation}
	e := &evaluator{p: p, sink: sink, aside: true, dynamic: dynamic}
	e.evalSite(s)
	op.Blocks = normalBlocks(sink.blocks)
	if sink.name != "" {
		op.Name = sink.name
	}
}

// Under is At for an operation that says OneOf, where dynamic returns the type
// of the value that was converted to what is passed for a parameter
// (facts.Receiver or its index), nil if none of a known type was.
func (p *Package) Under(pos token.Pos, dynamic func(param int) types.Type) (Op, bool) {
	op, ok := p.At(pos)
	if ok && op.OneOf {
		s := p.ops[pos].site
		if s.callee != nil {
			op.Name = FuncName(s.callee)
		}
		p.blocksOf(&op, s, dynamic)
	}
	return op, ok
}

// varies reports whether which value v is depends on the conditions of the
// function.
func (v *value) varies() bool { return v != nil && v.oneOf && types.IsInterface(v.typ) }

// choose returns v where it was converted from type t, or from none that is
// known if t is nil.
func (v *value) choose(t types.Type) *value {
	out := *v
	out.alts = nil
	if t != nil {
		out.typ = t
	}
	for _, alt := range v.alts {
		if t == nil && !isConcrete(alt.typ) || t != nil && alt.typ != nil && types.Identical(alt.typ, t) {
			out.alts = append(out.alts, alt)
		}
	}
	if len(out.alts) == 1 {
		return out.alts[0]
	}
	return &out
}

func normalBlocks(blocks []facts.Block) []facts.Block {
	e := facts.Effect{Blocks: blocks}
	e.Normalize()
	return e.Blocks
}

// An opSink collects what blocks, as seen from behind the callee.
type opSink struct {
	blocks    []facts.Block
	skip      bool // the callee stands first in every path
	operation bool
	name      string // what stood there instead
}

func (s *opSink) block(c facts.Category, via *hop, chain []string, from *node) {
	if from != nil {
		if w := from.best[c]; w != nil {
			chain = w.chain
		}
	}
	if s.operation {
		chain = nil
	}
	for _, name := range slices.Backward(via.path()) {
		chain = facts.Extend(name, chain)
	}
	if s.skip && len(chain) > 0 {
		s.name, chain = chain[0], chain[1:]
	}
	s.blocks = append(s.blocks, facts.Block{Category: c, Chain: chain})
}

func (s *opSink) term(term)                 {}
func (s *opSink) use(*types.Var, facts.Use) {}

// funcArgs lists the functions that s involves.
func (p *Package) funcArgs(s *site) []FuncArg {
	var out []FuncArg
	if s.callee == nil && s.kind != siteOp {
		f := FuncArg{Arg: Callee, Use: facts.UseHere}
		if s.kind == siteGo {
			f.Use = facts.UseElsewhere
		} else {
			if v := p.resolve(s.decl, s.fun, 0); v == nil || !v.oneOf { // who walks the paths knows which
				f.Blocks = p.valueBlocks(v, s)
			}
		}
		out = append(out, f)
	}
	if s.call == nil {
		return out
	}
	var eff *facts.Effect
	known := false
	if s.callee != nil {
		eff, known = p.summary(s.callee)
	}
	for i, arg := range s.call.Args {
		if !isFuncs(p.typeOf(arg)) {
			continue
		}
		f := FuncArg{Arg: i, Use: facts.UseUnknown}
		switch {
		case s.kind == siteGo:
			f.Use = facts.UseElsewhere
		case known:
			f.Use = eff.Use(paramIndex(s, i))
		}
		if f.Use&facts.UseHere != 0 {
			f.Blocks = p.valueBlocks(p.resolve(s.decl, arg, 0), nil)
		}
		if f.Use != 0 {
			out = append(out, f)
		}
	}
	return out
}

// summary returns the effect of fn and whether it is known.
func (p *Package) summary(fn *types.Func) (*facts.Effect, bool) {
	if p.funcs[fn] != nil {
		return p.Of(fn), true
	}
	e := p.callee(fn)
	return e, e != unknown
}

// paramIndex returns the parameter for which argument i of s is passed.
func paramIndex(s *site, i int) int {
	i -= s.shift
	if sig := s.callee.Signature(); sig.Variadic() {
		i = min(i, sig.Params().Len()-1)
	}
	return i
}

// valueBlocks returns what calling v blocks on; s passes its operands, if
// they are known.
func (p *Package) valueBlocks(v *value, s *site) []facts.Block {
	sink := &opSink{}
	e := &evaluator{p: p, sink: sink}
	if s != nil && s.kind == siteRange {
		s = nil
	}
	e.callValue(v, &frame{site: s}, nil)
	return normalBlocks(sink.blocks)
}
