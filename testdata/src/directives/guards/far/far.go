// Package far meets guards whose package it does not import.
package far

import (
	"context"

	"github.com/ctxvet/ctxvet/testdata/src/directives/guards/across"
)

func leaks(ctx context.Context, c bool) error {
	t, err := across.Open(ctx) // want `guard t, acquired at line 11, is not released by Commit or Rollback when the function returns at line 16 \[leakedguard\]`
	if err != nil {
		return err
	}
	if c {
		return nil
	}
	return t.Commit()
}

func releases(ctx context.Context) error {
	t, err := across.Open(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	return t.Exec("q")
}

type holder struct{ stop func() }

func (h *holder) keeps() { h.stop = across.Watch() }

func watches() {
	across.Watch() // want `the guard that across.Watch returns is discarded: nothing can release it`
	stop := across.Watch()
	defer stop()
}
