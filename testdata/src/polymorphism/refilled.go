package polymorphism

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A field of a local struct that was assigned anew does not hold what the literal
// put there.

type sinkTo struct {
	w io.Writer
	n int
}

func (s sinkTo) write(text string) { io.WriteString(s.w, text) }

type sinkPair struct {
	first  sinkTo
	second *sinkTo
}

func refilled(f *os.File) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	s := sinkTo{w: f}
	s.w = new(bytes.Buffer)
	s.w.Write(nil)
	t := s
	t.w.Write(nil)
	io.Copy(s.w, strings.NewReader("text"))
	s.write("text")
}

func refilledWithin(f *os.File) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	p := sinkPair{first: sinkTo{w: f}, second: &sinkTo{w: f}}
	p.first.w = io.Discard
	p.first.w.Write(nil)
	p.first.write("text")
	fmt.Fprintf(p.first.w, "text")
	p.second = &sinkTo{w: new(strings.Builder)}
	p.second.w.Write(nil)
}

func otherRefilled(f *os.File) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	s := sinkTo{w: f}
	s.n = 1
	s.w.Write(nil) // want `^s\.w\.Write blocks inside the region entered at line 53; category file \[blockingcall\]$`
	s.w = nil
}
