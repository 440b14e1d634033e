package runtimectx

import (
	"testing"
	"time"

	"github.com/petermattis/goid"
)

func TestRebuildHousesWhatIsInUse(t *testing.T) {
	tableMu.Lock()
	defer tableMu.Unlock()
	defer tab.Store(tab.Load())
	from := newTable(minBuckets)
	records := make(map[int64]*record)
	var free []*record
	for i, gid := range sameHome(from, 40) {
		r := from.claim(gid)
		if i%4 == 0 {
			free = append(free, r)
		} else {
			records[gid] = r
		}
	}
	for _, r := range free {
		r.key.Store(0)
	}
	for _, buckets := range []int{2 * minBuckets, 2, minBuckets} {
		rebuild(from, buckets)
		to := tab.Load()
		if len(to.buckets) != buckets || to.live() != len(records) {
			t.Errorf("%d records in %d buckets, want %d in %d", to.live(), len(to.buckets), len(records), buckets)
		}
		for gid, r := range records {
			if to.search(gid) != r {
				t.Errorf("in %d buckets, the record of id %d is not where it is looked for", buckets, gid)
			}
		}
		for _, r := range free {
			if r.key.Load() != retired {
				t.Errorf("a record that was free has the key %d, and can be claimed", r.key.Load())
			}
		}
		from = to
	}
}

// move runs f while the records are on their way to another table.
func move(f func()) {
	tableMu.Lock()
	defer tableMu.Unlock()
	t := tab.Load()
	tab.Store(moving)
	f()
	rebuild(t, 2*minBuckets)
}

// TestReleaseDuringResize releases guards between the two halves of a resize. It
// does not have to wait for the second.
func TestReleaseDuringResize(t *testing.T) {
	h := NewHandle("moving", nil)
	for name, acquire := range map[string]func() (release func()){
		"Enter":      func() func() { return Enter(h).Release },
		"SetCurrent": func() func() { return SetCurrent(h).Release },
		"two guards": func() func() {
			outer, inner := SetCurrent(h), Enter(h)
			return func() { inner.Release(); outer.Release() }
		},
	} {
		ids, release, done := make(chan int64), make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			f := acquire()
			ids <- goid.Get()
			<-release
			f()
		}()
		gid := <-ids
		move(func() {
			close(release)
			<-done
		})
		if r := tab.Load().search(gid); r != nil {
			t.Errorf("%s: the goroutine is still in the table", name)
		}
	}
}

// TestUseDuringResize has a goroutine that holds a guard, and one that does not,
// do all that needs the table between the two halves of a resize.
func TestUseDuringResize(t *testing.T) {
	h := NewHandle("moving", nil)
	for name, f := range map[string]func() bool{
		"CurrentEnterContext": func() bool { return CurrentEnterContext().IsEntered() },
		"Current":             func() bool { got, err := Current(); return got == h && err == nil },
		"TryEnter": func() bool {
			g, err := TryEnter(h)
			g.Release()
			return err != nil
		},
		"SetCurrent": func() bool {
			_, err := Current()
			SetCurrent(h).Release()
			return err == nil
		},
		"EnterRuntime": func() bool {
			held := false
			if !CurrentEnterContext().IsEntered() {
				EnterRuntime(h, func(*BlockingRegionGuard) {})
			} else {
				ExitRuntime(func() { EnterRuntime(h, func(*BlockingRegionGuard) {}) })
				held = true
			}
			return held
		},
		"out of order": func() bool {
			held := CurrentEnterContext().IsEntered()
			outer, inner := SetCurrent(h), SetCurrent(h)
			func() {
				defer func() {
					if m, ok := recover().(*MisuseError); !ok || m.Err != ErrOutOfOrder {
						t.Errorf("releasing out of order panics with %v", m)
					}
				}()
				outer.Release()
			}()
			inner.Release()
			return held
		},
	} {
		for _, hold := range []bool{true, false} {
			begin, ready, done := make(chan struct{}), make(chan int64), make(chan bool)
			go func() {
				var g EnterRuntimeGuard
				if hold {
					g = Enter(h)
				}
				ready <- goid.Get()
				<-begin
				held := f()
				g.Release()
				done <- held
			}()
			gid := <-ready
			move(func() {
				close(begin)
				select {
				case <-done:
					t.Errorf("%s, holding a guard %v: does not wait for the new table", name, hold)
				case <-time.After(2 * time.Millisecond):
				}
			})
			if got := <-done; got != hold {
				t.Errorf("%s takes the goroutine for one that holds a guard: %v, want %v", name, got, hold)
			}
			if r := tab.Load().search(gid); r != nil {
				t.Errorf("%s, holding a guard %v: the goroutine is still in the table", name, hold)
			}
		}
	}
}

