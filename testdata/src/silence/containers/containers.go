// Package containers puts guards where nobody follows them.
package containers

import (
	"container/list"
	"context"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("containers", nil)

func inList(l *list.List) {
	g := runtimectx.SetCurrent(h)
	l.PushBack(g)
}
func inCtx(ctx context.Context) context.Context {
	g := runtimectx.SetCurrent(h)
	return context.WithValue(ctx, "k", g)
}
func appended(xs []any) []any {
	g := runtimectx.SetCurrent(h)
	return append(xs, g)
}
func appendedF(xs []func()) []func() {
	g := runtimectx.SetCurrent(h)
	return append(xs, g.Release)
}
func appendedF2(xs []func(), c bool) {
	g := runtimectx.SetCurrent(h)
	xs = append(xs, func() { g.Release() })
	for _, x := range xs {
		x()
	}
}
func mapped(m map[string]any) {
	g := runtimectx.SetCurrent(h)
	m["x"] = g
}
func sent(m chan any) {
	g := runtimectx.SetCurrent(h)
	m <- g
}
func variadic(f func(...any)) {
	g := runtimectx.SetCurrent(h)
	f(1, g)
}
