package nogotest

import "testing"

// declared is a module whose packages declare guards, an event loop and what
// blocks, and use those of each other.
var declared = map[string]string{
	"db/db.go": `package db

type Txn struct{ n int }

//ctxvet:acquire
func Begin(n int) (*Txn, error) { return new(Txn), nil }

//ctxvet:release
func (t *Txn) Commit() error { return nil }

//ctxvet:release t
func Drop(t *Txn) {}

type Store interface {
	Put(key string) //ctxvet:blocks sql
}

type Region struct{ n int }

//ctxvet:acquire exclusive release=Leave
func Enter() *Region { return new(Region) }

func (r *Region) Leave() {}
`,
	"loop/loop.go": `package loop

type Handler interface {
	OnData(b []byte) //ctxvet:entered
}

//ctxvet:entered
type Task func()

type Loop struct{ tasks chan func() }

//ctxvet:entered tasks
func (l *Loop) Post(tasks ...func()) {}

//ctxvet:goroutine job
func (l *Loop) Go(job func()) {}

func (l *Loop) Named(t Task) {}
`,
	// Between those that declare and those that use.
	"mid/mid.go": `package mid

import "m/db"

func Begin() (*db.Txn, error) { return db.Begin(1) }

func Save(s db.Store) { s.Put("a") }
`,
	"use/use.go": `package use

import (
	"m/db"
	"m/loop"
	"m/mid"
	"time"
)

type logger struct{ s db.Store }

func (l logger) OnData(b []byte) { mid.Save(l.s) }

var _ loop.Handler = logger{}

func slow() { time.Sleep(time.Second) }

func leak(ok bool) error {
	t, err := mid.Begin()
	if err != nil {
		return err
	}
	if ok {
		return nil
	}
	return t.Commit()
}

func dropped() {
	if t, err := db.Begin(1); err == nil {
		db.Drop(t)
	}
}

func setup(l *loop.Loop, s db.Store) {
	l.Post(slow, func() { s.Put("b") })
	l.Named(slow)
	l.Go(slow)
	r := db.Enter()
	defer r.Leave()
	l.Go(slow)
	db.Enter()
}
`,
}

// What a package declares holds in its importers.
func TestDirectivesAcrossPackages(t *testing.T) {
	compare(t, []string{
		"[blockingcall]", "[blockingcall]", "[blockingcall]", "[blockingcall]", "[leakedguard]", "[nestedenter]",
	}, newModule(t, declared), "./...")
}
