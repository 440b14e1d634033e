package runtimectx_test

import (
	"errors"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A script runs a sequence of operations, read from bytes, on the package and on
// the model, and compares them after each.
type script struct {
	t       *testing.T
	code    []byte
	m       model
	handles []*runtimectx.Handle // one of them is nil
	scoped  runtimectx.Scoped[int]
	guards  []scriptGuard
	goexit  bool // the goroutine is exiting
}

// A scriptGuard is a guard of either kind with its counterpart in the model.
// Released guards stay in the script, to be released again.
type scriptGuard struct {
	model   *modelGuard
	release func()
	op      string
}

type scriptPanic struct{}

const (
	maxGuards  = 40
	maxNesting = 6
)

// runScript runs code on a goroutine of its own, as it may call Goexit.
func runScript(t *testing.T, code []byte) {
	a, b, c := handles()
	s := &script{t: t, code: code, handles: []*runtimectx.Handle{a, b, c, nil}}
	onGoroutine(func() {
		defer func() {
			if v := recover(); v != nil && v != (scriptPanic{}) {
				t.Errorf("panic: %v", v)
			}
			s.compare("at the end")
			s.drain()
		}()
		s.run(0)
	})
}

func (s *script) next(n int) int {
	if len(s.code) == 0 {
		return 0
	}
	b := s.code[0]
	s.code = s.code[1:]
	return int(b) % n
}

func (s *script) run(nesting int) {
	for len(s.code) > 0 && !s.t.Failed() {
		switch s.next(16) {
		case 0, 1:
			s.enter()
		case 2, 3:
			s.setCurrent()
		case 4:
			s.disallow()
		case 5, 6, 7:
			s.release()
		case 8:
			s.releaseElsewhere()
		case 9:
			s.releaseUnwinding()
		case 10:
			s.closure(nesting, "ExitRuntime", runtimectx.ExitRuntime, s.m.suspend, true)
		case 11:
			s.closure(nesting, "BlockInPlace", runtimectx.BlockInPlace, s.m.blockInPlace, false)
		case 12:
			s.enterRuntime(nesting)
		case 13:
			s.scopedSet(nesting)
		case 14:
			if nesting > 0 {
				return
			}
		case 15:
			if nesting > 0 {
				switch s.next(8) {
				case 0:
					s.goexit = true
					runtime.Goexit()
				case 1, 2, 3:
					panic(scriptPanic{})
				}
			}
		}
	}
}

// expect checks that f panics with the misuse that the model says.
func (s *script) expect(op string, want error, f func()) {
	s.t.Helper()
	s.expectValue(op, want, recovered(f))
}

func (s *script) expectValue(op string, want error, v any) {
	s.t.Helper()
	if v == (scriptPanic{}) {
		s.compare(op)
		return
	}
	m, _ := v.(*runtimectx.MisuseError)
	switch {
	case v != nil && m == nil:
		s.t.Errorf("%s: panic with %v, want %v", op, v, want)
	case m == nil && want != nil:
		s.t.Errorf("%s: no panic, want %v", op, want)
	case m != nil && (m.Op != op || !errors.Is(m, want)):
		s.t.Errorf("%s: %v, want %v", op, m, want)
	}
	s.compare(op)
}

func (s *script) compare(op string) {
	s.t.Helper()
	if got, want := runtimectx.CurrentEnterContext().String(), s.m.state(); got != want {
		s.t.Errorf("after %s: state %s, want %s", op, got, want)
	}
	got, err := runtimectx.Current()
	if want := s.m.current(); got != want || (err == nil) != (want != nil) {
		s.t.Errorf("after %s: current %v, %v, want %v", op, got, err, want)
	}
	if _, ok := runtimectx.TryEnterBlockingRegion(); ok != (s.m.owner == nil) {
		s.t.Errorf("after %s: TryEnterBlockingRegion says %v", op, ok)
	}
	v := s.scoped.Get()
	if n := len(s.m.scoped); (v == nil) != (n == 0) || v != nil && *v != s.m.scoped[n-1] {
		s.t.Errorf("after %s: scoped %v, want the last of %v", op, v, s.m.scoped)
	}
}

func (s *script) keep(g *modelGuard, release func(), op string) {
	if len(s.guards) < maxGuards {
		s.guards = append(s.guards, scriptGuard{g, release, op})
		return
	}
	s.guards[s.next(maxGuards)] = scriptGuard{g, release, op}
}

func (s *script) enter() {
	h, choice := s.handles[s.next(len(s.handles))], s.next(4)
	var opts []runtimectx.EnterOption
	if choice&1 != 0 {
		opts = append(opts, runtimectx.AllowBlockInPlace)
	}
	want, wantErr := s.m.enter(h, choice&1 != 0)
	var g runtimectx.EnterRuntimeGuard
	if choice&2 != 0 {
		var err error
		g, err = runtimectx.TryEnter(h, opts...)
		if !errors.Is(err, wantErr) {
			s.t.Errorf("TryEnter: %v, want %v", err, wantErr)
		}
		s.compare("TryEnter")
	} else {
		s.expect("Enter", wantErr, func() { g = runtimectx.Enter(h, opts...) })
	}
	if wantErr == nil {
		s.keep(want, g.Release, "EnterRuntimeGuard.Release")
	} else if g != (runtimectx.EnterRuntimeGuard{}) {
		s.t.Errorf("a refused Enter returns a guard")
	}
}

func (s *script) setCurrent() {
	h := s.handles[s.next(len(s.handles))]
	want, wantErr := s.m.setCurrent(h)
	var g runtimectx.SetCurrentGuard
	if s.next(2) == 0 {
		var err error
		g, err = runtimectx.TrySetCurrent(h)
		if !errors.Is(err, wantErr) {
			s.t.Errorf("TrySetCurrent: %v, want %v", err, wantErr)
		}
		s.compare("TrySetCurrent")
	} else {
		s.expect("SetCurrent", wantErr, func() { g = runtimectx.SetCurrent(h) })
	}
	if wantErr == nil {
		s.keep(want, g.Release, "SetCurrentGuard.Release")
	}
}

func (s *script) disallow() {
	want := s.m.disallow()
	g := runtimectx.DisallowBlockInPlace()
	if zero := g == (runtimectx.DisallowBlockInPlaceGuard{}); zero != (want.region == nil) {
		s.t.Errorf("DisallowBlockInPlace returns the zero guard: %v", zero)
	}
	s.compare("DisallowBlockInPlace")
	s.keep(want, g.Release, "DisallowBlockInPlaceGuard.Release")
}

// pick returns one of the guards; recent ones are likelier.
func (s *script) pick() (scriptGuard, bool) {
	n := len(s.guards)
	if n == 0 {
		return scriptGuard{}, false
	}
	back := s.next(256)
	if back < 128 {
		back %= 3
	}
	return s.guards[n-1-back%n], true
}

func (s *script) release() {
	if g, ok := s.pick(); ok {
		s.expect(g.op, s.m.release(g.model), g.release)
	}
}

func (s *script) releaseElsewhere() {
	g, ok := s.pick()
	if !ok {
		return
	}
	var v any
	onGoroutine(func() { v = recovered(g.release) })
	want := runtimectx.ErrWrongGoroutine
	if g.model.kind == modelDisallow && g.model.region == nil {
		want = nil
	}
	s.expectValue(g.op, want, v)
}

// releaseUnwinding releases a guard while a panic is in flight, which the
// release must not replace.
func (s *script) releaseUnwinding() {
	g, ok := s.pick()
	if !ok {
		return
	}
	_ = s.m.release(g.model)
	v := recovered(func() {
		defer func() { g.release() }()
		panic(scriptPanic{})
	})
	if v != (scriptPanic{}) {
		s.t.Errorf("%s replaced the panic in flight by %v", g.op, v)
	}
	s.compare(g.op)
}

// closure calls ExitRuntime or BlockInPlace, and runs the script inside.
func (s *script) closure(nesting int, op string, call func(func()), begin func() (*modelGuard, error), always bool) {
	if nesting == maxNesting {
		return
	}
	region, want := begin()
	ran, finished := false, false
	defer func() {
		if s.goexit && ran && !finished && region != nil {
			_ = s.m.resume(region)
		}
	}()
	v := recovered(func() {
		call(func() {
			ran = true
			s.compare(op + " begins")
			s.run(nesting + 1)
		})
	})
	finished = true
	if ran != (want == nil) {
		s.t.Errorf("%s ran its function: %v", op, ran)
	}
	if ran && (always || region != nil) {
		want = s.m.resume(region)
	}
	s.expectValue(op, want, v)
}

func (s *script) enterRuntime(nesting int) {
	if nesting == maxNesting {
		return
	}
	h := s.handles[s.next(len(s.handles))]
	g, want := s.m.enter(h, false)
	finished := false
	defer func() {
		if s.goexit && g != nil && !finished {
			_ = s.m.release(g)
		}
	}()
	v := recovered(func() {
		runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
			s.compare("EnterRuntime begins")
			b.BlockOn(func() { s.run(nesting + 1) })
		})
	})
	finished = true
	if want == nil {
		want = s.m.release(g)
	}
	s.expectValue("EnterRuntime", want, v)
}

