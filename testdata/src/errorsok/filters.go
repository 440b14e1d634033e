package errorsok

import (
	"errors"
	"fmt"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A filter gives an error only if it was given one, whatever it compares it
// with.

func ignore(err error, targets ...error) error {
	for _, t := range targets {
		if errors.Is(err, t) {
			return nil
		}
	}
	return err
}

func isAny(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

func wrapped(err error, names []string) error {
	if err == nil {
		return nil
	}
	for _, n := range names {
		err = fmt.Errorf("%s: %w", n, err)
	}
	return err
}

func ignores(h *runtimectx.Handle) error {
	g, err := runtimectx.TryEnter(h)
	if err := ignore(err, runtimectx.ErrNestedEnter); err != nil {
		return err
	}
	g.Release()
	return nil
}

func compares(h *runtimectx.Handle) error {
	g, err := runtimectx.TryEnter(h)
	if isAny(err, runtimectx.ErrNestedEnter, runtimectx.ErrNilHandle) {
		return err
	}
	g.Release()
	return nil
}

func wraps(h *runtimectx.Handle) error {
	g, err := runtimectx.TryEnter(h)
	if err := wrapped(err, []string{"a", "b"}); err != nil {
		return err
	}
	g.Release()
	return nil
}

func ignoresOther(h *runtimectx.Handle, other error) error {
	g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 69, is not released when the function returns at line 71 \[leakedguard\]$`
	if err := ignore(other, err); err != nil {
		return err
	}
	g.Release()
	return nil
}

func comparesWrong(h *runtimectx.Handle, err error) error {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 78, is not released when the function returns at line 80 \[leakedguard\]$`
	if isAny(err, runtimectx.ErrNestedEnter) {
		return err
	}
	g.Release()
	return nil
}
