package flow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// snarl returns a function of n labelled steps that jump about at random, with
// few variables so that phis abound. Most of its loops are irreducible. Every
// step may go on to the next and so to the return at the end, hence no loop is
// endless.
func snarl(r *rand.Rand, n int, deferred bool) string {
	vars := []string{"p", "q", "x", "y", "z"}
	one := func() string { return vars[r.IntN(len(vars))] }
	var sb strings.Builder
	sb.WriteString("func f(p, q int) (r int) {\nvar x, y, z int\n")
	if deferred {
		sb.WriteString("defer A()\n")
	}
	targets := make([]int, n)
	for i := range targets {
		targets[i] = r.IntN(n)
	}
	for i, to := range targets {
		if slices.Contains(targets, i) { // the compiler wants labels used
			fmt.Fprintf(&sb, "L%d:\n", i)
		}
		switch r.IntN(4) {
		case 0:
			fmt.Fprintf(&sb, "%s = u()\n", one())
		case 1:
			fmt.Fprintf(&sb, "%s = %s + %s\n", one(), one(), one())
		case 2:
			fmt.Fprintf(&sb, "use(%s)\n", one())
		case 3:
			fmt.Fprintf(&sb, "%s, %s = %s, %s\n", one(), one(), one(), one())
		}
		fmt.Fprintf(&sb, "if c() { goto L%d }\n", to)
		if r.IntN(4) == 0 {
			fmt.Fprintf(&sb, "if c() { return %s }\n", one())
		}
	}
	fmt.Fprintf(&sb, "use(x, y, z)\nreturn %s\n}\n", one())
	return sb.String()
}

// TestAgainstDefinitions compares every fact about random graphs with what its
// definition gives when evaluated in the most direct way.
func TestAgainstDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 150 {
		src := snarl(r, 1+r.IntN(24), i%2 == 1)
		fn := build(t, src)
		in := Of(fn)
		checkOrder(t, in)
		checkControl(t, in)
		checkLive(t, in)
		if t.Failed() {
			t.Fatalf("function %d:\n%s\n%s", i, src, dump(fn))
		}
	}
}

// reaches reports whether a path of at least one edge leads from a to a block
// for which stop holds, without entering without.
func reaches(a, without *ssa.BasicBlock, stop func(*ssa.BasicBlock) bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		for _, s := range b.Succs {
			if s == without || seen[s] {
				continue
			}
			seen[s] = true
			if stop(s) || visit(s) {
				return true
			}
		}
		return false
	}
	return visit(a)
}

func checkOrder(t *testing.T, in *Info) {
	for _, b := range in.fn.Blocks {
		for _, s := range b.Succs {
			if back := in.IsBackEdge(b, s); back != (in.Order(s) <= in.Order(b)) {
				t.Errorf("edge %s→%s from order %d to %d, back edge: %t", b, s, in.Order(b), in.Order(s), back)
			}
			if in.IsBackEdge(b, s) && !in.IsLoopHead(s) {
				t.Errorf("%s is the target of a back edge, but no loop head", s)
			}
		}
		if got, want := in.InLoop(b), reaches(b, nil, func(s *ssa.BasicBlock) bool { return s == b }); got != want {
			t.Errorf("InLoop(%s) = %t, want %t", b, got, want)
		}
	}
}

func checkControl(t *testing.T, in *Info) {
	exits := func(b *ssa.BasicBlock) bool { return len(b.Succs) == 0 }
	// post reports whether all paths from b to an exit pass p.
	post := func(p, b *ssa.BasicBlock) bool {
		return p == b || !exits(b) && !reaches(b, p, exits)
	}
	for _, b := range in.blocks {
		var want []*ssa.BasicBlock
		for _, a := range in.blocks {
			certain := func(s *ssa.BasicBlock) bool { return post(b, s) }
			avoided := func(s *ssa.BasicBlock) bool { return !post(b, s) }
			if slices.ContainsFunc(a.Succs, certain) && slices.ContainsFunc(a.Succs, avoided) {
				want = append(want, a)
			}
		}
		if got := in.ControlDeps(b); !slices.Equal(got, want) {
			t.Errorf("ControlDeps(%s) = %v, want %v", b, got, want)
		}
	}
}

