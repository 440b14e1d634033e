package cli

import (
	"os/exec"
	"strings"
	"testing"
)

// A diff of several hunks and files can be applied by git and by patch.
func TestDiffApplies(t *testing.T) {
	fixable := "\tprintln() //fake leakedguard fixable one\n"
	filler := strings.Repeat("\tprintln()\n", 20)
	files := map[string]string{
		"a/a.go":      "package a\n\nfunc A() {\n" + fixable + filler + fixable + filler + fixable + "}\n",
		"a/a_test.go": "package a\n\nfunc B() {\n" + fixable + "}\n",
		"b/b.go":      "package b\n\nimport _ \"m/a\"\n\nfunc B() {\n" + fixable + "}\n",
	}
	for _, tool := range []string{"git apply --unidiff-zero -p1", "patch -p1"} {
		m := newModule(t, files)
		diff := m.run("-diff", "./...")
		if diff.code != 1 || strings.Count(diff.stdout, "\n@@ ") != 5 || strings.Count(diff.stdout, "--- a/") != 3 {
			t.Fatalf("ctxvet -diff: %v", diff)
		}
		args := strings.Fields(tool)
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = m.dir
		cmd.Stdin = strings.NewReader(diff.stdout)
		out, err := cmd.CombinedOutput()
		if err != nil || strings.Contains(string(out), "offset") {
			t.Errorf("%s: %v\n%s\n%s", tool, err, out, diff.stdout)
		}
		m.want(outcome{"", "ctxvet: no findings in 2 packages\n", 0}, "./...")
	}
}

func TestSelectDiffs(t *testing.T) {
	const one = "--- /m/a.go (old)\n+++ /m/a.go (new)\n@@ -1,2 +1,1 @@\n- one\n--- two\n+++ two\n@@ -10 +3,2 @@\n three\n+four\n"
	const two = "--- /m/b.go (old)\n+++ /m/b.go (new)\n@@ -1 +1 @@\n-five\n+six\n"
	const want = "--- a/a.go\n+++ b/a.go\n@@ -1,2 +1,1 @@\n- one\n--- two\n+++ two\n@@ -10,1 +9,2 @@\n three\n+four\n"
	got := selectDiffs(one+two+one, "/m", func(file string) bool { return file == "/m/a.go" })
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
