// Package multifile pins functions that find each other across files.
package multifile

func first() {
	g := open() // in z.go
	defer g.Release()
	enters() // want `^enters enters \(calls open at z\.go:11, which calls runtimectx\.Enter at z\.go:7\) inside the region entered at line 5: the goroutine is already entered \[nestedenter\]$`
}

func firstForgets(c bool) {
	g := open() // want `^guard g, entered at line 11, is not released when the function returns at line 15 \[leakedguard\]$`
	if c {
		drop(g)
	}
}

func odd(n int) {
	if n > 0 {
		even(n - 1)
	}
}
