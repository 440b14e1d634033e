package engine

import (
	"strings"
	"testing"
)

// A callee that calls what it is given again and again takes as many steps as it
// has calls, however many ways there are through the sum of them.
func TestSplitCallbacks(t *testing.T) {
	src := "package p\n\nimport \"github.com/ctxvet/ctxvet/runtimectx\"\n\nvar h = runtimectx.NewHandle(\"h\", nil)\n\n" +
		"func many(f func()) {\n" + strings.Repeat("\tf()\n", 40) + "}\n\n" +
		"func use(cond func() bool) {\n\tn := 0\n\tmany(func() {\n\t\tif cond() {\n\t\t\tn = 1\n\t\t} else {\n\t\t\tn = 2\n\t\t}\n\t})\n" +
		"\tg := runtimectx.Enter(h)\n\tif n == 3 {\n\t\tg.Release()\n\t}\n}\n"
	found := describe(judged(t, checked(t, src)))
	if !strings.Contains(found, "leakedguard") && !strings.Contains(found, "is not released") {
		t.Errorf("the leak behind the calls is not found: %q", found)
	}
}
