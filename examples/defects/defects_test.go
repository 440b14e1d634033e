package defects

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// onFresh runs f on a new goroutine and returns the error it panics with, and
// whether it leaves the goroutine Entered.
func onFresh(f func()) (panicked error, entered bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { entered = runtimectx.CurrentEnterContext().IsEntered() }()
		defer func() { panicked, _ = recover().(error) }()
		f()
	}()
	<-done
	return panicked, entered
}

// Every defect but the blocking ones, which nothing can see at run time, is
// punished by the library.
func TestDefectsArePunished(t *testing.T) {
	file := filepath.Join(t.TempDir(), "text")
	for _, tt := range []struct {
		name string
		f    func()
		want error
	}{
		{"Drain", NewLoop("test").Drain, runtimectx.ErrNestedEnter},
		{"Append", func() { NewServer(file).Append(runtimectx.NewHandle("client", nil), "text") }, runtimectx.ErrOutOfOrder},
		{"Truncate", NewServer(file).Truncate, runtimectx.ErrReleased},
		{"Flush", func() { NewServer(file).Flush() }, runtimectx.ErrBlockInPlaceDenied},
	} {
		if err, _ := onFresh(tt.f); !errors.Is(err, tt.want) {
			t.Errorf("%s panics with %v, want %v", tt.name, err, tt.want)
		}
	}

	_, entered := onFresh(func() {
		if err := NewLoop("test").Every("soon", func() {}); err == nil {
			t.Error("Every accepted a wrong interval")
		}
	})
	if !entered {
		t.Error("Every left no region open")
	}
}

// The defects were correct once: they show on some paths only.
func TestDefectsWorkInTheFirstTest(t *testing.T) {
	for name, f := range map[string]func(){
		"Every": func() {
			if err := NewLoop("test").Every("10ms", func() {}); err != nil {
				t.Error(err)
			}
		},
		"Run": func() {
			l := NewLoop("test")
			l.events <- func() { close(l.events) }
			l.Run()
		},
		"Tick": NewLoop("test").Tick,
		"Truncate": func() {
			s := NewServer("")
			s.text = []byte("text")
			s.Truncate()
		},
	} {
		if err, entered := onFresh(f); err != nil || entered {
			t.Errorf("%s panics with %v, leaves a region open: %v", name, err, entered)
		}
	}
}