// checkLive runs the textbook data-flow equations, one instruction at a time.
func checkLive(t *testing.T, in *Info) {
	number := map[ssa.Value]int{}
	for _, p := range in.fn.Params {
		number[p] = len(number)
	}
	for _, b := range in.fn.Blocks {
		for _, instr := range b.Instrs {
			if v, ok := instr.(ssa.Value); ok {
				number[v] = len(number)
			}
		}
	}
	entry := map[*ssa.BasicBlock]map[ssa.Value]bool{}
	after := map[ssa.Instruction]map[ssa.Value]bool{}
	clone := func(m map[ssa.Value]bool) map[ssa.Value]bool {
		c := map[ssa.Value]bool{}
		for v := range m {
			c[v] = true
		}
		return c
	}
	for changed := true; changed; {
		changed = false
		for _, b := range in.fn.Blocks {
			live := map[ssa.Value]bool{}
			for _, s := range b.Succs {
				for v := range entry[s] {
					if phi, ok := v.(*ssa.Phi); !ok || phi.Block() != s {
						live[v] = true
					}
				}
				for _, instr := range s.Instrs {
					if phi, ok := instr.(*ssa.Phi); ok {
						for i, p := range s.Preds {
							if _, ok := number[phi.Edges[i]]; ok && p == b {
								live[phi.Edges[i]] = true
							}
						}
					}
				}
			}
			rec := in.fn.Recover
			for i := len(b.Instrs) - 1; i >= 0; i-- {
				instr := b.Instrs[i]
				if rec != nil && b != rec {
					// An edge to the Recover block from here; the results
					// it loads are defined first of all.
					for v := range entry[rec] {
						if d := v.(ssa.Instruction); d.Block() != b || slices.Index(b.Instrs, d) <= i {
							live[v] = true
						}
					}
				}
				if _, ok := instr.(*ssa.Phi); ok {
					break
				}
				after[instr] = clone(live)
				if v, ok := instr.(ssa.Value); ok {
					delete(live, v)
				}
				if _, ok := instr.(*ssa.DebugRef); ok {
					continue
				}
				for _, op := range instr.Operands(nil) {
					if _, ok := number[*op]; ok {
						live[*op] = true
					}
				}
			}
			if len(live) != len(entry[b]) {
				changed = true
			}
			entry[b] = live
		}
	}
	check := func(what string, got []ssa.Value, want map[ssa.Value]bool) {
		for i, v := range got {
			if !want[v] {
				t.Errorf("%s has %s", what, v.Name())
			}
			if i > 0 && number[v] <= number[got[i-1]] {
				t.Errorf("%s has %s and %s out of order", what, got[i-1].Name(), v.Name())
			}
		}
		if len(got) < len(want) {
			t.Errorf("%s has %d values, want %d", what, len(got), len(want))
		}
	}
	for _, b := range in.fn.Blocks {
		check("LiveIn("+b.String()+")", in.LiveIn(b), entry[b])
		for _, instr := range b.Instrs {
			if want, ok := after[instr]; ok {
				check(fmt.Sprintf("LiveAfter(%s in %s)", instr, b), in.LiveAfter(instr), want)
			}
		}
	}
}

// TestLongBlocks does the same for blocks longer than the stride between the
// sets that queries start from, asked from both ends.
func TestLongBlocks(t *testing.T) {
	var args, sum strings.Builder
	for i := range 3 * stride {
		fmt.Fprintf(&args, "x%d := u() + p\n", i)
		fmt.Fprintf(&sum, "r += x%d\n", i)
	}
	for _, src := range []string{
		long("straight", 3*stride),
		"func f(p int) (r int) {\n" + args.String() + "if c() { " + sum.String() + "}\nreturn\n}",
	} {
		fn := build(t, src)
		checkLive(t, Of(fn))
		in := Of(fn)
		for _, b := range fn.Blocks {
			for _, instr := range slices.Backward(b.Instrs) {
				in.LiveAfter(instr)
			}
		}
		checkLive(t, in)
	}
}

// TestBeyondCache has more answers than are kept.
func TestBeyondCache(t *testing.T) {
	in := Of(build(t, long("loops", 20)))
	in.liveness().cache.held = maxHeld - 10
	checkLive(t, in)
	checkLive(t, in)
	if held := in.liveness().cache.held; held > maxHeld {
		t.Errorf("%d values held, want at most %d", held, maxHeld)
	}
}
