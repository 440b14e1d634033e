package parameters

import (
	"context"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func begin() {
	g := Begin(Options{Enter: true})
	g.Release()
}

func beginForgotten() {
	g := Begin(Options{Enter: true}) // want `^guard g, entered at line 15, is not released when the function returns at line 17 \[leakedguard\]$`
	_ = g
}

func beginNot() {
	g := Begin(Options{Name: "x"})
	_ = g
	k := Begin(Options{})
	_ = k
}

func beginVariable(enter bool) {
	o := Options{Enter: enter}
	g := Begin(o)
	if o.Enter {
		g.Release()
	}
}

func beginVariableForgotten(enter bool) {
	o := Options{Enter: enter}
	g := Begin(o) // want `^guard g, entered at line 36, is not released when the function returns at line 40 \[leakedguard\]$`
	if !o.Enter {
		g.Release()
	}
}

func beginChanged() {
	o := Options{Enter: true}
	o.Enter = false
	g := Begin(o)
	_ = g
}

func beginPointer() {
	g := BeginPointer(nil)
	_ = g
	k := BeginPointer(&Options{})
	_ = k
}

func beginPointerForgotten() {
	g := BeginPointer(&Options{Enter: true}) // want `^guard g, entered at line 57, is not released when the function returns at line 59 \[leakedguard\]$`
	_ = g
}

func run() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Run(Options{})
}

func runNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Run(Options{Enter: true}) // want `^Run enters \(calls Begin at parameters\.go:37, which calls runtimectx\.Enter at parameters\.go:24\) inside the region entered at line 68: the goroutine is already entered \[nestedenter\]$`
}

func switches() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Switch(Off)
	Switch(Exit)
	Switch(On) // want `^Switch enters \(calls runtimectx\.Enter at parameters\.go:55\) inside the region entered at line 74: the goroutine is already entered \[nestedenter\]$`
}

func switchesOutside() {
	go func() {
		Switch(Off)
		Switch(On)
		Switch(Exit) // want `^Switch needs an entered goroutine \(calls runtimectx\.ExitRuntime at parameters\.go:58\), but it is not entered here \[exitstate\]$`
	}()
}

func switchesVariable(m Mode) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	if m != On {
		Switch(m)
	}
}

func named(name string) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Named("leave")
	if name != "enter" {
		Named(name)
	}
	Named(name) // want `^Named enters \(calls runtimectx\.Enter at parameters\.go:64\) inside the region entered at line 98: the goroutine is already entered \[nestedenter\]$`
}

func positive() {
	g := Positive(0)
	_ = g
	k := Positive(1)
	k.Release()
}

func positiveForgotten() {
	g := Positive(3) // want `^guard g, set current at line 115, is not released when the function returns at line 117 \[leakedguard\]$`
	_ = g
}

func positiveCorrelated(n int) {
	g := Positive(n)
	if n >= 1 {
		g.Release()
	}
}

func ifNil(p *int) {
	g := IfNil(p)
	if p == nil {
		g.Release()
	}
	k := IfNil(new(int))
	_ = k
}

func ifNilForgotten() {
	g := IfNil(nil) // want `^guard g, set current at line 136, is not released when the function returns at line 138 \[leakedguard\]$`
	_ = g
}

func onErrorForgotten(err error) error {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 141, is not released when the function returns at line 142 \[leakedguard\]$`
	return OnError(err, g)
}

func acquireByGuard(ctx context.Context) error {
	g, _, err := Acquire(ctx)
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func acquireTwice(ctx context.Context) error {
	g, release, err := Acquire(ctx)
	if err != nil {
		return err
	}
	g.Release()
	release() // want `^guard release, set current at line 155, was already released at line 159 \[guardmisuse\]$`
	return nil
}

func acquireForgotten(ctx context.Context) error {
	_, release, err := Acquire(ctx) // want `^guard release, set current at line 165, is not released when the function returns at line 170 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = release
	return nil
}

func both(c bool) {
	g, k := Both(c)
	k.Release()
	g.Release()
}

func bothForgotten(c bool) {
	g, k := Both(c) // want `^guard k, entered at line 180, is not released when the function returns at line 183 \[leakedguard\]$`
	g.Release()
	_ = k
}

func bothConstant() {
	g, k := Both(true)
	g.Release()
	_ = k
}

func status(c bool) {
	s, g := Status(c)
	if s == "held" {
		g.Release()
	}
}

func statusForgotten(c bool) {
	s, g := Status(c) // want `^guard g, set current at line 199, is not released when the function returns at line 203 \[leakedguard\]$`
	if s == "free" {
		g.Release()
	}
}

func acquire(ctx context.Context) error {
	_, release, err := Acquire(ctx)
	if err != nil {
		return err
	}
	defer release()
	return nil
}

var h2 = runtimectx.NewHandle("h2", nil)
