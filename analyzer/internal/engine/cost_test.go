package engine

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
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
// the metrics time/unit and bytes/unit, 1 is linear. own-time/unit and own-bytes/unit
// leave out what go/ssa takes to build the package, which copies a table of the
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
				less, more := cost(b, s.src(before)), cost(b, s.src(n))
				perDoubling := func(ratio float64) float64 {
					steps := math.Log2(float64(n) / float64(before))
					return math.Pow(ratio, 1/steps) / 2
				}
				b.ReportMetric(perDoubling(float64(more.all)/float64(less.all)), "time/unit")
				b.ReportMetric(perDoubling(float64(more.all-more.ssa)/float64(less.all-less.ssa)), "own-time/unit")
				b.ReportMetric(perDoubling(float64(more.allBytes)/float64(less.allBytes)), "bytes/unit")
				b.ReportMetric(perDoubling(float64(more.allBytes-more.ssaBytes)/float64(less.allBytes-less.ssaBytes)), "own-bytes/unit")
			})
		}
	}
}

// A costOf is the least time and the memory that the engine takes for a source,
// and what of that is for go/ssa.
type costOf struct {
	all, ssa           time.Duration
	allBytes, ssaBytes uint64
}

// cost measures a run of the engine over src. Collections of garbage are rare, as
// they are in the vet tool: one more or less is a third of the time of a small
// size.
func cost(b *testing.B, src string) costOf {
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	c := costOf{all: 1 << 62, ssa: 1 << 62}
	for range 9 {
		pass := checked(b, src)
		c.ssa = min(c.ssa, timed(func() { c.ssaBytes = allocated(func() { buildSSA(pass) }) }))
		c.all = min(c.all, timed(func() { c.allBytes = allocated(func() { judged(b, pass) }) }))
	}
	return c
}

// timed is how long f takes, beginning with a clean heap.
func timed(f func()) time.Duration {
	runtime.GC()
	start := time.Now()
	f()
	return time.Since(start)
}

// allocated is how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
