// Package repeated has functions that a loop calls more than once.
package repeated

import (
	"sync/atomic"
	"time"
)

type Loop struct{ q chan func() }

//ctxvet:entered f
func (l *Loop) Handle(f func()) { l.q <- f }

func a(l *Loop) {
	var n int32
	l.Handle(func() {
		if atomic.AddInt32(&n, 1) > 5 {
			time.Sleep(1) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Handle says; category sleep \[blockingcall\]$`
		}
	})
}
func b(l *Loop) {
	var n int
	l.Handle(func() {
		n++
		if n > 5 {
			time.Sleep(1) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Handle says; category sleep \[blockingcall\]$`
		}
	})
}
func c(l *Loop) {
	var n atomic.Int32
	l.Handle(func() {
		if n.Add(1) > 5 {
			time.Sleep(1) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Handle says; category sleep \[blockingcall\]$`
		}
	})
}
func d(l *Loop) {
	var n atomic.Bool
	l.Handle(func() {
		if n.Load() {
			time.Sleep(1) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Handle says; category sleep \[blockingcall\]$`
		}
		n.Store(true)
	})
}
func e(l *Loop) {
	var n bool
	l.Handle(func() {
		if n {
			time.Sleep(1) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Handle says; category sleep \[blockingcall\]$`
		}
		n = true
	})
}
