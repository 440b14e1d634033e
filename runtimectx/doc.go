// Package runtimectx keeps, for each goroutine, whether it is driving a
// runtime, so that an executor, an event loop or an actor can refuse to be
// re-entered or blocked from inside.
package runtimectx
