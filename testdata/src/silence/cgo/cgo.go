// Package cgo hands a release to C, which calls it back or does not.
package cgo

/*
#include <stdint.h>

static uintptr_t keep(uintptr_t handle) { return handle; }
*/
import "C"

import (
	"runtime/cgo"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("cgo", nil)

func released(c bool) {
	g := runtimectx.SetCurrent(h)
	C.keep(C.uintptr_t(cgo.NewHandle(g.Release)))
	if c {
		return
	}
}

func kept(c bool) {
	g := runtimectx.SetCurrent(h)
	C.keep(C.uintptr_t(cgo.NewHandle(g)))
	if c {
		panic("c")
	}
}

// What C does to the enter state cannot be known, and is taken to be nothing.
func around() {
	g := runtimectx.SetCurrent(h)
	C.keep(0)
	g.Release()
}
