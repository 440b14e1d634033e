package flow

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// long returns a function of n similar statements in one of the shapes that
// long functions have.
func long(shape string, n int) string {
	var sb strings.Builder
	sb.WriteString("func f(p int) (r int) {\nx := u()\ndefer A()\n")
	for i := range n {
		switch shape {
		case "returns":
			sb.WriteString("if x := u(); c() { return x }\n")
		case "branches":
			sb.WriteString("if c() { x = u() } else { use(x) }\n")
		case "loops":
			sb.WriteString("for c() { if c() { continue }; if c() { break }; use(p) }\n")
		case "straight":
			sb.WriteString("x += u()\n")
		case "cases":
			if i == 0 {
				sb.WriteString("for c() { switch p {\n")
			}
			fmt.Fprintf(&sb, "case %d: x = v()\n", i)
			if i == n-1 {
				sb.WriteString("} }\n")
			}
		}
	}
	sb.WriteString("use(x, p); return\n}\n")
	return sb.String()
}

// BenchmarkFacts computes every fact about functions of rising length. The
// time per statement should stay the same.
func BenchmarkFacts(b *testing.B) {
	for _, shape := range []string{"returns", "branches", "loops", "straight", "cases"} {
		for _, n := range []int{500, 2000, 8000} {
			b.Run(fmt.Sprintf("%s/%d", shape, n), func(b *testing.B) {
				fn := build(b, long(shape, n))
				b.ReportAllocs()
				for b.Loop() {
					in := Of(fn)
					for _, blk := range fn.Blocks {
						in.ControlDeps(blk)
						in.LiveIn(blk)
						for _, instr := range blk.Instrs {
							if _, ok := instr.(ssa.CallInstruction); ok {
								in.LiveAfter(instr)
							}
						}
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/stmt")
			})
		}
	}
}
