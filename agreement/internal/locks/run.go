package locks

// A Verdict is what is wrong with a line of a function.
type Verdict struct {
	Class string
	Line  int
}

// Run interprets f on every input and returns what goes wrong: what the checked
// mutexes punish, and the locks that some runs leave held and others release for
// good.
func Run(f *Func) map[Verdict]bool {
	out := make(map[Verdict]bool)
	held, released := make(map[int]bool), make(map[int]bool)
	again := make(map[Verdict]map[int]bool)
	for in := range 1 << conditions {
		for n := range 4 {
			// A TryLock of a lock that is not held may succeed or not: the choices
			// are explored like conditions.
			for tries := 0; tries < 1<<maxTries; tries++ {
				r := &run{conds: in, n: n, tries: tries, out: out, again: again}
				r.state = [locks]mutex{Own: {open: true}, Shared: {open: true}, Other: {open: true}}
				end := r.function(f.Body)
				if end == returned || end == fell {
					for _, m := range r.state {
						for _, line := range m.lines {
							if line > 0 {
								held[line] = true
							}
						}
					}
					for line, l := range r.done {
						if r.state[l].mode == free {
							released[line] = true
						}
					}
				}
				if r.asked == 0 {
					break // whatever the choices
				}
			}
		}
	}
	for line := range held {
		if released[line] {
			out[Verdict{"leakedguard", line}] = true
		}
	}
	// A lock that an earlier turn of the loop left held is told once, as a leak.
	for v, from := range again {
		told := true
		for l := range from {
			told = told && l >= v.Line && out[Verdict{"leakedguard", l}]
		}
		if told {
			delete(out, v)
		}
	}
	return out
}

const maxTries = 4

// A mutex is a checked mutex of one goroutine.
type mutex struct {
	open  bool  // whether the caller holds it is not known yet
	mode  mode  // how it is held
	lines []int // where it was acquired; 0 stands for the caller
}

type mode int

const (
	free mode = iota
	reading
	writing
)

// An end says how a block ended.
type end int

const (
	fell     end = iota // past its last statement
	returned            // by a return
	panicked            // by a panic that the source writes
	punished            // by a misuse
)

type run struct {
	conds, n, tries int
	asked           int // TryLocks answered so far
	state           [locks]mutex
	done            map[int]Lock // acquisitions that were released, by line, and not made again
	defers          [][]func() end
	at              int // the line to blame in a helper; 0 outside
	unwinding       bool
	out             map[Verdict]bool
	again           map[Verdict]map[int]bool // where the locks were acquired that a verdict is about
}

func (r *run) cond(c int) bool {
	v := r.conds>>(max(c, -c)-1)&1 == 1
	return v == (c > 0)
}

func (r *run) punish(class string, line int) end {
	if r.at > 0 {
		line = r.at
	}
	r.out[Verdict{class, line}] = true
	return punished
}

// nested punishes asking at line for the lock m, which is held.
func (r *run) nested(m *mutex, line int) end {
	at := line
	if r.at > 0 {
		at = r.at
	}
	for _, l := range m.lines {
		r.blame(Verdict{"nestedenter", at}, l)
	}
	return punished
}

// blame notes v, on account of a lock that was acquired at line from.
func (r *run) blame(v Verdict, from int) {
	r.out[v] = true
	if r.again[v] == nil {
		r.again[v] = make(map[int]bool)
	}
	r.again[v][from] = true
}

// function runs a function or function literal.
func (r *run) function(body []*Stmt) end {
	r.defers = append(r.defers, nil)
	e := r.block(body)
	return r.leave(e)
}

// leave runs the deferred calls of the innermost function.
func (r *run) leave(e end) end {
	top := len(r.defers) - 1
	was := r.unwinding
	for len(r.defers[top]) > 0 && e != punished {
		d := r.defers[top]
		f := d[len(d)-1]
		r.defers[top] = d[:len(d)-1]
		r.unwinding = was || e == panicked
		if x := f(); x == punished {
			e = x
		}
	}
	r.unwinding = was
	r.defers = r.defers[:top]
	if e == returned {
		e = fell
	}
	return e
}

func (r *run) block(body []*Stmt) end {
	for _, s := range body {
		if e := r.stmt(s); e != fell {
			return e
		}
	}
	return fell
}

