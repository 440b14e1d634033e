package report

import "testing"

func TestRel(t *testing.T) {
	for _, tt := range []struct{ dir, file, want string }{
		{"/a/b", "/a/b/c.go", "c.go"},
		{"/a/b/", "/a/b/c.go", "c.go"},
		{"/a/b", "/a/b/c/d.go", "c/d.go"},
		{"/a/b", "/a/bc/d.go", "/a/bc/d.go"},
		{"/a/b", "/a/d.go", "/a/d.go"},
		{"/a/b", "/a/b", "/a/b"},
		{"", "/a/b", "/a/b"},
		{"/", "/a/b", "a/b"},
		{`C:\a`, `C:\a\b\c.go`, "b/c.go"},
	} {
		if got := Rel(tt.dir, tt.file); got != tt.want {
			t.Errorf("Rel(%q, %q) = %q, want %q", tt.dir, tt.file, got, tt.want)
		}
	}
}

func TestSort(t *testing.T) {
	at := func(file string, line, column int) Position { return Position{File: file, Line: line, Column: column} }
	got := Sort([]Finding{
		{Check: "y", Start: at("b", 1, 1), Package: "p"},
		{Check: "y", Start: at("a", 10, 1), Message: "m"},
		{Check: "y", Start: at("a", 2, 1)},
		{Check: "x", Start: at("a", 10, 1), Message: "n"},
		{Check: "y", Start: at("a", 10, 1), Message: "m"},
		{Check: "x", Start: at("a", 10, 1), Message: "m"},
	})
	want := "a2y a10xm a10xn a10ym b1y"
	text := ""
	for i, f := range got {
		if i > 0 {
			text += " "
		}
		text += f.Start.File + map[int]string{1: "1", 2: "2", 10: "10"}[f.Start.Line] + f.Check + f.Message
	}
	if text != want {
		t.Errorf("sorted: %s, want %s", text, want)
	}
}
