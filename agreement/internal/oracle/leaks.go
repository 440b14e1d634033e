package oracle

import "github.com/ctxvet/ctxvet/agreement/internal/event"

// leak gives the verdict that a is never released.
func (j *judge) leak(a *acquisition, optional bool) {
	if a.blame < 0 || a.goroutine != j.g {
		return
	}
	at := a.blame
	if a.op == "DisallowBlockInPlace" {
		// Only an Entered caller makes a guard of what it gives: the one that
		// knows that it is Entered knows of the leak.
		switch known := a.saved.depth(a.frames); {
		case known == -1:
			optional = true
		case known >= 0:
			at = min(at, known)
			optional = optional || j.x.doubtful(a.saved.known, at)
		}
	}
	v := &Verdict{Class: "leakedguard", Optional: optional, Run: j.run, Why: a.op + " is never released"}
	v.File, v.Lines = j.x.place(a.frames, at, len(a.frames))
	v.Func = j.x.Func(v.File, v.Lines[0])
	j.out = append(j.out, v)
}

// leaks judges the guards that the goroutine leaves behind. end is the panic
// or exit that its path ended with, nil when it returned or left by Goexit:
// guards that were still in the hands of a running function then are none.
// After a misuse the path had ended too, and a leak is justified at most.
func (j *judge) leaks(end *event.Event, misused bool) {
	for id := range len(j.acqs) {
		a := j.acqs[id]
		if a == nil || a.goroutine != j.g || a.attempted || !a.live || len(a.frames) == 0 {
			continue
		}
		switch {
		case misused:
			j.leak(a, true)
		case end == nil, a.blame >= 0 && !a.onStack(end.Frames):
			j.leak(a, false)
		case j.x.discarded(a.frames[len(a.frames)-1]), j.overwritten(a), j.x.inLoop(a.frames[max(a.blame, 0)]):
			// Lost before the path ended, or perhaps.
			j.leak(a, true)
		}
	}
}

// handedBy reports whether the function at depth d of frames acquired a and gave it
// to its caller: what is wrong before stands for itself.
func (a *acquisition) handedBy(frames []event.Frame, d int) bool {
	return a.blame < d && (source{frames: a.frames}).depth(frames) >= d
}

// onStack reports whether the function that has the obligation is running at
// frames.
func (a *acquisition) onStack(frames []event.Frame) bool {
	if a.blame >= len(frames) {
		return false
	}
	return a.frames[a.blame].Act == frames[a.blame].Act
}

// overwritten reports whether the variable that held a was assigned again.
func (j *judge) overwritten(a *acquisition) bool {
	v := j.x.assigned(a.frames[len(a.frames)-1])
	if v == nil {
		return false
	}
	for id := a.id + 1; id < len(j.acqs); id++ {
		if b := j.acqs[id]; b != nil && b.goroutine == a.goroutine && len(b.frames) > 0 &&
			j.x.assigned(b.frames[len(b.frames)-1]) == v {
			return true
		}
	}
	return false
}

// recovered moves the obligation of guards that the panic at end tore from
// their functions to the function that recovers.
func (j *judge) recovered(e, end *event.Event) {
	d := j.x.deferrer(e.Frames)
	if d < 0 {
		return
	}
	for _, a := range j.acqs {
		if a.goroutine != j.g || !a.live || a.blame <= d || (source{frames: a.frames}).depth(e.Frames) < d {
			continue
		}
		if end == nil || a.onStack(end.Frames) {
			a.blame = d
		}
	}
}
