package correlated

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// What cannot change between two questions gives the same answer twice.

var fixed = runtimectx.NewHandle("fixed", nil)

func handleName(h *runtimectx.Handle) {
	var g runtimectx.SetCurrentGuard
	if h.Name() == "x" && h.ID() > 3 {
		g = runtimectx.SetCurrent(fixed)
	}
	if h.Name() == "x" && h.ID() > 3 {
		g.Release()
	}
}

func filePath(p string) {
	var g runtimectx.SetCurrentGuard
	if filepath.Ext(p) == ".go" {
		g = runtimectx.SetCurrent(fixed)
	}
	if filepath.Ext(p) == ".go" {
		g.Release()
	}
}

type ctxKey struct{}

func contextValue(ctx context.Context) {
	var g runtimectx.SetCurrentGuard
	if ctx.Value(ctxKey{}) != nil {
		g = runtimectx.SetCurrent(fixed)
	}
	if ctx.Value(ctxKey{}) != nil {
		g.Release()
	}
}

func fromContext(ctx context.Context) {
	var g runtimectx.SetCurrentGuard
	if _, ok := runtimectx.FromContext(ctx); ok {
		g = runtimectx.SetCurrent(fixed)
	}
	if _, ok := runtimectx.FromContext(ctx); ok {
		g.Release()
	}
}

func otherContext(a, b context.Context) {
	var g runtimectx.SetCurrentGuard
	if _, ok := runtimectx.FromContext(a); ok {
		g = runtimectx.SetCurrent(fixed) // want `^guard g, set current at line 63, is not released when the function returns at line 68 \[leakedguard\]$`
	}
	if _, ok := runtimectx.FromContext(b); ok {
		g.Release()
	}
}

func short(t *testing.T) {
	var g runtimectx.SetCurrentGuard
	if !testing.Short() {
		g = runtimectx.SetCurrent(fixed)
	}
	if !testing.Short() {
		g.Release()
	}
}

func capacity(ch chan int) {
	var g runtimectx.SetCurrentGuard
	if cap(ch) > 0 {
		g = runtimectx.SetCurrent(fixed)
	}
	if cap(ch) > 0 {
		g.Release()
	}
}

func counted(b bool) {
	var n atomic.Int32
	var g runtimectx.SetCurrentGuard
	if b {
		g = runtimectx.SetCurrent(fixed)
		n.Add(1)
	}
	if n.Load() == 1 {
		g.Release()
	}
}

func countedWrong(b bool) {
	var n atomic.Int32
	var g runtimectx.SetCurrentGuard
	if b {
		g = runtimectx.SetCurrent(fixed) // want `^guard g, set current at line 106, is not released when the function returns at line 112 \[leakedguard\]$`
		n.Add(1)
	}
	if n.Load() == 2 {
		g.Release()
	}
}

func lowBit(k int) {
	var g runtimectx.SetCurrentGuard
	if k&1 != 0 {
		g = runtimectx.SetCurrent(fixed)
	}
	if k&1 == 1 {
		g.Release()
	}
}

func otherBit(k int) {
	var g runtimectx.SetCurrentGuard
	if k&1 != 0 {
		g = runtimectx.SetCurrent(fixed) // want `^guard g, set current at line 127, is not released when the function returns at line 132 \[leakedguard\]$`
	}
	if k&3 == 3 {
		g.Release()
	}
}

// errors.AsType finds nothing in no error.

func asType() error {
	g, err := runtimectx.TryEnter(fixed)
	if me, ok := errors.AsType[*runtimectx.MisuseError](err); ok {
		return fmt.Errorf("op %s", me.Op)
	}
	g.Release()
	return nil
}

func asTypeLeak(err error) error {
	g := runtimectx.SetCurrent(fixed) // want `^guard g, set current at line 146, is not released when the function returns at line 148 \[leakedguard\]$`
	if me, ok := errors.AsType[*runtimectx.MisuseError](err); ok {
		return me
	}
	g.Release()
	return nil
}
