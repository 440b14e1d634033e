// Package statemachines pins loops whose state is a number or a string: it takes
// few values, which are followed however long the loop runs.
package statemachines

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("h", nil)

type state int

const (
	idle state = iota
	open
	closed
)

func states(inputs []int) {
	var g runtimectx.EnterRuntimeGuard
	s := idle
	for _, x := range inputs {
		switch s {
		case idle:
			if x > 0 {
				g = runtimectx.Enter(h)
				s = open
			}
		case open:
			if x == 0 {
				g.Release()
				s = closed
			}
		case closed:
			return
		}
	}
	if s == open {
		g.Release()
	}
}

func statesForgotten(inputs []int) {
	var g runtimectx.EnterRuntimeGuard
	s := idle
	for _, x := range inputs {
		switch s {
		case idle:
			g = runtimectx.Enter(h) // want `^guard g, entered at line 47, is not released when the function returns at line 54 \[leakedguard\]$`
			s = open
		case open:
			if x == 0 {
				g.Release()
				s = idle
			} else if x < 0 {
				return
			}
		}
	}
	if s == open {
		g.Release()
	}
}

func statesConfused(inputs []int) {
	var g runtimectx.SetCurrentGuard
	s := idle
	for _, x := range inputs {
		switch s {
		case idle:
			g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 69, is not released before the next turn of the loop at line 66 \[leakedguard\]$`
			s = open
		case open:
			if x == 0 {
				s = idle
			}
		}
	}
	if s == open {
		g.Release()
	}
}

func names(inputs []int) {
	var g runtimectx.EnterRuntimeGuard
	s := "idle"
	for _, x := range inputs {
		switch {
		case s == "idle" && x > 0:
			g = runtimectx.Enter(h)
			s = "open"
		case s == "open" && x == 0:
			g.Release()
			s = "idle"
		}
	}
	if s == "open" {
		g.Release()
	}
}

type machine struct {
	guard runtimectx.EnterRuntimeGuard
	state state
	turns int
}

func inStruct(inputs []int) {
	var m machine
	for _, x := range inputs {
		m.turns++
		switch m.state {
		case idle:
			m.guard = runtimectx.Enter(h)
			m.state = open
		case open:
			if x == 0 {
				m.guard.Release()
				m.state = idle
			}
		}
	}
	if m.state == open {
		m.guard.Release()
	}
}

func inClosures(inputs []int) {
	var g runtimectx.EnterRuntimeGuard
	s := idle
	start := func() {
		if s == idle {
			g = runtimectx.Enter(h)
			s = open
		}
	}
	stop := func() {
		if s == open {
			g.Release()
			s = idle
		}
	}
	defer stop()
	for _, x := range inputs {
		if x > 0 {
			start()
		} else {
			stop()
		}
	}
}

func labelled(inputs []int) {
	var g runtimectx.EnterRuntimeGuard
	s := idle
loop:
	for _, x := range inputs {
		switch {
		case x < 0:
			break loop
		case x == 0:
			continue loop
		case s == idle:
			g = runtimectx.Enter(h)
			s = open
		}
	}
	if s != idle {
		g.Release()
	}
}

// A counter is not a state: it says nothing exact after some turns.
func counts(inputs []int) {
	var g runtimectx.SetCurrentGuard
	n := 0
	for range inputs {
		if n == 0 {
			g = runtimectx.SetCurrent(h)
		}
		n++
	}
	if n > 0 {
		g.Release()
	}
}
