package engine

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"
)

// The shapes of code whose cost must grow no faster than their size.
var shapes = []struct {
	name  string
	sizes []int
	src   func(n int) string
	// want is the number of leaks in a program of n units.
	want func(n int) int
}{
	{"sequential pairs", []int{10, 100, 1000}, sequentialPairs, one},
	{"nested branches", []int{32, 64, 128, 256}, nestedBranches, one},
	{"call chain", []int{125, 250, 500, 1000}, callChain, one},
	{"recursive component", []int{8, 16, 32, 64}, recursiveComponent, one},
	{"long function", []int{2500, 5000, 10000, 20000}, longFunction, one},
}

func one(int) int { return 1 }

const prologue = `package p

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("p", nil)

func leak() { g := runtimectx.SetCurrent(h); _ = g }

`

// sequentialPairs is n times: acquire, branch on a condition of its own, release.
func sequentialPairs(n int) string {
	var b strings.Builder
	b.WriteString(prologue + "func f(c []bool) {\n")
	for i := range n {
		fmt.Fprintf(&b, "\tg%d := runtimectx.Enter(h)\n\tif c[%d] {\n\t\twork()\n\t}\n\tg%d.Release()\n", i, i, i)
	}
	b.WriteString("}\n\nfunc work() {}\n")
	return b.String()
}

// nestedBranches is n branches inside each other, each of which acquires and
// releases a guard of its own.
func nestedBranches(n int) string {
	var b strings.Builder
	b.WriteString(prologue + "func f(c []bool) {\n")
	for i := range n {
		fmt.Fprintf(&b, "if c[%d] {\n\tg%d := runtimectx.SetCurrent(h)\n\tg%d.Release()\n", i, i, i)
	}
	b.WriteString(strings.Repeat("}\n", n) + "}\n")
	return b.String()
}

// callChain is n functions, each of which calls the one before between an
// acquire and a release.
func callChain(n int) string {
	var b strings.Builder
	b.WriteString(prologue + "func f0() {}\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "func f%d() {\n\tg := runtimectx.SetCurrent(h)\n\tdefer g.Release()\n\tf%d()\n}\n", i, i-1)
	}
	return b.String()
}

// recursiveComponent is n functions that call each other in a ring.
func recursiveComponent(n int) string {
	var b strings.Builder
	b.WriteString(prologue)
	for i := range n {
		fmt.Fprintf(&b, "func f%d(n int) {\n\tif n == 0 {\n\t\treturn\n\t}\n\tg := runtimectx.SetCurrent(h)\n\tdefer g.Release()\n\tf%d(n - 1)\n}\n", i, (i+1)%n)
	}
	return b.String()
}

// longFunction is one function of n lines.
func longFunction(n int) string {
	var b strings.Builder
	b.WriteString(prologue + "func f(c []int) int {\n\tx := 0\n\tg := runtimectx.Enter(h)\n\tdefer g.Release()\n")
	for i := range n / 4 {
		fmt.Fprintf(&b, "\tif c[%d] > x {\n\t\tx += c[%d]\n\t\twork()\n\t}\n", i, i)
	}
	b.WriteString("\treturn x\n}\n\nfunc work() {}\n")
	return b.String()
}

// TestCostShapesAreJudged checks that the programs of the benchmark are
// understood whole: what is measured is the real work.
func TestCostShapesAreJudged(t *testing.T) {
	for _, s := range shapes {
		t.Run(strings.ReplaceAll(s.name, " ", "_"), func(t *testing.T) {
			n := s.sizes[0]
			res := judged(t, checked(t, s.src(n)))
			if got := len(res.Of("leakedguard")); got != s.want(n) {
				t.Errorf("%d leaks in %d units, want %d", got, n, s.want(n))
			}
			for _, check := range []string{"nestedenter", "releaseorder", "guardmisuse", "exitstate", "blockingcall"} {
				for _, f := range res.Of(check) {
					t.Errorf("%s: %s", check, f.Message)
				}
			}
		})
	}
}

// BenchmarkCost reports, for each shape and size, how much more than twice the
// time and memory the engine takes for each doubling since the size before: of
// the metrics time/unit and bytes/unit, 1 is linear. own-bytes/unit
// leaves out what go/ssa takes to build the package, which copies a table of the
// function's variables at each branch.
func BenchmarkCost(b *testing.B) {
	for _, s := range shapes {
		for i, n := range s.sizes {
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(s.name, " ", "_"), n), func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					pass := checked(b, s.src(n))
					b.StartTimer()
					judged(b, pass)
				}
				if i == 0 {
					return
				}
				before := s.sizes[i-1]
				t0, m0, own0 := cost(b, s.src(before))
				t1, m1, own1 := cost(b, s.src(n))
				perDoubling := func(ratio float64) float64 {
					steps := math.Log2(float64(n) / float64(before))
					return math.Pow(ratio, 1/steps) / 2
				}
				b.ReportMetric(perDoubling(float64(t1)/float64(t0)), "time/unit")
				b.ReportMetric(perDoubling(float64(m1)/float64(m0)), "bytes/unit")
				b.ReportMetric(perDoubling(float64(own1)/float64(own0)), "own-bytes/unit")
			})
		}
	}
}

// cost is the least time and the memory of one run of the engine over src, and
// how much of that memory is not that of go/ssa.
func cost(b *testing.B, src string) (best time.Duration, bytes, own uint64) {
	best = 1 << 62
	for range 3 {
		pass := checked(b, src)
		runtime.GC()
		ssa := allocated(func() { buildSSA(pass) })
		runtime.GC()
		start := time.Now()
		bytes = allocated(func() { judged(b, pass) })
		best = min(best, time.Since(start))
		own = bytes - ssa
	}
	return best, bytes, own
}

// allocated is how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
