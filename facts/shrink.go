package facts

import "slices"

// A summary larger than these is made smaller before callers replay it, at the
// price of what it says of conditions.
const (
	shrinkAbove      = 48
	shrinkPlainAbove = 12 // where no guard depends on the way through the function
	giveUpAbove      = 384
)

// Shrink makes a large summary smaller. What a caller was told on every path
// already goes away; if that does not help, the conditions that no caller is
// likely to know do, so that their outcomes are both taken to be possible; and
// what is still too large says nothing. It expects the summary to be minimal.
func (s *Summary) Shrink() {
	limit := shrinkPlainAbove
	if s.movesGuards() {
		limit = shrinkAbove
	}
	if len(s.Nodes) <= limit {
		return
	}
	if s.dropRepeated() {
		s.Minimize()
	}
	if len(s.Nodes) > limit && !s.movesGuards() {
		s.dropNodes(func(n *Node) bool { return n.Kind == NodeAssume && !plainCondition(n.Args[0]) })
		s.Minimize()
		if s.dropRepeated() {
			s.Minimize()
		}
	}
	if len(s.Nodes) > giveUpAbove {
		*s = Summary{Opaque: true}
	}
}

// movesGuards reports whether the guards that are live after a call of the
// function depend on the way through it.
func (s *Summary) movesGuards() bool {
	return slices.ContainsFunc(s.Nodes, func(n Node) bool { return n.Kind == NodeAcquire || n.Kind == NodeRelease })
}

// plainCondition reports whether v asks for a parameter as it is.
func plainCondition(v Value) bool {
	switch v.Kind {
	case ParamVal, FreeVarVal, NilVal, BoolVal, NumVal, StringVal, GlobalVal:
		return true
	case TermVal:
		return !slices.ContainsFunc(v.Args, func(a Value) bool { return !plainCondition(a) })
	}
	return false
}

// dropRepeated removes the demands and the blocking that every path has met
// before, with nothing in between that could change what they mean. It reports
// whether there were any.
func (s *Summary) dropRepeated() bool {
	bits := make(map[string]int) // what is told, by its encoding
	tells := make([][]int, len(s.Nodes))
	for i := range s.Nodes {
		for _, key := range s.Nodes[i].told() {
			b, ok := bits[key]
			if !ok {
				b = len(bits)
				bits[key] = b
			}
			tells[i] = append(tells[i], b)
		}
	}
	words := (len(bits) + 63) / 64
	if words == 0 {
		return false
	}
	preds := make([][]int, len(s.Nodes))
	for i := range s.Nodes {
		for _, m := range s.Nodes[i].Next {
			preds[m] = append(preds[m], i)
		}
	}
	// known[i] is what every path to node i has told; all bits at first.
	known := make([][]uint64, len(s.Nodes))
	for i := range known {
		known[i] = make([]uint64, words)
		for k := range known[i] {
			known[i][k] = ^uint64(0)
		}
	}
	after := func(i int) []uint64 {
		out := make([]uint64, words)
		if s.Nodes[i].changesMeaning() {
			return out
		}
		copy(out, known[i])
		for _, b := range tells[i] {
			out[b/64] |= 1 << (b % 64)
		}
		return out
	}
	work := make([]int, 0, len(s.Nodes))
	queued := make([]bool, len(s.Nodes))
	for i := range s.Nodes {
		work = append(work, i)
		queued[i] = true
	}
	for len(work) > 0 {
		i := work[0]
		work = work[1:]
		queued[i] = false
		now := make([]uint64, words)
		if !slices.Contains(s.Start, i) {
			for k := range now {
				now[k] = ^uint64(0)
			}
			for _, p := range preds[i] {
				for k, w := range after(p) {
					now[k] &= w
				}
			}
		}
		if slices.Equal(now, known[i]) {
			continue
		}
		known[i] = now
		for _, m := range s.Nodes[i].Next {
			if !queued[m] {
				queued[m] = true
				work = append(work, m)
			}
		}
	}
	drop := make([]bool, len(s.Nodes))
	changed := false
	for i := range s.Nodes {
		drop[i] = len(tells[i]) > 0
		for _, b := range tells[i] {
			drop[i] = drop[i] && known[i][b/64]&(1<<(b%64)) != 0
		}
		changed = changed || drop[i]
	}
	if changed {
		at := make(map[*Node]bool)
		for i := range s.Nodes {
			at[&s.Nodes[i]] = drop[i]
		}
		s.dropNodes(func(n *Node) bool { return at[n] })
	}
	return changed
}

// told encodes what the node tells a caller that it need not hear again.
func (n *Node) told() []string {
	switch n.Kind {
	case NodeRequire:
		m := *n
		m.Chain = nil
		return []string{string(appendOperation(nil, &m))}
	case NodeBlock:
		var keys []string
		for _, b := range n.Blocks {
			if n.State != Yes {
				keys = append(keys, "block "+b.Category.String())
			}
			keys = append(keys, "wait "+b.Category.String())
		}
		return keys
	}
	return nil
}

// changesMeaning reports whether what stood before the node may not hold
// after it.
func (n *Node) changesMeaning() bool {
	switch n.Kind {
	case NodeAssume, NodeAssumeState, NodeBlock, NodeRequire, NodeEscape, NodeExit:
		return false
	}
	return true
}

// dropNodes takes the nodes out that drop picks: who led to one leads to what
// follows it.
func (s *Summary) dropNodes(drop func(*Node) bool) {
	gone := make([]bool, len(s.Nodes))
	for i := range s.Nodes {
		gone[i] = drop(&s.Nodes[i])
	}
	through := func(list []int) []int {
		var out []int
		seen := make(map[int]bool)
		work := slices.Clone(list)
		for len(work) > 0 {
			i := work[0]
			work = work[1:]
			if seen[i] {
				continue
			}
			seen[i] = true
			if gone[i] {
				work = append(work, s.Nodes[i].Next...)
			} else {
				out = append(out, i)
			}
		}
		slices.Sort(out)
		return out
	}
	next := make([][]int, len(s.Nodes))
	for i := range s.Nodes {
		next[i] = through(s.Nodes[i].Next)
	}
	s.Start = through(s.Start)
	for i := range s.Nodes {
		s.Nodes[i].Next = next[i]
	}
}
