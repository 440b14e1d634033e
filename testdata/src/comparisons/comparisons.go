// Package comparisons pins what one comparison says of another: order is
// transitive, lengths, minima and joined errors follow from what they are made
// of, and functions of values alone give the same result twice.
package comparisons

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func transitive(a, b, c int) {
	if a >= b || b >= c {
		return
	}
	g := runtimectx.SetCurrent(h)
	if a < c {
		g.Release() // a < b < c
	}
}

func transitiveOrEqual(a, b, c int) {
	if a > b || b > c {
		return
	}
	g := runtimectx.SetCurrent(h)
	if c >= a {
		g.Release()
	}
}

func notTransitive(a, b, c int) {
	if a > b || b > c {
		return
	}
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 42, is not released when the function returns at line 46 \[leakedguard\]$`
	if a < c {
		g.Release()
	}
}

func bounds(a, b int) {
	if a > 3 || b < 5 {
		return
	}
	g := runtimectx.SetCurrent(h)
	if a < b && a != b {
		g.Release()
	}
}

func stringLength(s string) {
	var g runtimectx.SetCurrentGuard
	if s != "" {
		g = runtimectx.SetCurrent(h)
	}
	if len(s) > 0 {
		g.Release()
	}
}

func stringLengthTwo(s string) {
	var g runtimectx.SetCurrentGuard
	if len(s) >= 2 {
		g = runtimectx.SetCurrent(h)
	}
	if s == "" {
		return
	}
	g.Release()
}

func stringLengthWrong(s string) {
	var g runtimectx.SetCurrentGuard
	if s != "" {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 82, is not released when the function returns at line 87 \[leakedguard\]$`
	}
	if len(s) > 1 {
		g.Release()
	}
}

func stringLengthZero(s string) {
	g := runtimectx.SetCurrent(h)
	if len(s) == 0 {
		g.Release()
		return
	}
	if s != "" {
		g.Release()
	}
}

func sliceLength(xs []int) {
	var g runtimectx.SetCurrentGuard
	if len(xs) > 0 {
		g = runtimectx.SetCurrent(h)
	}
	if len(xs) == 0 {
		return
	}
	g.Release()
}

func minimum(n int) {
	g := runtimectx.SetCurrent(h)
	if min(n, 8) <= 8 {
		g.Release()
	}
}

func maximum(n int) {
	g := runtimectx.SetCurrent(h)
	if n = max(n, 1); n < 1 {
		return // not reached
	}
	g.Release()
}

func joined(err error) {
	g := runtimectx.SetCurrent(h)
	if err != nil {
		if errors.Join(err, io.EOF) != nil {
			g.Release()
		}
		return
	}
	g.Release()
}

func joinedWithNil(err error) {
	var g runtimectx.SetCurrentGuard
	if err != nil {
		g = runtimectx.SetCurrent(h)
	}
	if errors.Join(nil, err) != nil {
		g.Release()
	}
}

var errClosed = errors.New("closed")

var errLast error

func sentinel(n int) (err error) {
	g := runtimectx.SetCurrent(h)
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	if n < 0 {
		return errClosed
	}
	if n > 9 {
		return io.ErrUnexpectedEOF
	}
	if n > 8 {
		return fmt.Errorf("%w: %d", errClosed, n)
	}
	g.Release()
	return nil
}

func noSentinel(n int) (err error) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 172, is not released when the function returns at line 179 \[leakedguard\]$`
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	if n < 0 {
		return errLast
	}
	g.Release()
	return nil
}

func setLast(err error) { errLast = err }

func prefix(s string) {
	var g runtimectx.SetCurrentGuard
	if strings.HasPrefix(s, "x") {
		g = runtimectx.SetCurrent(h)
	}
	if strings.HasPrefix(s, "x") {
		g.Release()
	}
}

func prefixOfAnother(s, t string) {
	var g runtimectx.SetCurrentGuard
	if strings.HasPrefix(s, "x") {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 200, is not released when the function returns at line 205 \[leakedguard\]$`
	}
	if strings.HasPrefix(t, "x") {
		g.Release()
	}
}

func times(t, u time.Time) {
	var g runtimectx.SetCurrentGuard
	if t.After(u) {
		g = runtimectx.SetCurrent(h)
	}
	if t.After(u) {
		g.Release()
	}
}

// The clock goes on.
func now(t time.Time) {
	var g runtimectx.SetCurrentGuard
	if time.Now().After(t) {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 221, is not released when the function returns at line 224 \[leakedguard\]$`
	}
	if time.Now().Before(t) {
		return
	}
	if time.Since(t) > 0 {
		g.Release()
	}
}

func flags(mask uint) {
	const x, y = 1, 2
	var g runtimectx.SetCurrentGuard
	if mask&x != 0 {
		g = runtimectx.SetCurrent(h)
	}
	if mask&y != 0 {
		mask |= 4
	}
	if mask&x == 0 {
		return
	}
	g.Release()
}
