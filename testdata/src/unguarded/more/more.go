// Package more builds helpers of helpers.
package more

import "github.com/ctxvet/ctxvet/testdata/src/unguarded/plain"

func Do(f func()) { plain.Do(f) }

func DoTwice(f func()) { plain.Twice(f) }

func Die(s string) { plain.Die("fatal: " + s) }

func Failed(err error) bool { return !plain.IsNil(err) }

// Flag, Counter and Errors keep small things in mind.
type Flag struct{ on bool }

func (f *Flag) Set()        { f.on = true }
func (f *Flag) Clear()      { f.on = false }
func (f *Flag) IsSet() bool { return f.on }

type Counter struct{ n int }

func (c *Counter) Inc()   { c.n++ }
func (c *Counter) N() int { return c.n }

type Errors struct{ errs []error }

func (e *Errors) Add(err error) {
	if err != nil {
		e.errs = append(e.errs, err)
	}
}

func (e *Errors) Any() bool { return len(e.errs) > 0 }
