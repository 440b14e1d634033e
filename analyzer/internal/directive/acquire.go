package directive

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// traits are the options of acquire that take no value.
var traits = []string{"exclusive", "ordered", "anygoroutine", "once"}

const options = "result=N, release=METHOD[,METHOD], exclusive, ordered, anygoroutine, once"

// acquire reads a directive that says that calling t acquires a guard: one of
// its results, or the lock of its receiver.
func (r *reader) acquire(t target, c *comment) {
	var set []string
	release, result := word{}, word{}
	for _, w := range c.words {
		name, value, hasValue := strings.Cut(w.text, "=")
		if slices.Contains(set, name) {
			r.wrongWord(c, w, "%s is given twice to %s", name, c.verb)
			return
		}
		set = append(set, name)
		at := word{value, w.end() - token.Pos(len(value))}
		switch {
		case name == "release" && value != "":
			release = at
		case name == "result" && value != "":
			result = at
		case !hasValue && slices.Contains(traits, name):
		default:
			r.wrongWord(c, w, "%s has no option %s: the options are %s", c.verb, w.text, options)
			return
		}
	}
	d := protocol.Declaration{
		Exclusive: slices.Contains(set, "exclusive"),
		Ordered:   slices.Contains(set, "ordered"),
		Anywhere:  slices.Contains(set, "anygoroutine"),
		Once:      slices.Contains(set, "once"),
	}
	if d.Ordered && d.Anywhere {
		r.wrong(c, "%s: ordered contradicts anygoroutine: the order is that of the guards of one goroutine", c.verb)
		return
	}
	results := t.sig.Results()
	index, ok := r.guardResult(t, c, result)
	if !ok {
		return
	}
	row := &protocol.Func{Name: t.name, Opts: -1, Results: results.Len(), Method: t.sig.Recv() != nil, Declared: true}
	if last := results.Len() - 1; last >= 0 && last != index {
		row.If = outcome(results.At(last).Type())
	}
	var of types.Type
	if index >= 0 {
		row.Op, row.Result = protocol.Make, index
		of = results.At(index).Type()
	} else {
		d.Object = true
		of = t.sig.Recv().Type()
		row.Op = lockOps[row.If]
	}
	named := namedOf(of)
	switch {
	case types.Unalias(of) != nil && isFunc(of):
		if release.text != "" {
			r.wrongWord(c, release, "release=%s: result %d of %s is a function, which is released by calling it", release.text, index, t.name)
			return
		}
		d.Func = true
		if named == nil {
			d.Name = t.obj.(*types.Func).FullName()
		}
	case named == nil || named.Obj().Pkg() == nil:
		r.wrong(c, "%s: a guard is a function or of a named type, but %s of %s is %s", c.verb, guardWord(index), t.name, types.TypeString(of, types.RelativeTo(r.pkg)))
		return
	default:
		if d.Release = r.releaseMethod(t, c, named, release); d.Release == "" {
			return
		}
	}
	if named != nil {
		d.Name = named.Obj().Pkg().Path() + "." + named.Obj().Name()
	}
	row.Guard = protocol.Declared(d)
	r.table.rule(t.obj).Row = row
	r.table.addGuard(of, row.Guard, true)
}

var lockOps = map[protocol.Outcome]protocol.Op{
	protocol.Always:    protocol.Lock,
	protocol.IfTrue:    protocol.TryLock,
	protocol.IfNoError: protocol.LockOrError,
}

func guardWord(index int) string {
	if index < 0 {
		return "the receiver"
	}
	return "result " + strconv.Itoa(index)
}

// outcome says what a last result of type t tells of whether there is a guard.
func outcome(t types.Type) protocol.Outcome {
	switch {
	case isError(t):
		return protocol.IfNoError
	case isBool(t):
		return protocol.IfTrue
	}
	return protocol.Always
}

// guardResult is the index of the result of t that is the guard, -1 for the lock
// of its receiver.
func (r *reader) guardResult(t target, c *comment, given word) (int, bool) {
	results := t.sig.Results()
	if given.text != "" {
		n, err := strconv.Atoi(given.text)
		if err != nil || n < 0 || n >= results.Len() {
			r.wrongWord(c, given, "result=%s: %s has %s, counted from 0", given.text, t.name, count(results.Len(), "result"))
			return 0, false
		}
		return n, true
	}
	for i := range results.Len() {
		if v := results.At(i).Type(); !isError(v) && !isBool(v) && !isContext(v) {
			return i, true
		}
	}
	switch {
	case t.sig.Recv() == nil:
		r.wrong(c, "%s: %s has no result that could be a guard", c.verb, t.name)
	case results.Len() > 1 || results.Len() == 1 && isContext(results.At(0).Type()):
		r.wrong(c, "%s: %s has no result that could be a guard, and too many for a lock of its receiver", c.verb, t.name)
	default:
		return -1, true
	}
	return 0, false
}

// releaseMethod names the methods that release guards of the type, separated by
// commas: those given, else those that carry the release directive, else Release
// or Close.
func (r *reader) releaseMethod(t target, c *comment, named *types.Named, given word) string {
	has := func(name string) *types.Func {
		obj, _, _ := types.LookupFieldOrMethod(named, true, r.pkg, name)
		fn, _ := obj.(*types.Func)
		return fn
	}
	typeName := types.TypeString(named, types.RelativeTo(r.pkg))
	if given.text != "" {
		for name := range strings.SplitSeq(given.text, ",") {
			if has(name) == nil {
				r.wrongWord(c, given, "release=%s: %s has no method %s", given.text, typeName, name)
				return ""
			}
		}
		return given.text
	}
	var methods []string
	switch u := named.Underlying().(type) {
	case *types.Interface:
		for i := range u.NumMethods() {
			methods = append(methods, u.Method(i).Name())
		}
	default:
		for m := range named.Origin().Methods() {
			methods = append(methods, m.Name())
		}
	}
	slices.Sort(methods)
	var declared []string
	for _, name := range methods {
		if fn := has(name); fn != nil {
			if rule := r.table.rules[fn.Origin()]; rule != nil && rule.Releases && rule.Param < 0 {
				declared = append(declared, name)
			}
		}
	}
	if len(declared) > 0 {
		return strings.Join(declared, ",")
	}
	for _, name := range []string{"Release", "Close"} {
		if has(name) != nil {
			return name
		}
	}
	r.wrong(c, "%s: %s has no method Release or Close: write %s release=METHOD, or %s above the method that releases it", c.verb, typeName, c.verb, Release)
	return ""
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}
