package runtimectx

// A tenant is a live id with its record, on its way to another table.
type tenant struct {
	gid       int64
	rec       *record
	slot      *slot
	displaced bool
}

// grow replaces t by a larger table, unless another goroutine has done so.
func grow(t *table) {
	tableMu.Lock()
	defer tableMu.Unlock()
	if tab.Load() == t {
		rebuild(t, 2*len(t.buckets))
	}
}

// growCrowded replaces t by a larger table if more than a sixth of its slots are
// taken. A larger table would hardly spare the rest of the ids the crowd.
func growCrowded(t *table) {
	tableMu.Lock()
	defer tableMu.Unlock()
	if tab.Load() != t {
		return
	}
	if 2*t.live() > len(t.buckets) {
		rebuild(t, 2*len(t.buckets))
		return
	}
	t.crowds.Store(0)
}

// rebuild replaces t by a table of at least the given number of buckets, a
// power of two. The caller holds tableMu.
//
// Goroutines go on claiming and freeing slots of t meanwhile. Each slot is
// frozen before its key is read, and a goroutine looks at the record after it
// has written the key. So either its write is seen here, or it sees the slot
// frozen, waits for the new table, and does there what is left to do. The keys
// of t stay as they are, so that a goroutine that finds its own one is led to
// the frozen record and waits.
func rebuild(t *table, buckets int) {
	var tenants []tenant
	for i := range t.buckets {
		for j := range t.buckets[i].slots {
			s := &t.buckets[i].slots[j]
			r := s.rec.Swap(&frozenRecord)
			if gid := s.key.Load(); gid != 0 {
				tenants = append(tenants, tenant{gid: gid, rec: r})
			}
		}
	}
	n := newTable(buckets)
	for !n.house(tenants) {
		buckets *= 2
		n = newTable(buckets)
	}
	// Only now may the owners free slots of the new table.
	for _, l := range tenants {
		if l.rec != &noRecord {
			l.rec.settle(l.slot, l.displaced)
		}
	}
	tab.Store(n)
}

// house claims a slot of t for each tenant. It reports whether there was one
// for all of them.
func (t *table) house(tenants []tenant) bool {
	for i := range tenants {
		l := &tenants[i]
		l.slot, l.displaced = t.claim(l.gid)
		if l.slot == nil {
			return false
		}
		l.slot.rec.Store(l.rec)
	}
	return true
}
