// Package source reads the lines of source files that reports show.
package source

import (
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Files caches the lines of files. The zero value is ready to use.
// It is not safe for use by several goroutines.
type Files struct {
	lines map[string][]string
}

// Line returns a line of file, counted from 1, without its end. It is false
// where there is none, also because the file cannot be read: a report can do
// without the excerpt.
func (fs *Files) Line(file string, line int) (string, bool) {
	lines := fs.load(file)
	if line < 1 || line > len(lines) {
		return "", false
	}
	return lines[line-1], true
}

// Lines returns how many lines file has.
func (fs *Files) Lines(file string) int { return len(fs.load(file)) }

func (fs *Files) load(file string) []string {
	lines, ok := fs.lines[file]
	if !ok {
		if data, err := os.ReadFile(file); err == nil {
			lines = Split(string(data))
		}
		if fs.lines == nil {
			fs.lines = make(map[string][]string)
		}
		fs.lines[file] = lines
	}
	return lines
}

// Split cuts text into lines without their ends.
func Split(text string) []string {
	lines := strings.Split(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}

// UTF16Column converts a column of line that counts bytes into one that counts
// UTF-16 code units, as SARIF and the web do. Both start at 1.
func UTF16Column(line string, column int) int {
	units := 1
	for i, r := range line {
		if i >= column-1 {
			return units
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return units + max(0, column-1-len(line))
}

// UTF16Position returns the line and column, both from 1, of a byte offset in
// text, the column in UTF-16 code units.
func UTF16Position(text string, offset int) (line, column int) {
	offset = max(0, min(offset, len(text)))
	before := text[:offset]
	line = strings.Count(before, "\n") + 1
	start := strings.LastIndexByte(before, '\n') + 1
	column = 1
	for _, r := range before[start:] {
		column++
		if r > 0xFFFF {
			column++
		}
	}
	return line, column
}

// WordEnd returns the column, in bytes from 1, behind the word of line that
// starts at column: a name with its qualifiers, such as runtimectx.Enter, or a
// number. Where there is none it is one character.
func WordEnd(line string, column int) int {
	if column < 1 || column > len(line) {
		return column
	}
	end := 0
	rest := line[column-1:]
	for i, r := range rest {
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) &&
			(r != '.' || i == 0 || !letterAt(rest, i+1)) {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	if end <= 0 {
		_, end = utf8.DecodeRuneInString(rest)
	}
	return column + end
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r == '_' || unicode.IsLetter(r)
}

// Printable returns s with each control character other than a tab, and each
// byte that is no UTF-8, replaced by U+FFFD, so that text from a source file
// cannot control a terminal.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		if r < ' ' || 0x7f <= r && r < 0xa0 || r == utf8.RuneError {
			return utf8.RuneError
		}
		return r
	}, s)
}
