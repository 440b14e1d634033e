package protocol

import "sync"

var (
	mutexLock = &Guard{
		Type: "sync.Mutex", Noun: "lock", Verb: "locked", Unbalanced: "unlocked", Undone: "is still locked",
		Object: true, Holds: true, Alone: true, Anywhere: true,
	}
	readLock = &Guard{
		Type: "sync.RWMutex.RLock", Noun: "lock", Verb: "read-locked", Unbalanced: "read-unlocked", Undone: "is still read-locked",
		Object: true, Holds: true, Alone: true, Shared: true, Rival: "sync.RWMutex", Anywhere: true,
	}
	writeLock = &Guard{
		Type: "sync.RWMutex", Noun: "lock", Verb: "locked", Unbalanced: "unlocked", Undone: "is still locked",
		Object: true, Holds: true, Alone: true, Rival: "sync.RWMutex.RLock", Anywhere: true,
	}
	// A Locker may be either of them.
	anyLock = &Guard{
		Type: "sync.Locker", Noun: "lock", Verb: "locked", Unbalanced: "unlocked", Undone: "is still locked",
		Object: true, Holds: true, Alone: true, Anywhere: true,
	}
)

// condLock is the index of field L of sync.Cond.
const condLock = 1

var syncPack = &Pack{
	Name:   "sync",
	Doc:    "the locks of package sync: locked twice, left locked, unlocked twice, held while blocking",
	Paths:  []string{"sync"},
	Guards: []*Guard{mutexLock, readLock, writeLock, anyLock},
	funcs: sync.OnceValue(func() map[string]*Func {
		return rows("sync", "sync", map[string]*Func{
			"Mutex.Lock":       {Op: Lock, Guard: mutexLock},
			"Mutex.TryLock":    {Op: TryLock, Guard: mutexLock},
			"Mutex.Unlock":     {Op: Unlock, Guard: mutexLock},
			"RWMutex.Lock":     {Op: Lock, Guard: writeLock},
			"RWMutex.TryLock":  {Op: TryLock, Guard: writeLock},
			"RWMutex.Unlock":   {Op: Unlock, Guard: writeLock},
			"RWMutex.RLock":    {Op: Lock, Guard: readLock},
			"RWMutex.TryRLock": {Op: TryLock, Guard: readLock},
			"RWMutex.RUnlock":  {Op: Unlock, Guard: readLock},
			"RWMutex.RLocker":  {Op: SharedView, Guard: readLock},
			"Locker.Lock":      {Op: Lock, Guard: anyLock},
			"Locker.Unlock":    {Op: Unlock, Guard: anyLock},
			"NewCond":          {Op: NewWaiter, Arg: condLock},
			"Cond.Wait":        {Op: Wait, Arg: condLock},
		})
	}),
}
