package source

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestUTF16Column(t *testing.T) {
	for _, tt := range []struct {
		line         string
		column, want int
	}{
		{"", 1, 1},
		{"abc", 1, 1},
		{"abc", 3, 3},
		{"abc", 4, 4},
		{"aéc", 4, 3},
		{"😀c", 5, 3},
		{"😀", 1, 1},
		{"abc", 6, 6},       // behind the end
		{"\xff\xffa", 3, 3}, // no UTF-8
	} {
		if got := UTF16Column(tt.line, tt.column); got != tt.want {
			t.Errorf("UTF16Column(%q, %d) = %d, want %d", tt.line, tt.column, got, tt.want)
		}
	}
}

func TestUTF16Position(t *testing.T) {
	const text = "a😀b\né\n"
	for _, tt := range []struct{ offset, line, column int }{
		{-1, 1, 1}, {0, 1, 1}, {1, 1, 2}, {5, 1, 4}, {6, 1, 5}, {7, 2, 1}, {9, 2, 2}, {10, 3, 1}, {99, 3, 1},
	} {
		if line, column := UTF16Position(text, tt.offset); line != tt.line || column != tt.column {
			t.Errorf("UTF16Position(%d) = %d, %d, want %d, %d", tt.offset, line, column, tt.line, tt.column)
		}
	}
}

func TestWordEnd(t *testing.T) {
	for _, tt := range []struct {
		line         string
		column, want int
	}{
		{"g := runtimectx.Enter(h)", 1, 2},
		{"g := runtimectx.Enter(h)", 6, 22},
		{"<-ch", 1, 2},
		{"a.b.c d", 1, 6},
		{"x...", 1, 2},
		{"été()", 1, 6},
		{"😀", 1, 5},
		{"ab", 3, 3},
		{"ab", 0, 0},
		{"\xff", 1, 2},
	} {
		if got := WordEnd(tt.line, tt.column); got != tt.want {
			t.Errorf("WordEnd(%q, %d) = %d, want %d", tt.line, tt.column, got, tt.want)
		}
	}
}

func TestFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(name, []byte("one\r\ntwo\n\nfour"), 0o666); err != nil {
		t.Fatal(err)
	}
	var fs Files
	var got []string
	for n := range 7 {
		if line, ok := fs.Line(name, n); ok {
			got = append(got, line)
		}
	}
	if want := []string{"one", "two", "", "four"}; !slices.Equal(got, want) || fs.Lines(name) != 4 {
		t.Errorf("lines %q, %d of them, want %q", got, fs.Lines(name), want)
	}
	if line, ok := fs.Line(name+"none", 1); ok {
		t.Errorf("a file that does not exist has the line %q", line)
	}
}

func TestPrintable(t *testing.T) {
	if got, want := Printable("a\tb\x1b[31m\x7f\u0085\xffé"), "a\tb\ufffd[31m\ufffd\ufffd\ufffdé"; got != want {
		t.Errorf("Printable = %q, want %q", got, want)
	}
}
