package comparisons

import "github.com/ctxvet/ctxvet/runtimectx"

func appendedOne(xs []int, x int) {
	g := runtimectx.SetCurrent(h)
	if len(append(xs, x)) > 0 {
		g.Release()
	}
}

func appendedToVariable(xs []int, x int) {
	g := runtimectx.SetCurrent(h)
	xs = append(xs, x)
	if len(xs) != 0 {
		g.Release()
	}
}

func appendedToLiteral() {
	xs := []int{1, 2}
	g := runtimectx.SetCurrent(h)
	xs = append(xs, 3)
	if len(xs) == 3 {
		g.Release()
	}
}

func appendedToUnknown(xs []int, x int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 30, is not released when the function returns at line 35 \[leakedguard\]$`
	xs = append(xs, x)
	if len(xs) > 1 {
		g.Release()
	}
}

func appendedAll(xs, ys []int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 38, is not released when the function returns at line 43 \[leakedguard\]$`
	xs = append(xs, ys...)
	if len(xs) > 0 {
		g.Release()
	}
}

func appendedAllOfSome(xs, ys []int) {
	if len(ys) == 0 {
		return
	}
	g := runtimectx.SetCurrent(h)
	xs = append(xs, ys...)
	if len(xs) > 0 {
		g.Release()
	}
}

func appendedNotNil(xs []int) {
	g := runtimectx.SetCurrent(h)
	if xs = append(xs, 1); xs != nil {
		g.Release()
	}
}

func appendedInLoop(n int) {
	var xs []int
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 65, is not released when the function returns at line 72 \[leakedguard\]$`
	for range n {
		xs = append(xs, 1)
	}
	if len(xs) > 0 {
		g.Release()
	}
}

func appendedInTurn(n int) {
	var xs []int
	for range n {
		xs = append(xs, 1)
		g := runtimectx.SetCurrent(h)
		if len(xs) > 0 {
			g.Release()
		}
	}
}

func appendedInTurnMore(n int) {
	var xs []int
	for range n {
		xs = append(xs, 1)
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 89, is not released before the next turn of the loop at line 87 \[leakedguard\]$`
		if len(xs) > 2 {
			g.Release()
		}
	}
}
