// Package require stands in for the package of that name.
package require

import "github.com/stretchr/testify/assert"

type TestingT interface {
	Errorf(format string, args ...any)
	FailNow()
}

func Nil(t TestingT, x any, msg ...any) {
	if assert.Nil(t, x, msg...) {
		return
	}
	t.FailNow()
}

func NotNil(t TestingT, x any, msg ...any) {
	if assert.NotNil(t, x, msg...) {
		return
	}
	t.FailNow()
}

func Equal(t TestingT, want, got any, msg ...any) {
	if assert.Equal(t, want, got, msg...) {
		return
	}
	t.FailNow()
}

func ErrorIs(t TestingT, err, target error, msg ...any) {
	if assert.ErrorIs(t, err, target, msg...) {
		return
	}
	t.FailNow()
}
