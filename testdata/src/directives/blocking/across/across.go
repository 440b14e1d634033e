// Package across calls what another package declares.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/directives/blocking"
)

var h = runtimectx.NewHandle("loop", nil)

type local struct{}

func (local) Put(string) {}
func (local) Get(string) {}
func (local) Len() int   { return 0 }

func entered(c *blocking.Conn, s blocking.Store, r blocking.Remote, hook blocking.Hook, o *blocking.Options, ch chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	blocking.Dial()     // want `blocking.Dial blocks inside the region entered at line 18; category net \[blockingcall\]`
	blocking.Inferred() // want `blocking.Inferred blocks \(calls blocking.Dial\) inside the region entered at line 18; category net`
	blocking.Post(ch)
	blocking.Fill(ch)
	c.Send() // want `c.Send blocks inside the region entered at line 18; category sleep`
	c.Queue()
	s.Put("a") // want `s.Put blocks inside the region entered at line 18; category sql`
	s.Get("a")
	s.Len()
	r.Fetch()  // want `r.Fetch blocks inside the region entered at line 18; category http`
	hook()     // want `hook blocks inside the region entered at line 18; category process`
	o.OnDone() // want `o.OnDone blocks inside the region entered at line 18; category file`
	o.OnTick()
	o.Plain()
	known(local{})
}

// The method that is called is known not to block.
func known(l local) {
	var s blocking.Store = l
	s.Put("a")
}
