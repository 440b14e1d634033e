// Package waits has helpers that block, or do not, as their callers say.
package waits

import "time"

func Times(n int) {
	for i := 0; i < n; i++ {
		time.Sleep(1)
	}
}

func If(really bool) {
	if really {
		time.Sleep(1)
	}
}

func IfErr(err error) {
	if err != nil {
		time.Sleep(1)
	}
}

func For(done chan struct{}) {
	if done == nil {
		return
	}
	<-done
}

func Each(list []int) {
	for range list {
		time.Sleep(1)
	}
}

func All(done ...chan struct{}) {
	for _, c := range done {
		<-c
	}
}

func PerKey(m map[string]int) {
	for range m {
		time.Sleep(1)
	}
}

func Kind(kind string) {
	switch kind {
	case "slow":
		time.Sleep(1)
	}
}

func Longest(kind string, n int, list []int) int {
	switch {
	case kind == "":
		return 0
	case n > 3 && len(list) > 0:
		time.Sleep(1)
	}
	return len(list)
}

func Never() { If(false) }

func Always() { If(true) }

func Passed(b bool) { inner(b) }

func inner(b bool) { If(b) }

// Many takes more ways than are followed in such a package: callers know its effect
// alone.
func Many(a, b, c, d, e bool) {
	n := 0
	if a {
		n++
	}
	if b {
		n += 2
	}
	if c {
		n += 4
	}
	if d {
		n += 8
	}
	if e {
		n += 16
	}
	if n == 31 {
		time.Sleep(1)
	}
}
