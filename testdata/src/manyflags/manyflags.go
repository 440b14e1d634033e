// Package manyflags pins functions with many conditions: their number costs
// time, never a wrong report.
package manyflags

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func six(c0, c1, c2, c3, c4, c5 bool) {
	var g0 runtimectx.SetCurrentGuard
	if c0 {
		g0 = runtimectx.SetCurrent(h)
	}
	var g1 runtimectx.SetCurrentGuard
	if c1 {
		g1 = runtimectx.SetCurrent(h)
	}
	var g2 runtimectx.SetCurrentGuard
	if c2 {
		g2 = runtimectx.SetCurrent(h)
	}
	var g3 runtimectx.SetCurrentGuard
	if c3 {
		g3 = runtimectx.SetCurrent(h)
	}
	var g4 runtimectx.SetCurrentGuard
	if c4 {
		g4 = runtimectx.SetCurrent(h)
	}
	var g5 runtimectx.SetCurrentGuard
	if c5 {
		g5 = runtimectx.SetCurrent(h)
	}
	if c5 {
		g5.Release()
	}
	if c4 {
		g4.Release()
	}
	if c3 {
		g3.Release()
	}
	if c2 {
		g2.Release()
	}
	if c1 {
		g1.Release()
	}
	if c0 {
		g0.Release()
	}
}

func twelve(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 bool) {
	var g0 runtimectx.SetCurrentGuard
	if c0 {
		g0 = runtimectx.SetCurrent(h)
	}
	var g1 runtimectx.SetCurrentGuard
	if c1 {
		g1 = runtimectx.SetCurrent(h)
	}
	var g2 runtimectx.SetCurrentGuard
	if c2 {
		g2 = runtimectx.SetCurrent(h)
	}
	var g3 runtimectx.SetCurrentGuard
	if c3 {
		g3 = runtimectx.SetCurrent(h)
	}
	var g4 runtimectx.SetCurrentGuard
	if c4 {
		g4 = runtimectx.SetCurrent(h)
	}
	var g5 runtimectx.SetCurrentGuard
	if c5 {
		g5 = runtimectx.SetCurrent(h)
	}
	var g6 runtimectx.SetCurrentGuard
	if c6 {
		g6 = runtimectx.SetCurrent(h)
	}
	var g7 runtimectx.SetCurrentGuard
	if c7 {
		g7 = runtimectx.SetCurrent(h)
	}
	var g8 runtimectx.SetCurrentGuard
	if c8 {
		g8 = runtimectx.SetCurrent(h)
	}
	var g9 runtimectx.SetCurrentGuard
	if c9 {
		g9 = runtimectx.SetCurrent(h)
	}
	var g10 runtimectx.SetCurrentGuard
	if c10 {
		g10 = runtimectx.SetCurrent(h)
	}
	var g11 runtimectx.SetCurrentGuard
	if c11 {
		g11 = runtimectx.SetCurrent(h)
	}
	if c11 {
		g11.Release()
	}
	if c10 {
		g10.Release()
	}
	if c9 {
		g9.Release()
	}
	if c8 {
		g8.Release()
	}
	if c7 {
		g7.Release()
	}
	if c6 {
		g6.Release()
	}
	if c5 {
		g5.Release()
	}
	if c4 {
		g4.Release()
	}
	if c3 {
		g3.Release()
	}
	if c2 {
		g2.Release()
	}
	if c1 {
		g1.Release()
	}
	if c0 {
		g0.Release()
	}
}

