package runtimectx

// Records counts what the table holds: records in use, and records, be they in
// use or left for the next goroutine.
func Records() (live, records, buckets int) {
	tableMu.Lock()
	defer tableMu.Unlock()
	t := tab.Load()
	for i := range t.buckets {
		for r := t.buckets[i].first.Load(); r != nil; r = r.next.Load() {
			if r != &noRecord {
				records++
			}
		}
	}
	return t.live(), records, len(t.buckets)
}

const MinBuckets = minBuckets

// LeakHandler returns what SetLeakHandler has set.
func LeakHandler() func(*MisuseError) {
	if f := leakHandler.Load(); f != nil {
		return *f
	}
	return nil
}

// Resize replaces the table by one with that many buckets.
func Resize(buckets int) {
	tableMu.Lock()
	defer tableMu.Unlock()
	rebuild(tab.Load(), buckets)
}

// Sweep does what a garbage collection starts.
func Sweep() { sweep() }
