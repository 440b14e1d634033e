package startstop

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func pair() {
	var l Loop
	l.Start()
	l.Stop()
}

func pairDeferred(c bool) {
	l := NewLoop("x")
	l.Start()
	defer l.Stop()
	if c {
		return
	}
}

func pairForgotten(c bool) {
	var l Loop
	l.Start() // want `^guard l\.guard, entered at line 24, is not released when the function returns at line 26 \[leakedguard\]$`
	if c {
		return
	}
	l.Stop()
}

func pointerForgotten(c bool) {
	l := &Loop{}
	l.Start() // want `^guard l\.guard, entered at line 33, is not released when the function returns at line 37 \[leakedguard\]$`
	if c {
		l.Stop()
	}
}

func neverStopped() {
	l := NewLoop("x")
	l.Start() // want `^guard l\.guard, entered at line 41, is not released when the function returns at line 42 \[leakedguard\]$`
}

func stoppedTwice() {
	var l Loop
	l.Start()
	l.Stop()
	l.Stop() // want `^l\.Stop releases guard l\.guard, entered at line 46 \(calls l\.guard\.Release at startstop\.go:21\): it was already released at line 47 \[guardmisuse\]$`
}

// The second Start would overwrite the only copy of the first guard: nothing
// releases it.
func startedTwice() {
	var l Loop
	l.Start() // want `^guard l\.guard, entered at line 55, is not released when the function returns at line 58 \[leakedguard\]$`
	l.Start()
	l.Stop()
}

func restarted() {
	var l Loop
	l.Start()
	l.Stop()
	l.Start()
	l.Stop()
}

func stoppedUnstarted() {
	var l Loop
	l.Stop() // the zero guard
}

func twoLoops() {
	var a, b Loop
	a.Start()
	b.Start() // want `^b\.Start enters \(calls runtimectx\.Enter at startstop\.go:19\) inside the region entered at line 75: the goroutine is already entered \[nestedenter\]$`
	b.Stop()
	a.Stop()
}

func otherLoop() {
	var a, b Loop
	a.Start() // want `^guard a\.guard, entered at line 83, is not released when the function returns at line 85 \[leakedguard\]$`
	b.Stop()
}

func once() {
	var l Loop
	l.StartOnce()
	l.StartOnce()
	l.StopOnce()
	l.StopOnce()
}

func onceForgotten() {
	var l Loop
	l.StartOnce() // want `^guard l\.guard, entered at line 97, is not released when the function returns at line 99 \[leakedguard\]$`
	l.StartOnce()
}

func onceStoppedPlainly() {
	var l Loop
	l.StartOnce()
	l.Stop()
	l.StopOnce() // want `^l\.StopOnce releases guard l\.guard, entered at line 103 \(calls l\.guard\.Release at startstop\.go:36\): it was already released at line 104 \[guardmisuse\]$`
}

func tryStart() error {
	var l Loop
	if err := l.TryStart(); err != nil {
		return err
	}
	defer l.Stop()
	return nil
}

func tryStartForgotten(c bool) error {
	var l Loop
	if err := l.TryStart(); err != nil { // want `^guard l\.guard, entered at line 119, is not released when the function returns at line 125 \[leakedguard\]$`
		return err
	}
	if c {
		l.Stop()
	}
	return nil
}

func startNamed(name string) error {
	var l Loop
	if err := l.StartNamed(name); err != nil {
		return err
	}
	l.Stop()
	return nil
}

func startNamedForgotten(name string) error {
	var l Loop
	if err := l.StartNamed(name); err == nil { // want `^guard l\.guard, entered at line 139, is not released when the function returns at line 140 \[leakedguard\]$`
		return nil
	}
	l.Stop()
	return nil
}

func run() {
	var l Loop
	l.Run(func() {
		g := runtimectx.SetCurrent(h2)
		g.Release()
	})
}

func runNests() {
	var l Loop
	l.Run(func() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 156: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}

func server() {
	var s Server
	s.Open()
	s.Close()
}

func serverForgotten(c bool) {
	var s Server
	s.Open() // want `^guard s\.Loop\.guard, entered at line 170, is not released when the function returns at line 172 \[leakedguard\]$`
	if c {
		return
	}
	s.Close()
}

func serverOutOfOrder() {
	var s Server
	s.Open()
	s.CloseWrong() // want `^s\.CloseWrong releases guard s\.Loop\.guard, entered at line 179 \(calls s\.Stop at startstop\.go:75, which calls l\.guard\.Release at startstop\.go:21\): it is released before guard s\.current, set current at line 179: release them in reverse order \[releaseorder\]$`
}

func serverStoppedInPart() {
	var s Server
	s.Open() // want `^guard s\.current, set current at line 185, is not released when the function returns at line 187 \[leakedguard\]$`
	s.Stop()
}

func started() {
	l := Started("x")
	l.Stop()
}

func startedForgotten(c bool) {
	l := Started("x") // want `^guard l, entered at line 195, is not released when the function returns at line 197 \[leakedguard\]$`
	if c {
		return
	}
	l.Stop()
}

func stateBetween() {
	var l Loop
	l.Start()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 204, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	l.Stop()
}

func stateAfter() {
	var l Loop
	l.Start()
	l.Stop()
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func inLiteral() {
	var l Loop
	func() {
		l.Start()
	}()
	l.Stop()
}

func elsewhere() {
	var l Loop
	l.Start()
	go l.Stop() // want `^l\.Stop releases guard l\.guard, entered at line 226 \(calls l\.guard\.Release at startstop\.go:21\): it is released on another goroutine, started at line 227: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func copied() {
	var l Loop
	l.Start()
	k := l
	k.Stop()
	l.Stop() // want `^l\.Stop releases guard l\.guard, entered at line 232 \(calls l\.guard\.Release at startstop\.go:21\): it was already released at line 234 \[guardmisuse\]$`
}

func methodValues() {
	var l Loop
	start, stop := l.Start, l.Stop
	start()
	defer stop()
}

func methodValuesForgotten(c bool) {
	var l Loop
	start, stop := l.Start, l.Stop
	start() // want `^the guard entered at line 248 is not released when the function returns at line 252 \[leakedguard\]$`
	if c {
		stop()
	}
}

// The caller's loop: who stops it is not known here.
func startsArgument(l *Loop) {
	l.Start()
}

func startsArgumentOf() {
	var l Loop
	startsArgument(&l)
	l.Stop()
}

func startsArgumentForgotten(c bool) {
	var l Loop
	startsArgument(&l) // want `^the guard entered at line 267 is not released when the function returns at line 271 \[leakedguard\]$`
	if c {
		l.Stop()
	}
}

var global Loop

// Nobody can follow a global.
func startsGlobal() {
	global.Start()
}

func escapes(ch chan *Loop) {
	l := NewLoop("x")
	l.Start()
	ch <- l
}

func returned() *Loop {
	l := NewLoop("x")
	l.Start()
	return l
}

var h2 = runtimectx.NewHandle("h2", nil)

// A guard that the caller left there is named after the field, too.
func stopsCallersTwice(l *Loop) {
	l.Stop()
	l.Stop() // want `^l\.Stop releases guard l\.guard \(calls l\.guard\.Release at startstop\.go:21\): it was already released at line 296 \[guardmisuse\]$`
}
