// Package conditions pins conditions beyond plain flags.
package conditions

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() error { return nil }

var debug bool

func globalFlag() {
	var g runtimectx.SetCurrentGuard
	if debug {
		g = runtimectx.SetCurrent(h)
	}
	if debug {
		g.Release()
	}
}

func remainder(n int) {
	var g runtimectx.SetCurrentGuard
	if n%2 == 0 {
		g = runtimectx.SetCurrent(h)
	}
	if n%2 == 0 {
		g.Release()
	}
}

func remainderOther(n int) {
	var g runtimectx.SetCurrentGuard
	if n%2 == 0 {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 42, is not released when the function returns at line 47 \[leakedguard\]$`
	}
	if n%3 == 0 {
		g.Release()
	}
}

func floats(x float64) {
	var g runtimectx.SetCurrentGuard
	if x > 0.5 {
		g = runtimectx.SetCurrent(h)
	}
	if x > 0.5 {
		g.Release()
	}
}

func stringPrefix(s string) {
	var g runtimectx.SetCurrentGuard
	verbose := strings.HasPrefix(s, "-v")
	if verbose {
		g = runtimectx.SetCurrent(h)
	}
	work()
	if verbose {
		g.Release()
	}
}

type options struct {
	enter bool
	next  *options
}

func (o *options) on() bool { return o.enter }

func (o options) copied() bool { return o.enter }

func nestedField(o *options) {
	var g runtimectx.SetCurrentGuard
	if o.next != nil && o.next.enter {
		g = runtimectx.SetCurrent(h)
	}
	if o.next != nil && o.next.enter {
		g.Release()
	}
}

func nilThenField(o *options) {
	var g runtimectx.SetCurrentGuard
	if o == nil {
		return
	}
	if o.enter {
		g = runtimectx.SetCurrent(h)
	}
	if o != nil && o.enter {
		g.Release()
	}
}

func positive(n int) bool { return n > 0 }

func predicateWrong(n int) {
	var g runtimectx.SetCurrentGuard
	if positive(n) {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 108, is not released when the function returns at line 113 \[leakedguard\]$`
	}
	if positive(-n) {
		g.Release()
	}
}

func errorChain() error {
	var g runtimectx.SetCurrentGuard
	err := work()
	if err == nil {
		g = runtimectx.SetCurrent(h)
	}
	if err == nil {
		g.Release()
	}
	return err
}

func errorReplaced() error {
	err := work()
	if err == nil {
		g := runtimectx.SetCurrent(h)
		err = work()
		g.Release()
	}
	return err
}

func errorIsEOF(r io.Reader) {
	var g runtimectx.SetCurrentGuard
	_, err := r.Read(nil)
	if err != io.EOF {
		g = runtimectx.SetCurrent(h)
	}
	if err == io.EOF {
		return
	}
	g.Release()
}

func errorAs(err error) {
	var g runtimectx.SetCurrentGuard
	var perr *os.PathError
	found := errors.As(err, &perr)
	if found {
		g = runtimectx.SetCurrent(h)
	}
	if found {
		g.Release()
	}
}

func errorIsThenNil(err error) {
	g := runtimectx.SetCurrent(h)
	if errors.Is(err, io.EOF) {
		g.Release()
		return
	}
	if err == nil {
		g.Release()
	} else {
		g.Release()
	}
}

func errorNew(c bool) {
	var err error
	g := runtimectx.SetCurrent(h)
	if c {
		err = errors.New("c")
	}
	if err != nil {
		g.Release()
	}
	if !c {
		g.Release()
	}
}

func swap(a, b bool) {
	var g runtimectx.SetCurrentGuard
	a, b = b, a
	if b {
		g = runtimectx.SetCurrent(h)
	}
	a, b = b, a
	if a {
		g.Release()
	}
}

func arithmetic(n int) {
	var g runtimectx.SetCurrentGuard
	if n > 10 {
		g = runtimectx.SetCurrent(h)
	}
	n++
	if n > 11 {
		g.Release()
	}
}

func countdown(n int) {
	var g runtimectx.SetCurrentGuard
	acquired := 0
	if n > 0 {
		g = runtimectx.SetCurrent(h)
		acquired++
	}
	for acquired > 0 {
		g.Release()
		acquired--
	}
}

func boolArithmetic(a, b bool) {
	var g runtimectx.SetCurrentGuard
	if a != b {
		g = runtimectx.SetCurrent(h)
	}
	if a == b {
		return
	}
	g.Release()
}

func deMorgan(a, b bool) {
	var g runtimectx.SetCurrentGuard
	if !(a && b) {
		g = runtimectx.SetCurrent(h)
	}
	if !a || !b {
		g.Release()
	}
}

func mutuallyExclusive(n int) {
	var g runtimectx.EnterRuntimeGuard
	switch {
	case n < 0:
		g = runtimectx.Enter(h)
	case n > 0:
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	}
	work()
	if n != 0 {
		g.Release()
	}
}

func twoConditions(n, m int) {
	var g runtimectx.SetCurrentGuard
	if n < m {
		g = runtimectx.SetCurrent(h)
	}
	if m > n {
		g.Release()
	}
}

func valuesOfConstants(mode string) {
	var g runtimectx.SetCurrentGuard
	if mode == "run" || mode == "test" {
		g = runtimectx.SetCurrent(h)
	}
	switch mode {
	case "run", "test":
		g.Release()
	}
}

func interfaceNil(v any) {
	var g runtimectx.SetCurrentGuard
	if v != nil {
		g = runtimectx.SetCurrent(h)
	}
	if v == nil {
		return
	}
	g.Release()
}

func sliceNil(xs []int) {
	var g runtimectx.SetCurrentGuard
	if xs != nil {
		g = runtimectx.SetCurrent(h)
	}
	work()
	if xs != nil {
		g.Release()
	}
}

func unchangedInLoop(c bool, n int) {
	for range n {
		var g runtimectx.SetCurrentGuard
		if c {
			g = runtimectx.SetCurrent(h)
		}
		work()
		if c {
			g.Release()
		}
	}
}

func firstTurn(xs []int) {
	var g runtimectx.SetCurrentGuard
	first := true
	for range xs {
		if first {
			g = runtimectx.SetCurrent(h)
			first = false
		}
	}
	if !first {
		g.Release()
	}
}

func foundInLoop(xs []int) {
	found := -1
	for i, x := range xs {
		if x == 0 {
			found = i
			break
		}
	}
	var g runtimectx.SetCurrentGuard
	if found >= 0 {
		g = runtimectx.SetCurrent(h)
	}
	work()
	if found < 0 {
		return
	}
	g.Release()
}
