// Package forwarded hands functions on to who runs them in a declared state.
package forwarded

import "time"

type Loop struct{ q chan func() }

//ctxvet:entered f
func (l *Loop) Post(f func()) { l.q <- f }

//ctxvet:goroutine f
func (l *Loop) Spawn(f func()) { l.q <- f }

func post(l *Loop, f func()) { l.Post(f) }
func slp()                   { time.Sleep(1) }

type W struct {
	l *Loop
	y func()
}

func (w *W) do(f func()) { w.l.Post(f) }

func use(l *Loop) {
	post(l, func() { time.Sleep(1) }) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use2(l *Loop) {
	post(l, slp) // want `^post blocks \(calls slp, which calls time\.Sleep\) where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use3(w *W) {
	w.do(func() { time.Sleep(1) }) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use4(l *Loop) {
	go l.Post(func() { time.Sleep(1) }) // want `^time\.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use5(l *Loop) {
	go l.Post(slp) // want `^slp blocks \(calls time\.Sleep\) where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use6(l *Loop) {
	go post(l, slp) // want `^post blocks \(calls slp, which calls time\.Sleep\) where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use7(l *Loop) {
	go l.Spawn(slp)
}

func use8(l *Loop) {
	l.Post(slp) // want `^slp blocks \(calls time\.Sleep\) where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use9(l *Loop) {
	go func() { l.Post(slp) }() // want `^slp blocks \(calls time\.Sleep\) where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use10(l *Loop) {
	defer l.Post(slp) // want `^slp blocks \(calls time\.Sleep\) where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}

func use11(l *Loop) {
	post(l, func() {})
}

func queueGo(l *Loop, f func()) { go l.Post(f) }

func use12(l *Loop) {
	queueGo(l, slp) // want `^slp blocks \(calls time\.Sleep\) where the goroutine is entered, as //ctxvet:entered of f of Loop\.Post says; category sleep \[blockingcall\]$`
}
