// Package sentinels pins what errors.Is says of sentinel errors that follow from
// the arguments of a function.
package sentinels

import (
	"errors"
	"io"
)

var (
	ErrStop  = errors.New("stop")
	ErrOther = errors.New("other")
	// ErrWrapping is also an ErrStop.
	ErrWrapping = errors.Join(ErrStop)
)

func FailIf(c bool) error {
	if c {
		return ErrStop
	}
	return nil
}

func EndIf(c bool) error {
	if c {
		return io.EOF
	}
	return nil
}

func WrapIf(c bool) error {
	if c {
		return ErrWrapping
	}
	return nil
}
