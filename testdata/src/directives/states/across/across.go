// Package across implements what another package declares.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/testdata/src/directives/states"
)

var _ states.Handler = (*handler)(nil)

type handler struct{}

func (h *handler) OnData(b []byte) {
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Handler.OnData says; category sleep \[blockingcall\]`
}

func (h *handler) OnClose()     { time.Sleep(1) }
func (h *handler) Name() string { return "" }

type ticker struct{ handler }

func (t ticker) Tick() {
	wait() // want `wait blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Ticker says; category sleep`
}

func wait() { time.Sleep(1) }
