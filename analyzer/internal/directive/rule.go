package directive

import (
	"go/token"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/facts"
)

// A Verb is what a directive begins with: "//ctxvet:" and the verb.
type Verb string

const (
	Acquire     Verb = "acquire"
	Release     Verb = "release"
	Entered     Verb = "entered"
	Outside     Verb = "outside"
	Sanctioned  Verb = "sanctioned"
	Goroutine   Verb = "goroutine"
	Blocks      Verb = "blocks"
	Nonblocking Verb = "nonblocking"
)

// verbs lists the directives in the order in which they are documented.
var verbs = []Verb{Acquire, Release, Entered, Outside, Sanctioned, Goroutine, Blocks, Nonblocking}

// ignore is the verb of the comments that package findings reads.
const ignore = "ignore"

// check is the one that reports what is wrong with a directive.
func (v Verb) check() string {
	if v == Acquire || v == Release {
		return "leakedguard"
	}
	return "blockingcall"
}

func (v Verb) String() string { return prefix + string(v) }

// runs reports whether v says in which state a function runs.
func (v Verb) runs() bool {
	return v == Entered || v == Outside || v == Sanctioned || v == Goroutine
}

// A Rule is what the source says of one object.
type Rule struct {
	// Run says in which state the function runs, if it says so: one of Entered,
	// Outside, Sanctioned and Goroutine.
	Run Verb
	// Of is how messages call what carries the directive that gave Run.
	Of string
	// Decided says that calling the function blocks on just Categories,
	// whatever it does.
	Decided    bool
	Categories []facts.Category
	// Row is the entry of a function that acquires a guard.
	Row *protocol.Func
	// Releases says that the function releases a guard: its receiver, or
	// parameter Param if that is not negative.
	Releases bool
	Param    int

	pos token.Pos // of the directive that gave Decided, in this package
}
