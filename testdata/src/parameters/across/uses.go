// Package across uses package parameters from outside: the verdicts are the same.
package across

import (
	"context"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/parameters"
)

func begin() {
	g := parameters.Begin(parameters.Options{Enter: true})
	g.Release()
}

func beginForgotten() {
	g := parameters.Begin(parameters.Options{Enter: true}) // want `^guard g, entered at line 17, is not released when the function returns at line 19 \[leakedguard\]$`
	_ = g
}

func beginNot() {
	g := parameters.Begin(parameters.Options{Name: "x"})
	_ = g
	k := parameters.Begin(parameters.Options{})
	_ = k
}

func beginVariable(enter bool) {
	o := parameters.Options{Enter: enter}
	g := parameters.Begin(o)
	if o.Enter {
		g.Release()
	}
}

func beginVariableForgotten(enter bool) {
	o := parameters.Options{Enter: enter}
	g := parameters.Begin(o) // want `^guard g, entered at line 38, is not released when the function returns at line 42 \[leakedguard\]$`
	if !o.Enter {
		g.Release()
	}
}

func beginChanged() {
	o := parameters.Options{Enter: true}
	o.Enter = false
	g := parameters.Begin(o)
	_ = g
}

func beginPointer() {
	g := parameters.BeginPointer(nil)
	_ = g
	k := parameters.BeginPointer(&parameters.Options{})
	_ = k
}

func beginPointerForgotten() {
	g := parameters.BeginPointer(&parameters.Options{Enter: true}) // want `^guard g, entered at line 59, is not released when the function returns at line 61 \[leakedguard\]$`
	_ = g
}

func run() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	parameters.Run(parameters.Options{})
}

func runNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	parameters.Run(parameters.Options{Enter: true}) // want `^parameters\.Run enters \(calls Begin at parameters\.go:37, which calls runtimectx\.Enter at parameters\.go:24\) inside the region entered at line 70: the goroutine is already entered \[nestedenter\]$`
}

func switches() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	parameters.Switch(parameters.Off)
	parameters.Switch(parameters.Exit)
	parameters.Switch(parameters.On) // want `^parameters\.Switch enters \(calls runtimectx\.Enter at parameters\.go:55\) inside the region entered at line 76: the goroutine is already entered \[nestedenter\]$`
}

func switchesOutside() {
	go func() {
		parameters.Switch(parameters.Off)
		parameters.Switch(parameters.On)
		parameters.Switch(parameters.Exit) // want `^parameters\.Switch needs an entered goroutine \(calls runtimectx\.ExitRuntime at parameters\.go:58\), but it is not entered here \[exitstate\]$`
	}()
}

func switchesVariable(m parameters.Mode) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	if m != parameters.On {
		parameters.Switch(m)
	}
}

func named(name string) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	parameters.Named("leave")
	if name != "enter" {
		parameters.Named(name)
	}
	parameters.Named(name) // want `^parameters\.Named enters \(calls runtimectx\.Enter at parameters\.go:64\) inside the region entered at line 100: the goroutine is already entered \[nestedenter\]$`
}

func positive() {
	g := parameters.Positive(0)
	_ = g
	k := parameters.Positive(1)
	k.Release()
}

func positiveForgotten() {
	g := parameters.Positive(3) // want `^guard g, set current at line 117, is not released when the function returns at line 119 \[leakedguard\]$`
	_ = g
}

func positiveCorrelated(n int) {
	g := parameters.Positive(n)
	if n >= 1 {
		g.Release()
	}
}

func ifNil(p *int) {
	g := parameters.IfNil(p)
	if p == nil {
		g.Release()
	}
	k := parameters.IfNil(new(int))
	_ = k
}

func ifNilForgotten() {
	g := parameters.IfNil(nil) // want `^guard g, set current at line 138, is not released when the function returns at line 140 \[leakedguard\]$`
	_ = g
}

func onErrorForgotten(err error) error {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 143, is not released when the function returns at line 144 \[leakedguard\]$`
	return parameters.OnError(err, g)
}

func acquireByGuard(ctx context.Context) error {
	g, _, err := parameters.Acquire(ctx)
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func acquireTwice(ctx context.Context) error {
	g, release, err := parameters.Acquire(ctx)
	if err != nil {
		return err
	}
	g.Release()
	release() // want `^guard release, set current at line 157, was already released at line 161 \[guardmisuse\]$`
	return nil
}

func acquireForgotten(ctx context.Context) error {
	_, release, err := parameters.Acquire(ctx) // want `^guard release, set current at line 167, is not released when the function returns at line 172 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = release
	return nil
}

func both(c bool) {
	g, k := parameters.Both(c)
	k.Release()
	g.Release()
}

func bothForgotten(c bool) {
	g, k := parameters.Both(c) // want `^guard k, entered at line 182, is not released when the function returns at line 185 \[leakedguard\]$`
	g.Release()
	_ = k
}

func bothConstant() {
	g, k := parameters.Both(true)
	g.Release()
	_ = k
}

func status(c bool) {
	s, g := parameters.Status(c)
	if s == "held" {
		g.Release()
	}
}

func statusForgotten(c bool) {
	s, g := parameters.Status(c) // want `^guard g, set current at line 201, is not released when the function returns at line 205 \[leakedguard\]$`
	if s == "free" {
		g.Release()
	}
}

func acquire(ctx context.Context) error {
	_, release, err := parameters.Acquire(ctx)
	if err != nil {
		return err
	}
	defer release()
	return nil
}

var h2 = runtimectx.NewHandle("h2", nil)
