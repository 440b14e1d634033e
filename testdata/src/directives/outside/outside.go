// Package outside leaves the region while a declared lock is followed.
package outside

import "github.com/ctxvet/ctxvet/runtimectx"

// What a helper does outside of the region does not block in it, but it blocks
// whoever holds a lock.

var outsideHandle = runtimectx.NewHandle("outside", nil)

type outsideLock struct{}

//ctxvet:acquire exclusive release=Unlock
func (*outsideLock) Lock() {}

func (*outsideLock) Unlock() {}

func blocksInPlace(ch chan int) { runtimectx.BlockInPlace(func() { <-ch }) }

func blocksOutside(ch chan int) { runtimectx.ExitRuntime(func() { <-ch }) }

func inPlaceInRegion(ch chan int) {
	g := runtimectx.Enter(outsideHandle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	blocksInPlace(ch)
}

func outsideOfRegion(ch chan int, l *outsideLock) {
	g := runtimectx.Enter(outsideHandle)
	defer g.Release()
	blocksOutside(ch)
	l.Lock()
	blocksOutside(ch) // want `^blocksOutside blocks \(receives from a channel\) while l, acquired at line 32, is held; category chan \[blockingcall\]$`
	l.Unlock()
}

//ctxvet:entered
func outsideOfDeclared(ch chan int) {
	runtimectx.ExitRuntime(func() { <-ch })
	blocksOutside(ch)
}
