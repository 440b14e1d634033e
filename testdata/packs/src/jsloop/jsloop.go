// Package jsloop gives functions to JavaScript.
package jsloop

import (
	"net/http"
	"syscall/js"
)

func register(done chan struct{}) {
	js.Global().Set("fetch", js.FuncOf(func(this js.Value, args []js.Value) any {
		http.Get("/state") // want `http\.Get blocks on the event loop of JavaScript; category http \[blockingcall\]`
		return nil
	}))
	js.Global().Set("start", js.FuncOf(func(this js.Value, args []js.Value) any {
		go func() {
			http.Get("/state")
			done <- struct{}{}
		}()
		return nil
	}))
}
