// Package typeswitches pins helpers that find a guard behind an interface.
package typeswitches

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("h", nil)

// Release releases what it knows.
func Release(x any) {
	switch x := x.(type) {
	case runtimectx.EnterRuntimeGuard:
		x.Release()
	case runtimectx.SetCurrentGuard:
		x.Release()
	}
}

// ReleaseCurrent releases guards of one kind alone.
func ReleaseCurrent(x any) {
	if g, ok := x.(runtimectx.SetCurrentGuard); ok {
		g.Release()
	}
}

// Pass leaves it to another.
func Pass(x any) { Release(x) }
