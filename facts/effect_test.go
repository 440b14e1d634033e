package facts

import (
	"reflect"
	"slices"
	"testing"
)

var effects = []*Effect{
	{},
	{Blocks: []Block{{Category: File}}},
	{Blocks: []Block{{Category: Sleep, Chain: []string{"p.f", "time.Sleep"}}, {Category: Sync, After: "SetLimit"}}},
	{Terms: []Term{{Param: Receiver, Inner: true, Method: "Read"}, {Param: 0}, {Param: 3, TypeParam: true, Method: "Do"}}},
	{Uses: []Use{0, UseHere | UseStored, UseElsewhere}},
	{Wraps: []int{0, 2}},
	{Result: &Effect{Blocks: []Block{{Category: Chan, Chain: []string{OpReceive}}}, Terms: []Term{{Param: 1}}}},
}

func TestEffectCodec(t *testing.T) {
	for _, e := range effects {
		data := AppendEffect([]byte{7}, e)
		got, rest, err := DecodeEffect(append(slices.Clone(data[1:]), 1, 2))
		if err != nil {
			t.Errorf("DecodeEffect of %+v: %v", e, err)
			continue
		}
		if !reflect.DeepEqual(got, e) {
			t.Errorf("%+v comes back as %+v", e, got)
		}
		if !slices.Equal(rest, []byte{1, 2}) {
			t.Errorf("after %+v, %v is left, want what was appended", e, rest)
		}
	}
	if got := AppendEffect(nil, nil); !slices.Equal(got, AppendEffect(nil, &Effect{})) {
		t.Errorf("a nil effect encodes as %v", got)
	}
}

// TestEffectMalformed cuts and garbles encodings: the decoder may refuse them
// and must not panic, and no result may hold what users cannot index.
func TestEffectMalformed(t *testing.T) {
	refused := 0
	for _, e := range effects {
		data := AppendEffect(nil, e)
		for n := range data {
			if _, _, err := DecodeEffect(data[:n]); err == nil {
				t.Errorf("%+v, cut to %d of %d bytes, decodes", e, n, len(data))
			}
			for _, x := range []byte{0, 1, 0x7f, 0x80, 0xff} {
				garbled := slices.Clone(data)
				garbled[n] = x
				got, _, err := DecodeEffect(garbled)
				if err != nil {
					refused++
					continue
				}
				for _, b := range got.Blocks {
					if int(b.Category) >= NumCategories {
						t.Errorf("decoded category %d", b.Category)
					}
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no garbled encoding was refused")
	}
}

func TestNormalize(t *testing.T) {
	e := &Effect{
		Blocks: []Block{{Category: File, Chain: []string{"b", "c"}}, {Category: Sleep}, {Category: File, Chain: []string{"z"}}},
		Terms:  []Term{{Param: 1}, {Param: 0, Method: "Read"}, {Param: 1}},
		Uses:   []Use{UseHere, 0, 0},
		Wraps:  []int{2, 0, 2},
		Result: &Effect{},
	}
	e.Normalize()
	want := &Effect{
		Blocks: []Block{{Category: Sleep}, {Category: File, Chain: []string{"z"}}},
		Terms:  []Term{{Param: 0, Method: "Read"}, {Param: 1}},
		Uses:   []Use{UseHere},
		Wraps:  []int{0, 2},
	}
	if !reflect.DeepEqual(e, want) {
		t.Errorf("normalized to %+v, want %+v", e, want)
	}
}

func TestExtend(t *testing.T) {
	var chain []string
	for _, name := range []string{"prim", "a", "b", "c", "d", "e", "f", "g", "h"} {
		chain = Extend(name, chain)
		if len(chain) > MaxChain || chain[0] != name || chain[len(chain)-1] != "prim" {
			t.Fatalf("extended by %s to %q", name, chain)
		}
	}
	if want := []string{"h", "g", "f", Elided, "a", "prim"}; !slices.Equal(chain, want) {
		t.Errorf("a long chain is %q, want %q", chain, want)
	}
}

func TestDescribe(t *testing.T) {
	for _, test := range []struct {
		chain []string
		want  string
	}{
		{nil, ""},
		{[]string{"os.(*File).Sync"}, "calls os.(*File).Sync"},
		{[]string{"a.F", "os.(*File).Sync"}, "calls a.F, which calls os.(*File).Sync"},
		{[]string{OpReceive}, "receives from a channel"},
		{[]string{"a.F", OpSelect}, "calls a.F, which waits in a select"},
		{[]string{"a.F", Elided, "b.G", OpSend}, "calls a.F … which calls b.G, which sends to a channel"},
	} {
		if got := Describe(test.chain); got != test.want {
			t.Errorf("Describe(%q) = %q, want %q", test.chain, got, test.want)
		}
	}
}

func TestCategories(t *testing.T) {
	off := map[Category]bool{FileMeta: true, Lock: true, Log: true, CPU: true}
	for _, c := range Categories() {
		if got, ok := ParseCategory(c.String()); !ok || got != c {
			t.Errorf("ParseCategory(%q) = %v, %v", c, got, ok)
		}
		if c.DefaultOn() == off[c] {
			t.Errorf("%s is on by default: %v", c, c.DefaultOn())
		}
	}
	for _, name := range []string{"", "File", "unknown"} {
		if _, ok := ParseCategory(name); ok {
			t.Errorf("%q is a category", name)
		}
	}
}

func TestCompareTelling(t *testing.T) {
	blocks := []Block{
		{Category: Chan, Chain: []string{"a", OpReceive}},
		{Category: Chan, Chain: []string{"b", "c", OpReceive}},
		{Category: Net, Chain: []string{"a", "net.Dial"}},
		{Category: Sync, Chain: []string{"wg.Wait"}},
		{Category: Lock},
	}
	slices.SortStableFunc(blocks, CompareTelling)
	var got []string
	for _, b := range blocks {
		got = append(got, b.Category.String())
	}
	if want := []string{"sync", "net", "chan", "chan", "lock"}; !slices.Equal(got, want) {
		t.Errorf("order is %q, want %q", got, want)
	}
}
