// Package probe is what generated programs are given from outside: inputs
// that the analyzer cannot know, and channels that never make anyone wait.
// Programs are analysed against this package and executed against a
// recording one with the same API.
package probe

var (
	bools  [8]bool
	ints   [2]int
	closed = make(chan int)
)

func init() { close(closed) }

// Bool returns boolean input i of the function under test.
func Bool(i int) bool { return bools[i] }

// Int returns integer input i of the function under test.
func Int(i int) int { return ints[i] }

// Ch returns a channel that a receive from does not wait on.
func Ch() <-chan int { return closed }
