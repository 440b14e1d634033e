package trace

import (
	"bufio"
	"fmt"
	"hash/maphash"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
)

// Inputs is what a function under test is called with.
type Inputs struct {
	bools   uint
	ints    [2]int
	choices []int // the first answers of Choose; the rest are 0
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
	Current              // NotEntered with a current handle, by the caller's doing
)

var entryNames = [...]string{"root", "outside", "allow", "deny", "current"}

// A Case is a function under test.
type Case struct {
	Name  string
	Bools int // number of boolean inputs
	Ints  int // number of integer inputs
	Root  bool
	Call  func(Inputs, Entry)
}

// timeout bounds one execution; only a deadlock takes that long.
const timeout = 20 * time.Second

const doesNotEnd = "does not end"

// Main executes every case of one of several equal shares on every input,
// and writes each distinct path to w. args names the share and how many there
// are.
func Main(w io.Writer, args []string, cases []Case, steps bool) error {
	if len(args) != 2 {
		return fmt.Errorf("want the number of the share and of shares, not %q", args)
	}
	share, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	of, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	cases = cases[len(cases)*share/of : len(cases)*(share+1)/of]
	// One thread is faster: executions follow one another, and their
	// goroutines mostly wait for each other.
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(400)
	out := bufio.NewWriter(w)
	var buf []byte
	for _, c := range cases {
		entries := []Entry{Outside, Allow, Deny, Current}
		if c.Root {
			entries = []Entry{Root}
		}
		p := paths{seed: maphash.MakeSeed(), seen: make(map[uint64]*event.Run)}
	executions:
		for _, entry := range entries {
			if entry == Deny && !p.asks || entry == Current && !p.asksCurrent {
				continue // the same as Allow, or as Outside
			}
			for in := range inputs(c) {
				if !p.explore(c, in, entry, steps) {
					break executions
				}
			}
		}
		for _, r := range p.list {
			buf = event.Append(buf[:0], r)
			if _, err := out.Write(buf); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// paths collects the distinct paths of one case.
type paths struct {
	seed maphash.Seed
	seen map[uint64]*event.Run
	list []*event.Run
	buf  []byte
	asks bool // whether blocking in place is allowed matters

	asksCurrent bool // whether there is a current handle matters
}

// asksAllow reports whether the path depends on what an Entered caller
// allows.
func asksAllow(r *event.Run) bool {
	return slices.ContainsFunc(r.Goroutines, func(g event.Goroutine) bool {
		return slices.ContainsFunc(g.Events, func(e event.Event) bool {
			return e.Op == "BlockInPlace" || e.Op == "DisallowBlockInPlace" || e.Kind == event.Allows
		})
	})
}

// asksCurrent reports whether the path asks for the current handle.
func asksCurrent(r *event.Run) bool {
	return slices.ContainsFunc(r.Goroutines, func(g event.Goroutine) bool {
		return slices.ContainsFunc(g.Events, func(e event.Event) bool { return e.Kind == event.Current })
	})
}

func misused(r *event.Run) bool {
	return slices.ContainsFunc(r.Goroutines[0].Events, func(e event.Event) bool { return e.Kind == event.Misuse })
}

// mostChoices bounds the choices of one execution that are varied. Choices
// have three answers at most, so one input gives at most 729 executions. The
// next few are drawn, by what was chosen before, so that the executions of a
// case with more of them differ there, too; all later ones are 0, which ends
// every loop.
const (
	mostChoices  = 6
	drawnChoices = 12
)

// explore executes the case on one input with every sequence of choices. It
// reports false when executions of the case do not end.
func (p *paths) explore(c Case, in Inputs, entry Entry, steps bool) bool {
	in.choices = nil
	for {
		r, made := execute(c, in, entry, false, steps)
		p.asks = p.asks || asksAllow(r)
		p.asksCurrent = p.asksCurrent || asksCurrent(r)
		if r.Trouble == "" && misused(r) {
			in.choices = values(made)
			strict, _ := execute(c, in, entry, true, false)
			r.Trouble = diverge(r, strict)
		}
		p.add(r, entry)
		if strings.Contains(r.Trouble, doesNotEnd) {
			return false
		}
		// The next sequence in order: count the last choice up.
		for len(made) > 0 && made[len(made)-1].value+1 >= made[len(made)-1].of {
			made = made[:len(made)-1]
		}
		if len(made) == 0 {
			return true
		}
		made[len(made)-1].value++
		in.choices = values(made)
	}
}

func (p *paths) add(r *event.Run, entry Entry) {
	p.buf = event.AppendBody(p.buf[:0], r)
	sum := maphash.Bytes(p.seed, p.buf) + uint64(entry)
	first := p.seen[sum]
	if first == nil || r.Trouble != "" {
		first = r
		p.seen[sum] = r
		p.list = append(p.list, r)
	}
	first.Times++
}

// A choice is one answer that the probe gave.
type choice struct{ value, of int }

func values(made []choice) []int {
	out := make([]int, len(made))
	for i, c := range made {
		out[i] = c.value
	}
	return out
}

// Choose answers a question whose answer may change from one time to the
// next. The goroutines that the case starts get one answer always.
func Choose(of int) int {
	g, r := self(), current
	if g == nil || g.index > 0 {
		return 0
	}
	if len(r.made) >= mostChoices {
		return r.draw(of)
	}
	v := 0
	if i := len(r.made); i < len(r.in.choices) {
		v = r.in.choices[i]
	}
	r.made = append(r.made, choice{v, of})
	return v
}

// draw is a choice beyond those that are varied.
func (r *run) draw(of int) int {
	if r.drawn >= drawnChoices {
		return 0
	}
	r.drawn++
	h := uint32(2166136261) // FNV-1a
	for _, c := range r.made {
		h = (h ^ uint32(c.value)) * 16777619
	}
	h = (h ^ uint32(r.drawn)) * 16777619
	return int(h >> 8 % uint32(of))
}

// intValues are the values that integer inputs take. Generated programs
// compare with 0 and 1 only.
var intValues = []int{0, 1, 2, -1}

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

func execute(c Case, in Inputs, entry Entry, strict, steps bool) (*event.Run, []choice) {
	r := &run{in: in, strict: strict, steps: steps}
	current = r
	out := &event.Run{
		Func:  c.Name,
		Input: fmt.Sprintf("%0*b %v", c.Bools, in.bools, in.ints[:c.Ints]),
		Entry: entryNames[entry],
	}
	g := r.add(-1)
	r.wg.Add(1)
	go func() {
		defer r.wg.Done()
		g.run(func() { c.Call(in, entry) })
	}()
	done := make(chan struct{})
	go func() {
		r.wg.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(timeout):
		// Its goroutines wait for each other, and are left to it.
		out.Trouble = doesNotEnd
		return out, nil
	}
	for _, g := range r.goroutines {
		out.Goroutines = append(out.Goroutines, event.Goroutine{Parent: g.parent, End: g.end, Events: g.events})
		if g.trouble != "" {
			out.Trouble = g.trouble
		}
	}
	if len(r.made) > 0 {
		out.Input += fmt.Sprintf(" choices %v", values(r.made))
	}
	return out, r.made
}

// diverge compares a permissive execution with one in which a misuse panics:
// up to the first misuse of the first goroutine they are the same.
func diverge(permissive, strict *event.Run) string {
	if strict.Trouble != "" {
		return strict.Trouble
	}
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
