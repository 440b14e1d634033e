// Package catalogue knows what the standard library blocks on, and a few
// modules that everybody uses, so that neither is ever inferred in a user's
// run.
//
// The knowledge is text: build/roots.txt is what people decided, std.txt is
// what follows from it for every exported function of the standard library,
// as computed by the command in gen, and modules.txt is written by hand. A
// function of the standard library that std.txt does not list never blocks.
// The texts are sorted and stay where the linker put them: a look-up is a
// binary search over their lines, and nothing is built at start.
package catalogue

import (
	_ "embed" // for the entries
	"go/types"
	"strings"

	"github.com/ctxvet/ctxvet/facts"
)

//go:generate go run ./gen -o .

var (
	//go:embed std.txt
	std string
	//go:embed modules.txt
	modules string
	//go:embed packages.txt
	packages string
)

// Lookup returns the effect of fn. The second result says whether the
// catalogue decides on fn: it does for every function of the standard library
// (a nil effect then means that fn never blocks) and for the functions that
// modules.txt lists. fn must be an origin, not an instance.
func Lookup(fn *types.Func) (*facts.Effect, bool) {
	pkg := fn.Pkg()
	if pkg == nil { // error.Error, and nothing else
		return nil, true
	}
	switch {
	case IsStd(pkg.Path()):
		spec, _ := find(std, Key(fn))
		return effectOf(spec), true
	case mayHaveModule(pkg.Path()):
		spec, ok := find(modules, Key(fn))
		return effectOf(spec), ok
	}
	return nil, false
}

// Covers reports whether the catalogue decides on functions of pkg.
func Covers(pkg *types.Package) bool {
	return IsStd(pkg.Path()) || mayHaveModule(pkg.Path())
}

// IsStd reports whether path is a package of the standard library.
func IsStd(path string) bool {
	// Go's own tree has vendored packages, and internal ones at its top and
	// below others.
	if strings.HasPrefix(path, "vendor/") || strings.HasPrefix(path, "internal/") {
		return true
	}
	if i := strings.Index(path+"/", "/internal/"); i >= 0 {
		path = path[:i]
	}
	_, ok := find(packages, path)
	return ok
}

// mayHaveModule reports whether modules.txt has entries for package path,
// without building a key.
func mayHaveModule(path string) bool {
	lo, hi := 0, len(modules) // offsets of line starts
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(modules[lo:mid], '\n') + 1 + lo
		end := start + strings.IndexByte(modules[start:], '\n')
		line := modules[start:end]
		rest, within := strings.CutPrefix(line, path)
		switch {
		case within && strings.HasPrefix(rest, "."):
			return true
		case within && rest < ".", !within && line < path:
			lo = end + 1
		default:
			hi = start
		}
	}
	return false
}

// Key returns the name under which fn stands in the catalogue: its package
// path, and then Func, T.Method or (*T).Method.
func Key(fn *types.Func) string {
	name := Name(fn)
	if fn.Pkg() == nil {
		return name
	}
	return fn.Pkg().Path() + "." + name
}

// Name returns fn's name within its package: Func, T.Method or (*T).Method.
func Name(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := types.Unalias(recv.Type())
	pointer := false
	if p, ok := t.(*types.Pointer); ok {
		pointer = true
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	switch {
	case !ok: // a method of an interface without a name
		return "interface." + fn.Name()
	case pointer:
		return "(*" + named.Obj().Name() + ")." + fn.Name()
	}
	return named.Obj().Name() + "." + fn.Name()
}

// find returns what follows key on its line of text, whose lines are sorted
// by their keys and each closed by a newline.
func find(text, key string) (spec string, ok bool) {
	lo, hi := 0, len(text) // offsets of line starts
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(text[lo:mid], '\n') + 1 + lo
		end := start + strings.IndexByte(text[start:], '\n')
		line := text[start:end]
		have, rest, _ := strings.Cut(line, " ")
		switch {
		case have == key:
			return rest, true
		case have < key:
			lo = end + 1
		default:
			hi = start
		}
	}
	return "", false
}

func effectOf(spec string) *facts.Effect {
	if spec == "" {
		return nil
	}
	e, err := ParseSpec(spec)
	if err != nil {
		return nil // impossible for the entries in the binary, which a test parses
	}
	return e
}
