// Package neverreturns pins callees that never return, or never normally.
package neverreturns

import (
	"fmt"
	"log"
	"os"
	"runtime"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func Fatal(args ...any) {
	log.Print(args...)
	os.Exit(1)
}

func FatalDeep(err error) { Fatal(err) }

func FatalIf(err error) {
	if err != nil {
		FatalDeep(err)
	}
}

func Panicf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

func PanicIf(c bool) {
	if c {
		Panicf("c")
	}
}

func Exit() { runtime.Goexit() }

func ExitIf(c bool) {
	if c {
		Exit()
	}
}

func Serve() {
	for {
		runtime.Gosched()
	}
}

func Select() { select {} }

// Check panics in all but one case.
func Check(n int) {
	switch {
	case n == 0:
		return
	case n < 0:
		Panicf("negative")
	default:
		Fatal("positive")
	}
}

func Unreachable() {
	Fatal()
	g := runtimectx.Enter(h)
	_ = g
}

func PanicReleasing(g runtimectx.SetCurrentGuard) {
	defer g.Release()
	Panicf("released")
}

// Recovers stops its own panic.
func Recovers() {
	defer func() { recover() }()
	Panicf("stopped")
}

type Exiter struct{}

func (Exiter) Exit(code int) { os.Exit(code) }

var Quit = func() { os.Exit(3) }
