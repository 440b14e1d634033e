package facts

import (
	"encoding/binary"
	"errors"
)

// The encoding of one effect is a flag byte that says which parts follow,
// then each part as a count and its elements, in varints; strings carry their
// length. Equal effects have equal encodings because effects are normalized.
const (
	hasBlocks = 1 << iota
	hasTerms
	hasUses
	hasWraps
	hasResult
)

const (
	termIsType = 1 << iota
	termIsInner
)

var errEffect = errors.New("facts: malformed effect")

// AppendEffect appends the encoding of e to dst. A nil effect encodes as an
// empty one.
func AppendEffect(dst []byte, e *Effect) []byte {
	if e == nil {
		return append(dst, 0)
	}
	var parts byte
	for i, present := range []bool{len(e.Blocks) > 0, len(e.Terms) > 0, len(e.Uses) > 0, len(e.Wraps) > 0, e.Result != nil} {
		if present {
			parts |= 1 << i
		}
	}
	dst = append(dst, parts)
	if parts&hasBlocks != 0 {
		dst = binary.AppendUvarint(dst, uint64(len(e.Blocks)))
		for _, b := range e.Blocks {
			dst = append(dst, byte(b.Category))
			dst = appendString(dst, b.After)
			dst = binary.AppendUvarint(dst, uint64(len(b.Chain)))
			for _, s := range b.Chain {
				dst = appendString(dst, s)
			}
		}
	}
	if parts&hasTerms != 0 {
		dst = binary.AppendUvarint(dst, uint64(len(e.Terms)))
		for _, t := range e.Terms {
			var flags byte
			if t.TypeParam {
				flags |= termIsType
			}
			if t.Inner {
				flags |= termIsInner
			}
			dst = append(dst, flags)
			dst = binary.AppendVarint(dst, int64(t.Param))
			dst = appendString(dst, t.Method)
		}
	}
	if parts&hasUses != 0 {
		dst = binary.AppendUvarint(dst, uint64(len(e.Uses)))
		for _, u := range e.Uses {
			dst = append(dst, byte(u))
		}
	}
	if parts&hasWraps != 0 {
		dst = binary.AppendUvarint(dst, uint64(len(e.Wraps)))
		for _, w := range e.Wraps {
			dst = binary.AppendVarint(dst, int64(w))
		}
	}
	if parts&hasResult != 0 {
		dst = AppendEffect(dst, e.Result)
	}
	return dst
}

func appendString(dst []byte, s string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s)))
	return append(dst, s...)
}

// DecodeEffect reads one effect from the front of src and returns what
// follows it. Malformed input is an error, never a panic.
func DecodeEffect(src []byte) (*Effect, []byte, error) {
	d := decoder{src: src}
	e := d.effect(0)
	if d.bad {
		return nil, nil, errEffect
	}
	return e, d.src, nil
}

// A decoder consumes src and remembers whether it was ever malformed.
type decoder struct {
	src []byte
	bad bool
}

// maxNesting bounds results of results, which inference never produces.
const maxNesting = 4

func (d *decoder) effect(depth int) *Effect {
	parts := d.byte()
	if parts >= hasResult<<1 || depth > maxNesting {
		d.bad = true
	}
	e := new(Effect)
	if parts&hasBlocks != 0 {
		for range d.count() {
			b := Block{Category: Category(d.byte()), After: d.string()}
			if int(b.Category) >= NumCategories {
				d.bad = true
			}
			for range d.count() {
				b.Chain = append(b.Chain, d.string())
			}
			e.Blocks = append(e.Blocks, b)
		}
	}
	if parts&hasTerms != 0 {
		for range d.count() {
			flags := d.byte()
			e.Terms = append(e.Terms, Term{
				TypeParam: flags&termIsType != 0,
				Inner:     flags&termIsInner != 0,
				Param:     d.varint(),
				Method:    d.string(),
			})
		}
	}
	if parts&hasUses != 0 {
		for range d.count() {
			e.Uses = append(e.Uses, Use(d.byte()))
		}
	}
	if parts&hasWraps != 0 {
		for range d.count() {
			e.Wraps = append(e.Wraps, d.varint())
		}
	}
	if parts&hasResult != 0 && !d.bad {
		e.Result = d.effect(depth + 1)
	}
	return e
}

func (d *decoder) byte() byte {
	if d.bad || len(d.src) == 0 {
		d.bad = true
		return 0
	}
	b := d.src[0]
	d.src = d.src[1:]
	return b
}

// count reads the length of a list. Each element takes at least a byte, so a
// count beyond the input is malformed; refusing it bounds the work.
func (d *decoder) count() int {
	n, size := binary.Uvarint(d.src)
	if d.bad || size <= 0 || n > uint64(len(d.src)) {
		d.bad = true
		return 0
	}
	d.src = d.src[size:]
	return int(n)
}

// varint reads what numbers a part of the summary or signature.
func (d *decoder) varint() int {
	n := d.number()
	if n < -1 || n > 1<<16 {
		d.bad = true
		return 0
	}
	return n
}

// number reads what may be any number of the program, such as a length.
func (d *decoder) number() int {
	n, size := binary.Varint(d.src)
	if d.bad || size <= 0 || int64(int(n)) != n {
		d.bad = true
		return 0
	}
	d.src = d.src[size:]
	return int(n)
}

func (d *decoder) string() string {
	n := d.count()
	if d.bad || n > len(d.src) {
		d.bad = true
		return ""
	}
	s := string(d.src[:n])
	d.src = d.src[n:]
	return s
}