func sequence(xs []bool) {
	g0 := runtimectx.SetCurrent(h)
	if xs[0] {
		g0.Release()
		g0 = runtimectx.SetCurrentGuard{}
	}
	g0.Release()
	g1 := runtimectx.SetCurrent(h)
	if xs[1] {
		g1.Release()
		g1 = runtimectx.SetCurrentGuard{}
	}
	g1.Release()
	g2 := runtimectx.SetCurrent(h)
	if xs[2] {
		g2.Release()
		g2 = runtimectx.SetCurrentGuard{}
	}
	g2.Release()
	g3 := runtimectx.SetCurrent(h)
	if xs[3] {
		g3.Release()
		g3 = runtimectx.SetCurrentGuard{}
	}
	g3.Release()
	g4 := runtimectx.SetCurrent(h)
	if xs[4] {
		g4.Release()
		g4 = runtimectx.SetCurrentGuard{}
	}
	g4.Release()
	g5 := runtimectx.SetCurrent(h)
	if xs[5] {
		g5.Release()
		g5 = runtimectx.SetCurrentGuard{}
	}
	g5.Release()
	g6 := runtimectx.SetCurrent(h)
	if xs[6] {
		g6.Release()
		g6 = runtimectx.SetCurrentGuard{}
	}
	g6.Release()
	g7 := runtimectx.SetCurrent(h)
	if xs[7] {
		g7.Release()
		g7 = runtimectx.SetCurrentGuard{}
	}
	g7.Release()
	g8 := runtimectx.SetCurrent(h)
	if xs[8] {
		g8.Release()
		g8 = runtimectx.SetCurrentGuard{}
	}
	g8.Release()
	g9 := runtimectx.SetCurrent(h)
	if xs[9] {
		g9.Release()
		g9 = runtimectx.SetCurrentGuard{}
	}
	g9.Release()
	g10 := runtimectx.SetCurrent(h)
	if xs[10] {
		g10.Release()
		g10 = runtimectx.SetCurrentGuard{}
	}
	g10.Release()
	g11 := runtimectx.SetCurrent(h)
	if xs[11] {
		g11.Release()
		g11 = runtimectx.SetCurrentGuard{}
	}
	g11.Release()
	g12 := runtimectx.SetCurrent(h)
	if xs[12] {
		g12.Release()
		g12 = runtimectx.SetCurrentGuard{}
	}
	g12.Release()
	g13 := runtimectx.SetCurrent(h)
	if xs[13] {
		g13.Release()
		g13 = runtimectx.SetCurrentGuard{}
	}
	g13.Release()
	g14 := runtimectx.SetCurrent(h)
	if xs[14] {
		g14.Release()
		g14 = runtimectx.SetCurrentGuard{}
	}
	g14.Release()
	g15 := runtimectx.SetCurrent(h)
	if xs[15] {
		g15.Release()
		g15 = runtimectx.SetCurrentGuard{}
	}
	g15.Release()
	g16 := runtimectx.SetCurrent(h)
	if xs[16] {
		g16.Release()
		g16 = runtimectx.SetCurrentGuard{}
	}
	g16.Release()
	g17 := runtimectx.SetCurrent(h)
	if xs[17] {
		g17.Release()
		g17 = runtimectx.SetCurrentGuard{}
	}
	g17.Release()
	g18 := runtimectx.SetCurrent(h)
	if xs[18] {
		g18.Release()
		g18 = runtimectx.SetCurrentGuard{}
	}
	g18.Release()
	g19 := runtimectx.SetCurrent(h)
	if xs[19] {
		g19.Release()
		g19 = runtimectx.SetCurrentGuard{}
	}
	g19.Release()
	g20 := runtimectx.SetCurrent(h)
	if xs[20] {
		g20.Release()
		g20 = runtimectx.SetCurrentGuard{}
	}
	g20.Release()
	g21 := runtimectx.SetCurrent(h)
	if xs[21] {
		g21.Release()
		g21 = runtimectx.SetCurrentGuard{}
	}
	g21.Release()
	g22 := runtimectx.SetCurrent(h)
	if xs[22] {
		g22.Release()
		g22 = runtimectx.SetCurrentGuard{}
	}
	g22.Release()
	g23 := runtimectx.SetCurrent(h)
	if xs[23] {
		g23.Release()
		g23 = runtimectx.SetCurrentGuard{}
	}
	g23.Release()
	g24 := runtimectx.SetCurrent(h)
	if xs[24] {
		g24.Release()
		g24 = runtimectx.SetCurrentGuard{}
	}
	g24.Release()
	g25 := runtimectx.SetCurrent(h)
	if xs[25] {
		g25.Release()
		g25 = runtimectx.SetCurrentGuard{}
	}
	g25.Release()
	g26 := runtimectx.SetCurrent(h)
	if xs[26] {
		g26.Release()
		g26 = runtimectx.SetCurrentGuard{}
	}
	g26.Release()
	g27 := runtimectx.SetCurrent(h)
	if xs[27] {
		g27.Release()
		g27 = runtimectx.SetCurrentGuard{}
	}
	g27.Release()
	g28 := runtimectx.SetCurrent(h)
	if xs[28] {
		g28.Release()
		g28 = runtimectx.SetCurrentGuard{}
	}
	g28.Release()
	g29 := runtimectx.SetCurrent(h)
	if xs[29] {
		g29.Release()
		g29 = runtimectx.SetCurrentGuard{}
	}
	g29.Release()
	g30 := runtimectx.SetCurrent(h)
	if xs[30] {
		g30.Release()
		g30 = runtimectx.SetCurrentGuard{}
	}
	g30.Release()
	g31 := runtimectx.SetCurrent(h)
	if xs[31] {
		g31.Release()
		g31 = runtimectx.SetCurrentGuard{}
	}
	g31.Release()
	g32 := runtimectx.SetCurrent(h)
	if xs[32] {
		g32.Release()
		g32 = runtimectx.SetCurrentGuard{}
	}
	g32.Release()
	g33 := runtimectx.SetCurrent(h)
	if xs[33] {
		g33.Release()
		g33 = runtimectx.SetCurrentGuard{}
	}
	g33.Release()
	g34 := runtimectx.SetCurrent(h)
	if xs[34] {
		g34.Release()
		g34 = runtimectx.SetCurrentGuard{}
	}
	g34.Release()
	g35 := runtimectx.SetCurrent(h)
	if xs[35] {
		g35.Release()
		g35 = runtimectx.SetCurrentGuard{}
	}
	g35.Release()
	g36 := runtimectx.SetCurrent(h)
	if xs[36] {
		g36.Release()
		g36 = runtimectx.SetCurrentGuard{}
	}
	g36.Release()
	g37 := runtimectx.SetCurrent(h)
	if xs[37] {
		g37.Release()
		g37 = runtimectx.SetCurrentGuard{}
	}
	g37.Release()
	g38 := runtimectx.SetCurrent(h)
	if xs[38] {
		g38.Release()
		g38 = runtimectx.SetCurrentGuard{}
	}
	g38.Release()
	g39 := runtimectx.SetCurrent(h)
	if xs[39] {
		g39.Release()
		g39 = runtimectx.SetCurrentGuard{}
	}
	g39.Release()
}

