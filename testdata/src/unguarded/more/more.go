// Package more builds helpers of helpers.
package more

import "github.com/ctxvet/ctxvet/testdata/src/unguarded/plain"

func Do(f func()) { plain.Do(f) }

func DoTwice(f func()) { plain.Twice(f) }

func Die(s string) { plain.Die("fatal: " + s) }

func Failed(err error) bool { return !plain.IsNil(err) }
