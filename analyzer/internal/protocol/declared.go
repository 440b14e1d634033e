package protocol

import (
	"strings"
	"sync"
)

// A Declaration says how the guards behave that a directive declares.
type Declaration struct {
	Name      string // of the type with its import path, or of the function that returns the guard
	Release   string // the methods that release it, separated by commas; empty for a function
	Func      bool   // the guard is a function
	Object    bool   // the guard belongs to the object that the method is called on
	Exclusive bool   // see Guard.Exclusive, and Guard.Alone for an Object
	Ordered   bool
	Anywhere  bool
	Once      bool // to release it again is wrong
}

// declaredPrefix begins the Type of every declared kind, and of no other.
const declaredPrefix = "acquire "

// declared holds the declared kinds by their Type: each is made once, so that
// kinds can be compared by address whichever package they came from.
var declared sync.Map

// Declared returns the kind of guard that d describes. Its Type says all of d, so
// that GuardNamed finds the kind without having seen d.
func Declared(d Declaration) *Guard {
	var b strings.Builder
	b.WriteString(declaredPrefix)
	for _, w := range []struct {
		set  bool
		word string
	}{
		{d.Func, "func"}, {d.Object, "object"}, {d.Exclusive, "exclusive"}, {d.Ordered, "ordered"},
		{d.Anywhere, "anygoroutine"}, {d.Once, "once"}, {d.Release != "", "release=" + d.Release},
	} {
		if w.set {
			b.WriteString(w.word + " ")
		}
	}
	return declaredNamed(b.String() + d.Name)
}

// declaredNamed returns the declared kind of that Type.
func declaredNamed(name string) *Guard {
	if g, ok := declared.Load(name); ok {
		return g.(*Guard)
	}
	rest, ok := strings.CutPrefix(name, declaredPrefix)
	if !ok {
		return nil
	}
	g := &Guard{
		Type: name, Noun: "guard", Verb: "acquired", Undo: "release", Unbalanced: "released", Undone: "is not released",
		Again: true, Declared: true,
	}
	exclusive := false
	for {
		word, more, ok := strings.Cut(rest, " ")
		if !ok {
			break
		}
		rest = more
		switch word {
		case "func":
			g.ByCall, g.Undone = true, "is not released by a call"
		case "object":
			g.Object = true
		case "exclusive":
			exclusive = true
		case "ordered":
			g.Ordered = true
		case "anygoroutine":
			g.Anywhere = true
		case "once":
			g.Again = false
		}
		if method, ok := strings.CutPrefix(word, "release="); ok {
			g.Release = strings.Split(method, ",")
			g.Undone = "is not released by " + g.Releases()
		}
	}
	// Only guards of one name release in the reverse order of each other.
	g.Protocol = declaredPrefix + rest
	switch {
	case exclusive && g.Object:
		g.Alone, g.Holds = true, true
	case exclusive:
		g.Exclusive, g.Ordered = true, true
	}
	known, _ := declared.LoadOrStore(name, g)
	return known.(*Guard)
}

// Releases names the methods that release a declared guard, for messages.
func (g *Guard) Releases() string {
	n := len(g.Release) - 1
	if n < 1 {
		return strings.Join(g.Release, "")
	}
	return strings.Join(g.Release[:n], ", ") + " or " + g.Release[n]
}
