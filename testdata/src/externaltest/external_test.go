package externaltest_test

import (
	"os"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/externaltest"
)

func TestMain(m *testing.M) {
	g := runtimectx.SetCurrent(externaltest.H)
	code := m.Run()
	g.Release()
	os.Exit(code)
}

func TestOpen(t *testing.T) {
	g := externaltest.Open() // want `^guard g, entered at line 19, is not released when the goroutine exits at line 21 \[leakedguard\]$`
	if testing.Short() {
		t.SkipNow()
	}
	g.Release()
}

func TestNeeds(t *testing.T) {
	externaltest.Needs() // want `^externaltest\.Needs needs an entered goroutine \(calls runtimectx\.ExitRuntime at externaltest\.go:10\), but it is not entered here \[exitstate\]$`
}

func TestTable(t *testing.T) {
	for _, tt := range []struct {
		name  string
		enter bool
	}{{"in", true}, {"out", false}} {
		t.Run(tt.name, func(t *testing.T) {
			var g runtimectx.EnterRuntimeGuard
			if tt.enter {
				g = externaltest.Open()
			}
			defer g.Release()
			if tt.enter {
				externaltest.Needs()
			}
		})
	}
}

func ExampleOpen() {
	g := externaltest.Open() // want `^guard g, entered at line 49, is not released when the function returns at line 51 \[leakedguard\]$`
	_ = g
}
