package runtimectx

import (
	"strings"
	"testing"

	"github.com/petermattis/goid"
)

func TestCheckGoid(t *testing.T) {
	if err := checkGoid(func() int64 { return 1 }); err == nil {
		t.Error("an id that is always the same passes")
	} else if want := "goid does not fit this Go release"; !strings.Contains(err.Error(), want) {
		t.Errorf("message %q, want %q", err, want)
	}
}

func TestGoroutineID(t *testing.T) {
	for header, want := range map[string]int64{
		"goroutine 1 [running]:":                       1,
		"goroutine 918 [select, 2 minutes]:\nmain.f()": 918,
		"goroutine x [running]:":                       0,
		"goroutine 12":                                 0,
		"created by main.main":                         0,
		"":                                             0,
	} {
		if got, ok := goroutineID([]byte(header)); got != want || ok != (want != 0) {
			t.Errorf("%q: %d, %v, want %d", header, got, ok, want)
		}
	}
}

func TestLiveGoroutines(t *testing.T) {
	stop, ids := make(chan struct{}), make(chan int64)
	const n = 2000 // more than fit the first buffer
	for range n {
		go func() {
			ids <- goid.Get()
			<-stop
		}()
	}
	started := make([]int64, n)
	for i := range started {
		started[i] = <-ids
	}
	alive, ok := liveGoroutines()
	if !ok || !alive[goid.Get()] {
		t.Errorf("complete: %v; this goroutine is alive: %v", ok, alive[goid.Get()])
	}
	for _, gid := range started {
		if !alive[gid] {
			t.Errorf("goroutine %d is alive and not in the list", gid)
		}
	}
	close(stop)
}
