package vettool

import (
	"os"
	"runtime"
	"runtime/debug"
)

// startingHeap is how much a process may allocate before its first garbage
// collection. Many packages need less: their processes, of which a run has
// hundreds, then end without one.
const startingHeap = 32 << 20

// delayGC puts off the first garbage collection and leaves the following ones
// as they are, so that the largest processes need no more memory. With more
// protocols in use most packages are walked, which makes much garbage of little
// that lives: there a third of the collections is enough. A user's setting of GOGC
// is respected.
func delayGC(walksMuch bool) {
	if os.Getenv("GOGC") != "" {
		return
	}
	// The runtime collects first at 4 MB times the percentage.
	const least = 4 << 20
	former := debug.SetGCPercent(startingHeap / least * 100)
	if walksMuch {
		former *= 3
	}
	// The sentinel is garbage, which the first collection finds.
	sentinel := new(struct{ _ [64]byte })
	runtime.SetFinalizer(sentinel, func(any) { debug.SetGCPercent(former) })
}
