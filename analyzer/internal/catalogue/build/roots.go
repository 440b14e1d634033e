// Package build makes the catalogue of the standard library from its source:
// it infers the effects of every function with the engine that serves users'
// code, where the roots, which people decided, override inference.
package build

import (
	_ "embed" // for the roots
	"fmt"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/facts"
)

//go:embed roots.txt
var rootsText string

// Roots are the decisions in roots.txt.
type Roots struct {
	// Categories holds by key (see catalogue.Key) what blocks. A list that is
	// empty says that the function does not block, whatever it reaches.
	Categories map[string][]facts.Category
	// Default holds by package what all its functions do about which nothing
	// else is said.
	Default map[string][]facts.Category
	// Replace holds the entries that are not inferred.
	Replace map[string]*facts.Effect
	// Wraps adds to what is inferred the parameters that a result wraps.
	Wraps map[string][]int
	// Terms adds to what is inferred of a function's terms: what it calls by
	// reflection or type assertion.
	Terms map[string][]facts.Term
	// Lines says where an entry stands.
	Lines map[string]int
}

// ReadRoots reads roots.txt.
func ReadRoots() (*Roots, error) { return parseRoots(rootsText) }

func parseRoots(text string) (*Roots, error) {
	r := &Roots{
		Categories: make(map[string][]facts.Category),
		Default:    make(map[string][]facts.Category),
		Replace:    make(map[string]*facts.Effect),
		Wraps:      make(map[string][]int),
		Terms:      make(map[string][]facts.Term),
		Lines:      make(map[string]int),
	}
	var verb, pkg string
	for i, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0][0] == '#':
			continue
		case line[0] == ' ' || line[0] == '\t':
			if verb == "" {
				return nil, fmt.Errorf("roots.txt:%d: continues no line", i+1)
			}
		case len(words) < 2:
			return nil, fmt.Errorf("roots.txt:%d: want a category, a package and names", i+1)
		default:
			verb, pkg = words[0], words[1]
			words = words[2:]
		}
		if err := r.add(i+1, verb, pkg, words); err != nil {
			return nil, fmt.Errorf("roots.txt:%d: %v", i+1, err)
		}
	}
	return r, nil
}

// Of returns what is decided about the function with that key in pkg.
func (r *Roots) Of(pkg, key string) ([]facts.Category, bool) {
	if c, ok := r.Categories[key]; ok {
		return c, true
	}
	c, ok := r.Default[pkg]
	return c, ok
}

// add takes one line's names.
func (r *Roots) add(line int, verb, pkg string, names []string) error {
	if verb == "effect" {
		e, err := catalogue.ParseSpec(strings.Join(names, " "))
		if err != nil {
			return err
		}
		r.Replace[pkg] = e
		r.Lines[pkg] = line
		return nil
	}
	c, ok := facts.ParseCategory(verb)
	if !ok && verb != "none" && verb != "wraps" && verb != "terms" {
		return fmt.Errorf("%q is no category, nor none, wraps, terms or effect", verb)
	}
	for _, name := range names {
		if verb == "wraps" || verb == "terms" {
			if err := r.addMore(line, verb, pkg, name); err != nil {
				return err
			}
			continue
		}
		if name == "*" {
			r.Default[pkg] = nil
			if verb != "none" {
				r.Default[pkg] = []facts.Category{c}
			}
			continue
		}
		key := pkg + "." + name
		have, known := r.Categories[key]
		switch {
		case known && (verb == "none" || len(have) == 0):
			return fmt.Errorf("%s was decided at line %d already", key, r.Lines[key])
		case verb == "none":
			r.Categories[key] = nil
		default:
			r.Categories[key] = append(have, c)
		}
		r.Lines[key] = line
	}
	return nil
}

// addMore takes a word of a wraps or terms line.
func (r *Roots) addMore(line int, verb, pkg, word string) error {
	name, list, ok := strings.Cut(word, "=")
	spec := "wraps=" + list
	if verb == "terms" {
		spec = strings.ReplaceAll(list, ",", " ")
	}
	e, err := catalogue.ParseSpec(spec)
	if !ok || err != nil {
		return fmt.Errorf("%q: want NAME= and parameters or terms between commas", word)
	}
	key := pkg + "." + name
	if verb == "wraps" {
		r.Wraps[key] = e.Wraps
	} else {
		r.Terms[key] = e.Terms
	}
	if _, known := r.Lines[key]; !known {
		r.Lines[key] = line
	}
	return nil
}
