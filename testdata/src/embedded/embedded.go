// Package embedded pins promoted methods and fields.
package embedded

import (
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Base struct{ guard runtimectx.EnterRuntimeGuard }

func (b *Base) Start() { b.guard = runtimectx.Enter(h) }

func (b *Base) Stop() { b.guard.Release() }

func (b *Base) Wait() { time.Sleep(time.Second) }

func (b Base) Once() {
	g := runtimectx.Enter(h)
	g.Release()
}

type Middle struct {
	Base
	name string
}

type Outer struct {
	*Middle
	sync.Mutex
}

func NewOuter() Outer { return Outer{Middle: &Middle{name: "x"}} }

// Stop shadows the promoted method and does nothing.
type Shadowing struct{ Base }

func (s *Shadowing) Stop() {}

type Held struct {
	runtimectx.SetCurrentGuard
	Name string
}

func NewHeld() Held { return Held{runtimectx.SetCurrent(h), "x"} }

func NewHeldPointer() *Held { return &Held{SetCurrentGuard: runtimectx.SetCurrent(h)} }

type Runner interface {
	Start()
	Stop()
}

type Wrapped struct{ Runner }
