package effect

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/facts"
)

// describe puts what At says into one line: the name, the blocking, the
// functions involved.
func describe(op Op) string {
	s := op.Name
	for _, b := range op.Blocks {
		s += fmt.Sprintf(" %s%q", b.Category, b.Chain)
	}
	for _, f := range op.Funcs {
		who := fmt.Sprintf("arg%d", f.Arg)
		if f.Arg == Callee {
			who = "callee"
		}
		var uses []string
		for u, name := range map[facts.Use]string{facts.UseHere: "here", facts.UseElsewhere: "elsewhere", facts.UseStored: "stored", facts.UseUnknown: "unknown"} {
			if f.Use&u != 0 {
				uses = append(uses, name)
			}
		}
		slices.Sort(uses)
		s += fmt.Sprintf(" %s=%s", who, strings.Join(uses, "|"))
		for _, b := range f.Blocks {
			s += fmt.Sprintf("(%s%q)", b.Category, b.Chain)
		}
	}
	return strings.TrimSpace(s)
}

// TestAt checks what operations say about themselves, and that each is found
// at the position of its instruction in go/ssa. A comment "// -> " holds what
// the instructions of its line say, in order.
func TestAt(t *testing.T) {
	const src = `package p
import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"sync"
	"time"
)
func run(f func()) { f() } // -> callee=here
func spawn(f func()) { go f() } // -> callee=elsewhere
func both(f func()) { f(); go f() } // -> callee=here; callee=elsewhere
func nap() { time.Sleep(1) } // -> time.Sleep sleep[]
func many(fs ...func()) { for _, f := range fs { f() } } // -> callee=here
type store struct { f *os.File }
func (s *store) Flush() { s.f.Sync() } // -> os.(*File).Sync file[]
func seq(yield func(int) bool) { nap(); yield(1) } // -> p.nap sleep["time.Sleep"]; callee=here
func ops(c chan int, ctx context.Context, b *bytes.Buffer, conn net.Conn, s *store, f func()) {
	time.Sleep(1) // -> time.Sleep sleep[]
	nap() // -> p.nap sleep["time.Sleep"]
	defer nap() // -> p.nap sleep["time.Sleep"]
	go nap()
	c <- 1 // -> channel send chan[]
	<-c // -> channel receive chan[]
	_, _ = <-c // -> channel receive chan[]
	for range c {} // -> range over channel chan[]
	<-ctx.Done() // -> channel receive chan[]
	<-time.After(1) // -> channel receive sleep[]
	select { case <-c: case c <- 1: } // -> select chan[]
	select { case <-c: } // -> channel receive chan[]
	select { case <-c: default: }
	s.Flush() // -> p.(*store).Flush file["os.(*File).Sync"]
	conn.Write(nil) // -> net.Conn.Write net[]
	io.Copy(b, conn) // -> io.Copy net["net.Conn.Read"]
	io.Copy(b, b)
	run(nap) // -> p.run arg0=here(sleep["p.nap" "time.Sleep"])
	run(f) // -> p.run arg0=here
	run(s.flush) // -> p.run arg0=here(file["p.(*store).flush" "p.(*store).Flush" "os.(*File).Sync"])
	run(func() { nap() }) // -> p.run arg0=here(sleep["p.nap" "time.Sleep"]); p.nap sleep["time.Sleep"]
	spawn(nap) // -> p.spawn arg0=elsewhere
	both(nap) // -> p.both arg0=elsewhere|here(sleep["p.nap" "time.Sleep"])
	many(nap, f) // -> p.many arg0=here(sleep["p.nap" "time.Sleep"]) arg1=here
	new(sync.Once).Do(nap) // -> sync.(*Once).Do arg0=here(sleep["p.nap" "time.Sleep"])
	time.AfterFunc(1, nap) // -> time.AfterFunc arg1=elsewhere
	(func() { nap() })() // -> callee=here(sleep["p.nap" "time.Sleep"]); p.nap sleep["time.Sleep"]
	f() // -> callee=here
	var r io.Reader = os.Stdin
	r.Read(nil) // -> os.(*File).Read stdin[]
	for range seq {} // -> callee=here(sleep["p.seq" "p.nap" "time.Sleep"])
	defer func() { <-c }() // -> callee=here(chan["channel receive"]); channel receive chan[]
	select {} // -> empty select chan[]
}
func (s *store) flush() { s.Flush() } // -> p.(*store).Flush file["os.(*File).Sync"]
`
	p := load(t, Input{}, src)
	got := make(map[int][]string) // by line
	seen := make(map[token.Pos]bool)
	for _, instr := range instructions(p) {
		pos := positionOf(instr)
		if !pos.IsValid() || seen[pos] {
			continue
		}
		seen[pos] = true
		if op, ok := p.At(pos); ok {
			line := p.in.Fset.Position(pos).Line
			got[line] = append(got[line], describe(op))
		}
	}
	for i, line := range strings.Split(src, "\n") {
		var want []string
		if _, comment, ok := strings.Cut(line, "// -> "); ok {
			want = strings.Split(comment, "; ")
		}
		have := got[i+1]
		slices.Sort(want)
		slices.Sort(have)
		if !slices.Equal(have, want) {
			t.Errorf("line %d: %s\n\tgot  %q\n\twant %q", i+1, line, have, want)
		}
	}
}

// instructions builds go/ssa's form of p and returns all its instructions.
func instructions(p *Package) []ssa.Instruction {
	prog := ssa.NewProgram(p.in.Fset, ssa.BuilderMode(0))
	created := make(map[*types.Package]bool)
	var create func([]*types.Package)
	create = func(pkgs []*types.Package) {
		for _, pkg := range pkgs {
			if !created[pkg] {
				created[pkg] = true
				prog.CreatePackage(pkg, nil, nil, true)
				create(pkg.Imports())
			}
		}
	}
	create(p.in.Pkg.Imports())
	prog.CreatePackage(p.in.Pkg, p.in.Files, p.in.Info, false).Build()

	var out []ssa.Instruction
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		for _, b := range fn.Blocks {
			out = append(out, b.Instrs...)
		}
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for fn := range p.funcs {
		add(prog.FuncValue(fn))
	}
	return out
}

// positionOf returns where the engine's users look an instruction up.
func positionOf(instr ssa.Instruction) token.Pos {
	switch instr := instr.(type) {
	case *ssa.Call, *ssa.Defer, *ssa.Go, *ssa.Send, *ssa.Select:
		return instr.Pos()
	case *ssa.UnOp:
		if instr.Op == token.ARROW {
			return instr.Pos()
		}
	case *ssa.MakeClosure:
		if fn, ok := instr.Fn.(*ssa.Function); ok && fn.Synthetic == "range-over-func yield" {
			return fn.Pos()
		}
	}
	return token.NoPos
}
