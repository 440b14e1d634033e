package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const check = "blockingcall"

// A report is one finding of the check.
type report struct {
	file     string
	line     int
	column   int
	category string
	message  string
}

// vet returns what the check reports in the packages of the module at dir,
// sorted.
func vet(dir, tool string, packages []string) ([]report, error) {
	args := append([]string{"vet", "-mod=mod", "-vettool=" + tool, "-json", "-" + check}, packages...)
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("go vet in the copy: %v\n%s", err, stderr.Bytes())
	}
	var reports []report
	// Objects follow each other, with a heading before each.
	var objects bytes.Buffer
	for line := range bytes.Lines(stdout.Bytes()) {
		if !bytes.HasPrefix(line, []byte("#")) {
			objects.Write(line)
		}
	}
	for dec := json.NewDecoder(&objects); ; {
		var found map[string]map[string]json.RawMessage // by package and check
		if err := dec.Decode(&found); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("output of go vet -json: %v", err)
		}
		for pkg, checks := range found {
			var diags []struct{ Posn, Category, Message string }
			if err := json.Unmarshal(checks[check], &diags); err != nil {
				return nil, fmt.Errorf("go vet -json on %s: %v: %s", pkg, err, checks[check])
			}
			for _, d := range diags {
				r, err := parseReport(d.Posn, d.Category, d.Message)
				if err != nil {
					return nil, err
				}
				reports = append(reports, r)
			}
		}
	}
	slices.SortFunc(reports, func(a, b report) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column), cmp.Compare(a.message, b.message))
	})
	return slices.Compact(reports), nil
}

func parseReport(posn, category, message string) (report, error) {
	parts := strings.Split(posn, ":")
	if len(parts) < 3 {
		return report{}, fmt.Errorf("go vet -json: position %q has no line and column", posn)
	}
	line, err1 := strconv.Atoi(parts[len(parts)-2])
	column, err2 := strconv.Atoi(parts[len(parts)-1])
	if err := cmp.Or(err1, err2); err != nil {
		return report{}, fmt.Errorf("go vet -json: position %q: %v", posn, err)
	}
	file := strings.Join(parts[:len(parts)-2], ":")
	return report{file, line, column, category, message}, nil
}

// where returns the position, with the file relative to dir.
func (r report) where(dir string) string {
	file := r.file
	if rel, err := filepath.Rel(dir, file); err == nil {
		file = filepath.ToSlash(rel)
	}
	return fmt.Sprintf("%s:%d:%d", file, r.line, r.column)
}

// excerpt prints the lines around the report.
func (r report) excerpt(w io.Writer, around int) {
	f, err := os.Open(r.file)
	if err != nil {
		return // the position stays, and says where to look
	}
	defer f.Close()
	n := 0
	for scan := bufio.NewScanner(f); scan.Scan(); {
		n++
		mark := ' '
		if n == r.line {
			mark = '>'
		}
		if n >= r.line-around && n <= r.line+around {
			fmt.Fprintf(w, "  %c %5d  %s\n", mark, n, scan.Text())
		}
	}
}

func printCategories(w io.Writer, reports []report) {
	count := make(map[string]int)
	for _, r := range reports {
		count[r.category]++
	}
	var names []string
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	for _, name := range names {
		fmt.Fprintf(w, "  %5d  %s\n", count[name], cmp.Or(name, "other"))
	}
}

// sample draws n of the reports, in their order.
func sample(reports []report, n int, seed uint64) []report {
	if n <= 0 || n >= len(reports) {
		return reports
	}
	drawn := rand.New(rand.NewPCG(seed, 0)).Perm(len(reports))[:n]
	slices.Sort(drawn)
	out := make([]report, n)
	for i, at := range drawn {
		out[i] = reports[at]
	}
	return out
}
