package runtimectx

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// A table finds the record of a goroutine by its id. It is a flat table with
// open addressing. A slot is claimed and freed by the goroutine whose id it
// holds, and by no other as long as that one lives, so a goroutine finds its own
// id without any coordination. Claiming and freeing are one atomic operation
// each, and give the goroutines that use a record after one another the
// ordering they need.
//
// A freed slot keeps its record for the next goroutine that claims it, until
// the next garbage collection.
type table struct {
	shift   uint8 // of the hash, which leaves the number of a bucket
	buckets []bucket
	crowds  atomic.Int64 // claims since the last look that were crowded out of their home
}

// A bucket fills a cache line.
type bucket struct {
	slots [3]slot
	spill atomic.Int64 // live ids that have this home but stand elsewhere
	_     [8]byte
}

type slot struct {
	key atomic.Int64 // the goroutine's id, or 0, or busy
	rec atomic.Pointer[record]
}

const (
	minBuckets = 256

	// maxProbe is how many buckets after its home an id may stand.
	maxProbe = 16

	// busy is the key while the record is being taken out of a free slot.
	busy = -1
)

var (
	tab atomic.Pointer[table]

	// tableMu is held by whoever works on slots that are not its own: to
	// resize, to sweep and to remove dead goroutines.
	tableMu sync.Mutex

	// Records that stand for none, and a slot that nobody owns. Keeping nil
	// out of the table, and the tokens out of these records, spares the fast
	// paths a comparison. A frozen slot belongs to a table that is being, or
	// has been, replaced.
	noRecord     record
	frozenRecord = record{mode: modeSpoiled}
	noSlot       slot
)

func init() { tab.Store(newTable(minBuckets)) }

func newTable(buckets int) *table {
	t := &table{shift: uint8(64 - bits.TrailingZeros(uint(buckets))), buckets: make([]bucket, buckets)}
	for i := range t.buckets {
		for j := range t.buckets[i].slots {
			t.buckets[i].slots[j].rec.Store(&noRecord)
		}
	}
	return t
}

// hash returns the number of the bucket in which gid belongs: the highest bits of
// its product with 2^64 divided by the golden ratio. This spreads consecutive
// numbers, as the ids of goroutines mostly are, as evenly as can be, whatever
// the size of the table is (Knuth, The Art of Computer Programming, 6.4).
func (t *table) hash(gid int64) uint64 {
	return uint64(gid) * 0x9E3779B97F4A7C15 >> (t.shift & 63)
}

func (t *table) home(gid int64) *bucket { return &t.buckets[t.hash(gid)] }

// search returns the slot that holds gid, which must be the id of the calling
// goroutine or be out of use, and whether the slot is outside of its home.
func (t *table) search(gid int64) (s *slot, displaced bool) {
	home := t.home(gid)
	for i := range home.slots {
		if s := &home.slots[i]; s.key.Load() == gid {
			return s, false
		}
	}
	if home.spill.Load() == 0 {
		return nil, false
	}
	at := t.hash(gid)
	for p := uint64(1); p <= maxProbe; p++ {
		b := &t.buckets[(at+p)%uint64(len(t.buckets))]
		for i := range b.slots {
			if s := &b.slots[i]; s.key.Load() == gid {
				return s, true
			}
		}
	}
	return nil, false
}

// claim gives gid, which the table must not hold, a free slot. It returns nil
// if there is none near enough.
func (t *table) claim(gid int64) (s *slot, displaced bool) {
	at := t.hash(gid)
	for p := uint64(0); p <= maxProbe; p++ {
		b := &t.buckets[(at+p)%uint64(len(t.buckets))]
		for i := range b.slots {
			s := &b.slots[i]
			if s.key.Load() != 0 || !s.key.CompareAndSwap(0, gid) {
				continue
			}
			if p > 0 {
				t.home(gid).spill.Add(1)
				t.crowds.Add(1)
			}
			return s, p > 0
		}
	}
	return nil, false
}