func sequenceForgets(xs []bool) {
	g0 := runtimectx.SetCurrent(h) // want `^guard g0, set current at line 387, is not released when the function returns at line 389 \[leakedguard\]$`
	if xs[0] {
		return
	}
	g0.Release()
	g1 := runtimectx.SetCurrent(h)
	if xs[1] {
		g1.Release()
		return
	}
	g1.Release()
	g2 := runtimectx.SetCurrent(h)
	if xs[2] {
		g2.Release()
		return
	}
	g2.Release()
	g3 := runtimectx.SetCurrent(h)
	if xs[3] {
		g3.Release()
		return
	}
	g3.Release()
	g4 := runtimectx.SetCurrent(h)
	if xs[4] {
		g4.Release()
		return
	}
	g4.Release()
	g5 := runtimectx.SetCurrent(h)
	if xs[5] {
		g5.Release()
		return
	}
	g5.Release()
	g6 := runtimectx.SetCurrent(h)
	if xs[6] {
		g6.Release()
		return
	}
	g6.Release()
	g7 := runtimectx.SetCurrent(h)
	if xs[7] {
		g7.Release()
		return
	}
	g7.Release()
	g8 := runtimectx.SetCurrent(h)
	if xs[8] {
		g8.Release()
		return
	}
	g8.Release()
	g9 := runtimectx.SetCurrent(h)
	if xs[9] {
		g9.Release()
		return
	}
	g9.Release()
	g10 := runtimectx.SetCurrent(h)
	if xs[10] {
		g10.Release()
		return
	}
	g10.Release()
	g11 := runtimectx.SetCurrent(h)
	if xs[11] {
		g11.Release()
		return
	}
	g11.Release()
	g12 := runtimectx.SetCurrent(h)
	if xs[12] {
		g12.Release()
		return
	}
	g12.Release()
	g13 := runtimectx.SetCurrent(h)
	if xs[13] {
		g13.Release()
		return
	}
	g13.Release()
	g14 := runtimectx.SetCurrent(h)
	if xs[14] {
		g14.Release()
		return
	}
	g14.Release()
	g15 := runtimectx.SetCurrent(h)
	if xs[15] {
		g15.Release()
		return
	}
	g15.Release()
	g16 := runtimectx.SetCurrent(h)
	if xs[16] {
		g16.Release()
		return
	}
	g16.Release()
	g17 := runtimectx.SetCurrent(h)
	if xs[17] {
		g17.Release()
		return
	}
	g17.Release()
	g18 := runtimectx.SetCurrent(h)
	if xs[18] {
		g18.Release()
		return
	}
	g18.Release()
	g19 := runtimectx.SetCurrent(h) // want `^guard g19, set current at line 500, is not released when the function returns at line 502 \[leakedguard\]$`
	if xs[19] {
		return
	}
	g19.Release()
	g20 := runtimectx.SetCurrent(h)
	if xs[20] {
		g20.Release()
		return
	}
	g20.Release()
	g21 := runtimectx.SetCurrent(h)
	if xs[21] {
		g21.Release()
		return
	}
	g21.Release()
	g22 := runtimectx.SetCurrent(h)
	if xs[22] {
		g22.Release()
		return
	}
	g22.Release()
	g23 := runtimectx.SetCurrent(h)
	if xs[23] {
		g23.Release()
		return
	}
	g23.Release()
	g24 := runtimectx.SetCurrent(h)
	if xs[24] {
		g24.Release()
		return
	}
	g24.Release()
	g25 := runtimectx.SetCurrent(h)
	if xs[25] {
		g25.Release()
		return
	}
	g25.Release()
	g26 := runtimectx.SetCurrent(h)
	if xs[26] {
		g26.Release()
		return
	}
	g26.Release()
	g27 := runtimectx.SetCurrent(h)
	if xs[27] {
		g27.Release()
		return
	}
	g27.Release()
	g28 := runtimectx.SetCurrent(h)
	if xs[28] {
		g28.Release()
		return
	}
	g28.Release()
	g29 := runtimectx.SetCurrent(h)
	if xs[29] {
		g29.Release()
		return
	}
	g29.Release()
	g30 := runtimectx.SetCurrent(h)
	if xs[30] {
		g30.Release()
		return
	}
	g30.Release()
	g31 := runtimectx.SetCurrent(h)
	if xs[31] {
		g31.Release()
		return
	}
	g31.Release()
	g32 := runtimectx.SetCurrent(h)
	if xs[32] {
		g32.Release()
		return
	}
	g32.Release()
	g33 := runtimectx.SetCurrent(h)
	if xs[33] {
		g33.Release()
		return
	}
	g33.Release()
	g34 := runtimectx.SetCurrent(h)
	if xs[34] {
		g34.Release()
		return
	}
	g34.Release()
	g35 := runtimectx.SetCurrent(h)
	if xs[35] {
		g35.Release()
		return
	}
	g35.Release()
	g36 := runtimectx.SetCurrent(h)
	if xs[36] {
		g36.Release()
		return
	}
	g36.Release()
	g37 := runtimectx.SetCurrent(h)
	if xs[37] {
		g37.Release()
		return
	}
	g37.Release()
	g38 := runtimectx.SetCurrent(h)
	if xs[38] {
		g38.Release()
		return
	}
	g38.Release()
	g39 := runtimectx.SetCurrent(h) // want `^guard g39, set current at line 619, is not released when the function returns at line 621 \[leakedguard\]$`
	if xs[39] {
		return
	}
	g39.Release()
}

