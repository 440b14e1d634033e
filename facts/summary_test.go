package facts

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"testing"
)

// wrapper is the summary of
//
//	func wrapper(ok bool, f func()) (Guard, error) {
//		if !ok { return Guard{}, errors.New("…") }
//		g := Enter(h)
//		f()
//		return g, nil
//	}
func wrapper() *Summary {
	ok := Value{Kind: ParamVal, N: 0}
	f := Value{Kind: ParamVal, N: 1}
	return &Summary{
		Start: []int{0, 1},
		Nodes: []Node{
			{Kind: NodeAssume, State: No, Args: []Value{ok}, Next: []int{2}},
			{Kind: NodeAssume, State: Yes, Args: []Value{ok}, Next: []int{3}},
			{Kind: NodeExit, Outcome: Returns, Results: []Value{{Kind: ZeroGuard}, {Kind: NonNilAny}}},
			{Kind: NodeRequire, State: No, Check: "nestedenter", Chain: []Step{{"runtimectx.Enter", "w.go:3"}}, Next: []int{4}},
			{Kind: NodeAcquire, Guard: "EnterRuntimeGuard", Reg: 7, Next: []int{5}},
			{Kind: NodeCall, Args: []Value{f}, Next: []int{6}},
			{Kind: NodeExit, Outcome: Returns, Results: []Value{{Kind: RegVal, N: 7}, {Kind: NilVal}}},
		},
	}
}

func TestSummaryRoundTrip(t *testing.T) {
	s := wrapper()
	s.Minimize()
	enc := AppendSummary(nil, s)
	got, rest, err := DecodeSummary(append(enc, "rest"...))
	if err != nil || string(rest) != "rest" {
		t.Fatalf("rest %q, error %v", rest, err)
	}
	if again := AppendSummary(nil, got); !bytes.Equal(again, enc) {
		t.Errorf("encoding differs after a round trip:\n%q\n%q", enc, again)
	}
	if !got.HasProtocol() || got.Registers() != 1 || got.Trivial() {
		t.Errorf("protocol %t, %d registers, trivial %t", got.HasProtocol(), got.Registers(), got.Trivial())
	}
}

// TestSummaryOfLargeSlices checks that lengths may be as large as a program
// makes them: a summary that others cannot read costs them every verdict.
func TestSummaryOfLargeSlices(t *testing.T) {
	obj := Value{Kind: ObjVal}
	for _, n := range []int{1, 1<<16 + 1, 1 << 30} {
		s := &Summary{
			Start: []int{0},
			Nodes: []Node{
				{Kind: NodeCall, Reg: -1, Args: []Value{{Kind: ParamVal}, {Kind: SliceVal, N: n, Args: []Value{obj}}}, Next: []int{1}},
				{Kind: NodeExit, Outcome: Returns},
			},
		}
		enc := AppendSummary(nil, s)
		got, _, err := DecodeSummary(enc)
		if err != nil {
			t.Errorf("length %d: %v", n, err)
			continue
		}
		if !reflect.DeepEqual(got, s) {
			t.Errorf("length %d: got %+v, want %+v", n, got, s)
		}
	}
}

func TestSummaryMalformed(t *testing.T) {
	s := wrapper()
	s.Minimize()
	enc := AppendSummary(nil, s)
	for n := range enc {
		if _, _, err := DecodeSummary(enc[:n]); err == nil {
			t.Errorf("the first %d of %d bytes decode", n, len(enc))
		}
	}
	for i := range enc {
		bad := bytes.Clone(enc)
		bad[i] ^= 0xff
		if s, _, err := DecodeSummary(bad); err == nil && !s.valid() {
			t.Errorf("byte %d: an invalid summary decodes", i)
		}
	}
}

// TestMinimizeIsCanonical checks that the order in which a graph was found does
// not show in its encoding.
func TestMinimizeIsCanonical(t *testing.T) {
	want := wrapper()
	want.Minimize()
	enc := AppendSummary(nil, want)
	for shift := 1; shift < len(wrapper().Nodes); shift++ {
		base := wrapper()
		s := &Summary{Nodes: make([]Node, len(base.Nodes))}
		at := func(i int) int { return (i + shift) % len(base.Nodes) }
		for i, n := range base.Nodes {
			for k, m := range n.Next {
				n.Next = append(append([]int{}, n.Next[:k]...), append([]int{at(m)}, n.Next[k+1:]...)...)
			}
			s.Nodes[at(i)] = n
		}
		for _, i := range base.Start {
			s.Start = append([]int{at(i)}, s.Start...)
		}
		s.Minimize()
		if got := AppendSummary(nil, s); !bytes.Equal(got, enc) {
			t.Errorf("shifted by %d:\n%q\nwant\n%q", shift, got, enc)
		}
	}
}

func TestMinimizeDropsWhatDecidesNothing(t *testing.T) {
	c := Value{Kind: ParamVal}
	s := &Summary{
		Start: []int{0, 1},
		Nodes: []Node{
			{Kind: NodeAssume, State: Yes, Args: []Value{c}, Next: []int{2}},
			{Kind: NodeAssume, State: No, Args: []Value{c}, Next: []int{2}},
			{Kind: NodeExit, Outcome: Returns},
		},
	}
	s.Minimize()
	if !s.Trivial() {
		t.Errorf("a function that only returns has the summary %+v", s)
	}
}

func TestPackageFact(t *testing.T) {
	s := wrapper()
	s.Minimize()
	p := &Package{
		Effects:   map[string]*Effect{"F": {Blocks: []Block{{Category: File, Chain: []string{"os.ReadFile"}}}}, "A": {}},
		Summaries: map[string]*Summary{"T.Start": s, "B": {Opaque: true}, "C": {Diverges: true}},
	}
	var first []byte
	for range 20 {
		b, err := p.GobEncode()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if !bytes.Equal(first, b) {
			t.Fatal("two encodings of one fact differ")
		}
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(p); err != nil {
		t.Fatal(err)
	}
	got := new(Package)
	if err := gob.NewDecoder(&buf).Decode(got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Effects["F"], p.Effects["F"]) || !got.Summaries["B"].Opaque || !got.Summaries["C"].Diverges {
		t.Errorf("got %v", got)
	}
	if b, _ := got.GobEncode(); !bytes.Equal(b, first) {
		t.Error("encoding differs after a round trip")
	}
	other := append([]byte{version + 1}, first[1:]...)
	if err := got.GobDecode(other); err != nil || !got.Empty() {
		t.Errorf("another version: %v, error %v; want nothing known and no error", got, err)
	}
	if err := got.GobDecode(first[:len(first)-1]); err == nil {
		t.Error("a truncated fact decodes")
	}
}
