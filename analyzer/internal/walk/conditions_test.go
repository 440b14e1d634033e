package walk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// decisions is a file whose comments say how many branches each line decides.
const decisions = `package p

func ask() bool
func num() int
func seq(yield func(int) bool)

func variables(a bool) {
	b := ask()
	c, d := ask(), a
	println()
	if b { // 1
		println()
	}
	if c { // 1
		println()
	} else if d { // 1
		println()
	}
	if a && !b || c { // 3
		println()
	}
	f := b
	if f { // 1
		println()
	}
	e := a && b // 1
	println()
	if e { // 1
		println()
	}
}

func nested(a, b, c bool) {
	if a { // 1
		if b { // 1
			return
		}
	} else {
		if c { // 1
			println()
		}
	}
	if c { // 1
		println()
	}
}

func nothingDecided(a, b bool) {
	if a {
	}
	println()
	if !a { // 1
		println()
	}
	if b {
	} else {
	}
	if b { // 1
		println()
	}
}

func stopped(a, b bool) {
	c := ask()
	if a { // 1
		panic("")
	}
	if c { // 1
		return
	}
	if b { // 1
		println()
	}
}

func loops(a bool, list []int, m map[int]bool, ch chan int, n int) {
	b := ask()
	for b { // 1
		if a { // 1
			break
		}
		println()
		if b { // 1
			continue
		}
		println()
	}
	for range list { // 1
		if b { // 1
			println()
		}
	}
	for range n { // 2
		if b { // 1
			println()
		}
	}
	for _, v := range m { // 1
		if v { // 1
			println()
		}
	}
	for range ch { // 1
		if a { // 1
			break
		}
	}
outer:
	for {
		println()
		for i := 0; i < n; i++ { // 1
			if b { // 1
				break outer
			}
			println()
		}
		if a { // 1
			return
		}
	}
	if b { // 1
		println()
	}
}

func overFunc(a bool) {
	b := ask()
	for range seq {
		if b { // 1
			println()
		}
	}
	if a { // 1
		println()
	}
}

func switches(a bool, n int, x any, ch chan int) {
	b, m := ask(), num()
	switch {
	case a: // 1
		println()
		fallthrough
	case b: // 1
		println()
	default:
		if b { // 1
			return
		}
	}
	switch n {
	default:
		println()
	case 1, m: // 2
		println()
		break
	}
	switch x.(type) {
	case int, string: // 2
		println()
	case nil: // 1
		return
	}
	select {
	case <-ch: // 1
		println()
	case ch <- 1: // 1
		println(1)
	}
	select {
	case <-ch:
	default:
	}
	if b { // 1
		println()
	}
}

func jumps(a, b bool) {
	if a { // 1
		goto done
	}
	println()
	if b { // 1
		println()
	}
done:
	println()
	if b { // 1
		println()
	}
again:
	println()
	if a { // 1
		goto again
	}
}

func literals(a bool) func() {
	b := ask()
	return func() {
		if b { // 1
			println()
		}
		if a { // 1
			b = ask()
		}
	}
}
`

func TestConditions(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", decisions, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	conf := &types.Config{GoVersion: "go1.26"}
	pkg, info, err := ssautil.BuildPackage(conf, fset, types.NewPackage("p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := newSites(fset, []*ast.File{file}, info)
	found := make(map[int]int)
	for fn := range ssautil.AllFunctions(pkg.Prog) {
		for _, b := range fn.Blocks {
			i, ok := last(b).(*ssa.If)
			if !ok {
				continue
			}
			pos := s.decision(i).pos
			if !pos.IsValid() && !strings.HasPrefix(b.Comment, "entry") && !strings.HasPrefix(b.Comment, "rangefunc") {
				t.Errorf("%s, block %d: a branch without a position", fn, b.Index)
			}
			if pos.IsValid() {
				found[fset.Position(pos).Line]++
			}
		}
	}
	for i, line := range strings.Split(decisions, "\n") {
		want := 0
		if _, n, ok := strings.Cut(line, "// "); ok {
			if want, err = strconv.Atoi(n); err != nil {
				t.Fatal(err)
			}
		}
		if found[i+1] != want {
			t.Errorf("line %d decides %d branches, want %d: %s", i+1, found[i+1], want, line)
		}
	}
}
