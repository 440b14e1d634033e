package walk

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// resultOf is what is known of the result of a plain call.
func (w *walker) resultOf(st *state, c callee, obj *types.Func) sym.Value {
	switch {
	case isNamed(obj, "errors.New", "fmt.Errorf"):
		return w.nonNil(st, c.place())
	case isNamed(obj, "errors.Join"):
		if v := w.joined(st, c); v != nil {
			return v
		}
	case isNamed(obj, "errors.AsType") && len(c.args) == 1:
		return w.space.Tuple(w.ident(st, sym.Atom, c.place(), 4), w.asType(c))
	case isNamed(obj, "errors.Is", "errors.As"):
		if len(c.args) == 2 {
			if obj.Name() == "As" {
				w.havoc(st, concrete(c.args[1]), w.ident(st, sym.Atom, c.place(), 3))
			}
			return w.has(c.args[0], c.args[1], w.space.Const(constant.MakeString(obj.Name())))
		}
	case isNamed(obj, runtimectxPath+".NewContext") && len(c.args) == 2:
		return w.space.Term(obj.FullName(), c.args...)
	case isNamed(obj, runtimectxPath+".FromContext") && len(c.args) == 1 && c.args[0].Kind == sym.Term && c.args[0].Str == runtimectxPath+".NewContext":
		return w.space.Tuple(c.args[0].Args[1], w.space.Bool(true))
	case isAssertion(obj) && len(c.args) > 1:
		return w.assertion(c, obj)
	default:
		if deterministic(obj) {
			return w.space.Term(obj.FullName(), c.args...)
		}
	}
	return w.ident(st, sym.Atom, c.place(), 4)
}

// has is whether errors.Is or errors.As, as how says, finds target in err.
func (w *walker) has(err, target, how sym.Value) sym.Value {
	if err == w.space.Nil() {
		return w.space.Bool(false)
	}
	if how == w.space.Const(constant.MakeString("Is")) {
		if name := sentinelName(target); w.refusals[err] != "" && strings.HasPrefix(name, runtimectxPath+".") {
			return w.space.Bool(name == runtimectxPath+"."+w.refusals[err])
		}
		if is, known := w.isSentinel(err, target); known {
			return w.space.Bool(is)
		}
	}
	return w.space.Term(sym.OpHas, err, target, how)
}

// asType is whether errors.AsType finds what it looks for.
func (w *walker) asType(c callee) sym.Value {
	err := c.args[0]
	if err == w.space.Nil() {
		return w.space.Bool(false)
	}
	t := ""
	if c.common != nil {
		if fn := c.common.StaticCallee(); fn != nil && len(fn.TypeArgs()) == 1 {
			t = types.TypeString(fn.TypeArgs()[0], nil)
		}
	}
	if t == "*"+runtimectxPath+".MisuseError" && w.refusals[err] != "" {
		return w.space.Bool(true)
	}
	return w.space.Term(sym.OpHas, err, w.space.Const(constant.MakeString(t)), w.space.Const(constant.MakeString("AsType")))
}

// joined is the result of errors.Join where it is known whether that is nil: it
// is if all errors are. Of one error among nils it tells as much as that error.
func (w *walker) joined(st *state, c callee) sym.Value {
	if len(c.args) != 1 || c.args[0].Kind != sym.Slice {
		return nil
	}
	o := st.mem[c.args[0].Args[0]]
	if o == nil || o.unknown != nil {
		return nil
	}
	var open sym.Value
	for _, p := range o.paths() {
		v := st.facts.Eval(w.space, o.cells[p])
		isNil := st.facts.Eval(w.space, w.space.Equal(v, w.space.Nil()))
		switch {
		case isNil == w.space.Bool(false):
			return w.nonNil(st, c.place())
		case isNil == w.space.Bool(true):
		case open != nil:
			return nil
		default:
			open = v
		}
	}
	if open == nil {
		return w.space.Nil()
	}
	return open
}

// pureResult lists the functions whose result says something of its arguments.
func pureResult(c *ssa.CallCommon) *types.Func {
	obj := calledObject(c)
	if obj == nil || obj.Pkg() == nil {
		return nil
	}
	if isNamed(obj, "errors.New", "fmt.Errorf", "errors.Is", "errors.As", "errors.AsType", "errors.Join", runtimectxPath+".NewContext") || isAssertion(obj) || deterministic(obj) {
		return obj
	}
	return nil
}

