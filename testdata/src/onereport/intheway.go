package onereport

import "github.com/ctxvet/ctxvet/runtimectx"

// What a callee leaves behind is reported there, also where it is in the way of
// what the callee, or its caller, releases.
func leavesOne(failed bool) (runtimectx.SetCurrentGuard, bool) {
	g := runtimectx.SetCurrent(h)
	inner := runtimectx.Enter(h) // want `^guard inner, entered at line 9, is not released when the function returns at line 13 \[leakedguard\]$`
	_ = inner
	if failed {
		g.Release()
		return runtimectx.SetCurrentGuard{}, false
	}
	return g, true
}

func usesOne(failed bool) {
	g, ok := leavesOne(failed)
	if ok {
		g.Release()
	}
}

func usesMany(failed, again bool) {
	for again {
		usesOne(failed)
	}
}
