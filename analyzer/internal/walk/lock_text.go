package walk

import (
	"fmt"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// lockName is what stands before the method's name in the source.
func lockName(s site) string {
	if len(s.chain) > 0 {
		return ""
	}
	if i := strings.LastIndexByte(s.name, '.'); i > 0 {
		return s.name[:i]
	}
	return ""
}

func cmpName(name, other string) string {
	if name == "" {
		return other
	}
	return name
}

// lockText names a lock, and says where it was acquired.
func (w *walker) lockText(a *acq) string {
	line := w.sites.line(a.pos)
	switch {
	case a.name != "":
		return fmt.Sprintf("%s, %s at %s,", a.name, a.kind.Verb, line)
	case a.via != "":
		return fmt.Sprintf("the %s that %s takes at %s", a.kind.Noun, a.via, line)
	}
	return fmt.Sprintf("the %s taken at %s", a.kind.Noun, line)
}

// lockedTwice records that a goroutine waits for itself. A deferred call that
// waits for a lock which the callee took that panicked is not reported: it is
// that panic which leaves the lock, and the callee did not mean to return.
func (w *walker) lockedTwice(st *state, s site, k *protocol.Guard, a *acq) {
	if st.unwinding() && a.panicked {
		return
	}
	what := s.name + " waits for ever"
	if len(s.chain) > 0 {
		what = s.name + " (" + w.chainText(s.chain) + ") waits for ever"
	}
	why := fmt.Sprintf("this goroutine has %s it at %s and not %s it since", a.kind.Verb, w.sites.line(a.pos), a.kind.Unbalanced)
	if k.Shared && a.kind.Shared {
		what += " when another goroutine asks for the write lock in between"
	}
	w.misuse(st, s, "nestedenter", what+": "+why, nil, a)
}