// runtimectxPath is the package whose own values are known to be fixed.
const runtimectxPath = "github.com/ctxvet/ctxvet/runtimectx"

// deterministic reports whether fn is a function whose result depends on the
// values of its arguments alone, or is fixed while the program runs.
func deterministic(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	recv := fn.Signature().Recv()
	switch fn.Pkg().Path() {
	case "strings", "unicode", "unicode/utf8", "strconv", "math", "math/bits", "path":
		if recv != nil {
			return false
		}
	case "path/filepath":
		return isNamed(fn, "path/filepath.Base", "path/filepath.Clean", "path/filepath.Dir", "path/filepath.Ext", "path/filepath.FromSlash",
			"path/filepath.IsAbs", "path/filepath.IsLocal", "path/filepath.Match", "path/filepath.Rel", "path/filepath.Split",
			"path/filepath.ToSlash", "path/filepath.VolumeName")
	case "time":
		if recv == nil || !immutable(recv.Type()) {
			return false
		}
	case "context":
		return isNamed(fn, "(context.Context).Value")
	case "testing":
		return isNamed(fn, "testing.Short", "testing.Verbose")
	case "runtime":
		return isNamed(fn, "runtime.NumCPU")
	case "os":
		return isNamed(fn, "os.Getpid", "os.Getuid", "os.Geteuid", "os.Getgid", "os.Getegid")
	case runtimectxPath:
		return isNamed(fn, runtimectxPath+".FromContext", "(*"+runtimectxPath+".Handle).Name", "(*"+runtimectxPath+".Handle).ID",
			"(*"+runtimectxPath+".Handle).String", "(*"+runtimectxPath+".Handle).Value", "("+runtimectxPath+".EnterContext).String")
	default:
		return false
	}
	for v := range fn.Signature().Params().Variables() {
		if !immutable(v.Type()) {
			return false
		}
	}
	return true
}

// immutable reports whether values of type t cannot change behind one's back.
func immutable(t types.Type) bool {
	if _, basic := t.Underlying().(*types.Basic); basic {
		return true
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time" && named.Obj().Name() == "Time"
}

// measures reports whether c is a builtin that computes from values that do not
// change: len or cap, min or max, and append as far as the length goes.
func measures(c *ssa.CallCommon) bool {
	b, ok := c.Value.(*ssa.Builtin)
	if !ok {
		return false
	}
	switch b.Name() {
	case "min", "max", "append":
		return true
	case "len", "cap":
		switch c.Args[0].Type().Underlying().(type) {
		case *types.Chan:
			return b.Name() == "cap"
		case *types.Slice, *types.Basic, *types.Array:
			return true
		}
	}
	return false
}

// measure is the result of the builtin c, of which measures is true, for args.
func (w *walker) measure(st *state, at ssa.Instruction, c *ssa.CallCommon, args []sym.Value) sym.Value {
	name := c.Value.Name()
	if name == "append" {
		return w.appended(st, at, args)
	}
	if name == "min" || name == "max" {
		v := args[0]
		for _, x := range args[1:] {
			v = w.space.Apply(name, v, x)
		}
		return v
	}
	if b, ok := c.Args[0].Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		return w.space.StrLen(args[0])
	}
	if name == "len" {
		return w.space.Len(args[0])
	}
	return w.space.Term(name, args[0])
}

// appended is what append gives: a slice that is as long as both arguments
// together. In a loop no more is kept than that it is not empty, so that the
// turns can be told to be alike.
func (w *walker) appended(st *state, at ssa.Instruction, args []sym.Value) sym.Value {
	n, known := int64(0), true
	for _, a := range args {
		l := st.facts.Eval(w.space, w.space.Len(a))
		lo, _ := st.facts.Lower(l)
		n += max(lo, 0)
		known = known && l.Kind == sym.Const
	}
	v := w.ident(st, sym.Atom, at, 0)
	switch {
	case n == 0:
	case w.repeats(st, at):
		st.facts = st.facts.AtLeast(w.space.Term(sym.OpLen, v), 1)
	case known:
		return w.space.Slice(w.nonNil(st, at), 0, n)
	default:
		v = w.nonNil(st, at)
		st.facts = st.facts.AtLeast(w.space.Term(sym.OpLen, v), n)
	}
	return v
}
