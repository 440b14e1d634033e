// Package probe is what generated programs are given from outside: inputs
// that the analyzer cannot know, and channels that never make anyone wait.
// Programs are analysed against this package and executed against a
// recording one with the same API.
package probe

import "context"

var (
	calls    int
	contexts = []context.Context{context.Background()}
	bools    [8]bool
	ints     [2]int
	closed   = make(chan int)
)

func init() { close(closed) }

// Bool returns boolean input i of the function under test.
func Bool(i int) bool { return bools[i] }

// Int returns integer input i of the function under test.
func Int(i int) int { return ints[i] }

// Turns returns how many turns a loop is to take: each call may answer anew.
func Turns() int {
	calls++
	return ints[calls%len(ints)]
}

// Laps is Turns for a loop that looks at the number of its turn.
func Laps() int { return Turns() }

// More reports whether to go on: each call may answer anew.
func More() bool {
	calls++
	return bools[calls%len(bools)]
}

// Ctx returns a context that carries a handle or not: each call may answer
// anew.
func Ctx() context.Context {
	calls++
	return contexts[calls%len(contexts)]
}

// Ch returns a channel that a receive from does not wait on.
func Ch() <-chan int { return closed }
