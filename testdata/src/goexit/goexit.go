// Package goexit pins the ways to end a goroutine: Goexit and FailNow run the
// deferred functions and can leak, os.Exit ends everything.
package goexit

import (
	"log"
	"os"
	"runtime"
	"syscall"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func exits(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 17, is not released when the goroutine exits at line 19 \[leakedguard\]$`
	if c {
		runtime.Goexit()
	}
	g.Release()
}

func exitsDeferred(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		runtime.Goexit()
	}
}

func releasedBefore(c bool) {
	g := runtimectx.Enter(h)
	if c {
		g.Release()
		runtime.Goexit()
	}
	g.Release()
}

func recoverDoesNotStopIt(c bool) {
	defer func() { recover() }()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 43, is not released when the goroutine exits at line 45 \[leakedguard\]$`
	if c {
		runtime.Goexit()
	}
	g.Release()
}

func stop() { runtime.Goexit() }

func stopMaybe(c bool) {
	if c {
		stop()
	}
}

func inCallee() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 59, is not released when the goroutine exits at line 60 \[leakedguard\]$`
	stop()
	g.Release()
}

func inCalleeMaybe(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 65, is not released when the goroutine exits at line 66 \[leakedguard\]$`
	stopMaybe(c)
	g.Release()
}

func inCalleeDeferred(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	stopMaybe(c)
}

func inDeferred() {
	g := runtimectx.Enter(h)
	defer func() {
		g.Release()
	}()
	defer runtime.Goexit()
}

func releaseWhileExiting() {
	a := runtimectx.SetCurrent(h)
	defer a.Release() // no Release is judged while the goroutine exits
	a.Release()
	runtime.Goexit()
}

func onGoroutine() {
	go func() {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 93, is not released when the goroutine exits at line 95 \[leakedguard\]$`
		_ = g
		runtime.Goexit()
	}()
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		runtime.Goexit()
	}()
}

func osExit(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		os.Exit(1)
	}
}

func osExitNoRelease() {
	g := runtimectx.Enter(h)
	_ = g
	os.Exit(0)
}

func logFatalf(c bool) {
	g := runtimectx.Enter(h)
	if c {
		log.Fatalf("c is %v", c)
	}
	g.Release()
}

func loggerFatal(l *log.Logger, c bool) {
	g := runtimectx.Enter(h)
	if c {
		l.Fatalln("c")
	}
	g.Release()
}

func syscallExit(c bool) {
	g := runtimectx.Enter(h)
	if c {
		syscall.Exit(1)
	}
	g.Release()
}

func die(msg string) {
	log.Print(msg)
	os.Exit(2)
}

func inHelper(c bool) {
	g := runtimectx.Enter(h)
	if c {
		die("c")
	}
	g.Release()
}

func spin() {
	for {
	}
}

func neverReturns(c bool) {
	g := runtimectx.Enter(h)
	if c {
		spin()
	}
	g.Release()
}

func neverReturnsThenLeaks(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 169, is not released when the function returns at line 174 \[leakedguard\]$`
	if c {
		spin()
	}
	_ = g
}
