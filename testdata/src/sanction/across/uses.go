// Package across uses package sanction from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/sanction"
)

func wait(c chan int) {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		sanction.Wait(b, c)
	})
}

func waitAndMore(c chan int) {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		sanction.WaitAndMore(b, c) // want `^sanction\.WaitAndMore blocks \(receives from a channel\) inside the region entered at line 16; category chan \[blockingcall\]$`
	})
}

func on() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		sanction.On(b, sanction.Sleep)
		sanction.On(b, sanction.Nothing)
		sanction.Sleep() // want `^sanction\.Sleep blocks \(calls time\.Sleep\) inside the region entered at line 22; category sleep \[blockingcall\]$`
	})
}

func onExits() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		sanction.On(b, sanction.SleepExited)
		sanction.On(b, func() { sanction.Sleep() })
	})
}

func drive() {
	sanction.Drive(func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(sanction.Sleep)
		sanction.On(b, sanction.Sleep)
	})
}

func driveBlocks() {
	sanction.Drive(func(b *runtimectx.BlockingRegionGuard) {
		sanction.Sleep() // want `^sanction\.Sleep blocks \(calls time\.Sleep\) inside the region entered at line 44; category sleep \[blockingcall\]$`
	})
}

func driveSanctioned() {
	sanction.DriveSanctioned(sanction.Sleep)
	sanction.DriveSanctioned(func() { sanction.Sleep() })
}

func driveSanctionedInner() {
	sanction.DriveSanctioned(func() {
		runtimectx.ExitRuntime(func() {
			g := runtimectx.Enter(h2)
			defer g.Release()
			sanction.Sleep() // want `^sanction\.Sleep blocks \(calls time\.Sleep\) inside the region entered at line 57; category sleep \[blockingcall\]$`
		})
	})
}

func driveThenSanctioned() {
	sanction.DriveThenSanctioned(sanction.Nothing, sanction.Sleep)
}

func driveThenSanctionedWrong() {
	sanction.DriveThenSanctioned(sanction.Sleep, sanction.Nothing) // want `^sanction\.DriveThenSanctioned blocks \(calls sanction\.Sleep, which calls time\.Sleep\) inside the region entered at line 69; category sleep \[blockingcall\]$`
}

func sanctionedCalleeHasRegion() {
	sanction.DriveSanctioned(func() {
		runtimectx.ExitRuntime(sanction.SleepInRegion)
	})
}

func sanctionedGo() {
	sanction.DriveSanctioned(func() {
		go sanction.SleepInRegion()
	})
}

func blocking() {
	b := sanction.Blocking()
	b.BlockOn(sanction.Sleep)
}

func blockingInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	sanction.Blocking() // want `^sanction\.Blocking asks to block \(calls runtimectx\.EnterBlockingRegion at sanction\.go:51\) inside the region entered at line 90; category runtimectx \[blockingcall\]$`
}

func blockingProves() {
	sanction.Blocking()
	runtimectx.ExitRuntime(sanction.Nothing) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func tryBlocking() {
	if b, ok := sanction.TryBlocking(); ok {
		b.BlockOn(sanction.Sleep)
	}
}

func tryBlockingInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	b, ok := sanction.TryBlocking()
	if ok {
		sanction.Sleep() // not reached
	}
	_ = b
}

func loop() {
	var l sanction.Loop
	l.Run(func(l *sanction.Loop) {
		l.Wait(sanction.Sleep)
	})
}

func loopBlocks() {
	var l sanction.Loop
	l.Run(func(l *sanction.Loop) {
		sanction.Sleep() // want `^sanction\.Sleep blocks \(calls time\.Sleep\) inside the region entered at line 125; category sleep \[blockingcall\]$`
	})
}

var h2 = runtimectx.NewHandle("h2", nil)
