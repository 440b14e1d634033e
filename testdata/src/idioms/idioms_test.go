package idioms

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func setup(t *testing.T) (teardown func()) {
	g := runtimectx.SetCurrent(h)
	return func() {
		g.Release()
		if t.Failed() {
			t.Log("failed")
		}
	}
}

func TestSetup(t *testing.T) {
	defer setup(t)()
	if err := work(); err != nil {
		t.Fatal(err)
	}
}

func TestSetupForgotten(t *testing.T) {
	teardown := setup(t) // want `^guard teardown, set current at line 27, is not released when the goroutine exits at line 29 \[leakedguard\]$`
	if err := work(); err != nil {
		t.Fatal(err)
	}
	teardown()
}

func TestPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Enter did not refuse")
		}
	}()
	g := runtimectx.Enter(h)
	defer g.Release()
	//ctxvet:ignore nestedenter the refusal is what this test wants
	runtimectx.Enter(h)
}

func TestTable(t *testing.T) {
	for _, tt := range []struct {
		name string
		f    func() error
	}{
		{"work", work},
		{"switch", switchOnNil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := runtimectx.SetCurrent(h)
			defer g.Release()
			if err := tt.f(); err == nil {
				t.Fatal("no error")
			}
		})
	}
}

func BenchmarkEnter(b *testing.B) {
	for b.Loop() {
		g := runtimectx.Enter(h)
		g.Release()
	}
}

func FuzzEnter(f *testing.F) {
	f.Fuzz(func(t *testing.T, deep bool) {
		g := runtimectx.Enter(h)
		defer g.Release()
		if deep {
			t.Skip()
		}
	})
}
