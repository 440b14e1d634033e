// Package across uses package startstop from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/startstop"
)

func pair() {
	var l startstop.Loop
	l.Start()
	l.Stop()
}

func pairDeferred(c bool) {
	l := startstop.NewLoop("x")
	l.Start()
	defer l.Stop()
	if c {
		return
	}
}

func pairForgotten(c bool) {
	var l startstop.Loop
	l.Start() // want `^guard l\.guard, entered at line 26, is not released when the function returns at line 28 \[leakedguard\]$`
	if c {
		return
	}
	l.Stop()
}

func pointerForgotten(c bool) {
	l := &startstop.Loop{}
	l.Start() // want `^guard l\.guard, entered at line 35, is not released when the function returns at line 39 \[leakedguard\]$`
	if c {
		l.Stop()
	}
}

func neverStopped() {
	l := startstop.NewLoop("x")
	l.Start() // want `^guard l\.guard, entered at line 43, is not released when the function returns at line 44 \[leakedguard\]$`
}

func stoppedTwice() {
	var l startstop.Loop
	l.Start()
	l.Stop()
	l.Stop() // want `^l\.Stop releases guard l\.guard, entered at line 48 \(calls l\.guard\.Release at startstop\.go:21\): it was already released at line 49 \[guardmisuse\]$`
}

// The second Start would overwrite the only copy of the first guard: nothing
// releases it.
func startedTwice() {
	var l startstop.Loop
	l.Start() // want `^guard l\.guard, entered at line 57, is not released when the function returns at line 60 \[leakedguard\]$`
	l.Start()
	l.Stop()
}

func restarted() {
	var l startstop.Loop
	l.Start()
	l.Stop()
	l.Start()
	l.Stop()
}

func stoppedUnstarted() {
	var l startstop.Loop
	l.Stop() // the zero guard
}

func twoLoops() {
	var a, b startstop.Loop
	a.Start()
	b.Start() // want `^b\.Start enters \(calls runtimectx\.Enter at startstop\.go:19\) inside the region entered at line 77: the goroutine is already entered \[nestedenter\]$`
	b.Stop()
	a.Stop()
}

func otherLoop() {
	var a, b startstop.Loop
	a.Start() // want `^guard a\.guard, entered at line 85, is not released when the function returns at line 87 \[leakedguard\]$`
	b.Stop()
}

func once() {
	var l startstop.Loop
	l.StartOnce()
	l.StartOnce()
	l.StopOnce()
	l.StopOnce()
}

func onceForgotten() {
	var l startstop.Loop
	l.StartOnce() // want `^guard l\.guard, entered at line 99, is not released when the function returns at line 101 \[leakedguard\]$`
	l.StartOnce()
}

func onceStoppedPlainly() {
	var l startstop.Loop
	l.StartOnce()
	l.Stop()
	l.StopOnce() // want `^l\.StopOnce releases guard l\.guard, entered at line 105 \(calls l\.guard\.Release at startstop\.go:36\): it was already released at line 106 \[guardmisuse\]$`
}

func tryStart() error {
	var l startstop.Loop
	if err := l.TryStart(); err != nil {
		return err
	}
	defer l.Stop()
	return nil
}

func tryStartForgotten(c bool) error {
	var l startstop.Loop
	if err := l.TryStart(); err != nil { // want `^guard l\.guard, entered at line 121, is not released when the function returns at line 127 \[leakedguard\]$`
		return err
	}
	if c {
		l.Stop()
	}
	return nil
}

func startNamed(name string) error {
	var l startstop.Loop
	if err := l.StartNamed(name); err != nil {
		return err
	}
	l.Stop()
	return nil
}

func startNamedForgotten(name string) error {
	var l startstop.Loop
	if err := l.StartNamed(name); err == nil { // want `^guard l\.guard, entered at line 141, is not released when the function returns at line 142 \[leakedguard\]$`
		return nil
	}
	l.Stop()
	return nil
}

