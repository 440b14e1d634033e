// Package helpers pins functions that release, keep or ignore a guard that
// they are given.
package helpers

import (
	"errors"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Guard = runtimectx.SetCurrentGuard

func Drop(g Guard) { g.Release() }

func DropDeferred(g Guard) {
	defer g.Release()
	work()
}

func DropIf(g Guard, c bool) {
	if c {
		g.Release()
	}
}

func DropUnless(c bool, g Guard) {
	if c {
		return
	}
	g.Release()
}

func DropOnError(g Guard, err error) {
	if err != nil {
		g.Release()
	}
}

func DropThrough(g Guard) { Drop(g) }

func DropPointer(g *Guard) {
	g.Release()
	*g = Guard{}
}

func DropPointerKeeps(g *Guard) { g.Release() }

func DropAll(gs ...Guard) {
	for i := len(gs) - 1; i >= 0; i-- {
		gs[i].Release()
	}
}

func DropInLiteral(g Guard) {
	func() { g.Release() }()
}

func DropElsewhere(g Guard) {
	go g.Release() // want `^guard g is released on another goroutine, started at line 61: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func DropHolderElsewhere(x Holder) {
	go func() {
		defer x.G.Release() // want `^guard x\.G is released on another goroutine, started at line 65: release it on the goroutine that acquired it \[guardmisuse\]$`
		work()
	}()
}

// DropFieldElsewhere releases what it finds on the other goroutine, which may
// have been put there meanwhile.
func DropFieldElsewhere(x *Holder) {
	go func() { x.G.Release() }()
}

func DropTwice(g Guard) {
	g.Release()
	g.Release() // want `^guard g was already released at line 78 \[guardmisuse\]$`
}

func Ignore(g Guard) {}

func Read(g Guard) bool { return g == Guard{} }

func Two(a, b Guard) {
	b.Release()
	a.Release()
}

func DropAny(r interface{ Release() }) { r.Release() }

func Call(release func()) { release() }

func CallIf(release func(), c bool) {
	if c {
		release()
	}
}

func Later(g Guard) func() { return func() { g.Release() } }

func Fail(g Guard) error {
	g.Release()
	return errors.New("failed")
}

func Panic(g Guard) {
	g.Release()
	panic("released")
}

func PanicHolding(g Guard) {
	panic("not released")
}

type Holder struct{ G Guard }

func (x Holder) Drop() { x.G.Release() }

func (x Holder) Name() string { return "holder" }

func (x *Holder) Take(g Guard) { x.G = g }

func DropHolder(x Holder) { x.G.Release() }

func DropField(x *Holder) { x.G.Release() }

var kept Guard

// Keep stores the guard where nobody can follow it.
func Keep(g Guard) { kept = g }

func work() {}
