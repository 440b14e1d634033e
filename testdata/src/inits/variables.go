package inits

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Function literals that package-level variables hold are functions of their
// own, called at a time nobody knows.

var forgets = func() {
	runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
}

var byName = map[string]func(){
	"forgets": func() {
		runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	},
	"nests": func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		nests() // want `^nests enters \(calls runtimectx\.Enter at inits\.go:35\) inside the region entered at line 21: the goroutine is already entered \[nestedenter\]$`
	},
	"sleeps": func() {
		time.Sleep(0)
	},
}

type command struct {
	name string
	run  func(args []string) error
	sub  []*command
}

var commands = []command{
	{name: "sleep", run: func([]string) error {
		g := runtimectx.Enter(h)
		defer g.Release()
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 38; category sleep \[blockingcall\]$`
		return nil
	}},
	{name: "twice", run: func(args []string) error {
		g, err := runtimectx.TryEnter(h)
		if err != nil {
			return err
		}
		g.Release()
		g.Release() // want `^guard g, entered at line 44, was already released at line 48 \[guardmisuse\]$`
		return nil
	}},
}

var root = &command{
	name: "root",
	sub: []*command{
		{name: "forget", run: func(args []string) error {
			g := runtimectx.Enter(h) // want `^guard g, entered at line 58, is not released when the function literal returns at line 60 \[leakedguard\]$`
			if len(args) == 0 {
				return nil
			}
			g.Release()
			return nil
		}},
		{name: "good", run: func(args []string) error {
			g := runtimectx.Enter(h)
			defer g.Release()
			return nil
		}},
	},
}

var byInterface any = func() {
	runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
}

var nested = struct{ f func() }{
	f: func() {
		do := func() {
			runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
		}
		do()
	},
}

// What becomes of a literal that goes to a call is for the callee to say.
var registered = register(func() {
	runtimectx.ExitRuntime(func() {})
})

var once = runs(func() {
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
})

func register(f func()) func() { return f }

func runs(f func()) int {
	f()
	return 0
}
