// Package linkname pins the silence on functions that another package defines.
package linkname

import (
	_ "unsafe" // for go:linkname

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

//go:linkname elsewhere example.com/elsewhere.keep
func elsewhere(g runtimectx.SetCurrentGuard)

func given() {
	elsewhere(runtimectx.SetCurrent(h))
}
