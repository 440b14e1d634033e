package polymorphism

import (
	"bytes"
	"fmt"
	"go/ast"
	"io"
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A variable that holds one of several values blocks where the path at hand
// gave it one that does.

func oneOfTwo(f *os.File, quiet bool) {
	var w io.Writer = f
	if quiet {
		w = io.Discard
	}
	g := runtimectx.Enter(h2)
	defer g.Release()
	_, _ = w.Write(nil)           // want `^w\.Write blocks inside the region entered at line 21; category file \[blockingcall\]$`
	_, _ = io.WriteString(w, "x") // want `^io\.WriteString blocks \(calls os\.\(\*File\)\.Write\) inside the region entered at line 21; category file \[blockingcall\]$`
	_, _ = fmt.Fprintln(w, "x")   // want `^fmt\.Fprintln blocks \(calls os\.\(\*File\)\.Write\) inside the region entered at line 21; category file \[blockingcall\]$`
	if quiet {
		_, _ = w.Write(nil)
		_, _ = io.WriteString(w, "x")
	}
}

func declaredFirst(path string) error {
	var w io.Writer = new(bytes.Buffer)
	if path != "" {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		defer f.Close()
		w = f
	}
	g := runtimectx.Enter(h2)
	defer g.Release()
	_, err := fmt.Fprintln(w, "x") // want `^fmt\.Fprintln blocks \(calls os\.\(\*File\)\.Write\) inside the region entered at line 42; category file \[blockingcall\]$`
	return err
}

func elsewhere(f *os.File, b bool) {
	var w io.Writer
	if b {
		w = f
	} else {
		w = io.Discard
	}
	if b {
		return
	}
	g := runtimectx.Enter(h2)
	defer g.Release()
	_, _ = io.WriteString(w, "x")
	_, _ = w.Write(nil)
}

func overwritten(f *os.File) {
	var w io.Writer = f
	_, _ = w.Write(nil)
	w = new(bytes.Buffer)
	g := runtimectx.Enter(h2)
	defer g.Release()
	_, _ = io.WriteString(w, "x")
	_, _ = w.Write(nil)
}

func usedBefore(f *os.File) {
	var w io.Writer = new(bytes.Buffer)
	g := runtimectx.Enter(h2)
	_, _ = io.WriteString(w, "x")
	g.Release()
	w = f
	_, _ = w.Write(nil)
}

func inBranchThatLeaves(f *os.File, b bool) {
	var w io.Writer = new(bytes.Buffer)
	if b {
		w = f
		_, _ = w.Write(nil)
		return
	}
	g := runtimectx.Enter(h2)
	defer g.Release()
	_, _ = w.Write(nil)
}

// The helper has no guard: what it may write to counts for its callers.
func helper(f *os.File, quiet bool) {
	var w io.Writer = f
	if quiet {
		w = io.Discard
	}
	_, _ = io.WriteString(w, "x")
}

func callsHelper(f *os.File) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	helper(f, false) // want `^helper blocks \(calls io\.WriteString, which calls os\.\(\*File\)\.Write\) inside the region entered at line 105; category file \[blockingcall\]$`
}

// A visitor replaces itself: the first call is of what was passed.

type visitor interface{ visit(n int) visitor }

func walkAll(v visitor, n int) {
	if v = v.visit(n); v == nil {
		return
	}
	if n > 0 {
		walkAll(v, n-1)
	}
}

type slow struct{ ch chan int }

func (s *slow) visit(int) visitor { <-s.ch; return s }

type quick struct{}

func (q quick) visit(int) visitor { return q }

func visits(s *slow) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	walkAll(s, 3) // want `^walkAll blocks \(calls \(\*slow\)\.visit, which receives from a channel\) inside the region entered at line 132; category chan \[blockingcall\]$`
	walkAll(quick{}, 3)
}

func defaulted(run func(), w io.Writer) {
	if run == nil {
		run = func() {}
	}
	if w == nil {
		w = io.Discard
	}
	run()
	_, _ = w.Write(nil)
}

func passesDefaulted(ch chan int, f *os.File) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	defaulted(nil, nil)
	defaulted(func() { <-ch }, nil) // want `^channel receive blocks inside the region entered at line 150; category chan \[blockingcall\]$`
	defaulted(nil, f)               // want `^defaulted blocks \(calls os\.\(\*File\)\.Write\) inside the region entered at line 150; category file \[blockingcall\]$`
}

type astVisitor struct{ ch chan int }

func (a *astVisitor) Visit(ast.Node) ast.Visitor { <-a.ch; return a }

func inspects(n ast.Node, ch chan int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	ast.Inspect(n, func(ast.Node) bool { <-ch; return true }) // want `^channel receive blocks inside the region entered at line 162; category chan \[blockingcall\]$`
	ast.Walk(&astVisitor{ch}, n)                              // want `^ast\.Walk blocks \(calls \(\*astVisitor\)\.Visit, which receives from a channel\) inside the region entered at line 162; category chan \[blockingcall\]$`
	ast.Inspect(n, func(ast.Node) bool { return true })
}
