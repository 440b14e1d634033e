// Package mid stands between two packages and imports no guarded API itself.
package mid

import (
	"fmt"

	"github.com/ctxvet/ctxvet/testdata/src/chain/low"
)

func Enters() { low.Enters() }

func Needs() { low.Needs() }

func Load(name string) (string, error) {
	b, err := low.Load(name)
	if err != nil {
		return "", fmt.Errorf("loading: %w", err)
	}
	return string(b), nil
}

func Do(f func()) { low.Do(f) }

func Region(f func()) { low.Region(f) }

func RegionOf(fs ...func()) {
	low.Region(func() {
		for _, f := range fs {
			f()
		}
	})
}

func Check(err error) {
	if err != nil {
		low.Fatal()
	}
}

type Session struct{ stack low.Stack }

func (s *Session) Begin() { s.stack.Push() }

func (s *Session) End() { s.stack.Pop() }

func With(f func() error) error {
	g := low.Current()
	if err := f(); err != nil {
		low.Drop(g)
		return err
	}
	low.Drop(g)
	return nil
}

func WithForgets(f func() error) error {
	g := low.Current() // want `^guard g, set current at line 57, is not released when the function returns at line 59 \[leakedguard\]$`
	if err := f(); err != nil {
		return err
	}
	low.Drop(g)
	return nil
}

func Transaction(f func()) (err error) {
	g, err := low.Open()
	if err != nil {
		return err
	}
	defer g.Release()
	f()
	return nil
}

func Nests() {
	g := low.MustOpen()
	defer g.Release()
	low.Enters() // want `^low\.Enters enters \(calls runtimectx\.Enter at low\.go:28\) inside the region entered at line 76: the goroutine is already entered \[nestedenter\]$`
}

func Blocks() {
	low.Region(func() {
		low.Load("x") // want `^low\.Load blocks \(calls os\.ReadFile\) inside the region entered at line 82; category file \[blockingcall\]$`
	})
}
