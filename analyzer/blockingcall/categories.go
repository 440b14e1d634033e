package blockingcall

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/facts"
)

// onByDefault and optIn are the names of the categories of blocking.
var onByDefault, optIn = categoryNames()

func categoryNames() (on, off []string) {
	for _, c := range facts.Categories() {
		if c.DefaultOn() {
			on = append(on, c.String())
		} else {
			off = append(off, c.String())
		}
	}
	return on, off
}

// categories is the set of categories that are reported. It implements
// flag.Value.
type categories struct {
	on   map[string]bool
	text string // as the user wrote it
}

func defaultCategories() *categories {
	c := &categories{on: make(map[string]bool)}
	for _, name := range onByDefault {
		c.on[name] = true
	}
	return c
}

// String returns the value as it was set. The zero value, on which package
// flag calls it, is the default.
func (c *categories) String() string { return c.text }

// Set chooses categories by a list like "+lock,-file", which changes the
// default, or "sleep,net", which replaces it.
func (c *categories) Set(value string) error {
	on := maps.Clone(defaultCategories().on)
	for i, item := range strings.Split(value, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		name := strings.TrimLeft(item, "+-")
		names := []string{name}
		if name == "all" {
			names = slices.Concat(onByDefault, optIn)
		} else if !slices.Contains(onByDefault, name) && !slices.Contains(optIn, name) {
			return fmt.Errorf("unknown category %q; on by default: %s; off by default: %s; all: every one",
				name, strings.Join(onByDefault, " "), strings.Join(optIn, " "))
		}
		signed := name != item
		if i == 0 && !signed {
			clear(on)
		}
		for _, name := range names {
			on[name] = !strings.HasPrefix(item, "-")
		}
	}
	c.on, c.text = on, value
	return nil
}

// choose returns f as it is to be reported when only the categories of c are
// of interest, and false if none of them is behind f.
func (c *categories) choose(f findings.Finding) (findings.Finding, bool) {
	if len(f.Categories) == 0 {
		return f, true
	}
	kept := slices.DeleteFunc(slices.Clone(f.Categories), func(b findings.Blocking) bool { return !c.on[b.Category] })
	if len(kept) == 0 {
		return f, false
	}
	f.Message = kept[0].Message
	for i, other := range kept[1:] {
		if i == 0 {
			f.Message += "; also "
		} else {
			f.Message += ", "
		}
		f.Message += other.Short
	}
	f.Categories = kept
	return f, true
}
