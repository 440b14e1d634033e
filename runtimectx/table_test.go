package runtimectx

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/petermattis/goid"
)

// sameHome returns n ids that share a home bucket in tables of this size.
func sameHome(t *table, n int) []int64 {
	var ids []int64
	for gid := int64(1); len(ids) < n; gid++ {
		if t.home(gid) == t.home(1) {
			ids = append(ids, gid)
		}
	}
	return ids
}

func TestTableOfIdsWithTheSameHome(t *testing.T) {
	tab := newTable(minBuckets)
	const n = 20
	ids := sameHome(tab, n)
	for i, gid := range ids {
		s, displaced := tab.claim(gid)
		if s == nil || displaced != (i >= len(bucket{}.slots)) {
			t.Fatalf("claim %d: %p, %v", i, s, displaced)
		}
	}
	if got, want := tab.home(1).spill.Load(), int64(n-len(bucket{}.slots)); got != want {
		t.Errorf("%d ids of this home are elsewhere, want %d", got, want)
	}
	if got := tab.live(); got != n {
		t.Errorf("%d slots in use, want %d", got, n)
	}
	// Slots that become free on the way to an id do not hide it.
	for i := range ids {
		for j, gid := range ids {
			s, displaced := tab.search(gid)
			if gone := j < i; gone != (s == nil) {
				t.Fatalf("search %d after %d were freed: %p", j, i, s)
			}
			if s != nil && s.key.Load() != gid {
				t.Fatalf("search %d finds another", j)
			}
			if j == i {
				tab.free(s, gid, displaced)
			}
		}
	}
	if got := tab.home(1).spill.Load(); got != 0 {
		t.Errorf("%d ids of this home are elsewhere, want none", got)
	}
}

func TestTableWithoutRoomNearby(t *testing.T) {
	tab := newTable(minBuckets)
	room := (1 + maxProbe) * len(bucket{}.slots)
	ids := sameHome(tab, room+1)
	for i, gid := range ids {
		if s, _ := tab.claim(gid); (s != nil) != (i < room) {
			t.Fatalf("claim %d of %d: %p", i, room, s)
		}
	}
}

func TestTableHouses(t *testing.T) {
	from := newTable(minBuckets)
	var all tenants
	for _, gid := range sameHome(from, 40) {
		all = append(all, tenant{gid: gid, rec: new(record)})
	}
	to := newTable(2 * minBuckets)
	if !to.house(all) {
		t.Fatal("no room")
	}
	for _, l := range all {
		s, displaced := to.search(l.gid)
		if s != l.slot || displaced != l.displaced || s.rec.Load() != l.rec {
			t.Errorf("id %d is not where it was put", l.gid)
		}
	}
}

// TestReleaseDuringResize releases guards between the two halves of a resize.
func TestReleaseDuringResize(t *testing.T) {
	h := NewHandle("moving", nil)
	for _, row := range []struct {
		name    string
		acquire func() (release func())
	}{
		{"Enter", func() func() { return Enter(h).Release }},
		{"SetCurrent", func() func() { return SetCurrent(h).Release }},
		{"EnterRuntime", func() func() {
			g := Enter(h)
			return func() { g.releaseSlow("EnterRuntime") }
		}},
	} {
		acquired, release, done := make(chan int64), make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			f := row.acquire()
			acquired <- goid.Get()
			<-release
			f()
		}()
		gid := <-acquired
		tableMu.Lock()
		old := tab.Load()
		s, _ := old.search(gid)
		all := old.freeze()
		close(release)
		if row.name == "EnterRuntime" {
			time.Sleep(time.Millisecond) // it waits before it does anything
		} else {
			for s.key.Load() == gid {
				runtime.Gosched()
			}
		}
		all.replace(2 * minBuckets)
		tableMu.Unlock()
		<-done
		if s, _ := tab.Load().search(gid); s != nil {
			t.Errorf("%s: the goroutine is still in the table", row.name)
		}
	}
}

// TestEvict evicts a goroutine that lives, as one for callbacks from C may turn
// out to. What it held is gone, and its guard must not touch what it holds since.
func TestEvict(t *testing.T) {
	h := NewHandle("evicted", nil)
	done := make(chan struct{})
	go func() {
		defer close(done)
		gid := goid.Get()
		before := Enter(h)
		evict(gid)
		evict(gid)
		if CurrentEnterContext().IsEntered() {
			t.Error("Entered after the eviction")
		}
		since := Enter(h)
		func() {
			defer func() {
				if m, ok := recover().(*MisuseError); !ok || m.Err != ErrReleased {
					t.Errorf("the guard from before panics with %v", m)
				}
			}()
			before.Release()
		}()
		if !CurrentEnterContext().IsEntered() {
			t.Error("NotEntered after the release of the guard from before")
		}
		since.Release()
		before.g.tok.e.seq &^= seqKind // so that it does not count as lost
	}()
	<-done
}

// TestDisplacedSlotIsLeftForAnyone checks what the next goroutine finds.
func TestDisplacedSlotIsLeftForAnyone(t *testing.T) {
	const first = 1 << 60 // no goroutine of this process
	gid := int64(first)
	for n := 0; n <= len(bucket{}.slots); gid++ {
		if tab.Load().home(gid+1) == tab.Load().home(first) {
			ownRecord(gid + 1)
			defer vacate(gid + 1)
			n++
		}
	}
	s, displaced := tab.Load().search(gid)
	r := s.rec.Load()
	if !displaced || r.slot.Load() != &noSlot {
		t.Fatalf("displaced %v, and the record says it is in %p", displaced, r.slot.Load())
	}
	vacate(gid)
	if s.key.Load() != 0 || r.slot.Load() != s {
		t.Errorf("the slot is free: %v; the record is in it: %v", s.key.Load() == 0, r.slot.Load() == s)
	}
}

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

// TestResizeTellsTheRecords checks that the fast paths find their slots after it.
func TestResizeTellsTheRecords(t *testing.T) {
	h := NewHandle("moving", nil)
	done := make(chan struct{})
	go func() {
		defer close(done)
		gid := goid.Get()
		g := Enter(h)
		for range 3 {
			Resize(2 * minBuckets)
			s, _ := tab.Load().search(gid)
			if got := g.g.tok.r.slot.Load(); s == nil || got != s {
				t.Errorf("the record says it is in %p, and is in %p", got, s)
			}
		}
		g.Release()
		if s, _ := tab.Load().search(gid); s != nil {
			t.Error("the goroutine is still in the table")
		}
	}()
	<-done
}
