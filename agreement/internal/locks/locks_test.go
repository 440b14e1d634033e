package locks

import (
	"testing"

	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// TestAgreement compares both sides on a fixed seed.
func TestAgreement(t *testing.T) {
	l, err := static.NewLoader("../../..")
	if err != nil {
		t.Fatal(err)
	}
	res, err := Compare(l, 1, 1500)
	if err != nil {
		t.Fatal(err)
	}
	if res.Verdicts < res.Functions/2 {
		t.Errorf("only %d verdicts on %d functions: the generator makes programs in which little goes wrong", res.Verdicts, res.Functions)
	}
	for i, d := range res.Disagreements {
		if i == 12 {
			t.Errorf("and %d more", len(res.Disagreements)-i)
			break
		}
		t.Errorf("%v\n%s", d, res.Text(d.Func))
	}
}
