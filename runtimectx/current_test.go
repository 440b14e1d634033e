package runtimectx_test

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func TestSetCurrentAnywhere(t *testing.T) {
	a, b, c := handles()
	outside := runtimectx.SetCurrent(a)
	wantState(t, notEntered, a)
	g := runtimectx.Enter(b)
	inside, err := runtimectx.TrySetCurrent(c)
	if err != nil {
		t.Fatal(err)
	}
	wantState(t, entered, c)
	inside.Release()
	wantState(t, entered, b)
	g.Release()
	wantState(t, notEntered, a)
	outside.Release()
	wantState(t, notEntered, nil)
}

func TestSetCurrentNilHandle(t *testing.T) {
	a, _, _ := handles()
	check := func() {
		t.Helper()
		wantMisuse(t, "SetCurrent", runtimectx.ErrNilHandle, func() { runtimectx.SetCurrent(nil) })
		g, err := runtimectx.TrySetCurrent(nil)
		wantError(t, err, "TrySetCurrent", runtimectx.ErrNilHandle)
		g.Release()
	}
	check()
	wantState(t, notEntered, nil)
	runtimectx.SetCurrent(a).Release()
	check() // with a record at hand from before
	wantState(t, notEntered, nil)
	g := runtimectx.SetCurrent(a)
	check()
	wantState(t, notEntered, a)
	g.Release()
}

// TestSetCurrentReleaseInOrder goes deeper than a record has room for.
func TestSetCurrentReleaseInOrder(t *testing.T) {
	const depth = 100
	var hs []*runtimectx.Handle
	var gs []runtimectx.SetCurrentGuard
	for range 3 {
		for i := range depth {
			h := runtimectx.NewHandle("nested", i)
			hs, gs = append(hs, h), append(gs, runtimectx.SetCurrent(h))
			wantState(t, notEntered, h)
		}
		for i := depth - 1; i >= 0; i-- {
			wantState(t, notEntered, hs[i])
			gs[i].Release()
		}
		wantState(t, notEntered, nil)
		hs, gs = nil, nil
	}
}

func TestSetCurrentReleaseOutOfOrder(t *testing.T) {
	a, b, c := handles()
	const op = "SetCurrentGuard.Release"
	t.Run("the middle one", func(t *testing.T) {
		g1, g2, g3 := runtimectx.SetCurrent(a), runtimectx.SetCurrent(b), runtimectx.SetCurrent(c)
		m := wantMisuse(t, op, runtimectx.ErrOutOfOrder, g2.Release)
		if m.Handle != b {
			t.Errorf("handle %v, want that of the guard, %v", m.Handle, b)
		}
		wantState(t, notEntered, c)
		g3.Release()
		wantState(t, notEntered, a)
		g1.Release()
		wantState(t, notEntered, nil)
	})
	t.Run("the first one", func(t *testing.T) {
		g1, g2, g3 := runtimectx.SetCurrent(a), runtimectx.SetCurrent(b), runtimectx.SetCurrent(c)
		wantMisuse(t, op, runtimectx.ErrOutOfOrder, g1.Release)
		wantState(t, notEntered, c)
		g3.Release()
		wantState(t, notEntered, b)
		g2.Release()
		wantState(t, notEntered, nil)
	})
	t.Run("below an Enter", func(t *testing.T) {
		g1, g2 := runtimectx.SetCurrent(a), runtimectx.Enter(b)
		wantMisuse(t, op, runtimectx.ErrOutOfOrder, g1.Release)
		wantState(t, entered, b)
		g2.Release()
		wantState(t, notEntered, nil)
	})
	t.Run("deep ones", func(t *testing.T) {
		var gs []runtimectx.SetCurrentGuard
		for range 30 {
			gs = append(gs, runtimectx.SetCurrent(a))
		}
		last := runtimectx.SetCurrent(b)
		for _, g := range gs {
			wantMisuse(t, op, runtimectx.ErrOutOfOrder, g.Release)
			wantState(t, notEntered, b)
		}
		last.Release()
		wantState(t, notEntered, nil)
	})
}

func TestCurrentWithoutHandle(t *testing.T) {
	check := func() {
		t.Helper()
		h, err := runtimectx.Current()
		wantError(t, err, "Current", runtimectx.ErrNoCurrent)
		if h != nil {
			t.Errorf("Current returns %v with an error", h)
		}
		err = runtimectx.WithCurrent(func(*runtimectx.Handle) { t.Error("WithCurrent calls f without a handle") })
		wantError(t, err, "WithCurrent", runtimectx.ErrNoCurrent)
	}
	check()
	var cell runtimectx.Scoped[int]
	cell.Set(new(int), check) // holds something, but no handle
}

func TestWithCurrent(t *testing.T) {
	a, _, _ := handles()
	defer runtimectx.SetCurrent(a).Release()
	var got *runtimectx.Handle
	if err := runtimectx.WithCurrent(func(h *runtimectx.Handle) { got = h }); err != nil || got != a {
		t.Errorf("WithCurrent passes %v, %v, want %v", got, err, a)
	}
}

func TestHandles(t *testing.T) {
	value := new(int)
	a, b := runtimectx.NewHandle("io", value), runtimectx.NewHandle("io", nil)
	if a.Name() != "io" || a.Value() != any(value) || b.Value() != nil {
		t.Errorf("name %q, values %v and %v", a.Name(), a.Value(), b.Value())
	}
	if a.ID() == b.ID() || a.ID() == 0 || b.ID() == 0 {
		t.Errorf("IDs %d and %d", a.ID(), b.ID())
	}
	if got, want := a.String(), `"io" (#`; len(got) < len(want) || got[:len(want)] != want {
		t.Errorf("String %s, want %s...", got, want)
	}
	var none *runtimectx.Handle
	if none.Name() != "" || none.Value() != nil || none.ID() != 0 || none.String() != "<nil>" {
		t.Error("a nil handle is not empty")
	}
}

func TestContextCarriesHandle(t *testing.T) {
	a, b, _ := handles()
	if h, ok := runtimectx.FromContext(t.Context()); h != nil || ok {
		t.Errorf("FromContext finds %v, %v", h, ok)
	}
	outer := runtimectx.NewContext(t.Context(), a)
	inner := runtimectx.NewContext(outer, b)
	if h, ok := runtimectx.FromContext(outer); h != a || !ok {
		t.Errorf("FromContext finds %v, %v, want %v", h, ok, a)
	}
	if h, ok := runtimectx.FromContext(inner); h != b || !ok {
		t.Errorf("FromContext finds %v, %v, want %v", h, ok, b)
	}
	if h, ok := runtimectx.FromContext(runtimectx.NewContext(outer, nil)); h != nil || ok {
		t.Errorf("FromContext finds %v, %v, want none", h, ok)
	}
	wantState(t, notEntered, nil) // a context changes nothing
}
