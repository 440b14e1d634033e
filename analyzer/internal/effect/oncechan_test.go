package effect

import "testing"

// TestOnceSends pins which sends find a place because they happen once for each
// channel. Each source has the send in its method F of T.
func TestOnceSends(t *testing.T) {
	const blocks = "chan:channel+send"
	const made = `func New() *T { return &T{ch: make(chan int, 1)} }; func (t *T) run() { for range t.ch {} }; `
	const pending = `func (t *T) add(k int) *T { u := &T{ch: make(chan int, 1)}; t.m[k] = u; return u }; `
	for _, test := range []struct{ name, src, want string }{
		{"flag that is left for good", made + `func (t *T) F() { if t.done { return }; t.done = true; t.ch <- 1 }`, ""},
		{"flag that is set behind the send", made + `func (t *T) F() { if !t.done { t.ch <- 1; t.done = true } }`, ""},
		{"flag among other conditions", made + `func (t *T) F() { if t.n > 0 && !t.done { t.done = true; t.ch <- 1 } }`, ""},
		{"flag that one of two conditions asks for", made + `func (t *T) F() { if t.n > 0 || !t.done { t.done = true; t.ch <- 1 } }`, blocks},
		{"flag that is not set", made + `func (t *T) F() { if !t.done { t.ch <- 1 } }`, blocks},
		{"flag that is set to what it was", made + `func (t *T) F() { if !t.done { t.done = false; t.ch <- 1 } }`, blocks},
		{"flag that is not asked for", made + `func (t *T) F() { t.done = true; t.ch <- 1 }`, blocks},
		{"flag of another object", made + `func (t *T) F(u *T) { if !u.done { u.done = true; t.ch <- 1 } }`, blocks},
		{"flag that somebody unsets", made + `func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }; func (t *T) again() { t.done = false }`, blocks},
		{"flag that the receiver unsets", made + `func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }; func (t *T) get() { <-t.ch; t.done = false }`, ""},
		{"flag that the receiver has unset", made + `func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }; func (t *T) get() { <-t.ch; t.again() }; func (t *T) again() { t.done = false }`, ""},
		{"flag before a loop", made + `func (t *T) F() { if !t.done { t.done = true; for range 2 { t.ch <- 1 } } }`, blocks},
		{"flag in a loop", made + `func (t *T) F() { for range 2 { if !t.done { t.done = true; t.ch <- 1 } } }`, ""},
		{"flag and a channel without a buffer", `func New() *T { return &T{ch: make(chan int)} }; func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }`, blocks},
		{"flag and a channel from elsewhere", made + `func (t *T) set(ch chan int) { t.ch = ch }; func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }`, blocks},
		{"flag that another sender does not ask for", made + `func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }; func (t *T) put() { select { case t.ch <- 1: default: } }`, blocks},
		{"flag that another sender asks for", made + `func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }; func (t *T) put() { if t.done { return }; t.ch <- 1; t.done = true }`, ""},
		{"two flags", made + `func (t *T) F() { if !t.done { t.done = true; t.ch <- 1 } }; func (t *T) put() { if t.n == 0 { t.n = 1; t.ch <- 1 } }`, blocks},
		{"number", made + `func (t *T) F() { if t.n == 0 { t.n = 1; t.ch <- 1 } }`, ""},
		{"state that is another one then", made + `func (t *T) F() { if t.n != 2 { t.n = 2; t.ch <- 1 } }`, ""},
		{"state that may stay", made + `func (t *T) F(n int) { if t.n != 2 { t.n = n; t.ch <- 1 } }`, blocks},

		{"atomic swap", made + `func (t *T) F() { if t.b.Swap(true) { return }; t.ch <- 1 }`, ""},
		{"atomic compare and swap", made + `func (t *T) F() { if !t.i.CompareAndSwap(0, 1) { return }; t.ch <- 1 }`, ""},
		{"atomic compare and swap, the other way", made + `func (t *T) F() { if t.i.CompareAndSwap(0, 1) { return }; t.ch <- 1 }`, blocks},
		{"atomic function", made + `func (t *T) F() { if atomic.CompareAndSwapInt32(&t.j, 0, 1) { t.ch <- 1 } }`, ""},
		{"atomic load and store", made + `func (t *T) F() { if t.i.Load() == 0 { t.i.Store(1); t.ch <- 1 } }`, ""},
		{"once", made + `func (t *T) F() { t.once.Do(func() { t.ch <- 1 }) }`, ""},
		{"once of another object", made + `func (t *T) F(u *T) { u.once.Do(func() { t.ch <- 1 }) }`, "chan:sync.(*Once).Do;channel+send"},

		{"channel that is forgotten", made + `func (t *T) F() { if t.ch != nil { t.ch <- 1; t.ch = nil } }`, ""},
		{"channel that is asked for", made + `func (t *T) F() { if t.ch != nil { t.ch <- 1 } }`, blocks},

		{"taken out of a map", pending + `func (t *T) F(k int) { u := t.m[k]; delete(t.m, k); u.ch <- 1 }`, ""},
		{"left in a map", pending + `func (t *T) F(k int) { u := t.m[k]; u.ch <- 1 }`, blocks},
		{"taken out of a map now and then", pending + `func (t *T) F(k int) { u := t.m[k]; if k > 9 { delete(t.m, k) }; u.ch <- 1 }`, blocks},
		{"taken out of a map if it is there", pending + `func (t *T) F(k int, u *T) { if t.m[k] == u { delete(t.m, k) }; u.ch <- 1 }`, ""},
		{"taken out by a function", pending + `func (t *T) F(k int) { u := t.take(k); u.ch <- 1 }; func (t *T) take(k int) *T { u := t.m[k]; delete(t.m, k); return u }`, ""},
		{"found by a function", pending + `func (t *T) F(k int) { u := t.find(k); u.ch <- 1 }; func (t *T) find(k int) *T { return t.m[k] }`, blocks},
		{"all of a map", pending + `func (t *T) F() { for _, u := range t.m { u.ch <- 1 }; t.m = nil }`, ""},
		{"all of a map that stays", pending + `func (t *T) F() { for _, u := range t.m { u.ch <- 1 } }`, blocks},
		{"first of a queue", `func (t *T) add() { t.q = append(t.q, &T{ch: make(chan int, 1)}) }; func (t *T) F() { u := t.q[0]; t.q = t.q[1:]; u.ch <- 1 }`, ""},

		{"channels in a map", `func (t *T) add(k int) chan int { ch := make(chan int, 1); t.chans[k] = ch; return ch }; func (t *T) F(k int) { ch, ok := t.chans[k]; if ok { ch <- 1; delete(t.chans, k) } }`, ""},
		{"channels that stay in a map", `func (t *T) add(k int) chan int { ch := make(chan int, 1); t.chans[k] = ch; return ch }; func (t *T) F(k int) { ch, ok := t.chans[k]; if ok { ch <- 1 } }`, blocks},
		{"unbuffered channels in a map", `func (t *T) add(k int) chan int { ch := make(chan int); t.chans[k] = ch; return ch }; func (t *T) F(k int) { ch, ok := t.chans[k]; if ok { ch <- 1; delete(t.chans, k) } }`, blocks},
		{"channels in a list that is given up with its owner", `func (t *T) add() chan int { ch := make(chan int, 1); t.list = append(t.list, ch); return ch }; func (t *T) F(k int, u *T) { delete(t.m, k); for _, ch := range u.list { ch <- 1 } }`, ""},
		{"channels in a list", `func (t *T) add() chan int { ch := make(chan int, 1); t.list = append(t.list, ch); return ch }; func (t *T) F() { for _, ch := range t.list { ch <- 1 } }`, blocks},
		{"copy of a list that is given up", `func (t *T) add() chan int { ch := make(chan int, 1); t.list = append(t.list, ch); return ch }; func (t *T) F() { list := t.list; t.list = nil; for _, ch := range list { ch <- 1 } }`, ""},
		{"copy of a list", `func (t *T) add() chan int { ch := make(chan int, 1); t.list = append(t.list, ch); return ch }; func (t *T) F() { list := t.list; for _, ch := range list { ch <- 1 } }`, blocks},
		{"last words to a list", `func (t *T) add() chan int { ch := make(chan int, 1); t.list = append(t.list, ch); return ch }; func (t *T) F() { for _, ch := range t.list { ch <- 1; close(ch) } }`, ""},
		{"last words to lists in a map", `func (t *T) add(k int) chan int { ch := make(chan int, 1); t.lists[k] = append(t.lists[k], ch); return ch }; func (t *T) F(k int) { if list := t.lists[k]; len(list) > 0 { for _, ch := range list { ch <- 1; close(ch) }; delete(t.lists, k) } }; func (t *T) all() { for _, list := range t.lists { for _, ch := range list { ch <- 1; close(ch) } } }`, ""},
		{"words to lists in a map", `func (t *T) add(k int) chan int { ch := make(chan int, 1); t.lists[k] = append(t.lists[k], ch); return ch }; func (t *T) F(k int) { for _, ch := range t.lists[k] { ch <- 1 } }`, blocks},
		{"last words to a list that somebody else spoke to", `func (t *T) add() chan int { ch := make(chan int, 1); t.list = append(t.list, ch); return ch }; func (t *T) F() { for _, ch := range t.list { ch <- 1; close(ch) } }; func (t *T) tell() { for _, ch := range t.list { ch <- 2 } }`, blocks},
		{"channels in a list that anybody extends", `func (t *T) add(ch chan int) { t.list = append(t.list, ch) }; func (t *T) F() { for _, ch := range t.list { ch <- 1 }; t.list = nil }`, blocks},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := load(t, Input{}, `package p
import ("sync"; "sync/atomic")
var _ atomic.Bool
type T struct { ch chan int; done bool; n int; b atomic.Bool; i atomic.Int32; j int32; once sync.Once; m map[int]*T; q []*T; chans map[int]chan int; list []chan int; lists map[int][]chan int }
`+test.src)
			if got := spec(t, p, "T.F"); got != test.want {
				t.Errorf("effect of T.F = %q, want %q", got, test.want)
			}
		})
	}
}
