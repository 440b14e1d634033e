package lockcalls

import (
	"slices"
	"sync"
)

// How often package slices calls what it is given is not known, nor then what is
// locked.
type vague struct{ mu sync.Mutex }

func (v *vague) unlocks(list []int) {
	slices.SortFunc(list, func(a, b int) int {
		v.mu.Unlock()
		return a - b
	})
}

func (v *vague) locks(list []int) {
	slices.SortFunc(list, func(a, b int) int {
		v.mu.Lock()
		return a - b
	})
}

func (v *vague) around(list []int) {
	v.mu.Lock()
	v.unlocks(list)
	v.mu.Lock()
	v.mu.Unlock()
}

func (v *vague) within(list []int) {
	v.locks(list)
	v.mu.Unlock()
}

func (v *vague) inside(list []int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	slices.SortFunc(list, func(a, b int) int {
		v.mu.Lock() // want `^v\.mu\.Lock waits for ever: this goroutine has locked it at line 39 and not unlocked it since \[nestedenter\]$`
		v.mu.Unlock()
		return a - b
	})
}
