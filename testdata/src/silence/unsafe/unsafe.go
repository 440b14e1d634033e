// Package unsafe pins the silence on guards behind unsafe pointers.
package unsafe

import (
	"unsafe"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func overwritten() {
	var g runtimectx.SetCurrentGuard
	*(*runtimectx.SetCurrentGuard)(unsafe.Pointer(&g)) = runtimectx.SetCurrent(h)
	g.Release()
}
