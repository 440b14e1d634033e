package cancels

import "context"

var pending = make(chan context.CancelFunc, 8)

// What is given away, here on a channel, is not leaked where the function goes on
// to run what its caller gave it.
func givenAway(f func(), n int) {
	_, cancel := context.WithCancel(context.Background())
	pending <- cancel
	for range n {
		f()
	}
}

func givesAway() {
	givenAway(func() { println("turn") }, 3)
}

func givesAwayElsewhere() {
	go func() { givenAway(func() { println("turn") }, 3) }()
}

func keptToItself(f func(), n int) {
	_, cancel := context.WithCancel(context.Background()) // want `cancel function cancel, made at line 26, is not called when the function returns at line 33`
	for range n {
		f()
	}
	if n > 100 {
		cancel()
	}
}

func keeps() {
	keptToItself(func() { println("turn") }, 3)
}
