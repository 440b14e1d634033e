/*
Package blockingcall defines an Analyzer that reports operations and calls that
can block inside an entered region.

# Analyzer blockingcall

blockingcall: report operations and calls that can block inside an entered region

A goroutine that drives a runtime serves many tasks. The check reports an
operation that can wait for something else while the goroutine is entered: a
channel operation, a call of the standard library that blocks, or a call of a
function that does either, however deep. In the last case the report is at the
call and names the chain. Where one call can block in several ways, there is one
report, which lists them.

# Why

While one handler waits, nothing else that the loop serves makes progress. If
what it waits for is to come from the same loop, the program stands still. A test
with one client does not show either.

# Bad

	runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
		for f := range l.events { // waits, and does not say so
			f()
		}
	})

	func (s *Server) save() { // called by handlers
		os.WriteFile(s.file, s.text, 0o644)
	}

# Good

	runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
		for {
			var f func()
			b.BlockOn(func() { f = <-l.events }) // the one place to wait
			if f == nil {
				return
			}
			f()
		}
	})

	func (s *Server) save() {
		text := s.text
		go func() {
			err := os.WriteFile(s.file, text, 0o644)
			s.loop.Post(func() { s.saved(err) })
		}()
	}

# Fix

Do the work on another goroutine and post the result, as above. Where the loop
has to wait, say so: with BlockOn of the guard that EnterRuntime hands to its
closure, or, in a region that was entered with AllowBlockInPlace, with
BlockInPlace. A channel operation often wants a select with a default. A fix that
wraps the statement in BlockInPlace is suggested where the region allows it and
the values and the control flow stay as they are.

# Categories

What can block is divided into categories. The flag -blockingcall.categories
chooses those that are reported: a list such as +lock,-file changes the default,
one such as sleep,net replaces it, and all stands for every category.

On by default:

  - sleep: time.Sleep, a receive from time.After, or from a Timer or Ticker
  - chan: receive, send, range over a channel, select without default
  - sync: WaitGroup.Wait, Cond.Wait, errgroup, semaphore, singleflight
  - net: dial, listen, accept, look up, read and write of connections
  - http: requests, bodies of responses, servers
  - process: start of a process and wait for one
  - sql: queries, transactions, rows
  - file: open, read, write and sync of files
  - stdin: reads from the standard input and from pipes
  - syscall: blocking calls of syscall and golang.org/x/sys/unix
  - runtimectx: EnterBlockingRegion, which marks code that blocks
  - testing: T.Parallel, T.Run, B.RunParallel, synctest.Wait

Off by default, because they rarely wait for long:

  - filemeta: stat, read and walk directories, os/user, time.LoadLocation
  - lock: Mutex.Lock, RWMutex.Lock and RLock
  - log: fmt.Print, log, log/slog
  - cpu: work that takes long by itself: compression, password hashes, compiling
    regular expressions, runtime.GC

# Silence

Nothing is reported

  - inside BlockOn, BlockInPlace and ExitRuntime, and on other goroutines; a
    region that is entered inside of BlockOn is a region like any other, and
    what EnterRuntime hands to its closure sanctions that region alone;
  - in a function of which it is not known whether it is called in an entered
    state; the caller that is known to be entered gets the report;
  - for a select with a default, and a send on a channel that provably has room;
  - for what waits for nobody: context.WithCancel, runtime.Gosched,
    signal.Notify, semaphore.TryAcquire;
  - for a call that blocks for some arguments only, when these cannot block:
    io.Copy from a strings.Reader to a bytes.Buffer;
  - for a call of which it cannot be known what it runs: through a func value or
    an interface that is not resolved, through reflection, cgo or assembly;
  - when the guard of the region has leaked: then the leak is reported, by
    leakedguard.
*/
package blockingcall

import (
	_ "embed"

	"github.com/ctxvet/ctxvet/analyzer/internal/manual"
)

//go:embed doc.go
var source string

var doc = manual.MustExtract(source, "blockingcall")
