package unguarded

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/unguarded/more"
)

// What an object of another package remembers is remembered.

func flagged(c bool) {
	var f more.Flag
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
		f.Set()
	}
	if f.IsSet() {
		g.Release()
	}
}
func flagCleared(c bool) {
	var f more.Flag
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 25, is not released when the function returns at line 32 \[leakedguard\]$`
		f.Set()
	}
	f.Clear()
	if f.IsSet() {
		g.Release()
	}
}
func counted(c bool) {
	var f more.Counter
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
		f.Inc()
	}
	if f.N() == 1 {
		g.Release()
	}
}
func collected() error {
	var e more.Errors
	g, err := runtimectx.TryEnter(h)
	e.Add(err)
	if e.Any() {
		return err
	}
	g.Release()
	return nil
}
