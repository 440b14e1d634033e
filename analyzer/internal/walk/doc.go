// Package walk follows the paths through one function and judges what they do
// to the guards and the enter state of their goroutine.
//
// It is a symbolic execution over go/ssa with state merging: a block is entered
// once per distinct state, where a state is what the rest of the function can
// still tell apart (live relevant values, the memory they reach, what is known
// of them, the guards and the goroutine's enter state). The idea of keeping the
// property's state apart and merging the rest is that of property simulation
// (Das, Lerner, Seigle: ESP, PLDI 2002). Function literals run where they are
// called, in the state of the caller; named functions are replayed from their
// summaries.
//
// A function that does nothing to guards is followed for what its results tell,
// if it is short and has no loop: answers. One that runs nothing it is given
// either, and whose result is the same constant at every exit, is a placeholder:
// the constant is a property of today's body and no condition of the caller's
// own, which is judged as if it might be another. Packages that cannot reach a
// guarded API are not built in SSA form, and what their functions' results tell
// is not known.
//
// # Silence
//
// A report needs a path, so whatever is not followed is not reported. Each rule
// is pinned by the package of the test corpus (testdata/src) that it names.
//
//   - A call that cannot be resolved (a func value or interface method of which
//     nothing is known) leaves the state as it found it; what it is given
//     escapes, and function literals among that are not judged: silence/dynamic,
//     silence/closures.
//   - A function literal that leaves its function, through memory, a map, a
//     channel, a result, or a package-level variable, or inside of a struct or an
//     interface that does, is judged on its own, in an unknown state: closures,
//     inits, adrift. If it calls what the caller gave, that is judged in it:
//     submits.
//   - A guard that escapes, to the heap or into unknown hands, is not followed
//     any more, and neither is the region that it opened: silence/escape.
//   - A function of an analyzed package that gets or returns guards has a
//     summary, be it an empty one: helpers. One without is unknown code.
//   - Reflection, go:linkname, functions without a body (assembly)
//     and cgo are calls of unknown code: silence/reflection,
//     silence/linkname, silence/assembly, silence/cgo.
//   - Memory of the caller that a call may have written is neither known to stay
//     nor to change: where a condition on it is asked again, both answers are
//     followed, and nothing is reported on either way: changes.
//   - A guard stored in a map, sent on a channel, or appended to a slice escapes,
//     and so does one behind a func, an interface or a pointer that is:
//     silence/containers, holders. An element of an array or slice is followed like a
//     variable where its number is known; where it is not, all elements escape:
//     arrays.
//   - An interface is resolved where its concrete type is visible, or where the
//     package that declares it holds the only implementation: interfaces.
//   - A finalizer that the package calls off somewhere, or a cleanup whose handle is
//     kept, may never run: goroutines.
//   - The other goroutine's writes to shared variables are unknown values:
//     goroutines, concurrency.
//   - A loop is followed for a few turns, as long as they differ: loops. A
//     recursion that decides by computed values is taken to decide freely below
//     its first level: recursion.
//   - A function value that directives say runs in some state is judged there, and
//     what it can reach escapes: nobody knows when it runs. What the caller holds
//     is not judged in it: directives/passed. The methods of a declared guard do
//     not keep it, unless their summaries say so: directives/guards.
//   - Paths beyond the bounds (states per block, steps per function, live guards
//     per acquire, nested literals) are dropped: manyflags.
package walk
