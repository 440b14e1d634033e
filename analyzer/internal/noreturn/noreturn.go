// Package noreturn knows the functions of the standard library that never
// return, and how they end.
package noreturn

import "go/types"

// An Ending says how a call ends.
type Ending uint8

const (
	Returns   Ending = iota // it may return
	Process                 // it ends the process, and runs nothing any more
	Goroutine               // it ends the goroutine, and runs its deferred calls first
	Panicking               // it panics
)

// Of says how a call of fn ends.
func Of(fn *types.Func) Ending {
	if fn == nil || fn.Pkg() == nil {
		return Returns
	}
	name := fn.Name()
	switch fn.Pkg().Path() {
	case "os", "syscall":
		if name == "Exit" {
			return Process
		}
	case "log":
		switch name {
		case "Fatal", "Fatalf", "Fatalln":
			return Process
		case "Panic", "Panicf", "Panicln":
			return Panicking
		}
	case "runtime":
		if name == "Goexit" {
			return Goroutine
		}
	case "testing":
		switch name {
		case "FailNow", "Fatal", "Fatalf", "Skip", "Skipf", "SkipNow":
			return Goroutine
		}
	}
	return Returns
}

// MayEnd reports whether fn is a method of an interface that could stand for a
// *testing.T, so that its callers tell how a call of it ends.
func MayEnd(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return false
	}
	switch fn.Name() {
	case "FailNow", "SkipNow", "Fatal", "Fatalf":
		return fn.Signature().Results().Len() == 0
	}
	return false
}
