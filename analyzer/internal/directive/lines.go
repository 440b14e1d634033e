package directive

import (
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/facts"
)

// What a package declares is written for other packages as lines by key. The key
// of a function or method is that of facts.FuncKey, that of a type "type T" and
// that of a field "field T.F"; the name of a guard's type is preceded by the
// import path and a bar where the type is of another package. The lines are
//
//	entered | outside | sanctioned | goroutine
//	blocks [CATEGORY…]
//	param N LINE
//	acquire RESULT RESULTS OUTCOME GUARD
//	release [PARAM]
//	guard GUARD
//
// where GUARD is the name of the kind, which says all there is to say of it, and
// stands last because it may hold spaces.

const (
	typeKey  = "type "
	fieldKey = "field "
)

// Facts writes what the package itself declares.
func (t *Table) Facts() map[string][]string {
	if t == nil {
		return nil
	}
	out := make(map[string][]string)
	add := func(key string, lines ...string) {
		if key != "" {
			out[key] = append(out[key], lines...)
		}
	}
	for obj := range t.own {
		rule := t.rules[obj]
		switch obj := obj.(type) {
		case *types.Func:
			add(funcKey(obj), rule.lines()...)
		case *types.TypeName:
			if obj.Parent() == t.pkg.Scope() {
				add(typeKey+obj.Name(), rule.lines()...)
			}
		}
	}
	t.paramLines(add)
	t.fieldLines(add)
	for obj, gs := range t.guards {
		for _, g := range gs {
			if g.own {
				add(guardKey(t.pkg, obj), "guard "+g.Type)
			}
		}
	}
	for _, f := range t.funcs {
		if f.own {
			add(typeKey+f.typ, "guard "+f.Type)
		}
	}
	for key := range out {
		slices.Sort(out[key])
		out[key] = slices.Compact(out[key])
	}
	return out
}

// paramLines adds what is said of parameters.
func (t *Table) paramLines(add func(string, ...string)) {
	t.eachFunc(func(fn *types.Func) {
		params := fn.Signature().Params()
		for i := range params.Len() {
			if p := t.rules[params.At(i)]; p != nil && t.own[params.At(i)] {
				for _, line := range p.lines() {
					add(funcKey(fn), fmt.Sprintf("param %d %s", i, line))
				}
			}
		}
	})
}

// eachFunc visits the package's functions and methods, with those of interfaces.
func (t *Table) eachFunc(visit func(*types.Func)) {
	scope := t.pkg.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			visit(obj)
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() {
				continue
			}
			for m := range named.Methods() {
				visit(m)
			}
			if i, ok := named.Underlying().(*types.Interface); ok {
				for m := range i.ExplicitMethods() {
					visit(m)
				}
			}
		}
	}
}

func (t *Table) fieldLines(add func(string, ...string)) {
	scope := t.pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() {
			continue
		}
		if s, ok := obj.Type().Underlying().(*types.Struct); ok {
			for f := range s.Fields() {
				if rule := t.rules[f]; rule != nil && t.own[f] {
					add(fieldKey+name+"."+f.Name(), rule.lines()...)
				}
			}
		}
	}
}

// funcKey is the key of fn, "" if other packages cannot name it.
func funcKey(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		named := namedOf(recv.Type())
		if named == nil || fn.Pkg() == nil || named.Obj().Parent() != fn.Pkg().Scope() {
			return ""
		}
	}
	return facts.FuncKey(fn)
}

func guardKey(from *types.Package, obj *types.TypeName) string {
	switch {
	case obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope():
		return ""
	case obj.Pkg() == from:
		return typeKey + obj.Name()
	}
	return obj.Pkg().Path() + "|" + typeKey + obj.Name()
}

// lines writes r.
func (r *Rule) lines() []string {
	var out []string
	if r.Run != "" {
		out = append(out, string(r.Run))
	}
	if r.Decided {
		line := string(Blocks)
		for _, c := range r.Categories {
			line += " " + c.String()
		}
		out = append(out, line)
	}
	if row := r.Row; row != nil {
		out = append(out, fmt.Sprintf("%s %d %d %d %s", string(Acquire), row.Result, row.Results, row.If, row.Guard.Type))
	}
	switch {
	case r.Releases && r.Param >= 0:
		out = append(out, string(Release)+" "+strconv.Itoa(r.Param))
	case r.Releases:
		out = append(out, string(Release))
	}
	return out
}

// parse adds to r what line says of the object that messages call name. What it
// does not understand it leaves out.
func (r *Rule) parse(line, name string, method bool) {
	verb, rest, _ := strings.Cut(line, " ")
	switch v := Verb(verb); v {
	case Entered, Outside, Sanctioned, Goroutine:
		r.Run, r.Of = v, name
	case Blocks:
		r.Decided = true
		for word := range strings.FieldsSeq(rest) {
			if c, ok := facts.ParseCategory(word); ok {
				r.Categories = append(r.Categories, c)
			}
		}
	case Release:
		r.Releases, r.Param = true, -1
		if n, err := strconv.Atoi(rest); err == nil {
			r.Param = n
		}
	case Acquire:
		f := strings.SplitN(rest, " ", 4)
		if len(f) != 4 {
			return
		}
		var n [3]int
		for i := range n {
			n[i], _ = strconv.Atoi(f[i])
		}
		if g := protocol.GuardNamed(f[3]); g != nil {
			op := protocol.Make
			if g.Object {
				op = lockOps[protocol.Outcome(n[2])]
			}
			r.Row = &protocol.Func{Op: op, Guard: g, Result: n[0], Results: n[1], If: protocol.Outcome(n[2]), Opts: -1, Name: name, Method: method, Declared: true}
		}
	}
}

// paramOf splits a line about a parameter.
func paramOf(line string) (param int, rest string, ok bool) {
	rest, ok = strings.CutPrefix(line, "param ")
	if !ok {
		return 0, line, false
	}
	n, rest, _ := strings.Cut(rest, " ")
	param, err := strconv.Atoi(n)
	return param, rest, err == nil
}
