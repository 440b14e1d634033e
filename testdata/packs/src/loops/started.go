package loops

import (
	"time"

	"github.com/rivo/tview"
)

// Who runs the callback does not depend on which goroutine queues it.

func queuedElsewhere(app *tview.Application) {
	go app.QueueUpdateDraw(func() {
		time.Sleep(1) // want `time\.Sleep blocks on the event loop of tview; category sleep \[blockingcall\]`
	})
}

func queueGo(app *tview.Application, f func()) { go app.QueueUpdateDraw(f) }

func queuedByHelper(app *tview.Application) {
	queueGo(app, func() {
		time.Sleep(1) // want `time\.Sleep blocks on the event loop of tview; category sleep \[blockingcall\]`
	})
}
