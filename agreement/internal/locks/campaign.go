package locks

import (
	"fmt"
	"io"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// perBatch is how many functions are analyzed together.
const perBatch = 1000

// Campaign compares n functions, from the seed on, prints each disagreement
// with its function and a line of figures, and returns how many there are. It
// must run inside the source of the ctxvet module.
func Campaign(w io.Writer, seed uint64, n int) (int, error) {
	l, err := static.NewLoader(".")
	if err != nil {
		return 0, err
	}
	functions, verdicts, missed, wrong := 0, 0, 0, 0
	for ; functions < n; seed++ {
		res, err := Compare(l, seed, min(perBatch, n-functions))
		if err != nil {
			return 0, err
		}
		functions += res.Functions
		verdicts += res.Verdicts
		for _, d := range res.Disagreements {
			if d.Missed {
				missed++
			} else {
				wrong++
			}
			fmt.Fprintf(w, "seed %d, %v\n%s\n", seed, d, res.Text(d.Func))
		}
	}
	fmt.Fprintf(w, "locks: %d functions, %d inputs each, %d verdicts, %d missed, %d false reports\n",
		functions, 4<<conditions, verdicts, missed, wrong)
	return missed + wrong, nil
}

// Text is the source of f.
func (r *Result) Text(f *Func) string {
	if f == nil {
		return ""
	}
	lines := strings.Split(r.Source, "\n")
	end := f.Line
	for lines[end-1] != "}" {
		end++
	}
	return fmt.Sprintf("from line %d:\n%s", f.Line, strings.Join(lines[f.Line-1:end], "\n"))
}
