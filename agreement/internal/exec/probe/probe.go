// Package probe stands in for the probe package of generated programs while
// they are executed: the inputs come from the driver.
package probe

import (
	"context"

	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/runtimectx"
)

// Bool returns boolean input i of the function under test.
func Bool(i int) bool { return trace.Input().Bool(i) }

// Int returns integer input i of the function under test.
func Int(i int) int { return trace.Input().Int(i) }

// Turns returns how many turns a loop is to take: 0, 1 or 2.
func Turns() int { return trace.Choose(3) }

// Laps is Turns for a loop that looks at the number of its turn: up to 3.
func Laps() int { return trace.Choose(4) }

// More reports whether to go on.
func More() bool { return trace.Choose(2) == 1 }

var handle = runtimectx.NewHandle("probe", nil)

// Ctx returns a context with a handle or without.
func Ctx() context.Context {
	if More() {
		return runtimectx.NewContext(context.Background(), handle)
	}
	return context.Background()
}

var closed = make(chan int)

func init() { close(closed) }

// Ch returns a channel that a receive from does not wait on.
func Ch() <-chan int { return closed }
