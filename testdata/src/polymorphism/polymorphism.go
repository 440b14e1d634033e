// Package polymorphism pins functions that block when what they are given
// does: a func, an interface or a struct that holds one.
package polymorphism

import (
	"bufio"
	"fmt"
	"io"
	"time"
)

func Each(xs []int, f func(int)) {
	for _, x := range xs {
		f(x)
	}
}

func Map[A, B any](xs []A, f func(A) B) []B {
	var ys []B
	for _, x := range xs {
		ys = append(ys, f(x))
	}
	return ys
}

func ReadAll(r io.Reader) ([]byte, error) {
	b := make([]byte, 512)
	n, err := r.Read(b)
	return b[:n], err
}

func ReadLine(r io.Reader) string {
	s, _ := bufio.NewReader(r).ReadString('\n')
	return s
}

func Print(w io.Writer, x int) { fmt.Fprintln(w, x) }

func Copy(w io.Writer, r io.Reader) { io.Copy(w, r) }

type Flusher interface{ Flush() error }

func Flush(f Flusher) error { return f.Flush() }

type Slow struct{}

func (Slow) Flush() error {
	time.Sleep(time.Second)
	return nil
}

type Fast struct{}

func (Fast) Flush() error { return nil }

type Config struct {
	Wait func()
	Out  io.Writer
}

func Apply(c Config) {
	if c.Wait != nil {
		c.Wait()
	}
}

func Write(c *Config, s string) { io.WriteString(c.Out, s) }

func Waiter(c chan int) func() { return func() { <-c } }

func Later(f func()) func() { return f }

func Start(f func()) { go f() }

func After(f func()) *time.Timer { return time.AfterFunc(time.Second, f) }

func Twice(f func()) {
	defer f()
	f()
}

func Ignore(f func()) {}

func Sleep() { time.Sleep(time.Second) }

func Visit(f func() error) error {
	if err := f(); err != nil {
		return fmt.Errorf("visit: %w", err)
	}
	return nil
}

type Conn struct{ io.ReadWriter }

func (c Conn) Ping() { c.Write([]byte("ping")) }
