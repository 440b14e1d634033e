package facts

// A Category groups the ways in which an operation can block, by what it
// waits for. The set is closed: users choose among these names.
type Category uint8

// The categories. Of several behind one call, CompareTelling says which leads.
const (
	Sleep      Category = iota // a duration or a timer
	Chan                       // a channel operation
	Sync                       // other goroutines, through sync and x/sync
	Net                        // the network
	HTTP                       // an HTTP peer
	Process                    // another process
	SQL                        // a database
	File                       // the contents of a file
	Stdin                      // standard input or the other end of a pipe
	Syscall                    // a raw system call
	RuntimeCtx                 // what marks itself as blocking for runtimectx
	Testing                    // other tests
	FileMeta                   // directories and file attributes (opt-in)
	Lock                       // a mutex (opt-in)
	Log                        // log and terminal output (opt-in)
	CPU                        // nothing: it computes for long (opt-in)

	NumCategories = int(iota)
)

var categoryNames = [NumCategories]string{
	"sleep", "chan", "sync", "net", "http", "process", "sql", "file", "stdin",
	"syscall", "runtimectx", "testing", "filemeta", "lock", "log", "cpu",
}

// String returns the name by which flags and messages call c.
func (c Category) String() string {
	if int(c) < NumCategories {
		return categoryNames[c]
	}
	return "unknown"
}

// DefaultOn reports whether c is reported unless a flag switches it off.
func (c Category) DefaultOn() bool { return c < FileMeta }

// ParseCategory returns the category called name.
func ParseCategory(name string) (Category, bool) {
	for c, n := range categoryNames {
		if n == name {
			return Category(c), true
		}
	}
	return 0, false
}

// Categories returns every category in order.
func Categories() []Category {
	out := make([]Category, NumCategories)
	for i := range out {
		out[i] = Category(i)
	}
	return out
}
