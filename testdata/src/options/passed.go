package options

import "github.com/ctxvet/ctxvet/runtimectx"

var passedHandle = runtimectx.NewHandle("h", nil)

// What the options of a caller decide is judged at the caller, also where
// BlockInPlace stands in the function that enters.

func passedRegion(opts ...runtimectx.EnterOption) {
	g := runtimectx.Enter(passedHandle, opts...)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}
func passedUse() {
	passedRegion() // want `^passedRegion needs BlockInPlace \(calls runtimectx\.BlockInPlace at passed\.go:13\) in the region entered at line 16, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}
func passedUse2()                            { passedRegion(runtimectx.AllowBlockInPlace) }
func passedUse3(o ...runtimectx.EnterOption) { passedRegion(o...) }
func passedUse4() {
	passedUse3() // want `^passedUse3 needs BlockInPlace \(calls passedRegion at passed\.go:19, which calls runtimectx\.BlockInPlace at passed\.go:13\) in the region entered at line 21, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}
func passedUse5() { passedUse3(runtimectx.AllowBlockInPlace) }
func passedClosure(opts ...runtimectx.EnterOption) {
	runtimectx.EnterRuntime(passedHandle, func(*runtimectx.BlockingRegionGuard) { runtimectx.BlockInPlace(func() {}) }, opts...)
}
func passedUse6() {
	passedClosure() // want `^passedClosure needs BlockInPlace \(calls runtimectx\.BlockInPlace at passed\.go:25\) in the region entered at line 28, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}
func passedUse7() { passedClosure(runtimectx.AllowBlockInPlace) }
func passedTwice(opts ...runtimectx.EnterOption) {
	g := runtimectx.Enter(passedHandle, opts...)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
	runtimectx.BlockInPlace(func() {})
	d := runtimectx.DisallowBlockInPlace()
	d.Release()
	runtimectx.BlockInPlace(func() {})
}
func passedUse8() {
	passedTwice() // want `^passedTwice needs BlockInPlace \(calls runtimectx\.BlockInPlace at passed\.go:34\) in the region entered at line 41, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}
func passedUse9() { passedTwice(runtimectx.AllowBlockInPlace) }
func passedAsks(opts ...runtimectx.EnterOption) {
	g := runtimectx.Enter(passedHandle, opts...)
	defer g.Release()
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(func() {})
	}
}
func passedUse10() { passedAsks() }
func passedUse11() { passedAsks(runtimectx.AllowBlockInPlace) }
