package fixes

import (
	"errors"
	"os"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Nothing here has a fix: each would silence its finding, and change what the
// program does.

// A result belongs to the caller, who would get a released guard.

func namedResult(fail bool) (g runtimectx.SetCurrentGuard, err error) {
	g = runtimectx.SetCurrent(handle) // want `guard g, set current at line \d+, is not released`
	if fail {
		return runtimectx.SetCurrentGuard{}, errors.New("fail")
	}
	return
}

// A variable of the function around belongs to that.

func ofTheOuterFunction(fail bool) {
	var g runtimectx.SetCurrentGuard
	func() {
		g = runtimectx.SetCurrent(handle) // want `guard g, set current at line \d+, is not released`
	}()
	if fail {
		return
	}
	g.Release()
}

// What is deferred behind the acquisition would run before the release.

func otherDefer(fail bool, cleanup func()) {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	defer cleanup()
	if fail {
		return
	}
	g.Release()
}

// A comment would be left without its statement.

func explainedRelease(fail bool) {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	if fail {
		return
	}
	work()
	// Nothing may be entered when the function returns.
	g.Release()
}

// Without the second release the guard would leak on more paths than before.

func leaksAnyway(skip, early bool) {
	g := runtimectx.SetCurrent(handle) // want `guard g, set current at line \d+, is not released`
	if skip {
		return
	}
	if early {
		g.Release()
	}
	g.Release() // want `guard g, set current at line \d+, was already released`
}

func eitherOrBoth(a, b bool) {
	g := runtimectx.SetCurrent(handle) // want `guard g, set current at line \d+, is not released`
	if a {
		g.Release()
	}
	if b {
		g.Release() // want `guard g, set current at line \d+, was already released`
	}
}

// The function defers something else, which would run before the release.

func deferredBetween(early bool, cleanup func()) {
	g := runtimectx.Enter(handle)
	defer g.Release() // want `guard g, entered at line \d+, was already released`
	defer cleanup()
	if early {
		g.Release()
		return
	}
	work()
}

// The caller decides on the option, so BlockInPlace might panic.

func optionsOfTheCaller(opts ...runtimectx.EnterOption) {
	g := runtimectx.Enter(handle, opts...)
	defer g.Release()
	time.Sleep(time.Second) // want `time\.Sleep blocks inside the region`
}

func optionOfTheCaller(opt runtimectx.EnterOption) {
	g := runtimectx.Enter(handle, opt)
	defer g.Release()
	time.Sleep(time.Second) // want `time\.Sleep blocks inside the region`
}

func deniedOnOnePath(deny bool) {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	if deny {
		d := runtimectx.DisallowBlockInPlace()
		defer d.Release()
	}
	time.Sleep(time.Second) // want `time\.Sleep blocks inside the region`
}

// The new variable would hide the one that the right side reads.

func hides(data []byte) int {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	if len(data) > 0 {
		data, err := os.ReadFile(string(data)) // want `os\.ReadFile blocks inside the region`
		if err == nil {
			return len(data)
		}
	}
	return 0
}

// In a function literal recover gives nil.

func recovers(ch chan any) {
	defer func() {
		g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
		defer g.Release()
		ch <- recover() // want `channel send blocks inside the region`
	}()
	panic("told to the channel")
}

// Outside of the region the answer is another one.

func asksForTheState(ch chan bool) {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	ch <- runtimectx.CurrentEnterContext().IsEntered() // want `channel send blocks inside the region`
}
