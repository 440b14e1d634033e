package gocmd

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/ctxvet/ctxvet/internal/report"
)

// A Vet is a call of go vet with a vet tool.
type Vet struct {
	Tool     string   // absolute path of the tool
	Flags    []string // for the tool
	Tags     string   // build tags
	Patterns []string
	Env      []string // further variables of the environment
}

// A Unit is what the analyzers said of one variant of one package.
type Unit struct {
	ID       string // import path; "p_test" for the external test of p
	Findings []Diagnostic
}

// A Diagnostic is a finding with the category that the analyzer gave it.
type Diagnostic struct {
	Category string
	report.Finding
}

// Run returns what the tool found. It fails when the go command does, or any
// analyzer; warnings is what the go command printed without failing.
func (v *Vet) Run(ctx context.Context) (units []Unit, warnings string, err error) {
	stdout, stderr, err := run(ctx, v.Env, v.args("-json"))
	if err != nil {
		return nil, "", vetError(ctx, stderr, err)
	}
	units, err = decode(bytes.NewReader(stdout))
	return units, string(stderr), err
}

// Fix applies the first fix of each finding to the source files.
func (v *Vet) Fix(ctx context.Context) error {
	_, stderr, err := run(ctx, v.Env, v.args("-fix"))
	if err != nil {
		return vetError(ctx, stderr, err)
	}
	return nil
}

// Diff returns what Fix would do, as unified diffs.
func (v *Vet) Diff(ctx context.Context) (string, error) {
	stdout, stderr, err := run(ctx, v.Env, v.args("-fix", "-diff"))
	if err != nil && (len(stderr) > 0 || len(stdout) == 0) { // go vet fails when there is a diff
		return "", vetError(ctx, stderr, err)
	}
	return string(stdout), nil
}

func (v *Vet) args(mode ...string) []string {
	args := append([]string{"vet", "-vettool=" + v.Tool}, mode...)
	args = append(args, tagsFlag(v.Tags)...)
	args = append(args, v.Flags...)
	return append(append(args, "--"), v.Patterns...)
}

// decode reads the stream of JSON objects that go vet -json prints, between
// which older versions of the go command print comment lines.
func decode(r io.Reader) ([]Unit, error) {
	var units []Unit
	for dec := json.NewDecoder(withoutComments(r)); ; {
		var tree map[string]map[string]json.RawMessage
		if err := dec.Decode(&tree); err == io.EOF {
			return units, nil
		} else if err != nil {
			return nil, fmt.Errorf("cannot read what go vet prints: %v", err)
		}
		for _, id := range sortedKeys(tree) {
			unit := Unit{ID: id}
			for _, analyzer := range sortedKeys(tree[id]) {
				diags, err := diagnostics(analyzer, tree[id][analyzer])
				if err != nil {
					return nil, fmt.Errorf("%s: %w", id, err)
				}
				unit.Findings = append(unit.Findings, diags...)
			}
			units = append(units, unit)
		}
	}
}

// withoutComments returns what r holds without the lines that start with #.
// No line of indented JSON does.
func withoutComments(r io.Reader) io.Reader {
	var kept bytes.Buffer
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if !bytes.HasPrefix(line, []byte("#")) {
			kept.Write(line)
		}
		if err != nil {
			return &kept
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// vetError makes an error of a failure of go vet. Its stderr has blocks that
// start with "# package".
func vetError(ctx context.Context, stderr []byte, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var text strings.Builder
	for line := range strings.Lines(string(stderr)) {
		if strings.HasPrefix(line, "# [") { // repeats the line before
			continue
		}
		if pkg, ok := strings.CutPrefix(line, "# "); ok {
			line = "in " + strings.TrimSpace(pkg) + ":\n"
		}
		text.WriteString(line)
	}
	return goError([]byte(text.String()), errors.Join(errors.New("go vet failed"), err))
}
