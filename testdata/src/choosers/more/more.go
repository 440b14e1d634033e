// Package more passes on to helpers of another package what callers say.
package more

import "github.com/ctxvet/ctxvet/testdata/src/choosers/waits"

func Passed(b bool) { waits.If(b) }

func Never() { waits.Passed(false) }

func Twice(list []int) { waits.Times(2 * len(list)) }