// TestClaimInAnOldTable does what a goroutine does that was interrupted between
// its look at the table and its claim.
func TestClaimInAnOldTable(t *testing.T) {
	gid := goid.Get()
	old := tab.Load()
	stray := new(record) // as if another goroutine had used and left it elsewhere
	stray.key.Store(gid)
	r, id := ownRecordInstead(stray)
	if r == stray || stray.key.Load() != 0 {
		t.Errorf("the record in the old table is still claimed: %v", stray.key.Load() == gid)
	}
	if id != gid {
		t.Errorf("the goroutine is %d, not %d", gid, id)
	}
	if got := tab.Load().search(gid); got != r {
		t.Errorf("the record is %p, and %p is found", r, got)
	}
	if again, _ := ownRecordInstead(&noRecord); again != r {
		t.Error("a goroutine gets two records")
	}
	r.vacate(gid)
	if tab.Load().search(gid) != nil || r.key.Load() != 0 {
		t.Error("the goroutine is still in the table")
	}

	// What was free in a table is not there to be claimed after the resize.
	Resize(2 * minBuckets)
	if r.key.CompareAndSwap(0, gid) {
		t.Error("a record can be claimed that is in no table")
	}
	if r := old.own(gid); r != nil || tab.Load().search(gid) != nil || old.search(gid) != nil {
		t.Errorf("the old table gives the record %p", r)
	}
	if _, sure := old.find(gid); sure {
		t.Error("what is not found in an old table is taken for nowhere")
	}
}

// TestFreeRecordInFrontOfOwn has a record become free in front of that of the
// calling goroutine. Claiming it would make two.
func TestFreeRecordInFrontOfOwn(t *testing.T) {
	h := NewHandle("behind", nil)
	done := make(chan struct{})
	go func() {
		defer close(done)
		outer := SetCurrent(h)
		defer outer.Release()
		tab.Load().home(goid.Get()).push(new(record))
		enter, set := Enter(h), SetCurrent(h)
		for what, g := range map[string]guard{"Enter": enter.g, "SetCurrent": set.g} {
			if g.tok.r != outer.g.tok.r {
				t.Errorf("%s claims another record", what)
			}
		}
		if !CurrentEnterContext().IsEntered() {
			t.Error("NotEntered after Enter")
		}
		set.Release()
		enter.Release()
	}()
	<-done
}

// TestCrowdGrowsTheTableWhenItIsFull checks that ids that happen to share a
// bucket do not make the table grow for ever.
func TestCrowdGrowsTheTableWhenItIsFull(t *testing.T) {
	Resize(minBuckets)
	ids := sameHome(tab.Load(), minBuckets)
	defer func() {
		for _, gid := range ids {
			evict(gid)
		}
		Resize(minBuckets)
	}()
	for i, gid := range ids {
		ownRecord(gid)
		if got := len(tab.Load().buckets); i < minBuckets/2 && got != minBuckets {
			t.Fatalf("%d ids make the table grow to %d buckets", i+1, got)
		}
	}
	if got := len(tab.Load().buckets); got == minBuckets {
		t.Errorf("%d ids do not make the table grow", len(ids))
	}
}
