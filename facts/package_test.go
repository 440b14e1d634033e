package facts

import (
	"bytes"
	"reflect"
	"testing"
)

func declaring() *Package {
	return &Package{
		Effects:   map[string]*Effect{},
		Summaries: map[string]*Summary{},
		Directives: map[string][]string{
			"Loop.Post":       {"param 0 entered"},
			"type Hook":       {"blocks net", "entered"},
			"field Loop.Idle": {"outside"},
		},
	}
}

func TestDirectivesRoundTrip(t *testing.T) {
	p := declaring()
	enc, err := p.GobEncode()
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := declaring().GobEncode(); !bytes.Equal(again, enc) {
		t.Error("equal packages have different encodings")
	}
	var got Package
	if err := got.GobDecode(enc); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&got, p) {
		t.Errorf("got %+v\nwant %+v", got, p)
	}
	if got.Empty() {
		t.Error("a package with directives counts as empty")
	}
	for n := 1; n < len(enc); n++ {
		if err := new(Package).GobDecode(enc[:n]); err == nil {
			t.Errorf("the first %d of %d bytes decode", n, len(enc))
		}
	}
}

// A fact of another version says nothing, rather than something else.
func TestOtherVersion(t *testing.T) {
	enc, _ := declaring().GobEncode()
	enc[0]--
	var got Package
	if err := got.GobDecode(enc); err != nil || !got.Empty() {
		t.Errorf("got %v, error %v", &got, err)
	}
}
