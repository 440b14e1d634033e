package results

func takenInOrder(n int) {
	a, b, taken := Take(n)
	if taken > 1 {
		b.Release()
	}
	if taken > 0 {
		a.Release()
	}
}

func takenOneForgotten(n int) {
	a, _, taken := Take(n) // want `^the guard set current at line 14 is not released when the function returns at line 18 \[leakedguard\]$`
	if taken > 0 {
		a.Release()
	}
}

func takenBySwitch(n int) {
	a, b, taken := Take(n)
	switch taken {
	case 2:
		b.Release()
		fallthrough
	case 1:
		a.Release()
	}
}

func takenOnlyTwo(n int) {
	a, b, taken := Take(n) // want `^guard a, set current at line 32, is not released when the function returns at line 37 \[leakedguard\]$`
	if taken == 2 {
		b.Release()
		a.Release()
	}
}

func held(n int) {
	if g, outcome := Hold(n); outcome == Held {
		g.Release()
	}
}

func heldOther(n int) {
	if g, outcome := Hold(n); outcome == Skipped { // want `^guard g, set current at line 46, is not released when the function returns at line 49 \[leakedguard\]$`
		g.Release()
	}
}

func heldAgain(n int) {
	if g, outcome := HoldAgain(n); outcome != Skipped {
		g.Release()
	}
}

func flagged(x, y bool) {
	a, b, flags := Flags(x, y)
	if flags&FlagSecond != 0 {
		b.Release()
	}
	if flags&FlagFirst != 0 {
		a.Release()
	}
}

func flaggedOther(x, y bool) {
	a, b, flags := Flags(x, y) // want `^guard a, set current at line 68, is not released when the function returns at line 75 \[leakedguard\]$`
	if flags&FlagSecond != 0 {
		b.Release()
	}
	if flags&FlagSecond != 0 {
		a.Release()
	}
}

func takenDeferred(n int) {
	g, code := TakeDeferred(n)
	if code > 0 {
		g.Release()
	}
}

func takenDeferredOther(n int) {
	g, code := TakeDeferred(n) // want `^guard g, set current at line 85, is not released when the function returns at line 89 \[leakedguard\]$`
	if code < 0 {
		g.Release()
	}
}
