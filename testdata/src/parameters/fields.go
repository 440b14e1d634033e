package parameters

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// What blocks under a condition on a field of a parameter does so where the
// caller has not just set the field to something else.

var fieldHandle = runtimectx.NewHandle("h", nil)

type member struct {
	status int
	closed bool
	ch     chan int
}

func prune(m *member) {
	if m.status == 3 {
		time.Sleep(1)
	}
}
func (m *member) flush() {
	if m.closed {
		return
	}
	<-m.ch
}
func (m *member) await() {
	if m.ch != nil {
		<-m.ch
	}
}
func setsStatus(m *member) {
	g := runtimectx.Enter(fieldHandle)
	defer g.Release()
	m.status = 4
	prune(m)
	m.status = 3
	prune(m) // want `^prune blocks \(calls time\.Sleep\) inside the region entered at line 37; category sleep \[blockingcall\]$`
}
func setsClosed(m *member) {
	g := runtimectx.Enter(fieldHandle)
	defer g.Release()
	m.closed = true
	m.flush()
	m.closed = false
	m.flush() // want `^m\.flush blocks \(receives from a channel\) inside the region entered at line 45; category chan \[blockingcall\]$`
}
func setsNothing(m *member) {
	g := runtimectx.Enter(fieldHandle)
	defer g.Release()
	m.flush() // want `^m\.flush blocks \(receives from a channel\) inside the region entered at line 53; category chan \[blockingcall\]$`
	prune(m)  // want `^prune blocks \(calls time\.Sleep\) inside the region entered at line 53; category sleep \[blockingcall\]$`
}
func setsChannel() {
	g := runtimectx.Enter(fieldHandle)
	defer g.Release()
	m := &member{}
	m.await()
	m.ch = make(chan int)
	m.await() // want `^m\.await blocks \(receives from a channel\) inside the region entered at line 59; category chan \[blockingcall\]$`
}
