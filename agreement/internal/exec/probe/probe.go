// Package probe stands in for the probe package of generated programs while
// they are executed: the inputs come from the driver.
package probe

import "github.com/ctxvet/ctxvet/agreement/internal/exec/trace"

// Bool returns boolean input i of the function under test.
func Bool(i int) bool { return trace.Input().Bool(i) }

// Int returns integer input i of the function under test.
func Int(i int) int { return trace.Input().Int(i) }

var closed = make(chan int)

func init() { close(closed) }

// Ch returns a channel that a receive from does not wait on.
func Ch() <-chan int { return closed }
