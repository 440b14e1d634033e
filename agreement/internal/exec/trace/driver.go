package trace

import (
	"bufio"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"slices"
	"time"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
)

// Inputs is what a function under test is called with.
type Inputs struct {
	bools uint
	ints  [2]int
}

// Bool is boolean input i.
func (in Inputs) Bool(i int) bool { return in.bools>>i&1 == 1 }

// Int is integer input i.
func (in Inputs) Int(i int) int { return in.ints[i] }

// Input is the input of the execution in progress.
func Input() Inputs { return current.in }

// An Entry is the state in which a function is called.
type Entry uint8

const (
	Root    Entry = iota // NotEntered, and known to be
	Outside              // NotEntered, by the caller's doing
	Allow                // Entered with AllowBlockInPlace, by the caller's doing
	Deny                 // Entered without it, by the caller's doing
)

var entryNames = [...]string{"root", "outside", "allow", "deny"}

// A Case is a function under test.
type Case struct {
	Name  string
	Bools int // number of boolean inputs
	Ints  int // number of integer inputs
	Root  bool
	Call  func(Inputs, Entry)
}

// timeout bounds one execution; only a deadlock takes that long.
const timeout = 5 * time.Second

// Main executes every case on every input, and writes each distinct path
// to w.
func Main(w io.Writer, cases []Case, steps bool) error {
	out := bufio.NewWriter(w)
	seed := maphash.MakeSeed()
	var buf []byte
	for _, c := range cases {
		entries := []Entry{Outside, Allow, Deny}
		if c.Root {
			entries = []Entry{Root}
		}
		seen := make(map[uint64]*event.Run)
		var paths []*event.Run
		for _, entry := range entries {
			for in := range inputs(c) {
				r := execute(c, in, entry, false, steps)
				if r.Trouble == "" {
					strict := execute(c, in, entry, true, false)
					r.Trouble = diverge(r, strict)
				}
				buf = event.AppendBody(buf[:0], r)
				sum := maphash.Bytes(seed, buf) + uint64(entry)
				first := seen[sum]
				if first == nil || r.Trouble != "" {
					first = r
					seen[sum] = r
					paths = append(paths, r)
				}
				first.Times++
			}
		}
		for _, r := range paths {
			buf = event.Append(buf[:0], r)
			if _, err := out.Write(buf); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// intValues are the values that integer inputs take. Generated programs
// compare with constants in this range only.
var intValues = []int{0, 1, 2, 3, -1}

func inputs(c Case) func(func(Inputs) bool) {
	return func(yield func(Inputs) bool) {
		n := 1
		for range c.Ints {
			n *= len(intValues)
		}
		for b := range uint(1) << c.Bools {
			for k := range n {
				in := Inputs{bools: b}
				for i := range c.Ints {
					in.ints[i] = intValues[k%len(intValues)]
					k /= len(intValues)
				}
				if !yield(in) {
					return
				}
			}
		}
	}
}

func execute(c Case, in Inputs, entry Entry, strict, steps bool) *event.Run {
	r := &run{in: in, strict: strict, steps: steps}
	current = r
	out := &event.Run{
		Func:  c.Name,
		Input: fmt.Sprintf("%0*b %v", c.Bools, in.bools, in.ints[:c.Ints]),
		Entry: entryNames[entry],
	}
	g := r.add(-1)
	late := time.AfterFunc(timeout, func() {
		fmt.Fprintf(os.Stderr, "%s(%s) from %s does not end\n", out.Func, out.Input, out.Entry)
		os.Exit(3)
	})
	r.wg.Add(1)
	go func() {
		defer r.wg.Done()
		g.run(func() { c.Call(in, entry) })
	}()
	r.wg.Wait()
	late.Stop()
	for _, g := range r.goroutines {
		out.Goroutines = append(out.Goroutines, event.Goroutine{Parent: g.parent, End: g.end, Events: g.events})
		if g.trouble != "" {
			out.Trouble = g.trouble
		}
	}
	return out
}

// diverge compares a permissive execution with one in which a misuse panics:
// up to the first misuse of the first goroutine they are the same.
func diverge(permissive, strict *event.Run) string {
	a, b := permissive.Goroutines[0].Events, strict.Goroutines[0].Events
	i := 0
	for _, e := range a {
		if e.Kind == event.Step {
			continue
		}
		if i >= len(b) {
			return "the path ends sooner when a misuse panics"
		}
		if e.Kind != b[i].Kind || e.Op != b[i].Op || e.Err != b[i].Err || e.Val != b[i].Val || !slices.Equal(e.Frames, b[i].Frames) {
			return fmt.Sprintf("event %d is %v %v, and %v %v when a misuse panics", i, e.Kind, e.Frames, b[i].Kind, b[i].Frames)
		}
		if e.Kind == event.Misuse {
			return ""
		}
		i++
	}
	return ""
}
