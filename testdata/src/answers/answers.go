// Package answers pins what is known of the results of short functions that do
// nothing to guards: predicates, getters, constructors of errors.
package answers

import (
	"errors"
	"fmt"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

var errClosed = errors.New("closed")

func work() {}

func Positive(n int) bool { return n > 0 }

func Within(n, lo, hi int) bool { return n >= lo && n <= hi }

// Fail always gives an error.
func Fail() error { return errors.New("failed") }

func Failf(format string, args ...any) error { return fmt.Errorf("answers: "+format, args...) }

type Error struct{ code int }

func (e *Error) Error() string { return "error" }

func NewError(code int) error { return &Error{code} }

// Nothing is a placeholder: its callers are judged as if it could fail.
func Nothing() error { return nil }

// Guarded is one too, though it can panic.
func Guarded(n int) error {
	if n < 0 {
		panic("negative")
	}
	return nil
}

// Opened deals with a guard, and is taken at its word.
func Opened() (runtimectx.SetCurrentGuard, error) { return runtimectx.SetCurrent(h), nil }

// Wrap gives nil for nil.
func Wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("wrapped: %w", err)
}

// Check gives an error for what is negative.
func Check(n int) error {
	if n < 0 {
		return errors.New("negative")
	}
	return nil
}

type State int

const (
	Idle State = iota
	Open
	Closed
)

type Conn struct {
	state State
	debug bool
	next  *Conn
}

func (c *Conn) State() State   { return c.state }
func (c *Conn) IsOpen() bool   { return c.state == Open }
func (c *Conn) Debug() bool    { return c != nil && c.debug }
func (c Conn) Copied() bool    { return c.debug }
func (c *Conn) Next() *Conn    { return c.next }
func (c *Conn) SetOpen()       { c.state = Open }
func (c *Conn) Set(s State)    { c.state = s }
func (c *Conn) NextOpen() bool { return c.Next().IsOpen() }

// Start changes the state, and says whether it did.
func (c *Conn) Start() bool {
	if c.state == Open {
		return false
	}
	c.state = Open
	return true
}

// Name is a switch on a constant.
func (s State) Name() string {
	switch s {
	case Idle:
		return "idle"
	case Open:
		return "open"
	}
	return "closed"
}

func Or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func Read(g runtimectx.SetCurrentGuard) bool { return g == runtimectx.SetCurrentGuard{} }

// Visited acquires and releases, which leaves nothing to tell, and gives no guard.
func Visited() (g runtimectx.SetCurrentGuard, ok bool) {
	runtimectx.SetCurrent(h).Release()
	return
}
