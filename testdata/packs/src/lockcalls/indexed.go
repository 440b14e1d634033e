package lockcalls

import "sync"

type hostList struct {
	mu    sync.Mutex
	hosts []*host
}

type host struct {
	mu   sync.RWMutex
	addr []byte
}

func (h *host) address() string {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if len(h.addr) != 0 {
		return string(h.addr)
	}
	panic("no address")
}

func (l *hostList) add(h *host) bool {
	l.mu.Lock()
	for i := range l.hosts {
		if h.address() == l.hosts[i].address() {
			l.mu.Unlock()
			return false
		}
	}
	l.hosts = append(l.hosts, h)
	l.mu.Unlock()
	return true
}

type tiers struct {
	local string
	lists []hostList
}

func (t *tiers) tier(h *host) uint {
	if h.address() == t.local {
		return 1
	}
	return 2
}

// Which of the lists is locked depends on what tier returns: each of the paths
// unlocks the list that it locked.
func (t *tiers) add(h *host) {
	n := t.tier(h)
	t.lists[n].add(h)
}

func fillTiers() {
	t := &tiers{local: "a", lists: make([]hostList, 3)}
	t.add(&host{addr: []byte("a")})
	t.add(&host{addr: []byte("b")})
}

// A variable that stands for one of two mutexes.
func eitherOf(first bool) {
	var a, b sync.Mutex
	l := &a
	if first {
		l = &b
	}
	l.Lock()
	if first {
		b.Unlock()
		return
	}
	a.Unlock()
}

func neitherOf(first bool) {
	var a, b sync.Mutex
	l := &a
	if first {
		l = &b
	}
	l.Lock()
	if first {
		a.Unlock() // want `a is unlocked, but nothing locked it`
		return
	}
	b.Unlock() // want `b is unlocked, but nothing locked it`
}
