// Package across acquires the guards that another package declares.
package across

import (
	"context"
	"time"

	"github.com/ctxvet/ctxvet/testdata/src/directives/guards"
)

func transactions(ctx context.Context, c bool) error {
	ctx, t, err := guards.Begin(ctx) // want `guard t, acquired at line 12, is not released by Commit or Rollback when the function returns at line 17 \[leakedguard\]`
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

func spans() {
	a := guards.Start("a")
	b := guards.Start("b")
	a.Close() // want `guard a, acquired at line 27, is released before guard b, acquired at line 28: release them in reverse order \[releaseorder\]`
	b.Close()
}

func regions() {
	r := guards.Enter()
	defer r.Leave()
	time.Sleep(1) // want `time.Sleep blocks inside the region entered at line 34; category sleep \[blockingcall\]`
}

func subscribes() {
	guards.Subscribe(func() {}) // want `the guard acquired here is discarded: nothing can release it`
	stop := guards.Subscribe(func() {})
	stop()
}

type holder struct{ stop func() }

func (h *holder) start() { h.stop = guards.Subscribe(func() {}) }

func locks(l *guards.Latch) {
	l.Shut()
	time.Sleep(1) // want `time.Sleep blocks while l, acquired at line 50, is held; category sleep`
	l.Open()
}

// Open hands a transaction on, with a type that its callers need not import.
func Open(ctx context.Context) (*guards.Txn, error) {
	_, t, err := guards.Begin(ctx)
	return t, err
}

// Watch hands a function on.
func Watch() func() { return guards.Subscribe(func() {}) }
