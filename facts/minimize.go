package facts

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
	"strings"
)

// Minimize removes what callers cannot tell apart and numbers the nodes in a
// canonical order: nodes with equal operations and equal successors become one,
// and a pair of opposite conditions that lead to the same place goes away.
func (s *Summary) Minimize() {
	ops := s.operations()
	m := merger{first: make(map[uint64]int, len(s.Nodes)), to: make([]int, len(s.Nodes)), seed: maphash.MakeSeed()}
	for i := range m.to {
		m.to[i] = i
	}
	for round := 0; round < 32; round++ {
		if !m.merge(s, ops) && !s.dropConditions() {
			break
		}
	}
	s.renumber(ops)
	if s.onlyReturns() {
		s.Nodes, s.Start = nil, nil
	}
}

// onlyReturns reports whether the function returns, without more.
func (s *Summary) onlyReturns() bool {
	if len(s.Nodes) != 1 {
		return false
	}
	n := &s.Nodes[0]
	if n.Kind != NodeExit || n.Outcome != Returns || len(n.Stores) > 0 || len(n.Leaked) > 0 {
		return false
	}
	for _, r := range n.Results {
		if r.Kind != Any {
			return false
		}
	}
	return true
}

// operations is what the nodes do, their successors left aside, encoded once for
// all that compares them.
func (s *Summary) operations() []operation {
	ops := make([]operation, len(s.Nodes))
	numbers := make(map[string]int, len(s.Nodes))
	var codes []string
	var buf []byte
	for i := range s.Nodes {
		buf = appendOperation(buf[:0], &s.Nodes[i])
		n, ok := numbers[string(buf)]
		if !ok {
			n = len(numbers)
			code := string(buf)
			numbers[code] = n
			codes = append(codes, code)
		}
		ops[i] = operation{codes[n], n}
	}
	return ops
}

// An operation is equal to another if its code is, and so its number.
type operation struct {
	code   string
	number int
}

// A merger joins nodes with equal operations and successors. It goes through the
// nodes backwards, so that most successors of a node have been joined before it.
type merger struct {
	first map[uint64]int // by hash; a collision goes to the next number
	to    []int          // the node that stands for each; what stands for itself is still there
	next  []int
	seed  maphash.Seed
	key   []byte
}

func (m *merger) merge(s *Summary, ops []operation) bool {
	clear(m.first)
	changed := false
	for i := len(s.Nodes) - 1; i >= 0; i-- {
		if m.to[i] != i {
			continue
		}
		n := &s.Nodes[i]
		n.Next = m.redirect(n.Next)
		m.key = binary.AppendVarint(m.key[:0], int64(ops[i].number))
		for _, j := range n.Next {
			if j == i {
				j = -1 // a self-loop
			}
			m.key = binary.AppendVarint(m.key, int64(j))
		}
		h := maphash.Bytes(m.seed, m.key)
		for {
			j, ok := m.first[h]
			if !ok {
				m.first[h] = i
				break
			}
			if ops[i].number == ops[j].number && sameNext(n.Next, i, s.Nodes[j].Next, j) {
				m.to[i] = j
				changed = true
				break
			}
			h++
		}
	}
	if !changed {
		return false
	}
	for i := range s.Nodes {
		s.Nodes[i].Next = m.redirect(s.Nodes[i].Next)
	}
	s.Start = m.redirect(s.Start)
	return true
}

// redirect is list, in order, with what stands for its nodes.
func (m *merger) redirect(list []int) []int {
	m.next = m.next[:0]
	for _, i := range list {
		m.next = append(m.next, m.to[i])
	}
	slices.Sort(m.next)
	m.next = slices.Compact(m.next)
	if slices.Equal(m.next, list) {
		return list
	}
	return slices.Clone(m.next)
}

// sameNext reports whether nodes i and j, with successors x and y, lead to the
// same nodes, or each to itself.
func sameNext(x []int, i int, y []int, j int) bool {
	if len(x) != len(y) {
		return false
	}
	for k := range x {
		if x[k] != y[k] && (x[k] != i || y[k] != j) {
			return false
		}
	}
	return true
}

