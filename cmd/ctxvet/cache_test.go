package main

import (
	"strings"
	"testing"
)

const entered = `package p

import (
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func Save(h *runtimectx.Handle) {
	g := runtimectx.Enter(h)
	defer g.Release()
	os.WriteFile("f", nil, 0o644)
}

func Leak(h *runtimectx.Handle) {
	g := runtimectx.Enter(h) //ctxvet:ignore leakedguard it is kept
	_ = g
}
`

// Results come from the cache of the go command. What changes them is part of
// its key, so that no run shows those of another: neither one with other flags,
// nor one by the command line, for which ignored findings are printed too.
func TestCachedResults(t *testing.T) {
	dir := newModule(t, map[string]string{
		"p.go": entered,
		// It would silence everything under staticcheck's own driver.
		"staticcheck.conf": "checks = []\n",
	})
	const blocks = "p.go:12:2: os.WriteFile blocks inside the region entered at line 10; category file [blockingcall]\n"
	for range 2 { // cold and warm
		if out, code := output(t, program(t, dir)); code != 1 || !strings.HasPrefix(out, blocks) || !strings.Contains(out, "; 1 ignored\n") {
			t.Errorf("ctxvet: code %d\n%s", code, out)
		}
		if out, code := output(t, program(t, dir, "-blockingcall.categories=-file")); code != 0 || out != "ctxvet: no findings in 1 package; 1 ignored\n" {
			t.Errorf("ctxvet without files: code %d\n%s", code, out)
		}
		if out, code := output(t, command(t, dir, "go", "vet", "-vettool="+executable(t), ".")); code == 0 ||
			!strings.Contains(out, blocks) || strings.Contains(out, "leakedguard") {
			t.Errorf("go vet: code %d\n%s", code, out)
		}
		if out, code := output(t, command(t, dir, "go", "vet", "-vettool="+executable(t), "-blockingcall.categories=-file", ".")); code != 0 || out != "" {
			t.Errorf("go vet without files: code %d\n%s", code, out)
		}
	}
}
