// Package across uses package large from outside.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/large"
)

var h = runtimectx.NewHandle("across", nil)

func buffer() {
	large.WithBuffer(func(b []byte) {
		g := runtimectx.Enter(h)
		g.Release()
	})
}

func bufferInRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	large.WithBuffer(func(b []byte) {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 19: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}
