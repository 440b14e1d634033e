// Package plain has helpers that have never heard of guards, nor do they import
// anything that has.
package plain

import (
	"errors"
	"fmt"
	"os"
)

type Releaser interface{ Release() }

func Close(r Releaser) { r.Release() }

func CloseIf(c bool, r Releaser) {
	if c {
		r.Release()
	}
}

func CloseAny[T Releaser](r T) { r.Release() }

func Do(f func()) { f() }

func Last(f func()) { defer f() }

func Twice(f func()) { f(); f() }

func If(c bool, f func()) {
	if c {
		f()
	}
}

func Unless(c bool, f func()) { If(Not(c), f) }

func All(fs ...func()) {
	for _, f := range fs {
		f()
	}
}

func Spawn(f func()) { go f() }

func Retry(n int, f func() error) error {
	var err error
	for range n {
		if err = f(); err == nil {
			return nil
		}
	}
	return fmt.Errorf("%d attempts: %w", n, err)
}

func Try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("panicked")
		}
	}()
	f()
	return nil
}

func Bind(f func()) func() { return func() { f() } }

func Must(err error) {
	if err != nil {
		panic(err)
	}
}

func Get[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func Same[T any](v T) T { return v }

func Ptr[T any](v T) *T { return &v }

func Die(s string) {
	fmt.Fprintln(os.Stderr, s)
	os.Exit(2)
}

func Fail(s string) { panic(s) }

func FailIf(c bool) {
	if c {
		Fail("told to")
	}
}

func IsNil(err error) bool { return err == nil }

func Not(c bool) bool { return !c }

func Check(n int) error {
	if n < 0 {
		return errors.New("negative")
	}
	return nil
}

type Config struct{ on bool }

func New(on bool) Config { return Config{on} }

func (c *Config) On() bool { return c.on }

type Runner struct{ dry bool }

func (r *Runner) Run(f func()) {
	if r.dry {
		return
	}
	f()
}
