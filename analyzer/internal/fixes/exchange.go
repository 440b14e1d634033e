package fixes

import (
	"go/ast"
	"slices"
)

// exchangeReleases reorders the releases that stand side by side with the one
// at the place: two of them, or as many as there are. Deferred ones run from
// the last to the first, so there the order is that of the source.
func (p *place) exchangeReleases() []*change {
	stmt, list := p.stmt()
	i := slices.Index(list, stmt)
	if i < 0 || !p.releasesGuard(stmt) {
		return nil
	}
	_, deferred := stmt.(*ast.DeferStmt)
	with := func(s ast.Stmt) bool {
		_, d := s.(*ast.DeferStmt)
		return d == deferred && p.releasesGuard(s)
	}
	// The releases that run later than the one that comes too early.
	from, to := i, i+1
	if deferred {
		for from > 0 && with(list[from-1]) {
			from--
		}
	} else {
		for to < len(list) && with(list[to]) {
			to++
		}
	}
	run := list[from:to]
	var out []*change
	switch {
	case len(run) < 2:
		return nil
	case len(run) > 2 && deferred:
		out = append(out, p.reversed(run[len(run)-2:]))
	case len(run) > 2:
		out = append(out, p.reversed(run[:2]))
	}
	return append(out, p.reversed(run))
}

// reversed puts statements into the opposite order. Comments stay where they
// are.
func (p *place) reversed(run []ast.Stmt) *change {
	var edits []edit
	for i, s := range run {
		if other := run[len(run)-1-i]; other != s {
			edits = append(edits, p.replace(s, p.source(other)))
		}
	}
	return p.change("release in reverse order", edits...)
}

// releasesGuard reports whether s releases a guard that a variable holds, as a
// call or by defer.
func (p *place) releasesGuard(s ast.Stmt) bool {
	id := releasedBy(s)
	return id != nil && p.isGuard(p.typeOf(id))
}
