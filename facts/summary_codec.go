package facts

import (
	"encoding/binary"
	"errors"
)

// A summary is encoded as varints and strings with their lengths, node by node.
// Equal summaries have equal encodings because Minimize numbers them canonically.

var errSummary = errors.New("facts: malformed summary")

const (
	summaryOpaque = 1 << iota
	summaryDiverges
	summaryPlain
	summaryKeeps
)

// AppendSummary appends the encoding of s to dst.
func AppendSummary(dst []byte, s *Summary) []byte {
	var flags byte
	if s.Opaque {
		flags |= summaryOpaque
	}
	if s.Diverges {
		flags |= summaryDiverges
	}
	if s.Plain {
		flags |= summaryPlain
	}
	if s.Keeps {
		flags |= summaryKeeps
	}
	dst = append(dst, flags)
	dst = appendInts(dst, s.Start)
	dst = binary.AppendUvarint(dst, uint64(len(s.Nodes)))
	for i := range s.Nodes {
		dst = appendOperation(dst, &s.Nodes[i])
		dst = appendInts(dst, s.Nodes[i].Next)
	}
	return dst
}

func appendInts(dst []byte, list []int) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(list)))
	for _, i := range list {
		dst = binary.AppendVarint(dst, int64(i))
	}
	return dst
}

// appendOperation encodes all of n but its successors.
func appendOperation(dst []byte, n *Node) []byte {
	dst = append(dst, byte(n.Kind), byte(n.State), byte(n.Allow), byte(n.Outcome))
	dst = appendString(dst, n.Guard)
	dst = binary.AppendVarint(dst, int64(n.Reg))
	dst = appendString(dst, n.Check)
	dst = appendString(dst, n.Text)
	dst = appendValues(dst, n.Args)
	dst = AppendEffect(dst, &Effect{Blocks: n.Blocks})
	dst = binary.AppendUvarint(dst, uint64(len(n.Chain)))
	for _, c := range n.Chain {
		dst = appendString(dst, c.Name)
		dst = appendString(dst, c.Site)
	}
	dst = appendValues(dst, n.Results)
	dst = binary.AppendUvarint(dst, uint64(len(n.Stores)))
	for _, st := range n.Stores {
		dst = appendValue(dst, st.Addr)
		dst = appendString(dst, st.Path)
		dst = appendValue(dst, st.Val)
	}
	return appendInts(dst, n.Leaked)
}

func appendValues(dst []byte, vs []Value) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(vs)))
	for _, v := range vs {
		dst = appendValue(dst, v)
	}
	return dst
}

func appendValue(dst []byte, v Value) []byte {
	dst = append(dst, byte(v.Kind))
	if v.Kind == Any {
		return dst
	}
	dst = binary.AppendVarint(dst, int64(v.N))
	dst = appendString(dst, v.Str)
	return appendValues(dst, v.Args)
}

// DecodeSummary decodes a summary from the start of src and returns the rest.
func DecodeSummary(src []byte) (*Summary, []byte, error) {
	d := &decoder{src: src}
	s := &Summary{}
	flags := d.byte()
	s.Opaque = flags&summaryOpaque != 0
	s.Diverges = flags&summaryDiverges != 0
	s.Plain = flags&summaryPlain != 0
	s.Keeps = flags&summaryKeeps != 0
	s.Start = d.ints()
	for range d.count() {
		n := d.node()
		n.Next = d.ints()
		if d.bad {
			break
		}
		s.Nodes = append(s.Nodes, n)
	}
	if d.bad || !s.valid() {
		return nil, nil, errSummary
	}
	return s, d.src, nil
}

// valid reports whether all node numbers exist.
func (s *Summary) valid() bool {
	ok := func(list []int) bool {
		for _, i := range list {
			if i < 0 || i >= len(s.Nodes) {
				return false
			}
		}
		return true
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		if !ok(n.Next) {
			return false
		}
		switch n.Kind {
		case NodeRelease, NodeAssume, NodeCall, NodeElsewhere:
			if len(n.Args) == 0 {
				return false
			}
		}
	}
	return ok(s.Start)
}

func (d *decoder) ints() []int {
	var list []int
	for range d.count() {
		list = append(list, d.varint())
	}
	return list
}

func (d *decoder) node() Node {
	n := Node{Kind: NodeKind(d.byte()), State: Tri(d.byte()), Allow: Tri(d.byte()), Outcome: Outcome(d.byte())}
	n.Guard = d.string()
	n.Reg = d.varint()
	n.Check = d.string()
	n.Text = d.string()
	n.Args = d.values(0)
	n.Blocks = d.effect(0).Blocks
	for range d.count() {
		n.Chain = append(n.Chain, Step{Name: d.string(), Site: d.string()})
	}
	n.Results = d.values(0)
	for range d.count() {
		n.Stores = append(n.Stores, Store{Addr: d.value(0), Path: d.string(), Val: d.value(0)})
	}
	n.Leaked = d.ints()
	return n
}

const maxValueDepth = 32

func (d *decoder) values(depth int) []Value {
	var vs []Value
	for range d.count() {
		vs = append(vs, d.value(depth))
	}
	return vs
}

func (d *decoder) value(depth int) Value {
	v := Value{Kind: ValueKind(d.byte())}
	if v.Kind == Any || d.bad {
		return v
	}
	if depth > maxValueDepth {
		d.bad = true
		return v
	}
	if v.Kind == SliceVal {
		v.N = d.number() // made of a length in the program
	} else if v.N = d.varint(); v.N < 0 {
		d.bad = true
	}
	v.Str = d.string()
	v.Args = d.values(depth + 1)
	return v
}
