package protocol

import (
	"fmt"
	"slices"
	"strings"
)

// enabled is the part of the table that is in use. It changes before the first
// package is analyzed only.
var enabled = choose([]string{runtimectx.Name})

// A table indexes the packs in use.
type table struct {
	packs  []*Pack
	byPath map[string][]*Pack
	guards map[string]*Guard
	holds  bool
}

func choose(names []string) *table {
	t := &table{byPath: make(map[string][]*Pack), guards: make(map[string]*Guard)}
	for _, p := range Packs {
		if !slices.Contains(names, p.Name) {
			continue
		}
		t.packs = append(t.packs, p)
		for _, path := range p.Paths {
			t.byPath[path] = append(t.byPath[path], p)
		}
		for _, g := range p.Guards {
			g.Protocol = p.Name
			t.guards[g.Type] = g
			t.holds = t.holds || g.Holds
		}
	}
	return t
}

// Holds reports whether some guard in use makes blocking wrong while it is
// live, without an entered region.
func Holds() bool { return enabled.holds }

// BeyondDefault reports whether a pack is in use that is not by default.
func BeyondDefault() bool {
	return slices.ContainsFunc(enabled.packs, func(p *Pack) bool { return p != runtimectx })
}

// Selection is the value of the flag "protocols": the names of the packs to
// use, separated by commas, or "all". It implements flag.Value. All instances
// speak of the one table in use.
type Selection struct{}

// selected is what the user wrote.
var selected string

// String returns the value as it was set; it is empty for the default.
func (Selection) String() string { return selected }

// Set chooses the packs to use.
func (Selection) Set(value string) error {
	var names []string
	for item := range strings.SplitSeq(value, ",") {
		item = strings.TrimSpace(item)
		switch {
		case item == "":
		case item == "all":
			names = Names()
		case !slices.Contains(Names(), item):
			return fmt.Errorf("unknown protocol %q: the protocols are %s, or all", item, strings.Join(Names(), ", "))
		default:
			names = append(names, item)
		}
	}
	if names == nil {
		names = []string{runtimectx.Name}
	}
	enabled, selected = choose(names), value
	return nil
}

// Names lists the packs.
func Names() []string {
	var names []string
	for _, p := range Packs {
		names = append(names, p.Name)
	}
	return names
}

// Usage describes the flag.
func Usage() string {
	return "`protocols` to check, separated by commas: " + strings.Join(Names(), ", ") + ", or all (default " + runtimectx.Name + ")"
}
