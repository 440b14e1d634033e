package runtimectx

import (
	"strings"
	"testing"

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
	var tenants []tenant
	for _, gid := range sameHome(from, 40) {
		tenants = append(tenants, tenant{gid: gid, rec: new(record)})
	}
	to := newTable(2 * minBuckets)
	if !to.house(tenants) {
		t.Fatal("no room")
	}
	for _, l := range tenants {
		s, displaced := to.search(l.gid)
		if s != l.slot || displaced != l.displaced || s.rec.Load() != l.rec {
			t.Errorf("id %d is not where it was put", l.gid)
		}
	}
}

func TestEvictDeadGoroutine(t *testing.T) {
	const gid = 1 << 60 // no goroutine of this process
	h := NewHandle("dead", nil)
	r := ownRecord(gid)
	g := r.push(seqEnter, h, gid, nil)
	if findRecord(gid) != r {
		t.Fatal("no record")
	}
	evict(gid)
	evict(gid)
	if findRecord(gid) != nil {
		t.Error("the record is still there")
	}
	// The id may come back, as it does for callbacks from C.
	if _, m := g.check("Release", gid); m == nil || m.Err != ErrReleased {
		t.Errorf("a guard from before is live: %v", m)
	}
	e := g.tok.e
	e.seq &^= seqKind // so that it does not count as lost
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
