package answers

import "github.com/ctxvet/ctxvet/runtimectx"

func predicate(n int) {
	var g runtimectx.SetCurrentGuard
	if Positive(n) {
		g = runtimectx.SetCurrent(h)
	}
	if Positive(n) {
		g.Release()
	}
}

func predicateAndComparison(n int) {
	var g runtimectx.SetCurrentGuard
	if Positive(n) {
		g = runtimectx.SetCurrent(h)
	}
	if n > 0 {
		g.Release()
	}
}

func predicateOfAnother(n, m int) {
	var g runtimectx.SetCurrentGuard
	if Positive(n) {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 28, is not released when the function returns at line 33 \[leakedguard\]$`
	}
	if Positive(m) {
		g.Release()
	}
}

func within(n int) {
	if !Within(n, 1, 9) {
		return
	}
	g := runtimectx.SetCurrent(h)
	if n >= 1 && n <= 9 {
		g.Release()
	}
}

func withinNarrower(n int) {
	if !Within(n, 1, 9) {
		return
	}
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 49, is not released when the function returns at line 53 \[leakedguard\]$`
	if n >= 2 && n <= 9 {
		g.Release()
	}
}

func failing() {
	g := runtimectx.SetCurrent(h)
	if err := Fail(); err != nil {
		g.Release()
	}
}

func failingForgotten() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 63, is not released when the function returns at line 65 \[leakedguard\]$`
	if err := Fail(); err != nil {
		return
	}
	g.Release()
}

func placeholder() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 71, is not released when the function returns at line 73 \[leakedguard\]$`
	if err := Nothing(); err != nil {
		return
	}
	g.Release()
}

func deferredOnError(n int) (err error) {
	g := runtimectx.SetCurrent(h)
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	switch n {
	case 1:
		return Fail()
	case 2:
		return Failf("%d", n)
	case 3:
		return NewError(n)
	case 4:
		return Wrap(Fail())
	}
	g.Release()
	return nil
}

func deferredOnWrapped(cause error) (err error) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 100, is not released when the function returns at line 106 \[leakedguard\]$`
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	return Wrap(cause)
}

func wrapped(cause error) error {
	g := runtimectx.SetCurrent(h)
	err := Wrap(cause)
	if err != nil {
		g.Release()
	}
	if cause == nil {
		g.Release()
	}
	return err
}

func checked(n int) error {
	g := runtimectx.SetCurrent(h)
	if err := Check(n); err != nil {
		g.Release()
		return err
	}
	if n >= 0 {
		g.Release()
	}
	return nil
}

func checkedWrong(n int) error {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 134, is not released when the function returns at line 142 \[leakedguard\]$`
	if err := Check(n); err != nil {
		g.Release()
		return err
	}
	if n > 0 {
		g.Release()
	}
	return nil
}

func getter(c *Conn) {
	var g runtimectx.SetCurrentGuard
	if c.Debug() {
		g = runtimectx.SetCurrent(h)
	}
	if c.Debug() {
		g.Release()
	}
}

func getterOfCopy(c Conn) {
	var g runtimectx.SetCurrentGuard
	if c.Copied() {
		g = runtimectx.SetCurrent(h)
	}
	if !c.Copied() {
		return
	}
	g.Release()
}

func getterOfState(c *Conn) {
	var g runtimectx.SetCurrentGuard
	if c.State() == Open {
		g = runtimectx.SetCurrent(h)
	}
	if c.IsOpen() {
		g.Release()
	}
}

func getterOfOtherState(c *Conn) {
	var g runtimectx.SetCurrentGuard
	if c.State() != Closed {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 179, is not released when the function returns at line 184 \[leakedguard\]$`
	}
	if c.IsOpen() {
		g.Release()
	}
}

func getterThroughGetters(c *Conn) {
	var g runtimectx.SetCurrentGuard
	if c.NextOpen() {
		g = runtimectx.SetCurrent(h)
	}
	if c.Next().State() == Open {
		g.Release()
	}
}

func setter(c *Conn) {
	if c.IsOpen() {
		return
	}
	g := runtimectx.SetCurrent(h)
	c.SetOpen()
	if c.IsOpen() {
		g.Release()
	}
}

func setterForgotten(c *Conn) {
	var g runtimectx.SetCurrentGuard
	if c.IsOpen() {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 210, is not released when the function returns at line 216 \[leakedguard\]$`
	}
	c.Set(Closed)
	if c.IsOpen() {
		g.Release()
	}
}

func setterOfLocal() {
	var c Conn
	g := runtimectx.SetCurrent(h)
	c.Set(Open)
	if c.State() == Open {
		g.Release()
	}
}

func starts(c *Conn) {
	if !c.Start() {
		return
	}
	g := runtimectx.SetCurrent(h)
	if c.IsOpen() {
		g.Release()
	}
}

func startsTwice(c *Conn) {
	var g runtimectx.SetCurrentGuard
	if c.Start() {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 240, is not released when the function returns at line 245 \[leakedguard\]$`
	}
	if c.Start() {
		g.Release()
	}
}

func names(s State) {
	var g runtimectx.SetCurrentGuard
	if s == Open {
		g = runtimectx.SetCurrent(h)
	}
	if s.Name() == "open" {
		g.Release()
	}
}

func generic(a, b int) {
	g := runtimectx.SetCurrent(h)
	if a == 0 && b == 0 {
		g.Release()
		return
	}
	if Or(a, b) != 0 {
		g.Release()
	}
}

func must(n int, err error) {
	var g runtimectx.SetCurrentGuard
	if err == nil {
		g = runtimectx.SetCurrent(h)
	}
	if Must(n, err) > 0 {
		g.Release()
		return
	}
	g.Release()
}

func readAndRelease() {
	g := runtimectx.SetCurrent(h)
	if !Read(g) {
		g.Release()
	}
}

func guardedPlaceholder(n int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 288, is not released when the function returns at line 290 \[leakedguard\]$`
	if err := Guarded(n); err != nil {
		return
	}
	g.Release()
}

func opened() {
	g, err := Opened()
	if err != nil {
		return // it never fails
	}
	g.Release()
}

func visited() {
	if _, ok := Visited(); ok {
		runtimectx.Enter(h) // it never says so
	}
}
