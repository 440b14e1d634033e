package runtimectx

import (
	"runtime"
	"testing"
	"time"

	"github.com/petermattis/goid"
)

// foreign is an id that no goroutine of this process has, and the first of many.
const foreign = 1 << 60

// sameHome returns n foreign ids that share a home in tables of this size.
func sameHome(t *table, n int) []int64 {
	var ids []int64
	for gid := int64(foreign); len(ids) < n; gid++ {
		if t.home(gid) == t.home(foreign) {
			ids = append(ids, gid)
		}
	}
	return ids
}

// chain returns the records of a bucket.
func (b *bucket) chain() []*record {
	var all []*record
	for r := b.first.Load(); r != nil; r = r.next.Load() {
		if r != &noRecord {
			all = append(all, r)
		}
	}
	return all
}

func TestIdsWithTheSameHome(t *testing.T) {
	tab := newTable(minBuckets)
	const n = 20
	ids := sameHome(tab, n)
	records := make(map[int64]*record)
	for _, gid := range ids {
		if r := tab.search(gid); r != nil {
			t.Fatalf("id %d has a record before it has claimed one", gid)
		}
		records[gid] = tab.claim(gid)
	}
	if got := tab.live(); got != n {
		t.Errorf("%d records in use, want %d", got, n)
	}
	if got := tab.crowds.Load(); got != n-1 {
		t.Errorf("%d records crowd others, want %d", got, n-1)
	}
	// Records that become free on the way to an id do not hide it.
	for i := range ids {
		for j, gid := range ids {
			want := records[gid]
			if j < i {
				want = nil
			}
			if got := tab.search(gid); got != want {
				t.Fatalf("after %d became free, the record of id %d is %p, want %p", i, j, got, want)
			}
		}
		records[ids[i]].key.Store(0)
	}
	// Those that are free are used again.
	for _, gid := range ids {
		tab.claim(gid)
	}
	if got := len(tab.home(foreign).chain()); got != n {
		t.Errorf("%d records after all became free and were claimed again, want %d", got, n)
	}
}

func TestUnlink(t *testing.T) {
	for i := range 3 { // the last, one between, and the first
		tab := newTable(minBuckets)
		b := tab.home(foreign)
		ids := sameHome(tab, 3)
		var records []*record
		for _, gid := range ids {
			records = append(records, tab.claim(gid))
		}
		r := records[i]
		next := r.next.Load()
		r.key.Store(retired)
		b.unlink(r)
		for j, gid := range ids {
			if got := tab.search(gid); (got == records[j]) != (j != i) {
				t.Errorf("after record %d was taken out, search %d finds %p", i, j, got)
			}
		}
		if r.next.Load() != next {
			t.Errorf("record %d does not lead on any more", i)
		}
		for _, rest := range b.chain() {
			b.unlink(rest)
		}
		if b.first.Load() != &noRecord || tab.search(ids[0]) != nil {
			t.Errorf("the bucket is not empty after all were taken out")
		}
	}
}

// TestSweepTakesOutOnlyWhatIsFree sweeps a bucket with records in use among free
// ones.
func TestSweepTakesOutOnlyWhatIsFree(t *testing.T) {
	tableMu.Lock()
	defer tableMu.Unlock()
	tab := newTable(minBuckets)
	ids := sameHome(tab, 9)
	for _, gid := range ids {
		tab.claim(gid)
	}
	for i, gid := range ids {
		if i%3 != 1 {
			tab.search(gid).key.Store(0)
		}
	}
	if got := tab.sweep(); got != 3 {
		t.Errorf("the sweep counts %d records in use, want 3", got)
	}
	for i, gid := range ids {
		if found := tab.search(gid) != nil; found != (i%3 == 1) {
			t.Errorf("id %d: found %v", i, found)
		}
	}
	if got := len(tab.home(foreign).chain()); got != 3 {
		t.Errorf("%d records are left, want 3", got)
	}
}

// TestSweepsDoNotAddUp checks that a sweep out of turn, as TraceGuards does one,
// does not make for one more after each garbage collection.
func TestSweepsDoNotAddUp(t *testing.T) {
	g := Enter(NewHandle("held", nil))
	defer g.Release()
	if n := testing.AllocsPerRun(100, Sweep); n != 0 {
		t.Errorf("a sweep makes %v allocations, want none: the next one is arranged already", n)
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

// TestRecordsChangeHands has goroutines use, one after another and at the same
// time, the records of two buckets, which are moved and swept meanwhile.
func TestRecordsChangeHands(t *testing.T) {
	deadline := time.Now().Add(500 * time.Millisecond)
	h := NewHandle("shared", nil)
	done := make(chan struct{})
	const goroutines = 6
	for range goroutines {
		go func() {
			defer func() { done <- struct{}{} }()
			for time.Now().Before(deadline) {
				gone := make(chan struct{})
				go func() {
					defer close(gone)
					gid := goid.Get()
					for range 100 {
						outer := SetCurrent(h)
						inner := Enter(h)
						if r := findRecord(gid); r == nil || r.depth() != 2 || r != outer.g.tok.r || r != inner.g.tok.r {
							t.Errorf("the record %p is not what the guards stand for", r)
						}
						runtime.Gosched()
						inner.Release()
						outer.Release()
						if CurrentEnterContext().IsEntered() {
							t.Error("Entered after the release")
						}
					}
				}()
				<-gone
			}
		}()
	}
	for n := 0; time.Now().Before(deadline); n++ {
		if n%2 == 0 {
			Resize(2)
		} else {
			Sweep()
		}
	}
	for range goroutines {
		<-done
	}
	Resize(minBuckets)
	if got := tab.Load().live(); got != 0 {
		t.Errorf("%d goroutines are still in the table", got)
	}
}

// TestHomesOfConsecutiveIDs has half as many goroutines as there are buckets,
// which is when the table grows at the latest. Few of them may share a bucket.
func TestHomesOfConsecutiveIDs(t *testing.T) {
	const first = 1<<32 - 100
	for buckets := minBuckets; buckets <= 1<<21; buckets *= 2 {
		table := newTable(buckets)
		crowd := 0
		for gid := int64(first); gid < first+int64(buckets/2); gid++ {
			if !table.home(gid).first.CompareAndSwap(&noRecord, nil) {
				crowd++
			}
		}
		if crowd > buckets/2/10 {
			t.Errorf("in %d buckets %d of %d share one with another", buckets, crowd, buckets/2)
		}
	}
}