// free empties a slot that holds gid.
func (t *table) free(s *slot, gid int64, displaced bool) {
	s.key.Store(0)
	if displaced {
		t.home(gid).spill.Add(-1)
	}
}

// crowded reports whether so many claims found their home full that it is worth
// a look whether the table should grow.
func (t *table) crowded() bool { return t.crowds.Load() > int64(len(t.buckets)/8) }

// live counts the slots in use.
func (t *table) live() int {
	n := 0
	for i := range t.buckets {
		for j := range t.buckets[i].slots {
			if t.buckets[i].slots[j].key.Load() > 0 {
				n++
			}
		}
	}
	return n
}

// findRecord returns the record of the calling goroutine, whose id is gid, or
// nil if it holds nothing.
func findRecord(gid int64) *record {
	b := tab.Load().home(gid)
	if b.slots[0].key.Load() == gid {
		if r := b.slots[0].rec.Load(); r != &frozenRecord {
			return r
		}
	} else if b.slots[1].key.Load() != gid && b.slots[2].key.Load() != gid && b.spill.Load() == 0 {
		return nil
	}
	return findRecordSlow(gid)
}

//go:noinline
func findRecordSlow(gid int64) *record {
	for {
		s, _ := tab.Load().search(gid)
		if s == nil {
			return nil
		}
		if r := s.rec.Load(); r != &frozenRecord {
			return r
		}
		awaitResize()
	}
}

// ownRecord returns the record of the calling goroutine, and gives it one if it
// has none. The caller must make it hold something, or call vacate.
func ownRecord(gid int64) *record {
	for {
		t := tab.Load()
		s, displaced := t.search(gid)
		if s == nil {
			s, displaced = t.claim(gid)
		}
		if s == nil {
			grow(t)
			continue
		}
		r := s.rec.Load()
		if r == &noRecord {
			r = new(record)
			s.rec.CompareAndSwap(&noRecord, r)
			armSweep()
		}
		if r != &frozenRecord {
			r.settle(s, displaced)
		}
		if r == &frozenRecord || s.rec.Load() != r {
			awaitResize()
			continue
		}
		if displaced && t.crowded() {
			growCrowded(t)
		}
		return r
	}
}

// settle tells the record in which slot it is. The fast paths do not know how
// to free a displaced slot.
func (r *record) settle(s *slot, displaced bool) {
	if displaced {
		s = &noSlot
	}
	r.slot.Store(s)
}

// vacate frees the slot of the calling goroutine if it holds nothing.
func (r *record) vacate(gid int64) {
	if r.mode&^modeSpoiled == 0 {
		vacate(gid)
	}
}

// vacate frees the slot of the calling goroutine, which holds nothing, if it
// has one still.
func vacate(gid int64) {
	for {
		t := tab.Load()
		s, displaced := t.search(gid)
		if s == nil {
			return
		}
		switch r := s.rec.Load(); {
		case r == &frozenRecord, r == &noRecord:
		case r.spoiled():
			s.rec.CompareAndSwap(r, &noRecord)
		default:
			r.settle(s, false) // the next goroutine may be at home here
		}
		t.free(s, gid, displaced)
		if s.rec.Load() != &frozenRecord {
			return
		}
		awaitResize() // the new table may have the slot as it was before
	}
}

// vacateAfterResize completes the freeing of a slot that turned out to be frozen:
// the new table may have the slot as it was before.
func vacateAfterResize(gid int64) {
	awaitResize()
	vacate(gid)
}

// vacateIdle frees the slot that a fast path has claimed for the calling
// goroutine, if it has and the goroutine holds nothing else.
func vacateIdle(gid int64) {
	if r := findRecord(gid); r != nil {
		r.vacate(gid)
	}
}

// awaitResize returns when the table that was found frozen has been replaced.
func awaitResize() {
	tableMu.Lock()
	tableMu.Unlock() //lint:ignore SA2001 only waiting
}
