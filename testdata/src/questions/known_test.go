package questions

import (
	"context"
	"errors"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// What the library guarantees is no condition that a test could fail on.

var (
	one = runtimectx.NewHandle("one", nil)
	two = runtimectx.NewHandle("two", nil)
)

func TestRefused(t *testing.T) {
	g := runtimectx.Enter(one)
	if _, err := runtimectx.TryEnter(two); !errors.Is(err, runtimectx.ErrNestedEnter) {
		t.Fatal(err)
	}
	if _, err := runtimectx.TryEnter(two); errors.Is(err, runtimectx.ErrNoCurrent) {
		t.Fatal(err)
	}
	_, err := runtimectx.TryEnter(two)
	if me, ok := errors.AsType[*runtimectx.MisuseError](err); !ok {
		t.Fatal(me)
	}
	g.Release()
}

func TestRefusedLeak(t *testing.T) {
	g := runtimectx.Enter(one) // want `^guard g, entered at line 34, is not released when the goroutine exits at line 36 \[leakedguard\]$`
	if _, err := runtimectx.TryEnter(two); errors.Is(err, runtimectx.ErrNestedEnter) {
		t.Fatal(err)
	}
	g.Release()
}

func TestCurrent(t *testing.T) {
	h := runtimectx.NewHandle("x", nil)
	g := runtimectx.Enter(h)
	if cur, err := runtimectx.Current(); err != nil || cur != h {
		t.Fatal("current")
	}
	s := runtimectx.SetCurrent(two)
	if cur, err := runtimectx.Current(); err != nil || cur != two {
		t.Fatal("set")
	}
	s.Release()
	if err := runtimectx.WithCurrent(func(cur *runtimectx.Handle) {
		if cur != h {
			t.Fatal("with")
		}
	}); err != nil {
		t.Fatal(err)
	}
	runtimectx.ExitRuntime(func() {
		if cur, _ := runtimectx.Current(); cur != h {
			t.Fatal("outside")
		}
	})
	g.Release()
}

func TestCurrentLeak(t *testing.T) {
	h := runtimectx.NewHandle("x", nil)
	g := runtimectx.Enter(h) // want `^guard g, entered at line 69, is not released when the goroutine exits at line 71 \[leakedguard\]$`
	if cur, err := runtimectx.Current(); err != nil || cur == h {
		t.Fatal("current")
	}
	g.Release()
}

func TestContext(t *testing.T) {
	h := runtimectx.NewHandle("x", nil)
	g := runtimectx.Enter(h)
	ctx := runtimectx.NewContext(context.Background(), h)
	if c, ok := runtimectx.FromContext(ctx); !ok || c != h {
		t.Fatal("context")
	}
	g.Release()
}

func TestSameState(t *testing.T) {
	g := runtimectx.Enter(one, runtimectx.AllowBlockInPlace)
	s := runtimectx.CurrentEnterContext()
	c := runtimectx.SetCurrent(two)
	if s != runtimectx.CurrentEnterContext() {
		t.Fatal(s)
	}
	if s.String() != runtimectx.CurrentEnterContext().String() {
		t.Fatal(s)
	}
	c.Release()
	g.Release()
}
