package facts

// TellsState reports whether a function that asks for the enter state, or for the
// current handle, gives the answer away: no exit that is reached in one state
// returns what one returns that is reached in the other, or it returns in one of
// them only. A caller has then asked as well.
func (s *Summary) TellsState() bool {
	in, asked := s.resultsAfter(Yes)
	out, too := s.resultsAfter(No)
	if !asked || !too {
		return false
	}
	for r := range in {
		if out[r] {
			return false
		}
	}
	return true
}

// resultsAfter lists the results, encoded, of the exits that follow a question
// with the answer state, and reports whether it is asked.
func (s *Summary) resultsAfter(state Tri) (results map[string]bool, asked bool) {
	seen := make([]bool, len(s.Nodes))
	var work []int
	push := func(list []int) {
		for _, i := range list {
			if !seen[i] {
				seen[i] = true
				work = append(work, i)
			}
		}
	}
	for i := range s.Nodes {
		if n := &s.Nodes[i]; n.State == state && (n.Kind == NodeAssumeState || n.asksCurrent()) {
			push([]int{i})
			asked = true
		}
	}
	out := make(map[string]bool)
	for len(work) > 0 {
		n := &s.Nodes[work[len(work)-1]]
		work = work[:len(work)-1]
		if n.Kind == NodeExit && n.Outcome == Returns {
			out[string(appendValues(nil, n.Results))] = true
		}
		push(n.Next)
	}
	return out, asked
}

// TermCurrent is the condition that the caller has a current handle.
const TermCurrent = "current"

func (n *Node) asksCurrent() bool {
	return n.Kind == NodeAssume && n.Args[0].Kind == TermVal && n.Args[0].Str == TermCurrent
}
