package runtimectx

import (
	"sync"
	"sync/atomic"

	"github.com/petermattis/goid"
)

// A table finds the record of a goroutine by its id: it is a hash table whose
// buckets are chains of records. Only the goroutine whose id a record has as its
// key, as long as that one lives, sets the key back to 0, and whoever finds the
// key 0 may claim the record. So a goroutine finds its own id without any
// coordination, and the key gives those that use a record after one another the
// ordering they need.
//
// A record that nobody uses stays in its chain for the next goroutine that has
// its home there, until the next garbage collection.
//
// New records are put in front of a chain by any goroutine. Taking them out of
// their chain is left to who has tableMu.
type table struct {
	buckets []bucket
	crowds  atomic.Int64 // new records since the last look that were put in front of others
}

type bucket struct {
	first atomic.Pointer[record] // or noRecord; record.next leads on
}

const (
	minBuckets = 256

	// spread is about 2^32 divided by the golden ratio, whose multiples spread
	// consecutive numbers, as the ids of goroutines mostly are, as evenly as can
	// be, whatever the size of the table is (Knuth, The Art of Computer
	// Programming, 6.4). The nearest number does so only for some ten thousand
	// of them: what counts is that no term of the continued fraction of
	// spread/2^32 is large, and here none is above 3.
	spread = 0x9E37553F

	// retired is the key of a record that is not in any chain, or about to be
	// taken out of it.
	retired = -1
)

var (
	tab atomic.Pointer[table]

	// tableMu is held by whoever changes what is not his own: to resize, to
	// sweep and to remove dead goroutines.
	tableMu sync.Mutex

	// noRecord stands in empty buckets. Keeping nil out of them spares the fast
	// paths a comparison.
	noRecord record

	// moving is the current table while the records are on their way to
	// another one. It sends all fast paths the long way.
	moving *table
)

func init() {
	noRecord.key.Store(retired)
	tab.Store(newTable(minBuckets))

	var crowd record
	crowd.key.Store(retired)
	crowd.next.Store(&noRecord)
	moving = newTable(2)
	for i := range moving.buckets {
		moving.buckets[i].first.Store(&crowd)
	}
}

// newTable returns a table with that many buckets, a power of two above 1.
func newTable(buckets int) *table {
	t := &table{buckets: make([]bucket, buckets)}
	for i := range t.buckets {
		t.buckets[i].first.Store(&noRecord)
	}
	return t
}

// home returns the bucket in which gid belongs. The product of gid with spread,
// without what overflows, is a fraction of 2^32; the bucket is the one at that
// fraction of the table. To multiply by the size takes fewer instructions than to
// shift by its logarithm.
func (t *table) home(gid int64) *bucket {
	fraction := uint32(gid) * spread
	return &t.buckets[uint64(fraction)*uint64(len(t.buckets))>>32]
}

// search returns the record of gid, which must be the id of the calling
// goroutine or be out of use. Only as long as t is the current table, nil means
// that there is none.
func (t *table) search(gid int64) *record {
	for r := t.home(gid).first.Load(); r != nil; r = r.next.Load() {
		if r.key.Load() == gid {
			return r
		}
	}
	return nil
}

// claim gives gid, which must have no record, one that is free or new. Only if t
// is the current table after that, the record is where it belongs.
func (t *table) claim(gid int64) *record {
	b := t.home(gid)
	for r := b.first.Load(); r != nil; r = r.next.Load() {
		if r.key.Load() == 0 && r.key.CompareAndSwap(0, gid) {
			return r
		}
	}
	r := new(record)
	r.key.Store(gid)
	for !b.push(r) {
	}
	if r.next.Load() != nil {
		t.crowds.Add(1)
	}
	armSweep()
	return r
}

// push puts r in front of the chain, unless another record gets there first.
func (b *bucket) push(r *record) bool {
	first := b.first.Load()
	if first == &noRecord {
		r.next.Store(nil)
	} else {
		r.next.Store(first)
	}
	return b.first.CompareAndSwap(first, r)
}

// unlink takes a retired record out of the chain. Its own next stays, for the
// sake of those that are looking at it. The caller holds tableMu.
func (b *bucket) unlink(r *record) {
	next := r.next.Load()
	rest := next
	if rest == nil {
		rest = &noRecord
	}
	if b.first.CompareAndSwap(r, rest) {
		return
	}
	before := b.first.Load()
	for before.next.Load() != r {
		before = before.next.Load()
	}
	before.next.Store(next)
}

// findRecord returns the record of the calling goroutine, whose id is gid, or
// nil if it holds nothing.
func findRecord(gid int64) *record {
	t := tab.Load()
	r := t.home(gid).first.Load()
	if r.key.Load() == gid {
		return r
	}
	if r.next.Load() == nil && tab.Load() == t {
		return nil
	}
	return findRecordSlow(gid)
}

//go:noinline
func findRecordSlow(gid int64) *record {
	for {
		if r, sure := currentTable().find(gid); sure {
			return r
		}
	}
}

// find returns the record of the calling goroutine, or nil, and whether that is
// sure, which it is not if t is not the current table any more.
func (t *table) find(gid int64) (r *record, sure bool) {
	r = t.search(gid)
	return r, r != nil || tab.Load() == t
}

// ownRecord returns the record of the calling goroutine, and gives it one if it
// has none. The caller must make it hold something, or call vacate.
func ownRecord(gid int64) *record {
	for {
		if r := currentTable().own(gid); r != nil {
			return r
		}
	}
}

// own returns the record of the calling goroutine, and gives it one if it has
// none. It returns nil if t is not the current table any more.
func (t *table) own(gid int64) *record {
	if r := t.search(gid); r != nil {
		return r
	}
	r := t.claim(gid)
	if tab.Load() != t {
		r.key.Store(0)
		return nil
	}
	if t.crowded() {
		grow(t)
	}
	return r
}

// ownRecordInstead is ownRecord for a fast path that has got nowhere with r, or
// has claimed it in a table that is not the current one any more. It returns the
// id too, which the fast path thus need not put aside on the stack.
//
//go:noinline
func ownRecordInstead(r *record) (own *record, gid int64) {
	gid = goid.Get()
	if r.key.Load() == gid {
		r.key.Store(0)
	}
	return ownRecord(gid), gid
}

// vacate gives up the record of the calling goroutine if it holds nothing.
func (r *record) vacate(gid int64) {
	switch r.mode {
	case 0:
		r.key.Store(0)
	case modeSpoiled:
		evict(gid)
	}
}

// vacateIdle gives up the record that a fast path has claimed for the calling
// goroutine, if it has and the goroutine holds nothing else.
func vacateIdle(gid int64) {
	if r := findRecord(gid); r != nil {
		r.vacate(gid)
	}
}

// evict throws away the record of a goroutine that is dead, or is the calling
// one. Guards that stand for it and are still reachable are useless.
func evict(gid int64) {
	tableMu.Lock()
	defer tableMu.Unlock()
	t := tab.Load()
	if r := t.search(gid); r != nil && r.key.CompareAndSwap(gid, retired) {
		t.home(gid).unlink(r)
	}
}
