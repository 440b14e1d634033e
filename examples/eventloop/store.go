package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// A Store holds keys and values, some for a limited time. It belongs to a
// loop, on which its methods must be called.
type Store struct {
	loop    *Loop
	entries map[string]entry
	changes uint64
}

type entry struct {
	value   string
	version uint64 // tells an entry from an older one of the same key
}

// NewStore returns an empty store that belongs to l.
func NewStore(l *Loop) *Store {
	return &Store{loop: l, entries: make(map[string]entry)}
}

// Set sets the value of key, for the time ttl unless it is 0.
func (s *Store) Set(key, value string, ttl time.Duration) {
	s.changes++
	version := s.changes
	s.entries[key] = entry{value, version}
	if ttl > 0 {
		s.loop.After(ttl, func() {
			if s.entries[key].version == version {
				delete(s.entries, key)
			}
		})
	}
}

// Get returns the value of key.
func (s *Store) Get(key string) (string, bool) {
	e, ok := s.entries[key]
	return e.value, ok
}

// Snapshot returns the content as text, sorted by key.
func (s *Store) Snapshot() string {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(s.entries)) {
		fmt.Fprintf(&b, "%s %s\n", key, s.entries[key].value)
	}
	return b.String()
}

// writeSnapshot replaces the file at path by one that holds text.
func writeSnapshot(path, text string) error {
	temp := path + ".new"
	if err := os.WriteFile(temp, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(temp, path)
}
