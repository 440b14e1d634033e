package questions

import "github.com/ctxvet/ctxvet/runtimectx"

func allowed() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		g := runtimectx.Enter(h) // want `^runtimectx.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

// A caller in whose state BlockInPlace works is not entered, or allows it.
func allowedAfterBlockInPlace() {
	runtimectx.BlockInPlace(func() {})
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		g := runtimectx.Enter(h) // want `^runtimectx.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
		return
	}
	k := runtimectx.Enter(h)
	k.Release()
}

func enteredAfterBlockInPlace() {
	runtimectx.BlockInPlace(func() {})
	c := runtimectx.CurrentEnterContext()
	if c.IsEntered() != c.AllowsBlockInPlace() {
		_ = runtimectx.SetCurrent(h)
	}
}
