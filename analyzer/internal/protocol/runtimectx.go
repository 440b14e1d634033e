package protocol

var (
	enterGuard    = &Guard{Type: "EnterRuntimeGuard", Verb: "entered", Exclusive: true, Ordered: true}
	currentGuard  = &Guard{Type: "SetCurrentGuard", Verb: "set current", Ordered: true}
	disallowGuard = &Guard{Type: "DisallowBlockInPlaceGuard", Verb: "taken", Denies: true}
)

var runtimectx = &Package{
	Path: "github.com/ctxvet/ctxvet/runtimectx",
	Guards: map[string]*Guard{
		enterGuard.Type:    enterGuard,
		currentGuard.Type:  currentGuard,
		disallowGuard.Type: disallowGuard,
	},
	options: &Func{AllowValue: 1},
	funcs: named("runtimectx", map[string]*Func{
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
	}),
}

// named fills in what the rows have in common.
func named(pkg string, funcs map[string]*Func) map[string]*Func {
	for name, f := range funcs {
		f.Name = pkg + "." + name
		if f.Opts == 0 {
			f.Opts = -1
		}
	}
	return funcs
}
