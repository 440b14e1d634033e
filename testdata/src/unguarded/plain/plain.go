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

// A Closer keeps a callback.
type Closer struct{ f func() }

func NewCloser(f func()) *Closer { return &Closer{f} }

func (c *Closer) Close() { c.f() }

func (c *Closer) CloseLoudly() error {
	defer fmt.Fprintln(os.Stderr, "closed")
	c.f()
	return nil
}

// A Holder keeps what can be released.
type Holder[T Releaser] struct{ V T }

func Hold[T Releaser](v T) *Holder[T] { return &Holder[T]{V: v} }

func (h *Holder[T]) Done() { h.V.Release() }

func CallBehind(f *func()) {
	if *f != nil {
		(*f)()
	}
}

type closer struct{ f func() }

func (c *closer) Close() error {
	c.f()
	return nil
}

func Behind(f func()) interface{ Close() error } { return &closer{f} }

type releasing func()

func (r releasing) Release() { r() }

func AsReleaser(f func()) Releaser { return releasing(f) }

type Pair[A, B any] struct {
	A A
	B B
}

func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }

func (p Pair[A, B]) Left() A { return p.A }

func DieOf(errs []error) {
	for _, err := range errs {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(1)
}

func DieCleanly() {
	defer func() { fmt.Fprintln(os.Stderr, "bye") }()
	for i := range 3 {
		func() { fmt.Fprintln(os.Stderr, i) }()
	}
	os.Exit(1)
}

func Usage(code int, lines ...string) {
	for _, l := range lines {
		fmt.Fprintln(os.Stderr, l)
	}
	if code == 0 {
		os.Exit(0)
	}
	switch code {
	case 1:
		panic("usage")
	default:
		os.Exit(code)
	}
}

func Fails(err error) error {
	for i := range 3 {
		fmt.Fprintln(os.Stderr, i)
	}
	panic(err)
}

func CheckAll(errs []error) {
	for _, err := range errs {
		if err != nil {
			panic(err)
		}
	}
}

func FailBefore(n int) {
	if n > 0 {
		goto out
	}
	panic("none")
out:
	fmt.Fprintln(os.Stderr, n)
}

func Serve(c chan int) {
loop:
	for {
		select {
		case _, ok := <-c:
			if !ok {
				break loop
			}
		}
	}
}

// Member has flags that decide whether its methods wait.
type Member struct {
	Status int
	Closed bool
	Ch     chan int
}

func Prune(m *Member) {
	if m.Status == 3 {
		<-m.Ch
	}
}

func (m *Member) Flush() {
	if m.Closed {
		return
	}
	<-m.Ch
}
