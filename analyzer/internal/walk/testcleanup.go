package walk

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// What T.Cleanup is given runs when the test is done, on its goroutine: after
// all that the test function defers, the latest first.

func isTestCleanup(fn *types.Func) bool {
	return isNamed(fn, "(*testing.common).Cleanup", "(testing.TB).Cleanup")
}

// testCleanup registers the cleanup that c asks obj for, where it is known which
// function is the test; a function that is given the test leaves it to its
// caller. It reports false where neither is known.
func (w *walker) testCleanup(st *state, c callee) ([]outcome, bool) {
	if len(c.args) != 2 || c.instr == nil {
		return nil, false
	}
	fn := c.args[1]
	test, _ := sym.SplitAddr(concrete(c.args[0])) // the method is one of an embedded field
	if base := w.testFrame(st, test); base != 0 {
		n, same := 0, 0
		for _, d := range st.defers {
			if d.cleanup {
				n++
				if d.instr == ssa.Instruction(c.instr) {
					same++
				}
			}
		}
		if same >= maxInstances {
			return nil, false
		}
		st.defers = slices.Insert(slices.Clone(st.defers), n, deferred{frame: base, instr: c.instr, fn: fn, cleanup: true})
		return one(st), true
	}
	if st.ghost == nil && st.gor.id == 0 && fromInputs(test, 0) {
		w.callOp(st, c, "Cleanup", []sym.Value{test, fn})
		w.keptByTest(st, fn)
		return one(st), true
	}
	return nil, false
}

// keptByTest notes that the guards that fn leads to live on until the test is done,
// which is after the function under analysis.
func (w *walker) keptByTest(st *state, fn sym.Value) {
	seen := newSet()
	defer seen.free()
	st.reach(seen, fn)
	for _, v := range seen.sorted() {
		if a := st.acqs[v]; a != nil && a.live() {
			st.update(v, func(a *acq) { a.kept = true })
		}
	}
}

// testFrame is the context of the frame of the test that st's goroutine runs, if
// that is test, and 0 if it is another one, or none.
func (w *walker) testFrame(st *state, test sym.Value) int {
	f := st.frame
	if st.gor.id == 0 {
		for f.parent != nil {
			f = f.parent
		}
		if !w.root || !hasTestParam(f.fn) || test.Kind != sym.Param || test.ID != 0 {
			return 0
		}
		return f.id
	}
	if test != st.gor.test {
		return 0
	}
	for f.parent != nil && f.parent.id != st.gor.starter {
		f = f.parent
	}
	return f.id
}

// hasTestParam reports whether fn is given a *testing.T, B or F first, as package
// testing does.
func hasTestParam(fn *ssa.Function) bool {
	if fn.Signature.Recv() != nil || len(fn.Params) == 0 {
		return false
	}
	ptr, ok := fn.Params[0].Type().(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "testing"
}

// releasesBound reports whether fn is the method value that releases g.
func (w *walker) releasesBound(fn, g sym.Value) bool {
	if fn == nil || fn.Kind != sym.Func || len(fn.Args) != 1 || fn.Args[0] != g {
		return false
	}
	row := w.row(funcObject(fn.Fn))
	return row != nil && row.Guard != nil && row.Method && !row.Guard.Object
}
