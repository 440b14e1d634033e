package effect

import "testing"

// TestFieldChannels pins which sends into fields of structs find a place by
// design. Each source has the send in its method F of T.
func TestFieldChannels(t *testing.T) {
	const blocks = "chan:channel+send"
	for _, test := range []struct{ name, src, want string }{
		{"unbuffered", `func New() *T { return &T{ch: make(chan int)} }; func (t *T) F() { t.ch <- 1 }`, blocks},
		{"queue", `func New() *T { return &T{ch: make(chan int, 9)} }; func (t *T) F() { t.ch <- 1 }; func (t *T) run() { for range t.ch {} }`, blocks},
		{"semaphore", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { t.ch <- 1 }; func (t *T) release() { <-t.ch }`, blocks},

		{"answer", `func ask(q func(*T)) int { t := &T{ch: make(chan int, 1)}; q(t); return <-t.ch }; func (t *T) F() { t.ch <- 1 }`, ""},
		{"answer in a select", `func ask(q func(*T)) { t := &T{}; t.ch = make(chan int, 1); q(t); select { case <-t.ch: case <-t.done: } }; func (t *T) F() { t.ch <- 1 }`, ""},
		{"unbuffered answer", `func ask(q func(*T)) int { t := &T{ch: make(chan int)}; q(t); return <-t.ch }; func (t *T) F() { t.ch <- 1 }`, blocks},
		{"answer that somebody else makes, too", `func ask(q func(*T)) int { t := &T{ch: make(chan int, 1)}; q(t); return <-t.ch }; func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { t.ch <- 1 }`, blocks},
		{"answer by a channel from elsewhere", `func ask(q func(*T), c chan int) int { t := &T{ch: make(chan int, 1)}; t.ch = c; q(t); return <-t.ch }; func (t *T) F() { t.ch <- 1 }`, blocks},

		{"last word", `func (t *T) init() { t.ch = make(chan int, 1) }; func (t *T) F() { t.ch <- 1; close(t.ch) }`, ""},
		{"last word without a buffer", `func (t *T) init() { t.ch = make(chan int) }; func (t *T) F() { t.ch <- 1; close(t.ch) }`, blocks},
		{"last word into a buffer of unknown size", `func (t *T) init(n int) { t.ch = make(chan int, n) }; func (t *T) F() { t.ch <- 1; close(t.ch) }`, blocks},
		{"word before the last", `func (t *T) init() { t.ch = make(chan int, 1) }; func (t *T) F() { t.ch <- 1; t.n = 1; close(t.ch) }`, blocks},

		{"token", `func New(n int) *T { t := &T{ch: make(chan int, n)}; for range n { t.ch <- 1 }; return t }; func (t *T) F() { t.ch <- 1 }`, ""},
		{"token filled through a variable", `func New(n int) *T { ch := make(chan int, n); for i := 0; i < n; i++ { ch <- 1 }; return &T{ch: ch} }; func (t *T) F() { t.ch <- 1 }`, ""},
		{"channel not filled to the brim", `func New(n int) *T { t := &T{ch: make(chan int, 8)}; for range 4 { t.ch <- 1 }; return t }; func (t *T) F() { t.ch <- 1 }`, blocks},

		{"token that a maker puts where others see it", `func (t *T) F() { u := &T{ch: make(chan int, 1)}; share(u); u.ch <- 1 }; func share(*T); func (t *T) use() { n := <-t.ch; defer func() { t.ch <- n }() }`, ""},
		{"value that others send without receiving", `func (t *T) F() { u := &T{ch: make(chan int, 1)}; share(u); u.ch <- 1 }; func share(*T); func (t *T) use() { t.ch <- 2 }`, blocks},
		{"token of a channel that others take out", `func (t *T) F() { u := &T{ch: make(chan int, 1)}; share(u); u.ch <- 1 }; func share(t *T) { c := t.ch; c <- 2 }`, blocks},
		{"more tokens than places", `func (t *T) F() { u := &T{ch: make(chan int, 1)}; share(u); u.ch <- 1; u.ch <- 2 }; func share(*T)`, blocks},
		{"field of a variable that is returned", `func (t *T) F() *T { var u T; u.ch = make(chan int, 1); u.ch <- 1; return &u }`, ""},
		{"field of a variable that others change", `func (t *T) F() *T { var u T; p := &u; u.ch = make(chan int, 1); p.ch = nil; u.ch <- 1; return &u }`, blocks},

		{"baton that is changed", `func New() *T { t := &T{ch: make(chan int, 1)}; t.ch <- 0; return t }; func (t *T) F() { select { case n := <-t.ch: t.ch <- n + 1; default: } }`, ""},
		{"baton that is replaced", `func New() *T { t := &T{ch: make(chan int, 1)}; t.ch <- 0; return t }; func (t *T) F() { select { case <-t.ch: default: return }; t.ch <- t.n }`, ""},
		{"baton that may not have been received", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { select { case <-t.ch: default: }; t.n++; t.ch <- 1 }`, blocks},
		{"baton on either branch", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { select { case n := <-t.ch: if n > 0 { t.ch <- n; return }; t.ch <- t.n; default: } }`, ""},
		{"baton that is sent twice", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { select { case n := <-t.ch: if n > 0 { t.ch <- n }; t.ch <- t.n; default: } }`, blocks},
		{"baton that is sent in each turn", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { select { case n := <-t.ch: for range n { t.ch <- n }; default: } }`, blocks},
		{"baton that is received in each turn", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { for range 3 { select { case n := <-t.ch: t.ch <- n + 1; default: } } }`, ""},
		{"baton that a deferred literal sends", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { select { case n := <-t.ch: defer func() { t.ch <- n + 1 }(); default: } }`, ""},
		{"baton that a deferred literal sends, too", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { select { case n := <-t.ch: defer func() { t.ch <- n + 1 }(); t.ch <- n; default: } }`, blocks},
		{"baton that a literal sends", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) F() { select { case n := <-t.ch: f := func() { t.ch <- n }; f(); f(); default: } }`, blocks},
		{"baton without a buffer", `func New() *T { return &T{ch: make(chan int)} }; func (t *T) F() { select { case n := <-t.ch: t.ch <- n + 1; default: } }`, blocks},
		{"baton that another function only sends", `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) add() { select { case t.ch <- 1: default: } }; func (t *T) F() { select { case n := <-t.ch: t.ch <- n + 1; default: } }`, blocks},
		{"baton that another function takes out", `func New() *T { t := &T{ch: make(chan int, 1)}; t.ch <- 0; return t }; func (t *T) take() int { return <-t.ch }; func (t *T) F() { select { case n := <-t.ch: t.ch <- n + 1; default: } }`, ""},
		{"baton that is taken over by a new struct", `func New() *T { t := &T{ch: make(chan int, 1)}; t.ch <- 0; return t }; func (t *T) F() *T { select { case <-t.ch: default: return nil }; u := &T{ch: make(chan int, 1)}; u.ch <- t.n; t.ch <- 0; return u }`, ""},
		{"baton that a new struct gets twice", `func New() *T { t := &T{ch: make(chan int, 1)}; t.ch <- 0; return t }; func (t *T) F() *T { u := &T{ch: make(chan int, 1)}; u.ch <- t.n; t.ch <- 0; return u }`, blocks},
		{"baton of two channels", `func New() *T { t := &T{ch: make(chan int, 1), done: make(chan int, 1)}; t.done <- 0; return t }; func (t *T) F() { select { case n := <-t.ch: if n > 0 { t.ch <- n - 1 } else { t.done <- 0 }; case n := <-t.done: t.ch <- n; default: } }`, ""},
		{"baton of two channels, and one more", `func New() *T { return &T{ch: make(chan int, 1), done: make(chan int, 1)} }; func (t *T) F() { select { case n := <-t.ch: t.ch <- n; t.done <- n; default: } }`, blocks},
		{"three batons of two channels", `func New() *T { t := &T{ch: make(chan int, 2), done: make(chan int, 3)}; t.ch <- 0; t.done <- 0; t.done <- 0; return t }; func (t *T) F() { select { case n := <-t.done: t.ch <- n; default: } }`, blocks},

		{"exported field", `func (t *T) init() { t.Ch = make(chan int, 1) }; func (t *T) F() { t.Ch <- 1; close(t.Ch) }`, blocks},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := load(t, Input{}, "package p\ntype T struct { ch, Ch, done chan int; n int }\n"+test.src)
			if got := spec(t, p, "T.F"); got != test.want {
				t.Errorf("effect of T.F = %q, want %q", got, test.want)
			}
		})
	}
}
