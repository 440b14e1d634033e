package across

import "github.com/ctxvet/ctxvet/testdata/src/results"

func takenInOrder(n int) {
	a, b, taken := results.Take(n)
	if taken > 1 {
		b.Release()
	}
	if taken > 0 {
		a.Release()
	}
}

func takenOneForgotten(n int) {
	a, _, taken := results.Take(n) // want `^the guard set current at line 16 is not released when the function returns at line 20 \[leakedguard\]$`
	if taken > 0 {
		a.Release()
	}
}

func takenBySwitch(n int) {
	a, b, taken := results.Take(n)
	switch taken {
	case 2:
		b.Release()
		fallthrough
	case 1:
		a.Release()
	}
}

func takenOnlyTwo(n int) {
	a, b, taken := results.Take(n) // want `^guard a, set current at line 34, is not released when the function returns at line 39 \[leakedguard\]$`
	if taken == 2 {
		b.Release()
		a.Release()
	}
}

func held(n int) {
	if g, outcome := results.Hold(n); outcome == results.Held {
		g.Release()
	}
}

func heldOther(n int) {
	if g, outcome := results.Hold(n); outcome == results.Skipped { // want `^guard g, set current at line 48, is not released when the function returns at line 51 \[leakedguard\]$`
		g.Release()
	}
}

func heldAgain(n int) {
	if g, outcome := results.HoldAgain(n); outcome != results.Skipped {
		g.Release()
	}
}

func flagged(x, y bool) {
	a, b, flags := results.Flags(x, y)
	if flags&results.FlagSecond != 0 {
		b.Release()
	}
	if flags&results.FlagFirst != 0 {
		a.Release()
	}
}

func flaggedOther(x, y bool) {
	a, b, flags := results.Flags(x, y) // want `^guard a, set current at line 70, is not released when the function returns at line 77 \[leakedguard\]$`
	if flags&results.FlagSecond != 0 {
		b.Release()
	}
	if flags&results.FlagSecond != 0 {
		a.Release()
	}
}

func takenDeferred(n int) {
	g, code := results.TakeDeferred(n)
	if code > 0 {
		g.Release()
	}
}

func takenDeferredOther(n int) {
	g, code := results.TakeDeferred(n) // want `^guard g, set current at line 87, is not released when the function returns at line 91 \[leakedguard\]$`
	if code < 0 {
		g.Release()
	}
}
