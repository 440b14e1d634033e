package unguarded

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/unguarded/safe"
)

func work() error { return nil }

func recovered(c bool) {
	defer safe.Log()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 14, is not released when the function returns after it recovered the panic at line 16 \[leakedguard\]$`
	if c {
		panic(1)
	}
	g.Release()
}

func recoveredError(c bool) (err error) {
	defer safe.Err(&err)
	g := runtimectx.Enter(h) // want `^guard g, entered at line 23, is not released when the function returns after it recovered the panic at line 25 \[leakedguard\]$`
	if c {
		panic(1)
	}
	g.Release()
	return nil
}

func recoveredMethod(c bool, l *safe.Logger) {
	defer l.Recover()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 33, is not released when the function returns after it recovered the panic at line 35 \[leakedguard\]$`
	if c {
		panic(1)
	}
	g.Release()
}

func recoveredResult(c bool) {
	defer safe.Handler("x")()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 42, is not released when the function returns after it recovered the panic at line 44 \[leakedguard\]$`
	if c {
		panic(1)
	}
	g.Release()
}

func recoveredCallback(c bool) {
	safe.Run(func() {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 51, is not released when the function returns at line 57 \[leakedguard\]$`
		if c {
			panic(1)
		}
		g.Release()
	})
}

func panicsAgain(c bool) {
	defer safe.Again()
	g := runtimectx.Enter(h)
	if c {
		panic(1)
	}
	g.Release()
}

func recoversNothing(c bool) {
	defer safe.NotDirectly()
	g := runtimectx.Enter(h)
	if c {
		panic(1)
	}
	g.Release()
}

func ignores() error {
	g, err := runtimectx.TryEnter(h)
	if err := safe.Ignore(err, runtimectx.ErrNestedEnter); err != nil {
		return err
	}
	g.Release()
	return nil
}

func compares() error {
	g, err := runtimectx.TryEnter(h)
	if safe.IsAny(err, runtimectx.ErrNestedEnter) {
		return err
	}
	g.Release()
	return nil
}

func TestNoError(t *testing.T) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 96, is not released when the goroutine exits at line 97 \[leakedguard\]$`
	safe.NoError(t, work())
	g.Release()
}

func TestNoErrorOfTryEnter(t *testing.T) {
	g, err := runtimectx.TryEnter(h)
	safe.NoError(t, err)
	g.Release()
}

func TestNoErrorDeferred(t *testing.T) {
	g := runtimectx.Enter(h)
	defer g.Release()
	safe.NoError(t, work())
}

func TestAssertions(t *testing.T) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 114, is not released when the goroutine exits at line 115 \[leakedguard\]$`
	safe.New(t).NoError(work())
	g.Release()
}
