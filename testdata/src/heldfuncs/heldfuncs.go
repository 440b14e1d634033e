// Package heldfuncs pins what blocks in a func or a method that a callee gets inside of
// something: one report, where the walk gets to, under the conditions that hold there.
package heldfuncs

import (
	"os"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type hook struct{ f func() error }

func (h *hook) run() error { return h.f() }

type runner interface{ run() error }
type rf func() error

func (f rf) run() error { return f() }

func do(r runner) error         { return r.run() }
func call(f func() error) error { return f() }

func twice() {
	k := &hook{f: func() error { time.Sleep(1); return nil }} // want `^time\.Sleep blocks inside the region entered at line 29; category sleep \[blockingcall\]$`
	g := runtimectx.Enter(h)
	defer g.Release()
	k.run()
}

func d1() {
	g := runtimectx.Enter(h)
	defer g.Release()
	do(&hook{f: func() error { time.Sleep(1); return nil }}) // want `^time\.Sleep blocks inside the region entered at line 35; category sleep \[blockingcall\]$`
}
func d1b() {
	g := runtimectx.Enter(h)
	defer g.Release()
	do(rf(func() error { time.Sleep(1); return nil })) // want `^time\.Sleep blocks inside the region entered at line 40; category sleep \[blockingcall\]$`
}

func d2() {
	k := &hook{f: func() error {
		if !runtimectx.CurrentEnterContext().IsEntered() {
			time.Sleep(1)
		}
		return nil
	}}
	g := runtimectx.Enter(h)
	defer g.Release()
	k.run()
}
func d8(c bool) {
	k := &hook{f: func() error {
		if c {
			time.Sleep(1)
		}
		return nil
	}}
	if c {
		return
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	k.run()
	do(k)
	do(rf(func() error {
		if c {
			time.Sleep(1)
		}
		return nil
	}))
}

func maybe() error {
	if !runtimectx.CurrentEnterContext().IsEntered() {
		time.Sleep(1)
	}
	return nil
}

type impl struct{}

func (impl) run() error { return maybe() }

func states() {
	g := runtimectx.Enter(h)
	defer g.Release()
	maybe()
	call(maybe)
	impl{}.run()
	do(impl{})
	do(rf(maybe))
	do(&hook{f: maybe})
	(&hook{f: maybe}).run()
}

type store interface {
	put(k string, sync bool) error
}
type file struct {
	f   *os.File
	dry bool
}

func (f *file) put(k string, sync bool) error {
	if sync {
		return f.f.Sync()
	}
	return nil
}
func (f *file) run() error {
	if f.dry {
		return nil
	}
	return f.f.Sync()
}
func saveAll(s store, sync bool) error { return s.put("x", sync) }

func saves(f *os.File, sync bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	saveAll(&file{f: f}, false)
	do(&file{f: f, dry: true})
	saveAll(&file{f: f}, true) // want `^saveAll blocks \(calls \(\*file\)\.put, which calls os\.\(\*File\)\.Sync\) inside the region entered at line 124; category file \[blockingcall\]$`
	do(&file{f: f})            // want `^do blocks \(calls r\.run, which calls os\.\(\*File\)\.Sync\) inside the region entered at line 124; category file \[blockingcall\]$`
	if sync {
		return
	}
	saveAll(&file{f: f}, sync)
}

type lazy struct {
	once sync.Once
	f    func() error
}

func (l *lazy) get() { l.once.Do(func() { l.f() }) }

func lz() {
	l := &lazy{f: func() error { time.Sleep(1); return nil }} // want `^time\.Sleep blocks inside the region entered at line 145; category sleep \[blockingcall\]$`
	g := runtimectx.Enter(h)
	defer g.Release()
	l.get()
}
func lz2(l *lazy) {
	g := runtimectx.Enter(h)
	defer g.Release()
	l.get()
}
