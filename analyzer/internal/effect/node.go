package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// A node is one body: of a declared function or of a function literal. Sites
// in the initialization of package variables belong to a node without a
// function.
type node struct {
	fn     *types.Func  // nil for literals
	lit    *ast.FuncLit // nil for declared functions
	parent *node        // of a literal
	decl   *declInfo
	sites  []*site
	params []*types.Var // without the receiver
	recv   *types.Var
	rets   []*ast.ReturnStmt
	// takesFunc says that a parameter is a function or a slice of functions,
	// keeps that one is an interface and that there are results.
	takesFunc, keeps bool

	// part says that the node is a part of its parent, whose parameters it has;
	// parts, that it has parts itself. See parts.go.
	part, parts bool
	// asks holds the parameters that the conditions of parts are about, here and
	// in what is called with them. See context.go.
	asks []*types.Var

	// rule is the effect if it is ruled, not inferred.
	rule  *facts.Effect
	ruled bool

	// The solution, which only grows while solving.
	mask           catMask
	terms          []term
	uses           []paramUse
	dirty, visited bool
	// fixed says that mask was decided beforehand; see Input.Roots and Declared.
	fixed bool
	users []*node // whose sites consulted this node

	best     [facts.NumCategories]*witness // shortest chain per category
	exported *facts.Effect

	returns     []*value // functions it may return
	returnsDone bool
}

// catMask is a set of categories.
type catMask uint32

// A declInfo is what the nodes of one top-level declaration share.
type declInfo struct {
	root ast.Node                // *ast.FuncDecl or *ast.GenDecl
	vars map[*types.Var]*varInfo // local variables, built when first needed
	// assigns says where those are assigned that change; likewise.
	assigns *assignments
	// room holds the arrows of the sends that find room, by channel; likewise.
	room map[chanRef]map[token.Pos]bool
	// takesFunc says that one of the declaration's nodes has it set.
	takesFunc bool
	// flagParams and setsFlags are what flagSwitches found, if flagsKnown.
	flagParams            []*types.Var
	setsFlags, flagsKnown bool
}

// A term is a facts.Term whose parameter is still an object: literals speak
// of the parameters of the functions around them.
type term struct {
	param  *types.Var       // or
	tparam *types.TypeParam // a type parameter
	inner  bool             // what the parameter wraps
	field  *types.Var       // where it wraps it, if that is known
	method string
}

// A paramUse says what becomes of a function parameter, apart from being
// called here, which a term says.
type paramUse struct {
	param *types.Var
	use   facts.Use
}

// A siteKind says what a site is.
type siteKind uint8

const (
	siteCall siteKind = iota
	siteDefer
	siteGo
	siteRange // range over a function
	siteOp    // a channel operation
	sitePart  // a part of the node, as if it were called here
)

// A site is an operation or call that may matter to the effect of its node.
type site struct {
	kind siteKind
	pos  token.Pos // where go/ssa puts the instruction
	decl *declInfo

	// Of a siteOp:
	category facts.Category
	op       string

	// Of a sitePart:
	part *node
	when *condition // nil if it is always executed

	// Of the others:
	call   *ast.CallExpr // nil for siteRange
	fun    ast.Expr      // what is called, without parentheses and instantiation
	callee *types.Func   // origin; nil if a value is called
	recv   ast.Expr      // receiver expression, nil if there is none
	shift  int           // 1 for a method expression, whose receiver is argument 0

	// What the operands were resolved to, once they have been asked for.
	target []*value // the function value that is called
	args   []argument
}

// An argument is what a site passes for a parameter, or facts.Receiver.
type argument struct {
	param  int
	values []*value
}

func (n *node) addUser(user *node) {
	for _, u := range n.users {
		if u == user {
			return
		}
	}
	n.users = append(n.users, user)
}

// owns reports whether v is a parameter of n or of a function around it.
func (n *node) owns(v *types.Var) bool {
	for ; n != nil; n = n.parent {
		if v == n.recv {
			return true
		}
		for _, p := range n.params {
			if p == v {
				return true
			}
		}
	}
	return false
}

func (n *node) addTerm(t term) bool {
	for _, have := range n.terms {
		if have == t {
			return false
		}
	}
	n.terms = append(n.terms, t)
	return true
}

func (n *node) addUse(v *types.Var, u facts.Use) bool {
	for i := range n.uses {
		if n.uses[i].param == v {
			before := n.uses[i].use
			n.uses[i].use |= u
			return n.uses[i].use != before
		}
	}
	n.uses = append(n.uses, paramUse{v, u})
	return true
}
