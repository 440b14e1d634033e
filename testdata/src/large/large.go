// Package large computes with values that grow in every turn of a loop, and with
// large buffers.
package large

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("large", nil)

// WithBuffer runs f on a buffer larger than most numbers of a program.
func WithBuffer(f func(b []byte)) {
	buf := make([]byte, 1<<20)
	f(buf)
}

// Grow computes a and b from what they were in the last turn, so that they
// have no end as expressions.
func Grow(a, b, n int) {
	g := runtimectx.Enter(h)
	for a != b {
		a, b = a*b, a-b
		if a > b {
			if a*2 > b*3 {
				a, b = b/a, a%b
				continue
			}
			b = a / b
		} else if b > n {
			b = a * a
			n = n * b
		}
		for a > n*b {
			a = a / b
			b = b*n - a
			for b > n*a {
				b = b/a - n
			}
		}
	}
	g.Release()
}

// GrowForgotten does, too, and forgets its guard.
func GrowForgotten(a, b, n int) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 44, is not released when the function returns at line 48 \[leakedguard\]$`
	for a != b {
		a, b = a*b, a-b
		if a > n*b {
			return
		}
		a, b = b*b, a*a
	}
	g.Release()
}
