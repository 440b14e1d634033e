// Package switches pins switch, type switch and select.
package switches

import (
	"errors"
	"io"
	"io/fs"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func allCases(n int) {
	g := runtimectx.SetCurrent(h)
	switch n {
	case 1:
		g.Release()
	case 2, 3:
		work()
		g.Release()
	default:
		g.Release()
	}
}

func noDefault(n int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 30, is not released when the function returns at line 37 \[leakedguard\]$`
	switch n {
	case 1:
		g.Release()
	case 2:
		g.Release()
	}
}

func oneCaseForgets(n int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 40, is not released when the function returns at line 43 \[leakedguard\]$`
	switch {
	case n < 0:
		return
	case n == 0:
		g.Release()
	default:
		g.Release()
	}
}

func fallsThrough(n int) {
	g := runtimectx.SetCurrent(h)
	switch n {
	case 1:
		work()
		fallthrough
	case 2:
		g.Release()
	default:
		g.Release()
	}
}

func fallsThroughTwice(n int) {
	g := runtimectx.SetCurrent(h)
	switch n {
	case 1:
		g.Release()
		fallthrough
	default:
		g.Release() // want `^guard g, set current at line 65, was already released at line 68 \[guardmisuse\]$`
	}
}

func breaksOut(n int, c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 76, is not released when the function returns at line 86 \[leakedguard\]$`
	switch n {
	case 1:
		if c {
			break
		}
		g.Release()
	default:
		g.Release()
	}
}

func sameSwitchTwice(n int) {
	var g runtimectx.SetCurrentGuard
	switch n {
	case 1, 2:
		g = runtimectx.SetCurrent(h)
	}
	work()
	switch n {
	case 1, 2:
		g.Release()
	}
}

func sameSwitchTwiceMissesOne(n int) {
	var g runtimectx.SetCurrentGuard
	switch n {
	case 1, 2:
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 105, is not released when the function returns at line 112 \[leakedguard\]$`
	}
	work()
	switch n {
	case 1:
		g.Release()
	}
}

func strings(s string) {
	var g runtimectx.SetCurrentGuard
	if s == "run" {
		g = runtimectx.SetCurrent(h)
	}
	switch s {
	case "run":
		g.Release()
	case "stop":
		work()
	}
}

func typeSwitch(v any) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 128, is not released when the function returns at line 141 \[leakedguard\]$`
	switch v := v.(type) {
	case nil:
		g.Release()
	case int:
		if v > 0 {
			g.Release()
		}
	case error:
		g.Release()
	default:
		g.Release()
	}
}

func typeSwitchComplete(v any) {
	g := runtimectx.SetCurrent(h)
	switch v.(type) {
	case int, string:
		g.Release()
	default:
		g.Release()
	}
}

func sameTypeTwice(v any) {
	var g runtimectx.SetCurrentGuard
	if _, ok := v.(int); ok {
		g = runtimectx.SetCurrent(h)
	}
	work()
	if _, ok := v.(int); ok {
		g.Release()
	}
}

func guardInTypeSwitch() {
	var v any = runtimectx.SetCurrent(h)
	switch v := v.(type) {
	case runtimectx.SetCurrentGuard:
		v.Release()
	default:
		work()
	}
}

func guardInInterface() {
	var v interface{ Release() } = runtimectx.SetCurrent(h)
	work()
	v.Release()
}

func guardInInterfaceForgotten(c bool) {
	var v interface{ Release() } = runtimectx.SetCurrent(h) // want `^guard v, set current at line 181, is not released when the function returns at line 185 \[leakedguard\]$`
	if c {
		v.Release()
	}
}

func selects(a, b chan int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 188, is not released when the function returns at line 194 \[leakedguard\]$`
	select {
	case <-a:
		g.Release()
	case x := <-b:
		if x == 0 {
			return
		}
		g.Release()
	}
}

func selectsWithDefault(a chan int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 201, is not released when the function returns at line 207 \[leakedguard\]$`
	select {
	case <-a:
		g.Release()
	default:
	}
}

func selectsComplete(a, b chan int) {
	g := runtimectx.SetCurrent(h)
	select {
	case <-a:
		g.Release()
	case b <- 1:
		g.Release()
	}
}

func endlessSelect() {
	g := runtimectx.SetCurrent(h)
	_ = g
	select {}
}

func errorsAreValues(err error) {
	g := runtimectx.SetCurrent(h)
	switch {
	case err == nil:
		g.Release()
	case errors.Is(err, io.EOF), err == fs.ErrNotExist:
		g.Release()
	case err != nil:
		g.Release()
	}
}

func initStatement() {
	switch g := runtimectx.SetCurrent(h); {
	default:
		g.Release()
	}
}

func initStatementForgotten(n int) {
	switch g := runtimectx.SetCurrent(h); n { // want `^guard g, set current at line 245, is not released when the function returns at line 249 \[leakedguard\]$`
	case 0:
		g.Release()
	}
}

func constantTag() {
	g := runtimectx.SetCurrent(h)
	switch true {
	case true:
		g.Release()
	}
}
