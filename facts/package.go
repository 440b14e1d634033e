// Package facts holds what the analysis of one package tells the analysis of
// the packages that import it: what its functions do to guards (Summary) and
// what they may block on (Effect). It knows nothing of go/ssa, and its encoding
// is deterministic, so that build systems can cache and share it.
package facts

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// version is the first byte of an encoded Package. A reader that meets another
// version treats the package as unknown.
const version = 3

// A Package is the fact of one package: what is worth telling of its functions,
// by FuncKey (and, for function literals, by a key that summaries mention).
type Package struct {
	Effects   map[string]*Effect
	Summaries map[string]*Summary
	// Directives holds what the source declares by comments, in the lines that
	// package directive writes and reads, by the key of what carries them.
	Directives map[string][]string
	// Unguarded says that the package cannot reach a guarded API: what its
	// summaries tell is control flow.
	Unguarded bool
}

// AFact marks Package as a fact of the analysis framework.
func (*Package) AFact() {}

// String shows how much p says.
func (p *Package) String() string {
	return fmt.Sprintf("ctxvet(%d effects, %d summaries, %d directives)", len(p.Effects), len(p.Summaries), len(p.Directives))
}

// Empty reports whether p is not worth exporting.
func (p *Package) Empty() bool {
	return len(p.Effects) == 0 && len(p.Summaries) == 0 && len(p.Directives) == 0
}

// HandlesGuards reports whether a function of p does something to guards or to
// the enter state.
func (p *Package) HandlesGuards() bool {
	if p.Unguarded {
		return false
	}
	for _, s := range p.Summaries {
		if !s.Inert() {
			return true
		}
	}
	return false
}

// NeverBlocks takes from the effect of the function at key what may block whatever is
// passed.
func (p *Package) NeverBlocks(key string) {
	e := p.Effects[key]
	if e == nil || len(e.Blocks) == 0 {
		return
	}
	rest := *e
	rest.Blocks = nil
	p.Effects[key] = &rest
	if rest.Empty() {
		delete(p.Effects, key)
	}
}

// GobEncode encodes p in its own format: equal packages give equal bytes.
func (p *Package) GobEncode() ([]byte, error) {
	dst := []byte{version, 0}
	if p.Unguarded {
		dst[1] = 1
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.Effects)))
	for _, key := range slices.Sorted(maps.Keys(p.Effects)) {
		dst = appendString(dst, key)
		dst = AppendEffect(dst, p.Effects[key])
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.Summaries)))
	for _, key := range slices.Sorted(maps.Keys(p.Summaries)) {
		dst = appendString(dst, key)
		dst = AppendSummary(dst, p.Summaries[key])
	}
	dst = binary.AppendUvarint(dst, uint64(len(p.Directives)))
	for _, key := range slices.Sorted(maps.Keys(p.Directives)) {
		dst = appendString(dst, key)
		dst = binary.AppendUvarint(dst, uint64(len(p.Directives[key])))
		for _, line := range p.Directives[key] {
			dst = appendString(dst, line)
		}
	}
	return dst, nil
}

// GobDecode decodes what GobEncode wrote.
func (p *Package) GobDecode(src []byte) error {
	*p = Package{}
	if len(src) == 0 || src[0] != version {
		return nil
	}
	d := &decoder{src: src[1:]}
	p.Unguarded = d.byte() != 0
	p.Effects = make(map[string]*Effect)
	for range d.count() {
		key := d.string()
		e := d.effect(0)
		if d.bad {
			return errSummary
		}
		p.Effects[key] = e
	}
	p.Summaries = make(map[string]*Summary)
	for range d.count() {
		key := d.string()
		if d.bad {
			return errSummary
		}
		s, rest, err := DecodeSummary(d.src)
		if err != nil {
			return err
		}
		d.src = rest
		p.Summaries[key] = s
	}
	if n := d.count(); n > 0 {
		p.Directives = make(map[string][]string, n)
		for range n {
			key := d.string()
			lines := make([]string, d.count())
			for i := range lines {
				lines[i] = d.string()
			}
			p.Directives[key] = lines
		}
	}
	if d.bad {
		return errSummary
	}
	return nil
}