// dropConditions removes pairs of opposite conditions with equal successors.
func (s *Summary) dropConditions() bool {
	changed := false
	reduce := func(list []int) []int {
		for a := 0; a < len(list); a++ {
			for b := a + 1; b < len(list); b++ {
				x, y := &s.Nodes[list[a]], &s.Nodes[list[b]]
				if !opposite(x, y) || !slices.Equal(x.Next, y.Next) {
					continue
				}
				if slices.Contains(x.Next, list[a]) || slices.Contains(x.Next, list[b]) {
					continue
				}
				changed = true
				out := slices.Delete(slices.Clone(list), b, b+1)
				out = slices.Delete(out, a, a+1)
				out = append(out, x.Next...)
				slices.Sort(out)
				list = slices.Compact(out)
				a = -1
				break
			}
		}
		return list
	}
	for i := len(s.Nodes) - 1; i >= 0; i-- {
		s.Nodes[i].Next = reduce(s.Nodes[i].Next)
	}
	s.Start = reduce(s.Start)
	return changed
}

func opposite(x, y *Node) bool {
	if x.Kind != NodeAssume || y.Kind != NodeAssume || x.State == y.State {
		return false
	}
	return slices.Equal(appendValue(nil, x.Args[0]), appendValue(nil, y.Args[0]))
}

func (s *Summary) redirect(f func([]int) []int) {
	fix := func(list []int) []int {
		out := f(list)
		slices.Sort(out)
		return slices.Compact(out)
	}
	for i := range s.Nodes {
		s.Nodes[i].Next = fix(s.Nodes[i].Next)
	}
	s.Start = fix(s.Start)
}

// renumber orders the reachable nodes breadth first, and registers by use.
func (s *Summary) renumber(ops []operation) {
	order := make([]int, 0, len(s.Nodes))
	place := make(map[int]int, len(s.Nodes))
	visit := func(list []int) {
		sorted := slices.Clone(list)
		slices.SortStableFunc(sorted, func(a, b int) int {
			return strings.Compare(ops[a].code, ops[b].code)
		})
		for _, i := range sorted {
			if _, ok := place[i]; !ok {
				place[i] = len(order)
				order = append(order, i)
			}
		}
	}
	visit(s.Start)
	for k := 0; k < len(order); k++ {
		visit(s.Nodes[order[k]].Next)
	}
	nodes := make([]Node, len(order))
	names := renaming{make(map[int]int), make(map[int]int)}
	for k, i := range order {
		nodes[k] = s.Nodes[i]
		switch n := &nodes[k]; n.Kind {
		case NodeAcquire:
			names.regs.add(n.Reg)
		case NodeCall:
			if n.Reg >= 0 {
				names.calls.add(n.Reg)
			}
		}
	}
	s.Nodes = nodes
	s.redirect(func(list []int) []int {
		out := make([]int, 0, len(list))
		for _, i := range list {
			out = append(out, place[i])
		}
		return out
	})
	for i := range s.Nodes {
		s.Nodes[i].rename(names)
	}
}

// A renaming gives registers and results of calls their final numbers.
type renaming struct{ regs, calls numbering }

type numbering map[int]int

func (m numbering) add(i int) {
	if _, ok := m[i]; !ok {
		m[i] = len(m)
	}
}

func (n *Node) rename(names renaming) {
	switch n.Kind {
	case NodeAcquire:
		n.Reg = names.regs[n.Reg]
	case NodeCall:
		if n.Reg >= 0 {
			n.Reg = names.calls[n.Reg]
		}
	}
	for i := range n.Args {
		n.Args[i] = n.Args[i].renamed(names)
	}
	for i := range n.Results {
		n.Results[i] = n.Results[i].renamed(names)
	}
	for i := range n.Stores {
		n.Stores[i].Addr = n.Stores[i].Addr.renamed(names)
		n.Stores[i].Val = n.Stores[i].Val.renamed(names)
	}
	for i := range n.Leaked {
		n.Leaked[i] = names.regs[n.Leaked[i]]
	}
}

func (v Value) renamed(names renaming) Value {
	switch v.Kind {
	case RegVal:
		r, ok := names.regs[v.N]
		if !ok {
			return Value{Kind: ZeroGuard}
		}
		v.N = r
	case HeldVal:
		r, ok := names.regs[v.N]
		if !ok {
			return Value{Kind: NonNilAny}
		}
		v.N = r
	case CallVal:
		r, ok := names.calls[v.N]
		if !ok {
			return Value{}
		}
		v.N = r
	}
	if len(v.Args) > 0 {
		args := make([]Value, len(v.Args))
		for i, a := range v.Args {
			args[i] = a.renamed(names)
		}
		v.Args = args
	}
	return v
}
