// Package nonnil pins what a comparison or an assertion tells of nil.
package nonnil

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)
var errStop = errors.New("stop")

type S = runtimectx.SetCurrentGuard

// What equals an error is not nil.
func f(err error) {
	var g S
	if err == io.EOF {
		g = runtimectx.SetCurrent(h)
	}
	if err == nil {
		return
	}
	g.Release()
}
func f1(err error) {
	var g S
	if err == errStop {
		g = runtimectx.SetCurrent(h)
	}
	if err != nil {
		g.Release()
	}
}
func f2(err, e2 error) {
	var g S
	if err == e2 {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 41, is not released when the function returns at line 46 \[leakedguard\]$`
	}
	if err != nil {
		g.Release()
	}
}
func e1(err error) {
	g := runtimectx.SetCurrent(h)
	if err == io.EOF {
		g.Release()
	}
	if err != nil && err != io.EOF {
		g.Release()
		return
	}
	if err == nil {
		g.Release()
	}
}
func sw(err error) {
	var g S
	if err == context.Canceled || err == context.DeadlineExceeded {
		g = runtimectx.SetCurrent(h)
	}
	switch err {
	case nil:
	case context.Canceled, context.DeadlineExceeded:
		g.Release()
	}
}

// What holds something is not nil.
func as(err error) {
	var g S
	if _, ok := err.(*os.PathError); ok {
		g = runtimectx.SetCurrent(h)
	}
	if err != nil {
		g.Release()
	}
}
func as2(err error) {
	var g S
	if _, ok := err.(*os.PathError); !ok {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 85, is not released when the function returns at line 90 \[leakedguard\]$`
	}
	if err != nil {
		g.Release()
	}
}

// An interface that was asserted is nil if that failed.
func fl(w io.Writer) {
	var g S
	f, ok := w.(interface{ Flush() error })
	if ok {
		g = runtimectx.SetCurrent(h)
	}
	if f != nil {
		g.Release()
	}
}
func fl2(w io.Writer) {
	var g S
	f, _ := w.(interface{ Flush() error })
	if f != nil {
		g = runtimectx.SetCurrent(h)
	}
	if f == nil {
		return
	}
	g.Release()
}
func fl3(w any) {
	var g S
	f, ok := w.(*os.File)
	if ok {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 118, is not released when the function returns at line 123 \[leakedguard\]$`
	}
	if f != nil {
		g.Release()
	}
}
