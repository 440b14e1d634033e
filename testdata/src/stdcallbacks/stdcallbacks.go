// Package stdcallbacks pins literals given to functions of the standard
// library that call them here and at once.
package stdcallbacks

import (
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func enterAndLeave() {
	g := runtimectx.Enter(h)
	g.Release()
}

func sorts(xs []int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	sort.Slice(xs, func(i, j int) bool {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 26: the goroutine is already entered \[nestedenter\]$`
		k.Release()
		return i < j
	})
}

func sortsOutside(xs []int) {
	slices.SortFunc(xs, func(a, b int) int {
		g := runtimectx.Enter(h)
		defer g.Release()
		return a - b
	})
}

func leaksInside(xs []int) {
	slices.IndexFunc(xs, func(x int) bool {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 45, is not released when the function literal returns at line 47 \[leakedguard\]$`
		if x == 0 {
			return true
		}
		g.Release()
		return false
	})
}

func mapsRunes(s string) string {
	g := runtimectx.Enter(h)
	defer g.Release()
	return strings.Map(func(r rune) rune {
		enterAndLeave() // want `^enterAndLeave enters \(calls runtimectx\.Enter at stdcallbacks\.go:21\) inside the region entered at line 55: the goroutine is already entered \[nestedenter\]$`
		return r
	}, s)
}

func walks(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 65, is not released when the function literal returns at line 67 \[leakedguard\]$`
		if err != nil {
			return err
		}
		g.Release()
		return nil
	})
}

func ranges(m *sync.Map) {
	g := runtimectx.Enter(h)
	defer g.Release()
	m.Range(func(k, v any) bool {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 75; category sleep \[blockingcall\]$`
		return true
	})
}

func deletes(m map[string]int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	maps.DeleteFunc(m, func(string, int) bool {
		enterAndLeave() // want `^enterAndLeave enters \(calls runtimectx\.Enter at stdcallbacks\.go:21\) inside the region entered at line 84: the goroutine is already entered \[nestedenter\]$`
		return true
	})
}

func once() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var o sync.Once
	o.Do(enterAndLeave) // want `^o\.Do enters \(calls enterAndLeave, which calls runtimectx\.Enter at stdcallbacks\.go:21\) inside the region entered at line 93: the goroutine is already entered \[nestedenter\]$`
}

func onceAcquires() {
	var o sync.Once
	var g runtimectx.SetCurrentGuard
	o.Do(func() { g = runtimectx.SetCurrent(h) })
	g.Release()
}

func named(xs []int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	slices.ContainsFunc(xs, enters) // want `^slices\.ContainsFunc enters \(calls enters, which calls enterAndLeave at stdcallbacks\.go:113, which calls runtimectx\.Enter at stdcallbacks\.go:21\) inside the region entered at line 107: the goroutine is already entered \[nestedenter\]$`
}

func enters(int) bool {
	enterAndLeave()
	return true
}

// A Once runs what it is given the first time.
func onceReleases() {
	var o sync.Once
	g := runtimectx.Enter(h)
	o.Do(g.Release)
	o.Do(g.Release)
}

func onceReleasesDeferred() {
	var o sync.Once
	g := runtimectx.Enter(h)
	defer o.Do(func() { g.Release() })
}

func onceIsUsedUp() {
	var o sync.Once
	o.Do(func() {})
	g := runtimectx.Enter(h) // want `^guard g, entered at line 134, is not released when the function returns at line 136 \[leakedguard\]$`
	o.Do(g.Release)
}

func onceReleasedBefore() {
	var o sync.Once
	g := runtimectx.Enter(h)
	o.Do(g.Release)
	g.Release() // want `^guard g, entered at line 140, was already released at line 141 \[guardmisuse\]$`
}
