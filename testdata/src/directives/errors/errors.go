// Package errors holds directives that say nothing, or the wrong thing.
package errors

import "context"

//ctxvet:enterd // want `unknown directive //ctxvet:enterd: did you mean //ctxvet:entered\? \[blockingcall\]`
func misspelt() {}

//ctxvet:aquire // want `unknown directive //ctxvet:aquire: did you mean //ctxvet:acquire\? \[leakedguard\]`
func misspeltToo() func() { return func() {} }

//ctxvet:frobnicate // want `unknown directive //ctxvet:frobnicate: the directives are acquire, release, entered, outside, sanctioned, goroutine, blocks, nonblocking, ignore \[blockingcall\]`
func unknown() {}

// ctxvet:entered // want `// ctxvet:entered declares nothing: write //ctxvet:entered, without the space \[blockingcall\]`
func spaced() {}

// ctxvet:entered is the directive that this sentence speaks of.
func prose() {}

//ctxvet:entered x y // want `//ctxvet:entered takes the name of one parameter`
func many(x, y func()) { x(); y() }

//ctxvet:entered z // want `//ctxvet:entered names z, which is no parameter of noSuch: the parameters are x, y`
func noSuch(x, y func()) { x(); y() }

//ctxvet:entered z // want `//ctxvet:entered names z, but none has no named parameters`
func none() {}

//ctxvet:outside n // want `//ctxvet:outside of parameter n of number, which is not a function`
func number(n int) int { return n }

func params(
	n int, //ctxvet:entered // want `//ctxvet:entered of parameter n of params, which is not a function`
	f, g func(), //ctxvet:entered // want `//ctxvet:entered stands beside several parameters: write //ctxvet:entered NAME above params`
	//ctxvet:acquire // want `//ctxvet:acquire declares nothing here: it belongs to a function or method, in the comment above it`
	h func(),
) {
	f()
	g()
	h()
}

//ctxvet:entered
//ctxvet:outside // want `//ctxvet:outside contradicts //ctxvet:entered at line 44: twoStates runs in one of these states`
func twoStates() {}

//ctxvet:entered
//ctxvet:entered // want `//ctxvet:entered is said twice of twice: first at line 48`
func twice() {}

//ctxvet:blocks net
//ctxvet:nonblocking it never waits // want `//ctxvet:nonblocking contradicts //ctxvet:blocks at line 52: choose one of them for both`
func both() {}

//ctxvet:blocks // want `//ctxvet:blocks names no category: the categories are sleep, chan, sync, net, http, process, sql, file, stdin, syscall, runtimectx, testing, filemeta, lock, log, cpu`
func noCategory() {}

//ctxvet:blocks net,disk // want `//ctxvet:blocks names an unknown category "disk": the categories are sleep, chan,`
func badCategory() {}

//ctxvet:nonblocking // want `//ctxvet:nonblocking gives no reason: write //ctxvet:nonblocking REASON`
func noReason() {}

type token struct{}

func (token) Free() {}

type handle struct{}

func (handle) Release() {}

//ctxvet:acquire // want `//ctxvet:acquire: token has no method Release or Close: write //ctxvet:acquire release=METHOD, or //ctxvet:release above the method that releases it`
func noMethod() token { return token{} }

//ctxvet:acquire release=Done // want `release=Done: token has no method Done`
func badMethod() token { return token{} }

//ctxvet:acquire shared // want `//ctxvet:acquire has no option shared: the options are result=N, release=METHOD\[,METHOD\], exclusive, ordered, anygoroutine, once`
func badOption() handle { return handle{} }

//ctxvet:acquire result=0 result=1 // want `result is given twice to //ctxvet:acquire`
func twoResults() (handle, handle) { return handle{}, handle{} }

//ctxvet:acquire result=2 // want `result=2: fewResults has 2 results, counted from 0`
func fewResults() (handle, error) { return handle{}, nil }

//ctxvet:acquire // want `//ctxvet:acquire: noResult has no result that could be a guard`
func noResult(ctx context.Context) (context.Context, error) { return ctx, nil }

//ctxvet:acquire // want `//ctxvet:acquire: a guard is a function or of a named type, but result 0 of anInt is int`
func anInt() int { return 0 }

//ctxvet:acquire release=Close // want `release=Close: result 0 of aFunc is a function, which is released by calling it`
func aFunc() func() { return func() {} }

//ctxvet:acquire
//ctxvet:release h // want `//ctxvet:release contradicts //ctxvet:acquire at line 97: choose one of them for exchange`
func exchange(h handle) handle { return h }

//ctxvet:release // want `//ctxvet:release of function drop names no parameter: write //ctxvet:release NAME`
func drop(h handle) {}

//ctxvet:entered // want `//ctxvet:entered declares nothing here: it belongs to a function or method, an interface or func type, in the comment above it, or a func-typed parameter or field, on its line or above it`
type plain struct {
	n int //ctxvet:entered // want `//ctxvet:entered of plain.n, which is not a function`
}

//ctxvet:release // want `//ctxvet:release declares nothing here: it belongs to a method, or with the name of a parameter to a function, in the comment above it`
type callback func()

func body() {
	//ctxvet:blocks net // want `//ctxvet:blocks declares nothing here: it belongs to`
	var f callback
	_ = f
}

//ctxvet:sanctioned // want `//ctxvet:sanctioned declares nothing here: it belongs to`
var global func()

//ctxvet:entered later // want `//ctxvet:entered of handler takes no argument`
type handler interface {
	// Handle is declared by the line behind it.
	Handle() //ctxvet:outside
	plainer
}

type plainer interface {
	Plain(n int)
}

//ctxvet:entered ns // want `//ctxvet:entered of parameter ns of numbers, which is not a function`
func numbers(ns ...int) {}

func several(
	fs ...func(), //ctxvet:blocks net // want `//ctxvet:blocks of parameter fs of several, which is not one function`
) {
}

//ctxvet:release n // want `//ctxvet:release names n of forget: a guard is a function or of a named type, not int`
func forget(n int) {}

//ctxvet:release all // want `//ctxvet:release names all of forgetAll: a guard is a function or of a named type, not \[\]handle`
func forgetAll(all []handle) {}

//ctxvet:release all
func releaseAll(all ...handle) {}

// ctxvet: entered // want `ctxvet: entered declares nothing: write //ctxvet:entered, without a space`
func spacedBehind() {}

func spacedInside() {
	//ctxvet: ignore blockingcall // want `ctxvet: ignore declares nothing: write //ctxvet:ignore, without a space`
	//ctxvet: // want `//ctxvet: names no directive: the directives are acquire, release, entered, outside, sanctioned, goroutine, blocks, nonblocking, ignore`
	//ctxvet: nothing // want `//ctxvet: names no directive`
}

// ctxvet: entered, as prose has it.
// ctxvet: ignore all of this.
// ctxvet:
func prosaic() {}

//ctxvet:acquire ordered anygoroutine // want `//ctxvet:acquire: ordered contradicts anygoroutine: the order is that of the guards of one goroutine`
func orderedAnywhere() handle { return handle{} }
