// Package recoverhelpers pins named functions that recover, deferred by
// others: recover stops a panic when the deferred function itself calls it.
package recoverhelpers

import (
	"fmt"
	"log"
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func Handle(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

func Swallow() { recover() }

// Deep calls a function that calls recover: that is one call too deep.
func Deep() { Swallow() }

func HandleIf(on bool) {
	if on {
		recover()
	}
}

func Repanic() {
	if r := recover(); r != nil {
		panic(fmt.Sprint("again: ", r))
	}
}

func Exit() {
	if r := recover(); r != nil {
		log.Print(r)
		os.Exit(1)
	}
}

func DropAndSwallow(g runtimectx.SetCurrentGuard) {
	g.Release()
	recover()
}

func DropOnPanic(g *runtimectx.SetCurrentGuard) {
	if recover() != nil {
		g.Release()
	}
}

type Server struct{ log *log.Logger }

func (s *Server) Recover() {
	if r := recover(); r != nil {
		s.log.Print(r)
	}
}

func Go(f func()) {
	go func() {
		defer Swallow()
		f()
	}()
}

func Safely(f func() error) (err error) {
	defer Handle(&err)
	return f()
}
