// Package runtimectx keeps, for each goroutine, the answer to the question "is
// this goroutine driving a runtime?", so that an executor, an event loop or an
// actor can refuse to be re-entered, or to be blocked, from inside.
//
// A runtime is whatever runs other people's callbacks on its own goroutine. It
// makes a [Handle], and calls [Enter] around the work:
//
//	func (l *Loop) Run() {
//		g := runtimectx.Enter(l.handle)
//		defer g.Release()
//		for job := range l.jobs {
//			job()
//		}
//	}
//
// A job that calls Run again would wait for itself. Now it panics with
// [ErrNestedEnter], and the message names both runtimes. A function that
// blocks says so with [EnterBlockingRegion], and is refused inside Run.
//
// # State
//
// The state of a goroutine is
//
//   - its enter context, see [CurrentEnterContext]: NotEntered, or Entered,
//     with or without leave to block in place;
//   - a stack of current handles, see [Current]: [Enter] and [SetCurrent] push
//     one, the Release of the guard takes it away;
//   - the values of [Scoped] cells.
//
// A goroutine starts NotEntered, without a current handle and without values,
// whatever the goroutine that started it holds. Nothing is kept for a goroutine
// that holds nothing.
//
// A region, from Enter to Release, can be left for a while with [ExitRuntime] or
// [BlockInPlace]: the goroutine is NotEntered while the function given to them
// runs. [BlockInPlace] needs leave from [AllowBlockInPlace], which
// [DisallowBlockInPlace] takes back for a while. A [BlockingRegionGuard]
// sanctions blocking: [EnterRuntime] passes one to its function.
//
// # Guards
//
// Guards are small values. All copies of a guard are one acquisition, and a
// stale copy is always recognised. A guard must be released once, on the
// goroutine that acquired it, in the reverse order of acquiring; defer does all
// of that. The zero guard's Release does nothing, so
//
//	g, err := runtimectx.TryEnter(h)
//	defer g.Release()
//
// is safe before err is looked at.
//
// # Misuse
//
// Misuse panics with a [*MisuseError]; the Try forms return it. Where more than
// one thing is wrong, [ErrNilHandle] comes before [ErrWrongGoroutine], that
// before [ErrReleased], and that before the rest. Every panic leaves a state
// that is documented with the function, and in which the goroutine can go on
// after a recover.
//
// While a goroutine unwinds, that is while a panic or a [runtime.Goexit] runs its
// deferred functions, a Release does to the state what it always does, but does
// not panic; neither do EnterRuntime, ExitRuntime and BlockInPlace when their
// function is left. The panic in flight is never replaced by one about a guard,
// and a t.Fatal fails one test only. This holds at any depth of calls, and until
// the deferred function ends even if it has recovered the panic. What is refused
// at its start, such as a nested Enter, panics at any time.
//
// A guard that is lost without having been released is found by the garbage
// collector some time after, and reported through [SetLeakHandler]. What a
// goroutine held when it died is then given up.
//
// [TraceGuards], or RUNTIMECTX_TRACE=1 in the environment, makes the messages say
// where guards were acquired.
//
// # What is a goroutine
//
// A goroutine is what github.com/petermattis/goid says, the package's only
// dependency. When the program starts, this is compared with what the runtime
// prints, and a mismatch panics. Mind that
//
//   - the body of an [iter.Pull] or iter.Pull2 is another goroutine than its
//     caller (the body of a range-over-func loop is not);
//   - callbacks from C on the same foreign thread may be one goroutine, so what
//     one leaves held, the next one finds;
//   - a pooled goroutine carries what a job leaves held to its next job;
//   - on amd64, arm64, 386, arm and s390x it is fast. Elsewhere goid parses a
//     stack trace, which takes about a microsecond.
//
// # Cost
//
// The usual operations allocate nothing and take no lock. To acquire a guard and
// release it costs less than twice as much as to lock and unlock an uncontended
// mutex, and about one and a half times as much if the goroutine holds another
// guard; to ask for the state costs about as much as the mutex. That hardly
// depends on the number of goroutines. The first acquisition after a garbage
// collection may allocate. The program in internal/benchratio measures this.
//
// # For readers who know Tokio
//
// The package is modelled on Tokio's runtime context. Handle::enter is
// [SetCurrent] here; [Enter] is what block_on does inside. Different on purpose:
// a release out of order takes its handle out of the stack instead of leaving
// all as they are; [ExitRuntime] always restores the region; a
// [DisallowBlockInPlaceGuard] is bound to its region; there is no seed of a random
// number generator, no hand-off of a worker to another thread, and no order in
// which thread-locals are destroyed; [BlockingRegionGuard.BlockOnTimeout] cannot
// abandon its function, so it hands it a context.
package runtimectx
