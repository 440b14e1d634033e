// Benchratio measures what runtimectx costs, as ratios to things of known cost.
//
//	go run ./runtimectx/internal/benchratio [-rounds n] [-million]
//
// Everything is measured in one process, in many short rounds in each of which
// all subjects take turns. A ratio is taken within its round, and the median of
// the rounds is printed, so that what disturbs the machine for a while disturbs
// both sides. With -million, a million other goroutines are Entered for the last
// part, which takes some 3 GB.
//
// A guard that does nothing but learn and compare the goroutine's id is the floor:
// to acquire and to release are a call each, because a function that calls goid.Get
// and one more is not inlined, and goid.Get is a call in each of them. What a
// mutex takes is two locked instructions and no call, so on a processor where they
// cost less than the four calls no guard can be as cheap.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/petermattis/goid"
)

var (
	handle = runtimectx.NewHandle("benchratio", nil)
	mutex  sync.Mutex
	ids    int64 // summed up, so that they are needed
)

// A subject runs what is measured n times.
type subject struct {
	name string
	run  func(n int)
}

var (
	mutexPair = subject{"mutex Lock+Unlock", func(n int) {
		for range n {
			mutex.Lock()
			mutex.Unlock() //lint:ignore SA2001 it is measured
		}
	}}
	goidGet = subject{"goid.Get", func(n int) {
		for range n {
			ids += goid.Get()
		}
	}}
	floor = subject{"acquire+release of an id and nothing else", func(n int) {
		for range n {
			acquireID().release()
		}
	}}
	enter = subject{"Enter+Release", func(n int) {
		for range n {
			runtimectx.Enter(handle).Release()
		}
	}}
	setCurrent = subject{"SetCurrent+Release", func(n int) {
		for range n {
			runtimectx.SetCurrent(handle).Release()
		}
	}}
	enterHeld = subject{"Enter+Release, holding a guard", func(n int) {
		defer runtimectx.SetCurrent(handle).Release()
		enter.run(n)
	}}
	setCurrentHeld = subject{"SetCurrent+Release, holding a guard", func(n int) {
		defer runtimectx.Enter(handle).Release()
		setCurrent.run(n)
	}}
	current = subject{"CurrentEnterContext", func(n int) {
		for range n {
			runtimectx.CurrentEnterContext()
		}
	}}
	currentEntered = subject{"CurrentEnterContext, Entered", func(n int) {
		defer runtimectx.Enter(handle).Release()
		current.run(n)
	}}
)

// An idGuard is the floor of what a guard can cost.
type idGuard struct {
	h      *runtimectx.Handle
	gid, _ int64
}

//go:noinline
//go:nosplit
func acquireID() idGuard { return idGuard{h: handle, gid: goid.Get()} }

//go:noinline
//go:nosplit
func (g idGuard) release() {
	if g.gid != goid.Get() {
		panic("another goroutine")
	}
}

// parallel runs s on all processors at once.
func parallel(s subject) subject {
	return subject{s.name + ", parallel", func(n int) {
		var wg sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			wg.Go(func() { s.run(n) })
		}
		wg.Wait()
	}}
}

// perRound is how often a subject runs in one round.
const perRound = 100_000

// measure returns the nanoseconds of one run of each subject, round by round.
func measure(rounds int, subjects ...subject) map[string][]float64 {
	times := make(map[string][]float64)
	for round := range rounds + 3 {
		for _, s := range subjects {
			start := time.Now()
			s.run(perRound)
			if round >= 3 { // the first ones warm up
				times[s.name] = append(times[s.name], float64(time.Since(start))/perRound)
			}
		}
	}
	return times
}

func median(values []float64) float64 {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

// ratio returns the median of the ratios of two subjects.
func ratio(times map[string][]float64, s, base subject) float64 {
	ratios := slices.Clone(times[s.name])
	for i := range ratios {
		ratios[i] /= times[base.name][i]
	}
	return median(ratios)
}

func report(what, than string, r, target float64) {
	fmt.Printf("%-45s %5.2f x %-35s (target %.1f)\n", what, r, than, target)
}

func main() {
	rounds := flag.Int("rounds", 101, "how many rounds to take the median of")
	million := flag.Bool("million", false, "measure with a million other goroutines too")
	flag.Parse()

	alone := measure(*rounds, mutexPair, goidGet, floor, enter, setCurrent, enterHeld, setCurrentHeld, current, currentEntered,
		parallel(mutexPairs), parallel(enter), parallel(setCurrent))
	for _, s := range []subject{mutexPair, goidGet, floor, enter, setCurrent, enterHeld, setCurrentHeld, current, currentEntered} {
		fmt.Printf("%-45s %5.2f ns\n", s.name, median(alone[s.name]))
	}
	fmt.Printf("%-45s %5.2f x %s\n", floor.name, ratio(alone, floor, mutexPair), mutexPair.name)
	for _, row := range []struct {
		s, base subject
		target  float64
	}{
		{enter, mutexPair, 1.8},
		{setCurrent, mutexPair, 1.8},
		{enterHeld, mutexPair, 1},
		{setCurrentHeld, mutexPair, 1},
		{current, goidGet, 3.5},
		{currentEntered, goidGet, 3.5},
		{parallel(enter), parallel(mutexPairs), 2},
		{parallel(setCurrent), parallel(mutexPairs), 2},
	} {
		report(row.s.name, row.base.name, ratio(alone, row.s, row.base), row.target)
	}

	others(*rounds, 10_000, 1.3)
	if *million {
		others(*rounds, 1_000_000, 2)
	}
	runtime.KeepAlive(ids)
}

// mutexPairs is mutexPair with a mutex for each goroutine.
var mutexPairs = subject{"mutex of its own", func(n int) {
	var mu struct {
		sync.Mutex
		_ [128]byte
	}
	for range n {
		mu.Lock()
		mu.Unlock() //lint:ignore SA2001 it is measured
	}
}}

// others measures with n other goroutines Entered, relative to without them.
// The mutex, which they do not concern, levels what has changed meanwhile.
func others(rounds, n int, target float64) {
	subjects := []subject{enter, setCurrent, current}
	all := append([]subject{mutexPair}, subjects...)
	without := measure(rounds, all...)

	var entered, left sync.WaitGroup
	stop := make(chan struct{})
	entered.Add(n)
	for range n {
		left.Go(func() {
			g := runtimectx.Enter(handle)
			defer g.Release()
			entered.Done()
			//ctxvet:ignore blockingcall holding a region while waiting is what is measured
			<-stop
		})
	}
	entered.Wait()
	runtime.GC()
	with := onGoroutines(rounds, all)
	close(stop)
	left.Wait()
	for _, s := range subjects {
		report(fmt.Sprintf("%s, %d others", s.name, n), "without them", ratio(with, s, mutexPair)/ratio(without, s, mutexPair), target)
	}
}

// onGoroutines measures on several goroutines, because it depends on the id of
// the goroutine whether others are in its place in the table.
func onGoroutines(rounds int, subjects []subject) map[string][]float64 {
	const goroutines = 25
	all := make(map[string][]float64)
	for range goroutines {
		result := make(chan map[string][]float64)
		go func() { result <- measure(max(1, rounds/goroutines), subjects...) }()
		for name, times := range <-result {
			all[name] = append(all[name], times...)
		}
	}
	return all
}
