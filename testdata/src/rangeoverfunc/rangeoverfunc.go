// Package rangeoverfunc pins loops over functions, whose body runs zero or
// more turns on this goroutine, whatever the iterator does.
package rangeoverfunc

import (
	"iter"
	"maps"
	"slices"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work(int) {}

func eachTurn(seq iter.Seq[int]) {
	for x := range seq {
		g := runtimectx.Enter(h)
		work(x)
		g.Release()
	}
}

func eachTurnForgets(seq iter.Seq[int]) {
	for x := range seq {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 27, is not released before the next turn of the loop at line 26 \[leakedguard\]$`
		work(x)
		_ = g
	}
}

func continues(seq iter.Seq[int]) {
	for x := range seq {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 35, is not released before the next turn of the loop at line 34 \[leakedguard\]$`
		if x == 0 {
			continue
		}
		g.Release()
	}
}

func breaks(seq iter.Seq[int]) {
	for x := range seq {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 45, is not released when the loop at line 44 is left \[leakedguard\]$`
		if x == 0 {
			break
		}
		g.Release()
	}
}

func returns(seq iter.Seq[int]) int {
	for x := range seq {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 55, is not released when the loop at line 54 is left \[leakedguard\]$`
		if x == 0 {
			return x
		}
		g.Release()
	}
	return 0
}

func returnsReleased(seq iter.Seq2[int, error]) error {
	for x, err := range seq {
		g := runtimectx.SetCurrent(h)
		if err != nil {
			g.Release()
			return err
		}
		work(x)
		g.Release()
	}
	return nil
}

// A defer in the body runs when the function exits, as in any loop.
func deferInBody(seq iter.Seq[int]) {
	for x := range seq {
		g := runtimectx.SetCurrent(h)
		defer g.Release()
		work(x)
	}
}

func deferInBodyNests(seq iter.Seq[int]) {
	for x := range seq {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 88: the goroutine is already entered \[nestedenter\]$`
		defer g.Release()
		work(x)
	}
}

func deferInBodyThenReturn(seq iter.Seq[int]) {
	for x := range seq {
		g := runtimectx.Enter(h)
		defer g.Release()
		work(x)
		return
	}
}

func aroundLoop(seq iter.Seq[int]) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for x := range seq {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 104: the goroutine is already entered \[nestedenter\]$`
		work(x)
		k.Release()
	}
}

func releasedInBody(seq iter.Seq[int]) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 114, is not released when the function returns at line 119 \[leakedguard\]$`
	for range seq {
		g.Release()
		return
	}
}

func releasedInBodyOrAfter(seq iter.Seq[int]) {
	g := runtimectx.SetCurrent(h)
	for range seq {
		g.Release()
		return
	}
	g.Release()
}

func releasedInEachTurn(seq iter.Seq[int]) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 131, is not released when the function returns at line 135 \[leakedguard\]$`
	for range seq {
		g.Release() // want `^guard g, set current at line 131, was already released at line 133 \[guardmisuse\]$`
	}
}

func acquiredInBodyReleasedAfter(seq iter.Seq[int]) {
	var g runtimectx.SetCurrentGuard
	for x := range seq {
		if x > 0 {
			g = runtimectx.SetCurrent(h)
			break
		}
	}
	g.Release()
}

func flagAcrossTurns(seq iter.Seq[int]) {
	var g runtimectx.SetCurrentGuard
	held := false
	for x := range seq {
		if x > 0 && !held {
			g = runtimectx.SetCurrent(h)
			held = true
		}
	}
	if held {
		g.Release()
	}
}

func labelledContinue(seq iter.Seq[int]) {
outer:
	for x := range seq {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 165, is not released before the next turn of the loop at line 164 \[leakedguard\]$`
		for y := range seq {
			if x == y {
				continue outer
			}
		}
		g.Release()
	}
}

func labelledBreakReleases(seq iter.Seq[int]) {
	g := runtimectx.SetCurrent(h)
outer:
	for x := range seq {
		for y := range seq {
			if x == y {
				break outer
			}
		}
	}
	g.Release()
}

func standardIterators(m map[string]int, xs []int) {
	for _, x := range slices.Backward(xs) {
		g := runtimectx.SetCurrent(h)
		work(x)
		g.Release()
	}
}

func gotoOut(seq iter.Seq[int]) {
	g := runtimectx.SetCurrent(h)
	for x := range seq {
		if x == 0 {
			goto done
		}
	}
	work(1)
done:
	g.Release()
}

func panicsInBody(seq iter.Seq[int]) {
	g := runtimectx.SetCurrent(h)
	for x := range seq {
		if x == 0 {
			panic("zero")
		}
	}
	g.Release()
}

func panicsInBodyRecovered(seq iter.Seq[int]) {
	defer func() { recover() }()
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 220, is not released when the function returns after it recovered the panic at line 223 \[leakedguard\]$`
	for x := range seq {
		if x == 0 {
			panic("zero")
		}
	}
	g.Release()
}

func namedResult(seq iter.Seq[int]) (n int, err error) {
	g := runtimectx.SetCurrent(h)
	defer func() {
		if n == 0 {
			g.Release()
		}
	}()
	for range seq {
		g.Release()
		n = 1
		return
	}
	return 0, nil
}

// iter.Pull runs the iterator on another goroutine.
func pull(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	for {
		x, ok := next()
		if !ok {
			return
		}
		work(x)
	}
}

func zeroOrMore(seq iter.Seq[struct{}]) {
	for range seq {
		runtimectx.SetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
	}
}

func overOwnIterator() {
	for x := range ownIterator {
		work(x)
	}
}

func overEnteredIteratorQuietly() {
	for x := range enteredIterator {
		work(x)
	}
	g := runtimectx.Enter(h)
	g.Release()
}

func ownIterator(yield func(int) bool) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

func enteredIterator(yield func(int) bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	yield(1)
}

// The iterator is one of the standard library; expected as for any loop.
func standardIterator(m map[string]int) {
	for k := range maps.Keys(m) {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 298, is not released before the next turn of the loop at line 297 \[leakedguard\]$`
		if k == "" {
			continue
		}
		g.Release()
	}
}