func (r *run) stmt(s *Stmt) end {
	top := len(r.defers) - 1
	switch s.Op {
	case Acquire:
		return r.lock(s.Lock, writing, s.Line)
	case Release:
		return r.unlock(s.Lock, writing, s.Line)
	case Read:
		return r.lock(s.Lock, reading, s.Line)
	case ReadRelease:
		return r.unlock(s.Lock, reading, s.Line)
	case DeferRelease:
		r.defers[top] = append(r.defers[top], func() end { return r.unlock(s.Lock, writing, s.Line) })
	case CallDeferred:
		r.defers[top] = append(r.defers[top], func() end { return r.unlock(Own, writing, s.Line) })
	case Try:
		if r.try(s.Lock, s.Line) {
			return r.block(s.Body)
		}
		return r.block(s.Else)
	case If:
		if r.cond(s.Cond) {
			return r.block(s.Body)
		}
		return r.block(s.Else)
	case Loop:
		for range r.n {
			if e := r.block(s.Body); e != fell {
				return e
			}
		}
	case Probe:
		for _, m := range r.state {
			for _, line := range m.lines {
				if line > 0 {
					r.blame(Verdict{"blockingcall", s.Line}, line)
				}
			}
		}
	case Return:
		return returned
	case Panic:
		return panicked
	case CallLock:
		return r.lock(Own, writing, s.Line)
	case CallUnlock:
		return r.unlock(Own, writing, s.Line)
	case CallUnlockIf:
		if r.cond(s.Cond) {
			return r.unlock(Own, writing, s.Line)
		}
	case CallAdd:
		// Whatever else it is a name of is free before and after.
		m := &r.state[Own]
		m.open = false
		if m.mode != free {
			return r.nested(m, s.Line)
		}
	case CallWith:
		return r.around(s, r.lock, r.unlock)
	case CallWithout:
		return r.around(s, r.unlock, r.lock)
	case Closure:
		return r.function(s.Body)
	}
	return fell
}

// around runs the closure of s between two operations of a helper on c.mu.
func (r *run) around(s *Stmt, before, after func(Lock, mode, int) end) end {
	if e := before(Own, writing, s.Line); e != fell {
		return e
	}
	r.defers = append(r.defers, []func() end{func() end { return after(Own, writing, s.Line) }})
	return r.leave(r.function(s.Body))
}

func (r *run) lock(l Lock, as mode, line int) end {
	m := &r.state[l]
	if m.open {
		m.open = false // the caller must not hold it
	}
	if m.mode != free {
		return r.nested(m, line)
	}
	if p := r.partner(l); p != nil && p.mode == free {
		p.open = true // it may be the one that is locked now
	}
	m.mode = as
	m.lines = append(m.lines[:0:0], line)
	delete(r.done, line)
	return fell
}

// partner is the lock that may be the same one as l: c and d may be equal.
// They are taken to differ until a lock of one, of which nothing is known, is
// released while the other is held.
func (r *run) partner(l Lock) *mutex {
	switch l {
	case Own:
		return &r.state[Other]
	case Other:
		return &r.state[Own]
	}
	return nil
}

func (r *run) unlock(l Lock, as mode, line int) end {
	m := &r.state[l]
	if m.open {
		m.open, m.mode, m.lines = false, as, []int{0} // the caller must hold it
		if p := r.partner(l); p != nil && p.mode != free {
			*p = mutex{open: true} // it may be the one that is unlocked here
		}
	}
	if m.mode != as {
		if r.unwinding {
			return fell
		}
		return r.punish("guardmisuse", line)
	}
	if r.done == nil {
		r.done = make(map[int]Lock)
	}
	if !r.unwinding {
		for _, at := range m.lines {
			r.done[at] = l
		}
	}
	m.mode, m.lines = free, nil
	return fell
}

// try answers a TryLock.
func (r *run) try(l Lock, line int) bool {
	m := &r.state[l]
	if m.mode != free {
		return false
	}
	yes := r.tries>>r.asked&1 == 1
	r.asked++
	if r.asked > maxTries {
		yes = false
	}
	if yes {
		if p := r.partner(l); p != nil && p.mode == free {
			p.open = true
		}
		m.open = false
		m.mode, m.lines = writing, []int{line}
		delete(r.done, line)
	}
	return yes
}
