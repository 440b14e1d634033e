package directive

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/facts"
)

// A reader reads the directives of one package.
type reader struct {
	fset  *token.FileSet
	info  *types.Info
	pkg   *types.Package
	table *Table
	found []findings.Finding
	said  map[types.Object][]*comment
	// guards are the acquire directives, to be read when all release directives
	// are known.
	guards []acquisition
	ifaces []target // interface types that are said to block, or not to
}

type acquisition struct {
	target
	c *comment
}

// read reads the directives of the files.
func (r *reader) read(files []*ast.File) {
	r.said = make(map[types.Object][]*comment)
	for _, f := range files {
		if all := comments(f); len(all) > 0 {
			r.attach(f, all)
		}
	}
	for _, g := range r.guards {
		r.acquire(g.target, g.c)
	}
	for _, t := range r.ifaces {
		r.spread(t)
	}
}

// spread gives to the methods that interface t declares what is said of the
// blocking of all of them.
func (r *reader) spread(t target) {
	all := r.table.rules[t.obj]
	for m := range t.obj.Type().Underlying().(*types.Interface).ExplicitMethods() {
		if rule := r.table.rule(m); !rule.Decided {
			rule.Decided, rule.Categories = true, all.Categories
		}
	}
}

// wrong reports what is wrong with c as a whole.
func (r *reader) wrong(c *comment, format string, args ...any) {
	r.report(c, c.pos, c.end, fmt.Sprintf(format, args...))
}

// wrongWord reports what is wrong with one argument of c.
func (r *reader) wrongWord(c *comment, w word, format string, args ...any) {
	r.report(c, w.pos, w.end(), fmt.Sprintf(format, args...))
}

func (r *reader) report(c *comment, pos, end token.Pos, message string) {
	check := c.verb.check()
	if !c.known() {
		check = nearest(string(c.verb)).check()
	}
	r.found = append(r.found, findings.Finding{Check: check, Pos: pos, End: end, Message: message})
}

func nearest(verb string) Verb {
	if name, near := findings.Nearest(verb, names()); near {
		return Verb(name)
	}
	return Entered
}

func names() []string {
	out := make([]string, len(verbs))
	for i, v := range verbs {
		out[i] = string(v)
	}
	return out
}

// understood reports whether c is a directive at all, and says so if not.
func (r *reader) understood(c *comment) bool {
	switch {
	case c.apart():
		r.wrong(c, "ctxvet: %s declares nothing: write %s, without a space", c.words[0].text, Verb(c.words[0].text))
		return false
	case c.verb == "":
		r.wrong(c, "//ctxvet: names no directive: the directives are %s, %s", strings.Join(names(), ", "), ignore)
		return false
	case c.spaced:
		r.wrong(c, "// ctxvet:%s declares nothing: write %s, without the space", string(c.verb), c.verb)
		return false
	case !c.known():
		name, near := findings.Nearest(string(c.verb), append(names(), ignore))
		if near {
			r.wrong(c, "unknown directive %s: did you mean %s?", c.verb, Verb(name))
		} else {
			r.wrong(c, "unknown directive %s: the directives are %s, %s", c.verb, strings.Join(names(), ", "), ignore)
		}
		return false
	}
	return true
}

// misplaced reports a directive that nothing carries.
func (r *reader) misplaced(c *comment) {
	if !r.understood(c) {
		return
	}
	r.wrong(c, "%s declares nothing here: it belongs to %s", c.verb, places(c.verb))
}

func places(v Verb) string {
	switch v {
	case Acquire:
		return "a function or method, in the comment above it"
	case Release:
		return "a method, or with the name of a parameter to a function, in the comment above it"
	}
	return "a function or method, an interface or func type, in the comment above it, or a func-typed parameter or field, on its line or above it"
}

// declare reads what c says of t.
func (r *reader) declare(t target, c *comment) {
	if !r.understood(c) {
		return
	}
	switch t.kind {
	case parameter, field:
		if c.verb == Acquire || c.verb == Release {
			r.misplaced(c)
			return
		}
		if t.sig == nil {
			r.wrong(c, "%s of %s, which is not a function", c.verb, t.name)
			return
		}
		if t.variadic && !c.verb.runs() {
			r.wrong(c, "%s of %s, which is not one function", c.verb, t.name)
			return
		}
	case funcType, interfaceType:
		if c.verb == Acquire || c.verb == Release {
			r.misplaced(c)
			return
		}
	}
	switch c.verb {
	case Acquire:
		if r.first(t, c) {
			r.guards = append(r.guards, acquisition{t, c})
		}
	case Release:
		r.release(t, c)
	case Blocks:
		r.blocks(t, c)
	case Nonblocking:
		if c.rest == "" {
			r.wrong(c, "%s gives no reason: write %s REASON", c.verb, c.verb)
			return
		}
		r.decide(t, c, nil)
	default:
		r.runs(t, c)
	}
}

