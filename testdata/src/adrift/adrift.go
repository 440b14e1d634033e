// Package adrift pins function literals that go where nobody follows them: they are
// judged like named functions, whatever they go in.
package adrift

import (
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var (
	h        = runtimectx.NewHandle("h", nil)
	errZero  = errors.New("zero")
	global   cmd
	anything any
	stored   sync.Map
)

type cmd struct {
	run  func(int) error
	subs []*cmd
}

type box[T any] struct{ v T }

type registry interface {
	Register(func(int) error)
	Keep(*cmd)
}

func (c *cmd) Add(sub *cmd) { c.subs = append(c.subs, sub) }

func (c *cmd) AddAll(subs ...*cmd) { c.subs = append(c.subs, subs...) }

func keep(c cmd) { anything = &c }

func consume(list []cmd) { anything = list }

func registers(root *cmd) {
	root.Add(&cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 45, is not released when the function literal returns at line 48 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 45; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}})
}

func registersSome(root *cmd) {
	root.AddAll(&cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 57, is not released when the function literal returns at line 60 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 57; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}, &cmd{})
}

func assigns(root *cmd) {
	root.subs = []*cmd{{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 69, is not released when the function literal returns at line 72 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 69; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}}
}

func replaces(root *cmd) {
	*root = cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 81, is not released when the function literal returns at line 84 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 81; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}
}

func element(root *cmd) {
	root.subs[0] = &cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 93, is not released when the function literal returns at line 96 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 93; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}
}

func appends(list []cmd) {
	list = append(list, cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 105, is not released when the function literal returns at line 108 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 105; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}})
	consume(list)
}

func sends(ch chan *cmd) {
	select {
	case ch <- &cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 119, is not released when the function literal returns at line 122 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 119; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}:
	default:
	}
}

func byValue() {
	keep(cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 133, is not released when the function literal returns at line 136 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 133; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}})
}

func variable() {
	global = cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 145, is not released when the function literal returns at line 148 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 145; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}
}

func field() {
	anything = cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 157, is not released when the function literal returns at line 160 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 157; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}
}

func returnsMap() map[string]*cmd {
	return map[string]*cmd{"a": {run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 169, is not released when the function literal returns at line 172 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 169; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}}
}

func nested() {
	anything = struct{ c cmd }{cmd{run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 181, is not released when the function literal returns at line 184 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 181; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}}
}

func inMap() {
	stored.Store("k", func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 193, is not released when the function literal returns at line 196 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 193; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	})
}

func boxed() {
	anything = box[func(int) error]{func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 205, is not released when the function literal returns at line 208 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 205; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}
}

func inTable(n int) {
	for _, c := range map[string]cmd{"a": {run: func(n int) error {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 217, is not released when the function literal returns at line 220 \[leakedguard\]$`
		time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 217; category sleep \[blockingcall\]$`
		if n == 0 {
			return errZero
		}
		g.Release()
		return nil
	}}} {
		c.run(n)
	}
}

func handles() {
	http.Handle("/", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		f := func(n int) error {
			g := runtimectx.Enter(h) // want `^guard g, entered at line 232, is not released when the function literal returns at line 235 \[leakedguard\]$`
			time.Sleep(1)            // want `^time\.Sleep blocks inside the region entered at line 232; category sleep \[blockingcall\]$`
			if n == 0 {
				return errZero
			}
			g.Release()
			return nil
		}
		f(len(anything.(string)))
	}))
}

type server struct {
	mux *http.ServeMux
}

func (s *server) routes() {
	s.mux.Handle("/a", http.StripPrefix("/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 250, is not released when the function literal returns at line 252 \[leakedguard\]$`
		if r.Method == "GET" {
			return
		}
		g.Release()
	})))
	fine := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g := runtimectx.Enter(h)
		defer g.Release()
	})
	s.mux.Handle("/b", fine)
}

func TestTable(t *testing.T) {
	tests := map[string]struct{ run func(*testing.T) }{
		"bad": {run: func(t *testing.T) {
			g := runtimectx.Enter(h) // want `^guard g, entered at line 266, is not released when the function literal returns at line 268 \[leakedguard\]$`
			if t.Failed() {
				return
			}
			g.Release()
		}},
		"good": {run: func(t *testing.T) {
			g := runtimectx.Enter(h)
			defer g.Release()
		}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) { tc.run(t) })
	}
}

// What runs here is judged here.
func runs(b bool) {
	c := &cmd{run: func(n int) error {
		if b {
			time.Sleep(1)
		}
		return nil
	}}
	if b {
		return
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	c.run(1)
}

// What nobody can run is not judged.
func unused() {
	_ = func() {
		runtimectx.Enter(h)
	}
	c := cmd{run: func(n int) error {
		runtimectx.Enter(h)
		return nil
	}}
	_ = c
}

// What a call that cannot be resolved does with it is not known.
func unknown(r registry, root *cmd) {
	r.Register(func(n int) error {
		runtimectx.Enter(h)
		return nil
	})
	root.run = nil
	r.Keep(&cmd{run: func(n int) error {
		runtimectx.Enter(h)
		return nil
	}})
}

// The state is not known where it runs.
func inRegion() {
	anything = func() {
		time.Sleep(1)
		runtimectx.ExitRuntime(func() {})
	}
}
