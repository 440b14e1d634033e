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
func rebuild(t *table, buckets int) { t.freeze().replace(buckets) }

// freeze returns what is in t, which is given up.
//
// Goroutines go on claiming and freeing slots of t meanwhile. Each slot is
// frozen before its key is read, and a goroutine looks at the record after it
// has written the key. So either its write is seen here, or it sees the slot
// frozen, waits for the new table, and does there what is left to do. The keys
// of t stay as they are, so that a goroutine that finds its own one is led to
// the frozen record and waits.
func (t *table) freeze() tenants {
	var all tenants
	for i := range t.buckets {
		for j := range t.buckets[i].slots {
			s := &t.buckets[i].slots[j]
			r := s.rec.Swap(&frozenRecord)
			if gid := s.key.Load(); gid != 0 {
				all = append(all, tenant{gid: gid, rec: r})
			}
		}
	}
	return all
}

// tenants is all that was in a table.
type tenants []tenant

// replace makes a table of at least the given number of buckets, with all in
// it, the current one.
func (all tenants) replace(buckets int) {
	t := newTable(buckets)
	for !t.house(all) {
		buckets *= 2
		t = newTable(buckets)
	}
	// Only from here on the owners may free slots of the new table.
	for _, l := range all {
		if l.rec != &noRecord {
			l.rec.settle(l.slot, l.displaced)
		}
	}
	tab.Store(t)
}

// house claims a slot of t for each tenant. It reports whether there was one
// for all of them.
func (t *table) house(all tenants) bool {
	for i := range all {
		l := &all[i]
		l.slot, l.displaced = t.claim(l.gid)
		if l.slot == nil {
			return false
		}
		l.slot.rec.Store(l.rec)
	}
	return true
}