// runs reads a directive that says in which state something runs.
func (r *reader) runs(t target, c *comment) {
	if len(c.words) > 0 {
		w := c.words[0]
		i, ok := r.param(t, c, w)
		if !ok {
			return
		}
		if t = paramTarget(t, i); t.sig == nil {
			r.wrongWord(c, w, "%s of %s, which is not a function", c.verb, t.name)
			return
		}
	}
	if !r.first(t, c) {
		return
	}
	rule := r.table.rule(t.obj)
	rule.Run, rule.Of = c.verb, strings.TrimPrefix(t.name, "parameter ")
}

// param is the index of the parameter of t that w names.
func (r *reader) param(t target, c *comment, w word) (int, bool) {
	switch t.kind {
	case function, method, interfaceMethod:
	default:
		r.wrongWord(c, w, "%s of %s takes no argument", c.verb, t.name)
		return 0, false
	}
	if len(c.words) > 1 {
		r.wrongWord(c, c.words[1], "%s takes the name of one parameter", c.verb)
		return 0, false
	}
	var have []string
	for i := range t.sig.Params().Len() {
		name := t.sig.Params().At(i).Name()
		if name == w.text && name != "_" {
			return i, true
		}
		if name != "" && name != "_" {
			have = append(have, name)
		}
	}
	if len(have) == 0 {
		r.wrongWord(c, w, "%s names %s, but %s has no named parameters", c.verb, w.text, t.name)
	} else {
		r.wrongWord(c, w, "%s names %s, which is no parameter of %s: the parameters are %s", c.verb, w.text, t.name, strings.Join(have, ", "))
	}
	return 0, false
}

// first notes that c speaks of t, and reports whether that goes together with
// what was said of it before.
func (r *reader) first(t target, c *comment) bool {
	for _, b := range r.said[t.obj] {
		line := r.fset.Position(b.pos).Line
		switch {
		case b.verb == c.verb:
			r.wrong(c, "%s is said twice of %s: first at line %d", c.verb, t.name, line)
		case b.verb.runs() && c.verb.runs():
			r.wrong(c, "%s contradicts %s at line %d: %s runs in one of these states", c.verb, b.verb, line, t.name)
		case (b.verb == Blocks || b.verb == Nonblocking) && (c.verb == Blocks || c.verb == Nonblocking),
			(b.verb == Acquire || b.verb == Release) && (c.verb == Acquire || c.verb == Release):
			r.wrong(c, "%s contradicts %s at line %d: choose one of them for %s", c.verb, b.verb, line, t.name)
		default:
			continue
		}
		return false
	}
	r.said[t.obj] = append(r.said[t.obj], c)
	return true
}

func (r *reader) blocks(t target, c *comment) {
	valid := make([]string, 0, facts.NumCategories)
	for _, k := range facts.Categories() {
		valid = append(valid, k.String())
	}
	list := strings.Join(valid, ", ")
	if len(c.words) == 0 {
		r.wrong(c, "%s names no category: the categories are %s", c.verb, list)
		return
	}
	var categories []facts.Category
	for _, w := range c.words {
		at := w.pos
		for name := range strings.SplitSeq(w.text, ",") {
			k, ok := facts.ParseCategory(name)
			if ok {
				categories = append(categories, k)
			} else if name != "" {
				r.wrongWord(c, word{name, at}, "%s names an unknown category %q: the categories are %s", c.verb, name, list)
				return
			}
			at += token.Pos(len(name) + 1)
		}
	}
	r.decide(t, c, categories)
}

// decide notes that calling t blocks on just the categories.
func (r *reader) decide(t target, c *comment, categories []facts.Category) {
	if !r.first(t, c) {
		return
	}
	rule := r.table.rule(t.obj)
	rule.Decided, rule.pos = true, c.pos
	rule.Categories = append(rule.Categories, categories...)
	if t.kind == interfaceType {
		r.ifaces = append(r.ifaces, t)
	}
}

func (r *reader) release(t target, c *comment) {
	param := -1
	if len(c.words) > 0 {
		i, ok := r.param(t, c, c.words[0])
		if !ok {
			return
		}
		of := releasedType(t.sig, i)
		if named := namedOf(of); !isFunc(of) && (named == nil || named.Obj().Pkg() == nil) {
			r.wrongWord(c, c.words[0], "%s names %s of %s: a guard is a function or of a named type, not %s", c.verb, c.words[0].text, t.name, types.TypeString(of, types.RelativeTo(r.pkg)))
			return
		}
		param = i
	} else if t.kind == function {
		r.wrong(c, "%s of function %s names no parameter: write %s NAME", c.verb, t.name, c.verb)
		return
	}
	if r.first(t, c) {
		rule := r.table.rule(t.obj)
		rule.Releases, rule.Param = true, param
	}
}

// releasedType is the type of the guards that parameter i of a function gets: each
// of those that a variadic parameter lists.
func releasedType(sig *types.Signature, i int) types.Type {
	of := sig.Params().At(i).Type()
	if s, ok := of.Underlying().(*types.Slice); ok && sig.Variadic() && i == sig.Params().Len()-1 {
		return s.Elem()
	}
	return of
}