func work() {}

// The conditions between the two have nothing to do with the guard.
func uncorrelated(c bool, xs []bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	}
	if xs[0] {
		work()
	}
	if xs[1] {
		work()
	}
	if xs[2] {
		work()
	}
	if xs[3] {
		work()
	}
	if xs[4] {
		work()
	}
	if xs[5] {
		work()
	}
	if xs[6] {
		work()
	}
	if xs[7] {
		work()
	}
	if xs[8] {
		work()
	}
	if xs[9] {
		work()
	}
	if xs[10] {
		work()
	}
	if xs[11] {
		work()
	}
	if xs[12] {
		work()
	}
	if xs[13] {
		work()
	}
	if xs[14] {
		work()
	}
	if xs[15] {
		work()
	}
	if xs[16] {
		work()
	}
	if xs[17] {
		work()
	}
	if xs[18] {
		work()
	}
	if xs[19] {
		work()
	}
	if c {
		g.Release()
	}
}

func uncorrelatedForgets(c bool, xs []bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 702, is not released when the function returns at line 767 \[leakedguard\]$`
	}
	if xs[0] {
		work()
	}
	if xs[1] {
		work()
	}
	if xs[2] {
		work()
	}
	if xs[3] {
		work()
	}
	if xs[4] {
		work()
	}
	if xs[5] {
		work()
	}
	if xs[6] {
		work()
	}
	if xs[7] {
		work()
	}
	if xs[8] {
		work()
	}
	if xs[9] {
		work()
	}
	if xs[10] {
		work()
	}
	if xs[11] {
		work()
	}
	if xs[12] {
		work()
	}
	if xs[13] {
		work()
	}
	if xs[14] {
		work()
	}
	if xs[15] {
		work()
	}
	if xs[16] {
		work()
	}
	if xs[17] {
		work()
	}
	if xs[18] {
		work()
	}
	if xs[19] {
		work()
	}
	if !c {
		g.Release()
	}
}

func nested(xs []bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 770, is not released when the function returns at line 783 \[leakedguard\]$`
	if xs[0] {
		if xs[1] {
			if xs[2] {
				if xs[3] {
					if xs[4] {
						if xs[5] {
							if xs[6] {
								if xs[7] {
									if xs[8] {
										if xs[9] {
											if xs[10] {
												if xs[11] {
													return
												}
											}
										}
									}
								}
							}
						}
					}
				}
			}
		}
	}
	g.Release()
}
