package protocol

import (
	"maps"
	"slices"
	"strings"
)

// A Row is what a pack says of one function, in words.
type Row struct {
	Func    string // as messages call it
	Meaning string
}

// Describe lists the functions of the pack, in the order of their names.
func (p *Pack) Describe() []Row {
	var out []Row
	for _, k := range slices.Sorted(maps.Keys(p.funcs())) {
		f := p.funcs()[k]
		out = append(out, Row{f.Name, f.meaning()})
	}
	for _, i := range p.Interfaces {
		for _, m := range i.Methods {
			out = append(out, Row{i.Path + "." + i.Name + "." + m, "is called on " + i.Loop})
		}
	}
	return out
}

func (f *Func) meaning() string {
	switch f.Op {
	case Acquire:
		return "returns a guard (" + f.Guard.traits() + ")"
	case TryAcquire:
		return "returns a guard if the error is nil"
	case Release:
		return "releases its receiver"
	case EnterClosure:
		return "runs its closure entered"
	case ExitClosure:
		return "runs its closure with the region suspended; needs an entered goroutine"
	case BlockInPlace:
		return "runs its closure with the region suspended; the region must allow it"
	case BlockOn:
		return "runs its closure with blocking sanctioned"
	case EnterBlocking:
		return "asks to block; wrong in an entered region"
	case TryBlocking, QueryState, IsEntered, AllowsBlock, Current:
		return "asks for the state"
	case WithCurrent, RunHere:
		return "runs its closure here"
	case Make:
		return "returns a " + f.Guard.Noun + " (" + f.Guard.traits() + ")"
	case Lock:
		if !f.Method {
			return "acquires the " + f.Guard.Noun + " (" + f.Guard.traits() + ")"
		}
		return "acquires the " + f.Guard.Noun + " of its receiver (" + f.Guard.traits() + ")"
	case TryLock:
		return "acquires the " + f.Guard.Noun + " of its receiver if it returns true"
	case LockOrError:
		return "acquires the " + f.Guard.Noun + " of its receiver if it returns nil"
	case Unlock:
		if !f.Method {
			return "releases the " + f.Guard.Noun
		}
		return "releases the " + f.Guard.Noun + " of its receiver"
	case Wait:
		return "waits with its own lock given up"
	case NewWaiter:
		return "makes an object that waits with the given lock given up"
	case OnLoop:
		return "has its function called on " + f.Loop
	case SharedView:
		return "returns a lock that is the receiver's read lock"
	}
	return ""
}

// traits says how guards of the kind behave.
func (g *Guard) traits() string {
	var ts []string
	add := func(is bool, text string) {
		if is {
			ts = append(ts, text)
		}
	}
	add(g.Exclusive, "one per goroutine, blocking is wrong meanwhile")
	add(g.Alone && !g.Shared, "one per object")
	add(g.Shared, "shared")
	add(g.Holds, "blocking is wrong meanwhile")
	add(g.Ordered, "released in reverse order")
	add(g.Denies, "forbids BlockInPlace meanwhile")
	add(g.Anywhere, "any goroutine may end it")
	add(!g.Anywhere, "its goroutine has to end it")
	add(g.ByCall, "ended by calling it")
	return strings.Join(ts, ", ")
}
