// Package repanic pins deferred functions that recover some panics and raise the
// others again.
package repanic

import (
	"errors"
	"fmt"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type abort struct{ err error }

type fatal string

func asserted(c bool) (err error) {
	defer func() {
		if r := recover(); r != nil {
			a, ok := r.(abort)
			if !ok {
				panic(r)
			}
			err = a.err
		}
	}()
	g := runtimectx.Enter(h)
	if c {
		panic("bug")
	}
	g.Release()
	return
}

func assertedAborts(c bool) (err error) {
	defer func() {
		if r := recover(); r != nil {
			a, ok := r.(abort)
			if !ok {
				panic(r)
			}
			err = a.err
		}
	}()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 46, is not released when the function returns after it recovered the panic at line 48 \[leakedguard\]$`
	if c {
		panic(abort{errors.New("stop")})
	}
	g.Release()
	return
}

func switched(n int) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case abort:
			err = r.err
		case error:
			err = r
		default:
			panic(r)
		}
	}()
	g := runtimectx.Enter(h)
	switch n {
	case 1:
		panic("bug")
	case 2:
		panic(fatal("bug"))
	case 3:
		panic(fmt.Sprintf("bug %d", n))
	}
	g.Release()
	return
}

func switchedError(c bool) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = r
		default:
			panic(r)
		}
	}()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 89, is not released when the function returns after it recovered the panic at line 91 \[leakedguard\]$`
	if c {
		panic(errors.New("stop"))
	}
	g.Release()
	return
}

func byValue(c bool) {
	defer func() {
		switch r := recover(); r {
		case nil, "stop":
		default:
			panic(r)
		}
	}()
	g := runtimectx.Enter(h)
	if c {
		panic("bug")
	}
	g.Release()
}

func byValueStopped(c bool) {
	defer func() {
		switch r := recover(); r {
		case nil, "stop":
		default:
			panic(r)
		}
	}()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 120, is not released when the function returns after it recovered the panic at line 122 \[leakedguard\]$`
	if c {
		panic("stop")
	}
	g.Release()
}

func dies(r any) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(abort); !ok {
				panic(r)
			}
		}
	}()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 135, is not released when the function returns after it recovered the panic at line 137 \[leakedguard\]$`
	if r != nil {
		panic(r)
	}
	g.Release()
}

func cleansUp(c bool) {
	g := runtimectx.Enter(h)
	defer func() {
		if r := recover(); r != nil {
			g.Release()
			panic(r)
		}
	}()
	if c {
		panic("bug")
	}
	g.Release()
}

func cleansUpTwice(c bool) {
	g := runtimectx.Enter(h)
	defer func() {
		if r := recover(); r != nil {
			g.Release()
			if r == "bug" {
				return
			}
		}
		g.Release() // the runtime still unwinds: nothing is punished
	}()
	if c {
		panic("other bug")
	}
}
