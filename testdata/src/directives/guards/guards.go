// Package guards declares guards of its own.
package guards

import (
	"context"
	"errors"
	"time"
)

// A Txn is released by Commit or Rollback.
type Txn struct{ open bool }

//ctxvet:acquire
func Begin(ctx context.Context) (context.Context, *Txn, error) {
	t := new(Txn)
	return ctx, t, nil
}

//ctxvet:release
func (t *Txn) Commit() error { return nil }

//ctxvet:release
func (t *Txn) Rollback() {}

func (t *Txn) Exec(q string) error { return nil }

// A Span is released by Close, and where it was acquired.
type Span struct{ name string }

//ctxvet:acquire ordered once
func Start(name string) Span { return Span{name} }

func (s Span) Close()       {}
func (s Span) Name() string { return s.name }

// Region enters.
type Region struct{ n int }

//ctxvet:acquire exclusive release=Leave
func Enter() *Region { return new(Region) }

//ctxvet:acquire exclusive release=Leave
func TryEnter() (*Region, bool) { return nil, false }

func (r *Region) Leave() {}

// Subscribe returns what undoes it.
//
//ctxvet:acquire anygoroutine
func Subscribe(f func()) (cancel func()) { return func() {} }

// A Pool has its guards put back.
type Pool struct{ free []*Conn }

type Conn struct{ n int }

//ctxvet:acquire
func (p *Pool) Get() (*Conn, error) { return nil, errors.New("none") }

func (c *Conn) Close() {}
func (c *Conn) Ping() error {
	if c.n > 3 {
		return errors.New("closed")
	}
	return nil
}
func (c *Conn) self() *Conn { return c }

//ctxvet:release c
func (p *Pool) Put(c *Conn) {}

//ctxvet:release c
func Drop(n int, c *Conn) {}

// A Latch is held.
type Latch struct{ held bool }

//ctxvet:acquire exclusive release=Open
func (l *Latch) Shut() { l.held = true }

//ctxvet:acquire exclusive release=Open
func (l *Latch) TryShut() bool { return false }

func (l *Latch) Open() { l.held = false }

// A Source yields a guard by a method of an interface.
type Source interface {
	//ctxvet:acquire release=Done
	Take() (Item, error)
}

type Item interface {
	Use()
	Done()
}

func transactions(ctx context.Context, c bool) error {
	ctx, t, err := Begin(ctx) // want `guard t, acquired at line 98, is not released by Commit or Rollback when the function returns at line 103 \[leakedguard\]`
	if err != nil {
		return err
	}
	if c {
		return nil
	}
	if err := t.Exec("q"); err != nil {
		t.Rollback()
		return err
	}
	return t.Commit()
}

func deferred(ctx context.Context) error {
	_, t, err := Begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := t.Exec("q"); err != nil {
		return err
	}
	return t.Commit()
}

func discarded(ctx context.Context) {
	_, _, _ = Begin(ctx) // want `the guard acquired here is discarded: nothing can release it`
	Start("a")           // want `the guard acquired here is discarded: nothing can release it`
}

func overwritten(ctx context.Context) {
	_, t, err := Begin(ctx) // want `guard t, acquired at line 130, is not released by Commit or Rollback when the function returns at line 136`
	if err != nil {
		return
	}
	_, t, err = Begin(ctx)
	if err != nil {
		return
	}
	t.Commit()
}

// begin hands the guard on.
func begin(ctx context.Context) (*Txn, error) {
	_, t, err := Begin(ctx)
	return t, err
}

func begins(ctx context.Context) error {
	t, err := begin(ctx) // want `guard t, acquired at line 148, is not released by Commit or Rollback when the function returns at line 152`
	if err != nil {
		return err
	}
	return t.Exec("q")
}

type session struct{ t *Txn }

// A guard that is kept is not followed.
func (s *session) open(ctx context.Context) (err error) {
	_, s.t, err = Begin(ctx)
	return err
}

func keep(ctx context.Context, all *[]*Txn, m map[string]*Txn, ch chan *Txn) {
	if _, t, err := Begin(ctx); err == nil {
		*all = append(*all, t)
	}
	if _, t, err := Begin(ctx); err == nil {
		m["a"] = t
	}
	if _, t, err := Begin(ctx); err == nil {
		ch <- t
	}
}

func spans() {
	a := Start("a")
	b := Start("b")
	a.Close() // want `guard a, acquired at line 176, is released before guard b, acquired at line 177: release them in reverse order \[releaseorder\]`
	b.Close()
}

func twice() string {
	a := Start("a")
	defer a.Close()
	b := Start("b")
	b.Close()
	b.Close() // want `guard b, acquired at line 185, was already released at line 186 \[guardmisuse\]`
	return a.Name()
}

func elsewhere() {
	a := Start("a")
	go a.Close() // want `guard a, acquired at line 192, is released on another goroutine, started at line 193: release it on the goroutine that acquired it \[guardmisuse\]`
}

func regions(c bool) {
	r := Enter()
	time.Sleep(1) // want `time.Sleep blocks inside the region entered at line 197; category sleep \[blockingcall\]`
	if c {
		q := Enter() // want `Enter inside the region entered at line 197: the goroutine is already entered \[nestedenter\]`
		q.Leave()
	}
	if q, ok := TryEnter(); ok {
		q.Leave()
	}
	r.Leave()
	time.Sleep(1)
	if q, ok := TryEnter(); ok {
		enters() // want `enters enters \(calls Enter at guards.go:217\) inside the region entered at line 208`
		time.Sleep(1)
		q.Leave()
	}
	TryEnter() // want `the guard acquired here is discarded`
}

func enters() {
	defer Enter().Leave()
}

func subscribes(c bool) {
	stop := Subscribe(func() {}) // want `guard stop, acquired at line 221, is not released by a call when the function returns at line 223`
	if c {
		return
	}
	go stop()
}

type subscriber struct{ stop func() }

func (s *subscriber) start() { s.stop = Subscribe(s.start) }

func subscribed() func() {
	return Subscribe(func() {})
}

func unsubscribes() {
	defer Subscribe(func() {})()
	subscribed()() // called at once
	subscribed()   // want `the guard that subscribed returns is discarded: nothing can release it`
}

func pool(p *Pool, c bool) error {
	x, err := p.Get() // want `guard x, acquired at line 243, is not released by Close when the function returns at line 248`
	if err != nil {
		return err
	}
	if x.Ping() != nil {
		return nil
	}
	if c {
		p.Put(x)
		return nil
	}
	Drop(1, x)
	return nil
}

func own(p *Pool) *Conn {
	x, err := p.Get()
	if err != nil {
		return nil
	}
	return x.self()
}

type door struct {
	latch Latch
	n     int
}

func (d *door) locks(c bool) {
	d.latch.Shut()
	time.Sleep(1) // want `time.Sleep blocks while d.latch, acquired at line 272, is held; category sleep`
	if c {
		d.latch.Shut() // want `d.latch.Shut waits for ever: this goroutine has acquired it at line 272 and not released it since \[nestedenter\]`
	}
	d.latch.Open()
}

func (d *door) leaves(c bool) {
	d.latch.Shut() // want `d.latch, acquired at line 281, is not released by Open when the function returns at line 283`
	if c {
		return
	}
	d.latch.Open()
}

func (d *door) tries() {
	if d.latch.TryShut() {
		defer d.latch.Open()
		d.n++
	}
}

func items(s Source, c bool) {
	i, err := s.Take() // want `guard i, acquired at line 296, is not released by Done when the function returns at line 302`
	if err != nil {
		return
	}
	i.Use()
	if c {
		return
	}
	i.Done()
}
