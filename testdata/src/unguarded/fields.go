package unguarded

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/unguarded/plain"
)

// Whether a helper blocks can depend on what the caller has just set.

func setsStatus(m *plain.Member) {
	g := runtimectx.Enter(h)
	defer g.Release()
	m.Status = 4
	plain.Prune(m)
	m.Status = 3
	plain.Prune(m) // want `^plain\.Prune blocks \(receives from a channel\) inside the region entered at line 11; category chan \[blockingcall\]$`
}

func setsClosed(m *plain.Member) {
	g := runtimectx.Enter(h)
	defer g.Release()
	m.Closed = true
	m.Flush()
	m.Closed = false
	m.Flush() // want `^m\.Flush blocks \(receives from a channel\) inside the region entered at line 20; category chan \[blockingcall\]$`
}

func setsNothing(m *plain.Member) {
	g := runtimectx.Enter(h)
	defer g.Release()
	m.Flush()      // want `^m\.Flush blocks \(receives from a channel\) inside the region entered at line 29; category chan \[blockingcall\]$`
	plain.Prune(m) // want `^plain\.Prune blocks \(receives from a channel\) inside the region entered at line 29; category chan \[blockingcall\]$`
}
