// Package threads locks goroutines to their threads.
package threads

import "runtime"

func init() {
	runtime.LockOSThread()
}

func balanced() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	nested()
}

func nested() {
	runtime.LockOSThread()
	runtime.UnlockOSThread()
}

func earlyReturn(bad bool) {
	runtime.LockOSThread() // want `the thread, locked at line 22, is still locked to its goroutine when the function returns at line 24 \[leakedguard\]`
	if bad {
		return
	}
	runtime.UnlockOSThread()
}

// A goroutine that ends locked takes its thread with it, which some want.
func worker(work func()) {
	go func() {
		runtime.LockOSThread()
		work()
	}()
}

func taint(failed func() bool) {
	go func() {
		runtime.LockOSThread()
		if failed() {
			return // the thread is of no use to others
		}
		runtime.UnlockOSThread()
	}()
}

func correlated(lock bool) {
	if lock {
		runtime.LockOSThread()
	}
	if lock {
		runtime.UnlockOSThread()
	}
}

func each(n int) {
	for range n {
		runtime.LockOSThread()
		runtime.UnlockOSThread()
	}
}
