package walk

import "github.com/ctxvet/ctxvet/analyzer/internal/protocol"

// bounds limit the work of the walk. All of them err on the side of silence.
type bounds struct {
	states    int // distinct states in which one block is entered
	fewStates int // the same where a function has outgrown steps, and is walked once more; 0 for not at all
	steps     int // work on one function, in instructions, beyond what its length allows
	component int // work on one recursive component, likewise, beyond member for each of its functions
	member    int
	idle      int // the share that functions which do not deal with guards get of both
}

// Nesting and repetition that the walk follows.
const (
	maxInstances = 3  // live guards of one acquire
	maxSupposed  = 16 // paths on which what the caller gave has not returned, behind one deferred call
	maxInline    = 12 // function literals nested in calls
)

// boundsInUse depends on the protocols in use. Few functions deal with guards,
// but in code that locks, most do: there the same care for each would cost more
// than the build.
//
// Brief is for functions that only matter as parts of others.
func boundsInUse(brief bool) bounds {
	if brief {
		return bounds{states: 8, steps: 1 << 9, component: 1 << 10, idle: 1}
	}
	if protocol.Holds() {
		return bounds{states: 16, steps: 1 << 13, component: 1 << 14, member: 1 << 9, idle: 16}
	}
	return bounds{states: 64, fewStates: 6, steps: 1 << 18, component: 1 << 20, idle: 1}
}
