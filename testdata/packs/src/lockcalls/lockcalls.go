// Package lockcalls calls functions that lock, in this package and another.
package lockcalls

import (
	"lockcalls/store"
	"os"
	"sync"
	"testing"
)

type user struct {
	mu sync.Mutex
	s  *store.Store
	n  int
}

// What the callee does under its own lock is reported there.
func (u *user) save() {
	u.s.Save()
}

func (u *user) saveLocked() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.s.Save() // want `u\.s\.Save blocks \(calls os\.ReadFile\) while u\.mu, locked at line 23, is held; category file \[blockingcall\]`
}

func (u *user) begin(run func(func(error)) error) error {
	end, err := u.s.Begin()
	if err != nil {
		return err
	}
	return run(end)
}

func (u *user) beginDefer() error {
	end, err := u.s.Begin()
	if err != nil {
		return err
	}
	defer end(nil)
	u.n++
	return nil
}

func (u *user) beginLeak(x bool) error {
	end, err := u.s.Begin() // want `the lock that u\.s\.Begin takes at line 47 is still read-locked when the function returns at line 52 \[leakedguard\]`
	if err != nil {
		return err
	}
	if x {
		return nil
	}
	end(nil)
	return nil
}

func (u *user) rows() {
	u.s.Scan(true)
	u.s.Next()
	u.s.Close()
}

// The method value can unlock, so whoever gets it may have done so.
func (u *user) passesUnlock(run func(func())) {
	u.mu.Lock()
	run(u.mu.Unlock)
}

func (u *user) passesClosure(run func(func())) {
	u.mu.Lock()
	run(func() {
		u.n++
		u.mu.Unlock()
	})
}

func (u *user) passesOther(run func(func()), x bool) {
	u.mu.Lock() // want `u\.mu, locked at line 79, is still locked when the function returns at line 84 \[leakedguard\]`
	run(func() {
		u.n++
	})
	if x {
		return
	}
	u.mu.Unlock()
}

func (u *user) variable() {
	u.mu.Lock()
	unlock := u.mu.Unlock
	defer unlock()
	u.n++
}

func (u *user) variableBlocks() {
	u.mu.Lock()
	unlock := u.mu.Unlock
	os.ReadFile("x") // want `os\.ReadFile blocks while u\.mu, locked at line 97, is held; category file \[blockingcall\]`
	unlock()
	os.ReadFile("x")
}

type node struct {
	mu   sync.Mutex
	logs []int
}

func (n *node) node() {}

type noder interface{ node() }

func unwrap(x noder) *node {
	if n, ok := x.(*node); ok {
		return n
	}
	return nil
}

// Two values that may both be nil are no one lock.
func compare(a, b noder) bool {
	x := unwrap(a)
	x.mu.Lock()
	defer x.mu.Unlock()
	y := unwrap(b)
	y.mu.Lock()
	defer y.mu.Unlock()
	return len(x.logs) == len(y.logs)
}

// The locks of elements are taken and released here, whatever the number.
func consistent(ns []*node) {
	first := ns[0]
	first.mu.Lock()
	defer first.mu.Unlock()
again:
	for i := 1; i < len(ns); i++ {
		n := ns[i]
		n.mu.Lock()
		if len(first.logs) != len(n.logs) {
			n.mu.Unlock()
			goto wait
		}
		n.mu.Unlock()
	}
	return
wait:
	first.mu.Unlock()
	println()
	first.mu.Lock()
	goto again
}

func consistentTwice(ns []*node, n *node) {
	consistent(append([]*node{n}, ns...))
	consistent(append([]*node{n}, ns...))
}

// A test that gives up leaves the lock, and what is deferred runs with it.
func checkEqual(t *testing.T, n *node) {
	n.mu.Lock()
	if len(n.logs) > 0 {
		t.Fatal("logs")
	}
	n.mu.Unlock()
}

func TestEqual(t *testing.T) {
	n := &node{}
	defer os.ReadFile("x")
	checkEqual(t, n)
}

// The only type that has the method has it of the interface that it wraps.
type sink interface{ flush() }

type counted struct {
	sink
	mu sync.Mutex
}

func (u *user) flushes(s sink, x bool) {
	u.mu.Lock() // want `u\.mu, locked at line 183, is still locked when the function returns at line 186 \[leakedguard\]`
	s.flush()
	if x {
		return
	}
	u.mu.Unlock()
}
