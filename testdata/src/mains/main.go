// Command mains pins func main, which starts outside of any region.
package main

import (
	"flag"
	"log"
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func main() {
	flag.Parse()
	if flag.NArg() == 1 {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
	if flag.NArg() == 2 {
		needs() // want `^needs needs an entered goroutine \(calls runtimectx\.ExitRuntime at main\.go:34\), but it is not entered here \[exitstate\]$`
	}
	if err := run(); err != nil {
		log.Fatal(err)
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	run() // fails
	if flag.NArg() == 3 {
		enter() // want `^enter enters \(calls runtimectx\.Enter at main\.go:37\) inside the region entered at line 25: the goroutine is already entered \[nestedenter\]$`
	}
	defer exit() // want `^exit enters \(calls enter at main\.go:42, which calls runtimectx\.Enter at main\.go:37\) inside the region entered at line 25: the goroutine is already entered \[nestedenter\]$`
}

func needs() { runtimectx.ExitRuntime(func() {}) }

func enter() {
	g := runtimectx.Enter(h)
	g.Release()
}

func exit() {
	enter()
	os.Exit(1)
}

func run() error {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return err
	}
	g.Release()
	k := runtimectx.Enter(h)
	k.Release()
	return nil
}
