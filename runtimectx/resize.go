package runtimectx

// currentTable returns the current table, after a resize that is under way.
func currentTable() *table {
	for {
		if t := tab.Load(); t != moving {
			return t
		}
		tableMu.Lock()
		tableMu.Unlock() //lint:ignore SA2001 only waiting
	}
}

// crowded reports whether so many records share a bucket that it is worth a look
// whether the table should grow.
func (t *table) crowded() bool { return t.crowds.Load() > int64(len(t.buckets)/8) }

// grow replaces t by a larger table if more than half as many records are in use
// as there are buckets. A larger table would hardly spare the rest the crowd.
func grow(t *table) {
	tableMu.Lock()
	defer tableMu.Unlock()
	if tab.Load() != t {
		return
	}
	t.crowds.Store(0)
	if n := len(t.buckets); t.live() > n/2 {
		rebuild(t, 2*n)
	}
}

// live counts the records in use.
func (t *table) live() int {
	n := 0
	for i := range t.buckets {
		for r := t.buckets[i].first.Load(); r != nil; r = r.next.Load() {
			if r.key.Load() > 0 {
				n++
			}
		}
	}
	return n
}

// rebuild replaces t by a table with that many buckets, a power of two, and
// retires the records that nobody uses. The caller holds tableMu.
//
// Goroutines go on using and giving up their records, which does not depend on
// where those stand. To look for a record, or to claim one, is another matter.
// It counts only if the table has not changed since: who finds none looks again,
// and who has claimed one gives it up and starts anew. Between its look at the
// table and that one nobody can have missed the change, nor can a record have
// been claimed that is not seen here.
func rebuild(t *table, buckets int) {
	tab.Store(moving)
	to := newTable(buckets)
	for i := range t.buckets {
		r := t.buckets[i].first.Load()
		for r != nil {
			next := r.next.Load()
			to.house(r)
			r = next
		}
	}
	tab.Store(to)
}

// house puts r where its key belongs, or retires it if it has none.
func (t *table) house(r *record) {
	gid := r.key.Load()
	for gid == 0 {
		if r.key.CompareAndSwap(0, retired) {
			return
		}
		gid = r.key.Load()
	}
	if gid != retired {
		t.home(gid).push(r)
	}
}
