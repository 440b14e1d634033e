// Package changes pins what is known of a condition on memory after a call. What
// the call surely does not write stays, what it surely writes is known, and what
// it may write is neither known to stay nor to change: nothing is reported where
// it is asked again.
package changes

import (
	"context"
	"errors"
	"fmt"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

var debug bool

var level int

type options struct {
	on bool
	n  int
}

// unknown keeps and changes what it likes.
var unknown func(args ...any)

func changedByCall(o *options) {
	if !o.on {
		prepare(o)
	}
	g := runtimectx.SetCurrent(h)
	if o.on {
		g.Release()
		return
	}
}

func changedByUnknown(o *options) {
	if !o.on {
		unknown(o)
	}
	g := runtimectx.SetCurrent(h)
	if o.on {
		g.Release()
		return
	}
}

func stableAcrossUnrelated(o *options) {
	var g runtimectx.SetCurrentGuard
	if o.on {
		g = runtimectx.SetCurrent(h)
	}
	fmt.Println("x")
	if o.on {
		g.Release()
	}
}

func okMap(m map[string]int, k string) {
	var g runtimectx.SetCurrentGuard
	_, ok := m[k]
	if ok {
		g = runtimectx.SetCurrent(h)
	}
	if _, ok := m[k]; ok {
		g.Release()
	}
}

func okMapChanged(m map[string]int, k string) {
	var g runtimectx.SetCurrentGuard
	if _, ok := m[k]; !ok {
		g = runtimectx.SetCurrent(h)
		m[k] = 1
	}
	if _, ok := m[k]; ok {
		g.Release()
	}
}

func setDebug() { debug = true }

func globalChanged() {
	g := runtimectx.SetCurrent(h)
	if debug {
		g.Release()
		return
	}
	setDebug()
	if debug {
		g.Release()
	}
}

func globalChangedByLarge() {
	g := runtimectx.SetCurrent(h)
	if level > 0 {
		g.Release()
		return
	}
	raise(3)
	if level > 0 {
		g.Release()
		return
	}
}

func raise(n int) {
	for i := 0; i < n; i++ {
		level++
	}
}

func closureCond(n int) {
	big := func() bool { return n > 10 }
	var g runtimectx.SetCurrentGuard
	if big() {
		g = runtimectx.SetCurrent(h)
	}
	if big() {
		g.Release()
	}
}

func closureCondChanged(n int) {
	big := func() bool { return n > 10 }
	g := runtimectx.SetCurrent(h)
	if big() {
		g.Release()
		return
	}
	n = 11
	if big() {
		g.Release()
	}
}

func lenString(s string) {
	g := runtimectx.SetCurrent(h)
	switch {
	case len(s) == 0:
		g.Release()
	case s[0] == 'x':
		g.Release()
	case s[0] != 'x':
		g.Release()
	}
}

func reset(o *options) { *o = options{} }

func localReset() {
	o := options{on: true}
	reset(&o)
	g := runtimectx.SetCurrent(h)
	if !o.on {
		g.Release()
	}
}

func localByMethod() {
	var o options
	o.enable()
	g := runtimectx.SetCurrent(h)
	if o.on {
		g.Release()
	}
}

func opened(o *options) error {
	g := runtimectx.SetCurrent(h)
	if err := o.open(); err != nil {
		g.Release()
		return err
	}
	if !o.on {
		return nil // not reached
	}
	g.Release()
	return nil
}

func prepare(o *options) {
	o.on = true
	for i := 0; i < 3; i++ {
		o.n++
	}
}

// 1 condition changed by a call in between
func ctxErr(ctx context.Context) {
	var g runtimectx.SetCurrentGuard
	if ctx.Err() == nil {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 197, is not released when the function returns at line 202 \[leakedguard\]$`
	}
	if ctx.Err() == nil {
		g.Release()
	}
}

func (o *options) enable() { o.on = true }

func (o *options) open() error {
	if o.on {
		return errors.New("open")
	}
	o.on = true
	return nil
}

// What the call is not given stays as it was.
func unchanged(o, p *options) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 216, is not released when the function returns at line 225 \[leakedguard\]$`
	if o.on {
		g.Release()
		return
	}
	prepare(p)
	if o.on {
		g.Release()
	}
}

func mapUnchanged(m map[string]bool, a, b string) {
	var g runtimectx.SetCurrentGuard
	if m[a] {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 230, is not released when the function returns at line 235 \[leakedguard\]$`
	}
	if m[b] {
		g.Release()
	}
}
