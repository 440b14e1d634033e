// Package across uses package answers from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/answers"
)

var h2 = runtimectx.NewHandle("h2", nil)

func predicate(n int) {
	var g runtimectx.SetCurrentGuard
	if answers.Positive(n) {
		g = runtimectx.SetCurrent(h2)
	}
	if answers.Positive(n) {
		g.Release()
	}
}

func predicateAndComparison(n int) {
	var g runtimectx.SetCurrentGuard
	if answers.Positive(n) {
		g = runtimectx.SetCurrent(h2)
	}
	if n > 0 {
		g.Release()
	}
}

func predicateOfAnother(n, m int) {
	var g runtimectx.SetCurrentGuard
	if answers.Positive(n) {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 34, is not released when the function returns at line 39 \[leakedguard\]$`
	}
	if answers.Positive(m) {
		g.Release()
	}
}

func within(n int) {
	if !answers.Within(n, 1, 9) {
		return
	}
	g := runtimectx.SetCurrent(h2)
	if n >= 1 && n <= 9 {
		g.Release()
	}
}

func withinNarrower(n int) {
	if !answers.Within(n, 1, 9) {
		return
	}
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 55, is not released when the function returns at line 59 \[leakedguard\]$`
	if n >= 2 && n <= 9 {
		g.Release()
	}
}

func failing() {
	g := runtimectx.SetCurrent(h2)
	if err := answers.Fail(); err != nil {
		g.Release()
	}
}

func failingForgotten() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 69, is not released when the function returns at line 71 \[leakedguard\]$`
	if err := answers.Fail(); err != nil {
		return
	}
	g.Release()
}

func placeholder() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 77, is not released when the function returns at line 79 \[leakedguard\]$`
	if err := answers.Nothing(); err != nil {
		return
	}
	g.Release()
}

func deferredOnError(n int) (err error) {
	g := runtimectx.SetCurrent(h2)
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	switch n {
	case 1:
		return answers.Fail()
	case 2:
		return answers.Failf("%d", n)
	case 3:
		return answers.NewError(n)
	case 4:
		return answers.Wrap(answers.Fail())
	}
	g.Release()
	return nil
}

func deferredOnWrapped(cause error) (err error) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 106, is not released when the function returns at line 112 \[leakedguard\]$`
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	return answers.Wrap(cause)
}

func wrapped(cause error) error {
	g := runtimectx.SetCurrent(h2)
	err := answers.Wrap(cause)
	if err != nil {
		g.Release()
	}
	if cause == nil {
		g.Release()
	}
	return err
}

func checked(n int) error {
	g := runtimectx.SetCurrent(h2)
	if err := answers.Check(n); err != nil {
		g.Release()
		return err
	}
	if n >= 0 {
		g.Release()
	}
	return nil
}

func checkedWrong(n int) error {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 140, is not released when the function returns at line 148 \[leakedguard\]$`
	if err := answers.Check(n); err != nil {
		g.Release()
		return err
	}
	if n > 0 {
		g.Release()
	}
	return nil
}

func getter(c *answers.Conn) {
	var g runtimectx.SetCurrentGuard
	if c.Debug() {
		g = runtimectx.SetCurrent(h2)
	}
	if c.Debug() {
		g.Release()
	}
}

func getterOfCopy(c answers.Conn) {
	var g runtimectx.SetCurrentGuard
	if c.Copied() {
		g = runtimectx.SetCurrent(h2)
	}
	if !c.Copied() {
		return
	}
	g.Release()
}

func getterOfState(c *answers.Conn) {
	var g runtimectx.SetCurrentGuard
	if c.State() == answers.Open {
		g = runtimectx.SetCurrent(h2)
	}
	if c.IsOpen() {
		g.Release()
	}
}

func getterOfOtherState(c *answers.Conn) {
	var g runtimectx.SetCurrentGuard
	if c.State() != answers.Closed {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 185, is not released when the function returns at line 190 \[leakedguard\]$`
	}
	if c.IsOpen() {
		g.Release()
	}
}

func getterThroughGetters(c *answers.Conn) {
	var g runtimectx.SetCurrentGuard
	if c.NextOpen() {
		g = runtimectx.SetCurrent(h2)
	}
	if c.Next().State() == answers.Open {
		g.Release()
	}
}

func setter(c *answers.Conn) {
	if c.IsOpen() {
		return
	}
	g := runtimectx.SetCurrent(h2)
	c.SetOpen()
	if c.IsOpen() {
		g.Release()
	}
}

func setterForgotten(c *answers.Conn) {
	var g runtimectx.SetCurrentGuard
	if c.IsOpen() {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 216, is not released when the function returns at line 222 \[leakedguard\]$`
	}
	c.Set(answers.Closed)
	if c.IsOpen() {
		g.Release()
	}
}

func setterOfLocal() {
	var c answers.Conn
	g := runtimectx.SetCurrent(h2)
	c.Set(answers.Open)
	if c.State() == answers.Open {
		g.Release()
	}
}

func starts(c *answers.Conn) {
	if !c.Start() {
		return
	}
	g := runtimectx.SetCurrent(h2)
	if c.IsOpen() {
		g.Release()
	}
}

func startsTwice(c *answers.Conn) {
	var g runtimectx.SetCurrentGuard
	if c.Start() {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 246, is not released when the function returns at line 251 \[leakedguard\]$`
	}
	if c.Start() {
		g.Release()
	}
}

func names(s answers.State) {
	var g runtimectx.SetCurrentGuard
	if s == answers.Open {
		g = runtimectx.SetCurrent(h2)
	}
	if s.Name() == "open" {
		g.Release()
	}
}

func generic(a, b int) {
	g := runtimectx.SetCurrent(h2)
	if a == 0 && b == 0 {
		g.Release()
		return
	}
	if answers.Or(a, b) != 0 {
		g.Release()
	}
}

func must(n int, err error) {
	var g runtimectx.SetCurrentGuard
	if err == nil {
		g = runtimectx.SetCurrent(h2)
	}
	if answers.Must(n, err) > 0 {
		g.Release()
		return
	}
	g.Release()
}

func readAndRelease() {
	g := runtimectx.SetCurrent(h2)
	if !answers.Read(g) {
		g.Release()
	}
}

func guardedPlaceholder(n int) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 294, is not released when the function returns at line 296 \[leakedguard\]$`
	if err := answers.Guarded(n); err != nil {
		return
	}
	g.Release()
}

func opened() {
	g, err := answers.Opened()
	if err != nil {
		return // it never fails
	}
	g.Release()
}

func visited() {
	if _, ok := answers.Visited(); ok {
		runtimectx.Enter(h2) // it never says so
	}
}
