// Package generic implements generic interfaces of which a state is declared, and
// releases guards by a list of arguments.
package generic

import (
	"time"

	"github.com/ctxvet/ctxvet/testdata/src/directives/generic/actor"
)

type message struct{ n int }

type counter struct{ n int }

func (c *counter) Receive(ctx *actor.Context[message], m message) error {
	ctx.Tell(m)
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Behavior.Receive says; category sleep \[blockingcall\]`
	return nil
}

func (c *counter) Stopped(*actor.Context[message]) { time.Sleep(1) }

// A pair is generic itself.
type pair[A, B any] struct {
	a A
	b B
}

func (p pair[A, B]) Receive(c *actor.Context[map[string]B], m map[string]B) error {
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Behavior.Receive says`
	return nil
}

func (pair[A, B]) Stopped(*actor.Context[map[string]B]) { time.Sleep(1) }

// The messages of mixed are of two types: it is no Behavior.
type mixed struct{}

func (mixed) Receive(c *actor.Context[int], m string) error { time.Sleep(1); return nil }
func (mixed) Stopped(c *actor.Context[int])                 {}

// half lacks a method.
type half struct{}

func (half) Receive(c *actor.Context[int], m int) error { time.Sleep(1); return nil }

// stored has the method of what it embeds.
type stored struct{ counter }

type codec struct{}

func (codec) Encode(all map[string][]int, more chan<- int) (*int, error) {
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Codec says`
	return nil, nil
}

func (codec) Each(f func(string, ...int) [2]string) {
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Codec says`
}

// The function that Each of uneven gets returns something else.
type uneven struct{}

func (uneven) Encode(all map[string][]int, more chan<- int) (*int, error) { return nil, nil }
func (uneven) Each(f func(string, ...int) [3]string)                      { time.Sleep(1) }

func listed(c bool) error {
	a, err := actor.Take()
	if err != nil {
		return err
	}
	b, err := actor.Take()
	if err != nil {
		a.Release()
		return err
	}
	actor.GiveBack("done", a, b)
	d, err := actor.Take() // want `guard d, acquired at line 78, is not released by Release when the function returns at line 83 \[leakedguard\]`
	if err != nil {
		return err
	}
	if c {
		return nil
	}
	defer actor.GiveBack("later", nil, d)
	actor.GiveBack("none")
	actor.GiveBack("none", nil)
	return nil
}

// giveTwo gives back what it gets.
func giveTwo(a, b *actor.Lease) { actor.GiveBack("two", a, b) }

func given(c bool) {
	a, err := actor.Take()
	if err != nil {
		return
	}
	giveTwo(a, nil)
	b, err := actor.Take() // want `guard b, acquired at line 100, is not released by Release when the function returns at line 105`
	if err != nil {
		return
	}
	if c {
		return
	}
	giveTwo(nil, b)
}

// Which guards a slice holds is not known.
func sliced(all []*actor.Lease) {
	a, err := actor.Take()
	if err != nil {
		return
	}
	all = append(all, a)
	actor.GiveBack("all", all...)
}

type doors struct{ front, back actor.Latch }

func (d *doors) both(c bool) {
	d.front.Shut()
	d.back.Shut()
	actor.OpenAll(&d.front, &d.back)
	time.Sleep(1)
	d.front.Shut()
	time.Sleep(1) // want `time.Sleep blocks while d.front, acquired at line 127, is held; category sleep`
	actor.OpenAll(&d.front)
}

type vault struct{ latch, reset, given actor.Latch }

// Nothing else opens the latch: to ask it is not to release it.
func (v *vault) asked(n int) bool {
	v.latch.Shut() // want `v.latch, acquired at line \d+, is not released by Open when the function returns at line \d+ \[leakedguard\]`
	if n < 0 {
		return false
	}
	v.latch.Open()
	return true
}

func (v *vault) asks() bool { return v.latch.IsShut() }

// The caller can tell that it has to reset.
func (v *vault) wasReset(n int) bool {
	v.reset.Shut()
	if n < 0 {
		return false
	}
	v.reset.Open()
	return true
}

func (v *vault) resets() { v.reset.Reset() }

func (v *vault) wasGiven(n int) bool {
	v.given.Shut()
	if n < 0 {
		return false
	}
	v.given.Open()
	return true
}

func (v *vault) gives(f func(*actor.Latch)) { f(&v.given) }
