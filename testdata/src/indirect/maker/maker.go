// Package maker hands out a type of another package.
package maker

import "github.com/ctxvet/ctxvet/testdata/src/indirect/owner"

// New returns a fresh loop.
func New() *owner.Loop { return &owner.Loop{} }
