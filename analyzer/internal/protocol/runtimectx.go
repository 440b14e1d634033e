package protocol

import "sync"

const runtimectxPath = "github.com/ctxvet/ctxvet/runtimectx"

var (
	enterGuard    = &Guard{Type: "EnterRuntimeGuard", Noun: "guard", Verb: "entered", Undo: "release", Unbalanced: "released", Undone: "is not released", Exclusive: true, Ordered: true}
	currentGuard  = &Guard{Type: "SetCurrentGuard", Noun: "guard", Verb: "set current", Undo: "release", Unbalanced: "released", Undone: "is not released", Ordered: true}
	disallowGuard = &Guard{Type: "DisallowBlockInPlaceGuard", Noun: "guard", Verb: "taken", Undo: "release", Unbalanced: "released", Undone: "is not released", Denies: true}
)

var runtimectx = &Pack{
	Name:    "runtimectx",
	Doc:     "the guards of package runtimectx, and blocking in an entered region",
	Paths:   []string{runtimectxPath},
	Guards:  []*Guard{enterGuard, currentGuard, disallowGuard},
	options: &Func{AllowValue: 1},
	funcs: sync.OnceValue(func() map[string]*Func {
		return rows(runtimectxPath, "runtimectx", map[string]*Func{
			"Enter":                             {Op: Acquire, Guard: enterGuard, Opts: 1, AllowValue: 1},
			"TryEnter":                          {Op: TryAcquire, Guard: enterGuard, Opts: 1, AllowValue: 1},
			"EnterRuntimeGuard.Release":         {Op: Release, Guard: enterGuard},
			"SetCurrent":                        {Op: Acquire, Guard: currentGuard},
			"TrySetCurrent":                     {Op: TryAcquire, Guard: currentGuard},
			"SetCurrentGuard.Release":           {Op: Release, Guard: currentGuard},
			"DisallowBlockInPlace":              {Op: Acquire, Guard: disallowGuard},
			"DisallowBlockInPlaceGuard.Release": {Op: Release, Guard: disallowGuard},

			"EnterRuntime": {Op: EnterClosure, Guard: enterGuard, Arg: 1, Opts: 2, AllowValue: 1},
			"ExitRuntime":  {Op: ExitClosure},
			"BlockInPlace": {Op: BlockInPlace},

			"EnterBlockingRegion":                {Op: EnterBlocking},
			"TryEnterBlockingRegion":             {Op: TryBlocking},
			"BlockingRegionGuard.BlockOn":        {Op: BlockOn, Arg: 0},
			"BlockingRegionGuard.BlockOnContext": {Op: BlockOn, Arg: 1},
			"BlockingRegionGuard.BlockOnTimeout": {Op: BlockOn, Arg: 1},

			"CurrentEnterContext":             {Op: QueryState},
			"EnterContext.IsEntered":          {Op: IsEntered},
			"EnterContext.AllowsBlockInPlace": {Op: AllowsBlock},
			"Current":                         {Op: Current},
			"WithCurrent":                     {Op: WithCurrent},

			"Scoped.Set":  {Op: RunHere, Arg: 1},
			"Scoped.With": {Op: RunHere, Arg: 0},
		})
	}),
}
