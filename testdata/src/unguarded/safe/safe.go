// Package safe has helpers that recover, filter errors, and end tests; it knows
// nothing of guards.
package safe

import (
	"errors"
	"fmt"
	"log"
)

func Log() {
	if r := recover(); r != nil {
		log.Printf("panic: %v", r)
	}
}

func Err(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

type Logger struct{ name string }

func (l *Logger) Recover() {
	if r := recover(); r != nil {
		log.Printf("%s: %v", l.name, r)
	}
}

func Handler(name string) func() {
	return func() {
		if r := recover(); r != nil {
			log.Printf("%s: %v", name, r)
		}
	}
}

// Again recovers nothing for good.
func Again() {
	if r := recover(); r != nil {
		log.Printf("panic: %v", r)
		panic(r)
	}
}

// NotDirectly does not recover: the literal is not the deferred function.
func NotDirectly() {
	func() { _ = recover() }()
}

func Run(f func()) {
	defer Log()
	f()
}

func Ignore(err error, targets ...error) error {
	for _, t := range targets {
		if errors.Is(err, t) {
			return nil
		}
	}
	return err
}

func IsAny(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

// T is what a *testing.T can do.
type T interface {
	Errorf(format string, args ...any)
	FailNow()
}

type helper interface{ Helper() }

func isNil(t T, err error) bool {
	if err != nil {
		t.Errorf("unexpected error: %v", err)
		return false
	}
	return true
}

func NoError(t T, err error, msg ...any) {
	if h, ok := t.(helper); ok {
		h.Helper()
	}
	if isNil(t, err) {
		return
	}
	t.FailNow()
}

type Assertions struct{ t T }

func New(t T) *Assertions { return &Assertions{t: t} }

func (a *Assertions) NoError(err error, msg ...any) {
	if h, ok := a.t.(helper); ok {
		h.Helper()
	}
	NoError(a.t, err, msg...)
}
