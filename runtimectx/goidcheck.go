package runtimectx

import (
	"bytes"
	"fmt"
	"runtime"
	"strconv"

	"github.com/petermattis/goid"
)

// Everything here rests on goid.Get, which reads the goroutine's descriptor at
// an offset that it was built to know. A Go release that moves the field would
// make all goroutines look alike, so compare once with what the runtime prints.
func init() {
	if err := checkGoid(goid.Get); err != nil {
		panic(err)
	}
}

// checkGoid compares get with the runtime on this goroutine and on a new one.
func checkGoid(get func() int64) error {
	if err := checkGoidHere(get); err != nil {
		return err
	}
	result := make(chan error)
	go func() { result <- checkGoidHere(get) }()
	return <-result
}

func checkGoidHere(get func() int64) error {
	var buf [64]byte
	header := buf[:runtime.Stack(buf[:], false)]
	want, ok := goroutineID(header)
	if got := get(); !ok || got != want {
		return fmt.Errorf("runtimectx: github.com/petermattis/goid says that this is goroutine %d, but the runtime (%s) says %q; "+
			"goid does not fit this Go release: update it with go get github.com/petermattis/goid@latest", got, runtime.Version(), header)
	}
	return nil
}

// goroutineID parses "goroutine 12 [running]:", the first line of a stack.
func goroutineID(stack []byte) (int64, bool) {
	rest, ok := bytes.CutPrefix(stack, []byte("goroutine "))
	if !ok {
		return 0, false
	}
	digits, _, ok := bytes.Cut(rest, []byte(" "))
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(string(digits), 10, 64)
	return id, err == nil
}
