// Package choosers pins calls of helpers that block under a condition which the
// caller decides, wherever they stand.
package choosers

import (
	"errors"
	"time"

	"github.com/ctxvet/ctxvet/testdata/src/choosers/more"
	"github.com/ctxvet/ctxvet/testdata/src/choosers/waits"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func times(n int) {
	for i := 0; i < n; i++ {
		time.Sleep(1)
	}
}

func ownIf(really bool) {
	if really {
		time.Sleep(1)
	}
}

func ifErr(err error) {
	if err != nil {
		time.Sleep(1)
	}
}

func ownFor(done chan struct{}) {
	if done == nil {
		return
	}
	<-done
}

func each(list []int) {
	for range list {
		time.Sleep(1)
	}
}

func all(done ...chan struct{}) {
	for _, c := range done {
		<-c
	}
}

func perKey(m map[string]int) {
	for range m {
		time.Sleep(1)
	}
}

func kind(kind string) {
	switch kind {
	case "slow":
		time.Sleep(1)
	}
}

func longest(kind string, n int, list []int) int {
	switch {
	case kind == "":
		return 0
	case n > 3 && len(list) > 0:
		time.Sleep(1)
	}
	return len(list)
}

func never() { ownIf(false) }

func always() { ownIf(true) }

func passed(b bool) { inner(b) }

func inner(b bool) { ownIf(b) }

func hereNever(m map[string]int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	times(0)
	ownIf(false)
	ifErr(nil)
	ownFor(nil)
	each(nil)
	all()
	perKey(nil)
	kind("fast")
	longest("", 4, []int{1})
	longest("a", 4, nil)
	longest("a", 3, []int{1})
	never()
	passed(false)
}

func hereAlways(list []int, m map[string]int, done chan struct{}) {
	g := runtimectx.Enter(h)
	defer g.Release()
	times(1)               // want `^times blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	ownIf(true)            // want `^ownIf blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	ifErr(errors.New("x")) // want `^ifErr blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	ownFor(done)           // want `^ownFor blocks \(receives from a channel\) inside the region entered at line 104; category chan \[blockingcall\]$`
	each(list)             // want `^each blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	all(done)              // want `^all blocks \(receives from a channel\) inside the region entered at line 104; category chan \[blockingcall\]$`
	perKey(m)              // want `^perKey blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	kind("slow")           // want `^kind blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	longest("a", 4, list)  // want `^longest blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	always()               // want `^always blocks \(calls ownIf, which calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
	passed(true)           // want `^passed blocks \(calls inner, which calls ownIf, which calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
}

func thereNever(m map[string]int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	waits.Times(0)
	waits.If(false)
	waits.IfErr(nil)
	waits.For(nil)
	waits.Each(nil)
	waits.All()
	waits.PerKey(nil)
	waits.Kind("fast")
	waits.Longest("", 4, []int{1})
	waits.Longest("a", 4, nil)
	waits.Longest("a", 3, []int{1})
	waits.Never()
	waits.Passed(false)
}

func thereAlways(list []int, m map[string]int, done chan struct{}) {
	g := runtimectx.Enter(h)
	defer g.Release()
	waits.Times(1)               // want `^waits\.Times blocks \(calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.If(true)               // want `^waits\.If blocks \(calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.IfErr(errors.New("x")) // want `^waits\.IfErr blocks \(calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.For(done)              // want `^waits\.For blocks \(receives from a channel\) inside the region entered at line 138; category chan \[blockingcall\]$`
	waits.Each(list)             // want `^waits\.Each blocks \(calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.All(done)              // want `^waits\.All blocks \(receives from a channel\) inside the region entered at line 138; category chan \[blockingcall\]$`
	waits.PerKey(m)              // want `^waits\.PerKey blocks \(calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.Kind("slow")           // want `^waits\.Kind blocks \(calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.Longest("a", 4, list)  // want `^waits\.Longest blocks \(calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.Always()               // want `^waits\.Always blocks \(calls waits\.If, which calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
	waits.Passed(true)           // want `^waits\.Passed blocks \(calls waits\.inner, which calls waits\.If, which calls time\.Sleep\) inside the region entered at line 138; category sleep \[blockingcall\]$`
}

func further(list []int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	more.Passed(false)
	more.Never()
	more.Twice(nil)
	more.Passed(true) // want `^more\.Passed blocks \(calls waits\.If, which calls time\.Sleep\) inside the region entered at line 154; category sleep \[blockingcall\]$`
	more.Twice(list)  // want `^more\.Twice blocks \(calls waits\.Times, which calls time\.Sleep\) inside the region entered at line 154; category sleep \[blockingcall\]$`
}

func manyWays() {
	g := runtimectx.Enter(h)
	defer g.Release()
	waits.Many(true, true, true, true, true) // want `^waits\.Many blocks \(calls time\.Sleep\) inside the region entered at line 164; category sleep \[blockingcall\]$`
	time.Sleep(1)                            // want `^time\.Sleep blocks inside the region entered at line 164; category sleep \[blockingcall\]$`
}
