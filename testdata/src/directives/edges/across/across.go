// Package across uses the less common declarations of another package.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/testdata/src/directives/edges"
)

func generic(c bool) int {
	b, err := edges.Open(1) // want `guard b, acquired at line 11, is not released by Close when the function returns at line 16`
	if err != nil {
		return 0
	}
	if c {
		return b.Get()
	}
	b.Close()
	return 1
}

func named(c bool) {
	_, cancel := edges.Named() // want `guard cancel, acquired at line 23, is not released by a call when the function returns at line 25`
	if c {
		return
	}
	cancel()
}

func each() {
	edges.Each([]int{1}, func(int) { time.Sleep(1) }) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Each says`
}

func values(c bool) {
	v := edges.MakeValue() // want `guard v, acquired at line 35, is not released by Release when the function returns at line 37`
	if c {
		return
	}
	v.Release()
}

type keeper struct{ cancel edges.Cancel }

func newKeeper() *keeper {
	_, cancel := edges.Named()
	return &keeper{cancel}
}

func (k *keeper) close() { k.cancel() }

func keeps() {
	newKeeper() // the keeper is lost, and its guard with it // want `the guard acquired at line 52 is not released by a call when the function returns at line 55`
	k := newKeeper()
	k.close()
}
