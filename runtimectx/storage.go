package runtimectx

import "sync"

// shards hold the records by goroutine id.
var shards [64]struct {
	mu sync.Mutex
	m  map[int64]*record
}

func findRecord(gid int64) *record {
	s := &shards[gid%int64(len(shards))]
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[gid]
}

func claimRecord(gid int64) *record {
	s := &shards[gid%int64(len(shards))]
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.m == nil {
		s.m = make(map[int64]*record)
	}
	r := new(record)
	s.m[gid] = r
	return r
}

func freeRecord(gid int64) {
	s := &shards[gid%int64(len(shards))]
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, gid)
}
