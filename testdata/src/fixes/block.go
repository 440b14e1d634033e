package fixes

import (
	"os"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Where the region allows it, BlockInPlace goes around the statement.

func call() {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	time.Sleep(time.Second) // want `time\.Sleep blocks inside the region entered at line \d+`
}

func assign(name string) (err error) {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	err = os.WriteFile(name, nil, 0o644) // want `os\.WriteFile blocks inside the region entered at line \d+`
	return err
}

func define(name string) (int, error) {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	data, err := os.ReadFile(name) // want `os\.ReadFile blocks inside the region entered at line \d+`
	if err != nil {
		return 0, err
	}
	_, err = os.Stat(name)
	return len(data), err
}

func send(ch chan int) {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	ch <- work() // want `channel send blocks inside the region entered at line \d+`
}

func severalLines(name string) (err error) {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	err = os.WriteFile( // want "os.WriteFile blocks inside the region entered"
		name,
		nil,
		0o644,
	)
	return err
}

// No fix: the region does not allow it.

func denied() {
	g := runtimectx.Enter(handle)
	defer g.Release()
	time.Sleep(time.Second) // want `time\.Sleep blocks inside the region entered at line \d+`
}

// No fix: the statement returns or branches.

func returns(name string) error {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	return os.Remove(name) // os.Remove is filemeta, which is off
}

func returnsValue(ch chan int) int {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	return <-ch // want `channel receive blocks inside the region entered at line \d+`
}

func branches(ch chan bool) {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	if <-ch { // want `channel receive blocks inside the region entered at line \d+`
		work()
	}
}

// No fix: the file does not import the package of the type, which a declaration
// would have to name.

func unnameable() {
	g := runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := dial() // want `dial blocks \(calls net\.Dial\) inside the region entered at line \d+`
	_ = d
}
