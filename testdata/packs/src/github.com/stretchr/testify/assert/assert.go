// Package assert stands in for the package of that name.
package assert

import (
	"errors"
	"reflect"
)

type TestingT interface {
	Errorf(format string, args ...any)
}

func isNil(x any) bool {
	if x == nil {
		return true
	}
	v := reflect.ValueOf(x)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

func Nil(t TestingT, x any, msg ...any) bool {
	if !isNil(x) {
		t.Errorf("not nil")
		return false
	}
	return true
}

func NotNil(t TestingT, x any, msg ...any) bool {
	if isNil(x) {
		t.Errorf("nil")
		return false
	}
	return true
}

func Equal(t TestingT, want, got any, msg ...any) bool {
	if !reflect.DeepEqual(want, got) {
		t.Errorf("not equal")
		return false
	}
	return true
}

func ErrorIs(t TestingT, err, target error, msg ...any) bool {
	if !errors.Is(err, target) {
		t.Errorf("not in the chain")
		return false
	}
	return true
}
