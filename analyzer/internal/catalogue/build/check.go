package build

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/facts"
)

// Missing returns the entries of the roots that name nothing in c, each with
// its line.
func (r *Roots) Missing(c *Closure) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(r.Lines)) {
		if !c.Declared[key] {
			out = append(out, fmt.Sprintf("roots.txt:%d: %s does not exist", r.Lines[key], key))
		}
	}
	return out
}

// Stale returns the entries of text, in the form of std.txt, that name nothing in
// c.
func (c *Closure) Stale(text string) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(entries(text))) {
		if !c.Declared[key] {
			out = append(out, key)
		}
	}
	return out
}

// WithoutEntry returns the categories that have no root.
func (r *Roots) WithoutEntry() []facts.Category {
	have := make(map[facts.Category]bool)
	for _, list := range r.Categories {
		for _, c := range list {
			have[c] = true
		}
	}
	var out []facts.Category
	for _, c := range facts.Categories() {
		if !have[c] {
			out = append(out, c)
		}
	}
	return out
}

// A Share says how many of the exported functions of the standard library
// may block for a category.
type Share struct {
	Name  string
	Count int
}

// Shares counts the exported functions that may block: for each category,
// for any that is on by default, and those that block by what they are given.
func (c *Closure) Shares() (shares []Share, total int) {
	byCategory := make([]int, facts.NumCategories)
	var byDefault, polymorphic, any int
	for _, key := range c.Exported {
		e := c.Entries[key]
		if e == nil {
			continue
		}
		on := false
		for _, b := range e.Blocks {
			byCategory[b.Category]++
			on = on || b.Category.DefaultOn()
		}
		if on {
			byDefault++
		}
		if len(e.Terms) > 0 {
			polymorphic++
		}
		if len(e.Blocks) > 0 {
			any++
		}
	}
	for i, n := range byCategory {
		shares = append(shares, Share{facts.Category(i).String(), n})
	}
	return append(shares,
		Share{"any that is on by default", byDefault},
		Share{"any", any},
		Share{"by what is passed", polymorphic},
	), len(c.Exported)
}

// Diff returns the entries that differ between two texts such as std.txt, one
// line each: what was lost, what is new, and both verdicts of what changed.
func Diff(before, after string) []string {
	a, b := entries(before), entries(after)
	var out []string
	for _, key := range slices.Sorted(maps.Keys(a)) {
		if _, ok := b[key]; !ok {
			out = append(out, fmt.Sprintf("- %s: %s", key, a[key]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(b)) {
		old, ok := a[key]
		switch {
		case !ok:
			out = append(out, fmt.Sprintf("+ %s: %s", key, b[key]))
		case old != b[key]:
			out = append(out, fmt.Sprintf("~ %s: %s, was %s", key, b[key], old))
		}
	}
	return out
}

func entries(text string) map[string]string {
	out := make(map[string]string)
	for line := range strings.Lines(text) {
		key, spec, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		out[key] = spec
	}
	return out
}