func run() {
	var l startstop.Loop
	l.Run(func() {
		g := runtimectx.SetCurrent(h2)
		g.Release()
	})
}

func runNests() {
	var l startstop.Loop
	l.Run(func() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 158: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}

func server() {
	var s startstop.Server
	s.Open()
	s.Close()
}

func serverForgotten(c bool) {
	var s startstop.Server
	s.Open() // want `^guard s\.Loop\.guard, entered at line 172, is not released when the function returns at line 174 \[leakedguard\]$`
	if c {
		return
	}
	s.Close()
}

func serverOutOfOrder() {
	var s startstop.Server
	s.Open()
	s.CloseWrong() // want `^s\.CloseWrong releases guard s\.Loop\.guard, entered at line 181 \(calls s\.Stop at startstop\.go:75, which calls l\.guard\.Release at startstop\.go:21\): it is released before guard s\.current, set current at line 181: release them in reverse order \[releaseorder\]$`
}

func serverStoppedInPart() {
	var s startstop.Server
	s.Open() // want `^guard s\.current, set current at line 187, is not released when the function returns at line 189 \[leakedguard\]$`
	s.Stop()
}

func started() {
	l := startstop.Started("x")
	l.Stop()
}

func startedForgotten(c bool) {
	l := startstop.Started("x") // want `^guard l, entered at line 197, is not released when the function returns at line 199 \[leakedguard\]$`
	if c {
		return
	}
	l.Stop()
}

func stateBetween() {
	var l startstop.Loop
	l.Start()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 206, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	l.Stop()
}

func stateAfter() {
	var l startstop.Loop
	l.Start()
	l.Stop()
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func inLiteral() {
	var l startstop.Loop
	func() {
		l.Start()
	}()
	l.Stop()
}

func elsewhere() {
	var l startstop.Loop
	l.Start()
	go l.Stop() // want `^l\.Stop releases guard l\.guard, entered at line 228 \(calls l\.guard\.Release at startstop\.go:21\): it is released on another goroutine, started at line 229: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func copied() {
	var l startstop.Loop
	l.Start()
	k := l
	k.Stop()
	l.Stop() // want `^l\.Stop releases guard l\.guard, entered at line 234 \(calls l\.guard\.Release at startstop\.go:21\): it was already released at line 236 \[guardmisuse\]$`
}

func methodValues() {
	var l startstop.Loop
	start, stop := l.Start, l.Stop
	start()
	defer stop()
}

func methodValuesForgotten(c bool) {
	var l startstop.Loop
	start, stop := l.Start, l.Stop
	start() // want `^the guard entered at line 250 is not released when the function returns at line 254 \[leakedguard\]$`
	if c {
		stop()
	}
}

// The caller's loop: who stops it is not known here.
func startsArgument(l *startstop.Loop) {
	l.Start()
}

func startsArgumentOf() {
	var l startstop.Loop
	startsArgument(&l)
	l.Stop()
}

func startsArgumentForgotten(c bool) {
	var l startstop.Loop
	startsArgument(&l) // want `^the guard entered at line 269 is not released when the function returns at line 273 \[leakedguard\]$`
	if c {
		l.Stop()
	}
}

var global startstop.Loop

// Nobody can follow a global.
func startsGlobal() {
	global.Start()
}

func escapes(ch chan *startstop.Loop) {
	l := startstop.NewLoop("x")
	l.Start()
	ch <- l
}

func returned() *startstop.Loop {
	l := startstop.NewLoop("x")
	l.Start()
	return l
}

var h2 = runtimectx.NewHandle("h2", nil)

// A guard that the caller left there is named after the field, too.
func stopsCallersTwice(l *startstop.Loop) {
	l.Stop()
	l.Stop() // want `^l\.Stop releases guard l\.guard \(calls l\.guard\.Release at startstop\.go:21\): it was already released at line 298 \[guardmisuse\]$`
}
