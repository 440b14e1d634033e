package sanction

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func wait(c chan int) {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		Wait(b, c)
	})
}

func waitAndMore(c chan int) {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		WaitAndMore(b, c) // want `^WaitAndMore blocks \(receives from a channel\) inside the region entered at line 14; category chan \[blockingcall\]$`
	})
}

func on() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		On(b, Sleep)
		On(b, Nothing)
		Sleep() // want `^Sleep blocks \(calls time\.Sleep\) inside the region entered at line 20; category sleep \[blockingcall\]$`
	})
}

func onExits() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		On(b, SleepExited)
		On(b, func() { Sleep() })
	})
}

func drive() {
	Drive(func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(Sleep)
		On(b, Sleep)
	})
}

func driveBlocks() {
	Drive(func(b *runtimectx.BlockingRegionGuard) {
		Sleep() // want `^Sleep blocks \(calls time\.Sleep\) inside the region entered at line 42; category sleep \[blockingcall\]$`
	})
}

func driveSanctioned() {
	DriveSanctioned(Sleep)
	DriveSanctioned(func() { Sleep() })
}

func driveSanctionedInner() {
	DriveSanctioned(func() {
		runtimectx.ExitRuntime(func() {
			g := runtimectx.Enter(h2)
			defer g.Release()
			Sleep() // want `^Sleep blocks \(calls time\.Sleep\) inside the region entered at line 55; category sleep \[blockingcall\]$`
		})
	})
}

func driveThenSanctioned() {
	DriveThenSanctioned(Nothing, Sleep)
}

func driveThenSanctionedWrong() {
	DriveThenSanctioned(Sleep, Nothing) // want `^DriveThenSanctioned blocks \(calls Sleep, which calls time\.Sleep\) inside the region entered at line 67; category sleep \[blockingcall\]$`
}

func sanctionedCalleeHasRegion() {
	DriveSanctioned(func() {
		runtimectx.ExitRuntime(SleepInRegion)
	})
}

func sanctionedGo() {
	DriveSanctioned(func() {
		go SleepInRegion()
	})
}

func blocking() {
	b := Blocking()
	b.BlockOn(Sleep)
}

func blockingInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Blocking() // want `^Blocking asks to block \(calls runtimectx\.EnterBlockingRegion at sanction\.go:51\) inside the region entered at line 88; category runtimectx \[blockingcall\]$`
}

func blockingProves() {
	Blocking()
	runtimectx.ExitRuntime(Nothing) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func tryBlocking() {
	if b, ok := TryBlocking(); ok {
		b.BlockOn(Sleep)
	}
}

func tryBlockingInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	b, ok := TryBlocking()
	if ok {
		Sleep() // not reached
	}
	_ = b
}

func loop() {
	var l Loop
	l.Run(func(l *Loop) {
		l.Wait(Sleep)
	})
}

func loopBlocks() {
	var l Loop
	l.Run(func(l *Loop) {
		Sleep() // want `^Sleep blocks \(calls time\.Sleep\) inside the region entered at line 123; category sleep \[blockingcall\]$`
	})
}

var h2 = runtimectx.NewHandle("h2", nil)
