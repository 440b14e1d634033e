// Package closures pins the silence on literals that are given to an
// unresolved call: in what state they run, and how often, is not known.
package closures

import (
	"net/http"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type scheduler interface{ Post(func()) }

func blocks(s scheduler) {
	g := runtimectx.Enter(h)
	defer g.Release()
	s.Post(func() { time.Sleep(time.Second) })
}

func nests(run func(func())) {
	g := runtimectx.Enter(h)
	defer g.Release()
	run(func() {
		k := runtimectx.Enter(h)
		k.Release()
	})
}

func needs(run func(func())) {
	go func() {
		run(func() { runtimectx.ExitRuntime(func() {}) })
	}()
}

func releases(s scheduler) {
	g := runtimectx.SetCurrent(h)
	s.Post(func() { g.Release() })
}

func acquires(s scheduler) {
	var g runtimectx.SetCurrentGuard
	s.Post(func() { g = runtimectx.SetCurrent(h) })
	g.Release()
}

func handles(mux *http.ServeMux) {
	g := runtimectx.Enter(h)
	defer g.Release()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(time.Second)
		k := runtimectx.Enter(h)
		k.Release()
	})
}

func stored(m map[string]func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	m["sleep"] = func() { time.Sleep(time.Second) }
}

func returned() func() {
	g := runtimectx.Enter(h)
	defer g.Release()
	return func() {
		k := runtimectx.Enter(h)
		k.Release()
	}
}