func (s *script) scopedSet(nesting int) {
	if nesting == maxNesting {
		return
	}
	n := len(s.m.scoped)
	value := s.next(256)
	s.m.scoped = append(s.m.scoped, value)
	finished := false
	defer func() {
		if s.goexit && !finished {
			s.m.scoped = s.m.scoped[:n]
		}
	}()
	v := recovered(func() {
		s.scoped.Set(&value, func() {
			s.compare("Scoped.Set begins")
			s.run(nesting + 1)
		})
	})
	finished = true
	s.m.scoped = s.m.scoped[:n]
	s.expectValue("Scoped.Set", nil, v)
}

// drain releases what the script left, in order, so that nothing is leaked.
func (s *script) drain() {
	if s.goexit {
		return // misuse would be silent
	}
	for i := len(s.guards) - 1; i >= 0; i-- {
		g := s.guards[i]
		s.expect(g.op, s.m.release(g.model), g.release)
	}
}

// TestRandomOperations runs random scripts. A failure names the seed.
func TestRandomOperations(t *testing.T) {
	scripts := 8_000
	if testing.Short() {
		scripts = 1_000
	}
	for seed := range scripts {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		code := make([]byte, 20+r.IntN(200))
		for i := range code {
			code[i] = byte(r.Uint32())
		}
		runScript(t, code)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// FuzzOperations looks for scripts on which package and model differ.
func FuzzOperations(f *testing.F) {
	f.Add([]byte{0, 0, 1, 10, 2, 1, 14, 5, 0})          // Enter, ExitRuntime, SetCurrent, Release
	f.Add([]byte{12, 1, 2, 0, 1, 15, 0})                // EnterRuntime, SetCurrent, Goexit
	f.Add([]byte{0, 0, 3, 4, 11, 5, 0, 11, 0, 1, 14})   // Enter, Disallow, BlockInPlace
	f.Add([]byte{2, 0, 1, 2, 1, 1, 5, 1, 5, 0, 9, 0})   // SetCurrent twice, out of order
	f.Add([]byte{0, 0, 1, 10, 0, 1, 0, 14, 5, 0, 5, 1}) // left entered by ExitRuntime
	f.Fuzz(func(t *testing.T, code []byte) {
		if len(code) > 1000 {
			return
		}
		runScript(t, code)
	})
}
