package effect

import "testing"

// TestRoom pins which sends find room. Each body runs with n, xs, c and err
// as parameters.
func TestRoom(t *testing.T) {
	const blocks = "chan:channel+send"
	for _, test := range []struct{ name, body, want string }{
		{"unbuffered", `ch := make(chan int); ch <- 1`, blocks},
		{"first send", `ch := make(chan int, 1); ch <- 1`, ""},
		{"second send", `ch := make(chan int, 1); ch <- 1; ch <- 2`, blocks},
		{"second send into two", `ch := make(chan int, 2); ch <- 1; ch <- 2`, ""},
		{"declared before", `var ch chan int; ch = make(chan int, 1); ch <- 1`, ""},
		{"send on either branch", `ch := make(chan int, 1); if c { ch <- 1 } else { ch <- 2 }`, ""},
		{"send after a branch that sends", `ch := make(chan int, 1); if c { ch <- 1 }; ch <- 2`, blocks},
		{"send after a branch that returns", `ch := make(chan int, 1); if c { ch <- 1; return }; ch <- 2`, ""},
		{"switch", `ch := make(chan int, 1); switch n { case 1: ch <- 1; case 2: ch <- 2; default: ch <- 3 }`, ""},
		{"send after a switch", `ch := make(chan int, 1); switch n { case 1: ch <- 1 }; ch <- 3`, blocks},
		{"fallthrough", `ch := make(chan int, 1); switch n { case 1: ch <- 1; fallthrough; case 2: ch <- 2 }`, blocks},
		{"break out of a switch", `ch := make(chan int, 1); switch { case c: ch <- 1; break; default: }; ch <- 2`, blocks},
		{"receive makes room", `ch := make(chan int, 1); ch <- 1; <-ch; ch <- 2`, "chan:channel+receive"},
		{"loop", `ch := make(chan int, 1); for range xs { ch <- 1 }`, blocks},
		{"loop with break", `ch := make(chan int, 1); for { ch <- 1; if c { break } }`, blocks},
		{"made in the loop", `for range xs { ch := make(chan int, 1); ch <- 1 }`, ""},
		{"counted loop", `ch := make(chan int, 3); for range 3 { ch <- 1 }`, ""},
		{"counted loop too long", `ch := make(chan int, 3); for range 4 { ch <- 1 }`, blocks},
		{"loop of three clauses", `ch := make(chan int, 3); for i := 0; i < 3; i++ { ch <- i }`, ""},
		{"loop whose variable changes", `ch := make(chan int, 3); for i := 0; i < 3; i++ { i -= 1; ch <- i }`, blocks},
		{"nested loops", `ch := make(chan int, 3); for range 2 { for range 2 { ch <- 1 } }`, blocks},
		{"room for each element", `ch := make(chan int, len(xs)); for _, x := range xs { ch <- x }`, ""},
		{"room for each of n", `ch := make(chan int, n); for i := 0; i < n; i++ { ch <- i }`, ""},
		{"room for one of n", `ch := make(chan int, n); ch <- 1`, blocks},
		{"one more than n", `ch := make(chan int, n); for range n { ch <- 1 }; ch <- 1`, blocks},
		{"n changes before", `n = max(n, 3); ch := make(chan int, n); for range n { ch <- 1 }`, ""},
		{"as often as there are places", `ch := make(chan int, n+1); for range cap(ch) { ch <- 1 }`, blocks},
		{"as often as there are n places", `ch := make(chan int, n); for range cap(ch) { ch <- 1 }`, ""},
		{"n changes", `ch := make(chan int, n); n++; n = 7; for range n { ch <- 1 }`, blocks},
		{"loop that sends what it receives", `ch := make(chan int, 1); for range xs { ch <- 1; <-ch }`, "chan:channel+receive"},

		{"another goroutine sends", `ch := make(chan int, 1); go func() { ch <- 1 }(); ch <- 2`, blocks},
		{"another goroutine sends into two", `ch := make(chan int, 2); go func() { ch <- 1 }(); ch <- 2`, ""},
		{"goroutine sends later", `ch := make(chan int, 1); ch <- 2; go func() { for { ch <- 1 } }()`, ""},
		{"literal sends later", `ch := make(chan int, 1); ch <- 2; f := func() { ch <- 1 }; f()`, blocks},
		{"goroutine of the last turn sends", `ch := make(chan int, 3); for range 2 { ch <- 2; go func() { ch <- 1 }() }`, blocks},
		{"goroutines of all turns find room", `ch := make(chan int, 4); for range 2 { ch <- 2; go func() { ch <- 1 }() }`, ""},
		{"room for each in a field", `ch := make(chan int, len(x.m)); for range x.m { ch <- 1 }`, ""},
		{"room for each in another field", `ch := make(chan int, len(x.m)); for range x.o { ch <- 1 }`, blocks},
		{"field that changes", `ch := make(chan int, len(x.m)); x.m = nil; for range x.m { ch <- 1 }`, blocks},
		{"goroutines in a loop send", `ch := make(chan int, 2); for range xs { go func() { ch <- 1 }() }; ch <- 2`, blocks},
		{"deferred send", `ch := make(chan int, 1); defer func() { ch <- 1 }()`, ""},
		{"deferred second send", `ch := make(chan int, 1); defer func() { ch <- 1 }(); ch <- 2`, blocks},
		{"called literal sends", `ch := make(chan int, 1); func() { ch <- 1 }(); ch <- 2`, blocks},
		{"literal sends any number of times", `ch := make(chan int, 9); f := func() { ch <- 1 }; f(); f()`, blocks},

		{"goroutines send an error or the end", `ch := make(chan int, 2); go func() { if c { ch <- 1; return }; ch <- 2 }(); go func() { ch <- 3 }(); wait(2, ch)`, "chan:p.wait;channel+receive"},
		{"goroutines send into two, and receivers see it", `ch := make(chan int, 2); go func() { ch <- 1 }(); go func() { ch <- 3 }(); if c { <-ch }`, "chan:channel+receive"},
		{"receiver gets it before", `ch := make(chan int, 1); go wait(1, ch); ch <- 1`, ""},
		{"sender gets it before", `ch := make(chan int, 1); go use(ch); ch <- 1`, blocks},
		{"run once", `ch := make(chan int, 1); once.Do(func() { ch <- 1 })`, ""},
		{"run once, and sent again", `ch := make(chan int, 1); once.Do(func() { ch <- 1 }); ch <- 2`, blocks},
		{"made once", `x.once.Do(func() { x.ch = make(chan int, 1) }); x.ch <- 1`, blocks},
		{"received once", `ch := make(chan int, 1); ch <- 1; once.Do(func() { select { case <-ch: default: } }); ch <- 2`, blocks},
		{"given away after", `ch := make(chan int, 1); ch <- 1; use(ch)`, ""},
		{"given away before", `ch := make(chan int, 1); use(ch); ch <- 1`, blocks},
		{"given to a receiver before", `ch := make(chan int, 1); drain(ch); ch <- 1`, ""},
		{"given away in an earlier turn", `ch := make(chan int, 9); for range 3 { ch <- 1; use(ch) }`, blocks},
		{"stored before", `ch := make(chan int, 1); kept = ch; ch <- 1`, blocks},
		{"asked only", `ch := make(chan int, 1); if len(ch) < cap(ch) && ch != nil { ch <- 1 }; close(ch)`, ""},
		{"made twice", `ch := make(chan int, 1); if c { ch = make(chan int) }; ch <- 1`, blocks},
		{"select with a case that has room", `ch := make(chan int, 1); select { case ch <- 1: case <-kept: }`, ""},
		{"field of a new struct", `z := &T{ch: make(chan int, 1)}; z.ch <- 1`, ""},
		{"field of a new struct twice", `z := &T{ch: make(chan int, 1)}; z.ch <- 1; z.ch <- 2`, blocks},
		{"field that is filled", `x.ch = make(chan int, n); x.n = n; for i := 0; i < n; i++ { x.ch <- 1 }`, ""},
		{"field after a method", `x.ch = make(chan int, 1); x.use(); x.ch <- 1`, blocks},
		{"field after the struct is given away", `z := &T{ch: make(chan int, 1)}; useT(z); z.ch <- 1`, blocks},
		{"field while the struct is given to who leaves it alone", `z := &T{ch: make(chan int, 1)}; z.idle(); fmt.Sprint(z); z.ch <- 1`, ""},
		{"field before the struct is given away", `z := &T{ch: make(chan int, 1)}; z.ch <- 1; useT(z)`, ""},
		{"field made twice", `z := &T{ch: make(chan int, 1)}; z.ch = make(chan int); z.ch <- 1`, blocks},
		{"field made elsewhere", `x.ch <- 1`, blocks},
		{"field of another struct", `y := T{ch: make(chan int, 1)}; x.ch <- 1; _ = y`, blocks},
		{"latest value", `select { case <-x.ch: default: }; x.ch <- 1`, ""},
		{"latest values", `select { case <-x.ch: default: }; select { case <-kept: default: }; x.ch <- 1; kept <- 1`, ""},
		{"latest value and one more", `select { case <-x.ch: default: }; select { case <-kept: default: }; x.ch <- 1; x.ch <- 1`, blocks},
		{"latest value of another channel", `select { case <-x.ch: default: }; kept <- 1`, blocks},
		{"latest value with work in between", `select { case <-x.ch: default: }; x.n++; x.ch <- 1`, blocks},
		{"emptied unless something else is done", `select { case <-x.ch: default: x.n++ }; x.ch <- 1`, blocks},
		{"value that pushes out another", `for { select { case x.ch <- 1: return; case <-x.ch: } }`, ""},
		{"rendezvous", `select { case x.ch <- 1: case n = <-x.ch: }`, "chan:select"},
		{"what is left", `ch := make(chan int, n); close(ch); for range ch {}; <-ch`, ""},
		{"what is left, in a select", `ch := make(chan int, n); close(ch); select { case <-ch: case <-kept: }`, ""},
		{"closed on one path", `ch := make(chan int, n); if c { close(ch) }; <-ch`, "chan:channel+receive"},
		{"closed and made again", `ch := make(chan int, n); close(ch); ch = make(chan int); <-ch`, "chan:channel+receive"},
		{"goto", `ch := make(chan int, 1); again: ch <- 1; if c { goto again }`, blocks},
		{"labelled continue", `ch := make(chan int, 1); outer: for range xs { for range xs { ch <- 1; continue outer } }`, blocks},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := load(t, Input{}, `package p
import "fmt"
import "sync"
var once sync.Once
var _ = fmt.Sprint
var kept chan int
func use(ch chan int) { kept = ch }
func wait(n int, ch chan int) { for range n { select { case <-ch: } }; more(ch) }
func more(ch chan int) { for range ch { println(len(ch)) } }
func drain(<-chan int) {}
type T struct { once sync.Once; ch chan int; n int; m, o map[int]int }
func (t *T) use() { kept = t.ch }
func (t *T) idle() { t.n++ }
func useT(t *T) { t.use() }
func F(n int, xs []int, c bool, x *T) { `+test.body+` }`)
			if got := spec(t, p, "F"); got != test.want {
				t.Errorf("effect of F = %q, want %q", got, test.want)
			}
		})
	}
}
