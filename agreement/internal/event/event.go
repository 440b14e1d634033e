// Package event holds what an instrumented program records while it runs:
// the operations of each goroutine in order, each with the stack of
// activations it was made from. The recorder writes events inside the
// program under test, the oracle reads them outside, and neither knows
// more of the other than this package.
package event

// A Kind says what happened.
type Kind uint8

const (
	Acquire   Kind = iota // a guard was acquired (Acq), Val: Entered with AllowBlockInPlace
	Refuse                // a Try form returned an error or false
	Release               // a guard was released without complaint, Acq -1 for a zero guard
	Open                  // the closure of a closure form begins to run
	Close                 // the closure form has put the former state back
	Region                // an EnterBlockingRegion form was answered, Val: with a guard
	IsEntered             // CurrentEnterContext().IsEntered() answered Val
	Allows                // CurrentEnterContext().AllowsBlockInPlace() answered Val
	Current               // Current or WithCurrent answered, Val: there is a handle
	Block                 // an operation that can block is about to run, Val: while Entered
	Misuse                // the library refused or complained, Err says why
	Recover               // recover() returned a value
	Lift                  // the guard Acq is handed to the caller of the last frame
	Spawn                 // goroutine Acq was started
	Panic                 // an explicit panic is about to start
	Quit                  // os.Exit or log.Fatal was called
	Step                  // a statement is about to run; Frames holds its frame alone
)

var kindNames = [...]string{
	"acquire", "refuse", "release", "open", "close", "region", "isentered", "allows",
	"current", "block", "misuse", "recover", "lift", "spawn", "panic", "quit", "step",
}

func (k Kind) String() string { return kindNames[k] }

// A Frame is one activation of a function of the program under test.
type Frame struct {
	File string // base name
	Line int
	Act  int // number of the activation, unique in its goroutine
	Body int // offset of the function's opening brace, 0 when not known
}

// An Event is one operation.
type Event struct {
	Kind   Kind
	Op     string // qualified name of what was called, as MisuseError.Op has it
	Err    string // name of the sentinel error of a misuse
	Acq    int    // acquisition or goroutine number, -1 for none
	Val    bool
	Frames []Frame // outermost first
}

// An End says how a goroutine ended.
type End uint8

const (
	Returned End = iota // its function returned
	Panicked            // a panic left its function
	Exited              // runtime.Goexit
	Quitted             // os.Exit or log.Fatal
)

// A Goroutine is what one goroutine of a run did.
type Goroutine struct {
	Parent int // index in Run.Goroutines, -1 for the first
	End    End
	Events []Event
}

// A Run is one execution of one function on one input.
type Run struct {
	Func       string // name of the function, as the driver registered it
	Input      string // the input, readable
	Entry      string // state the function was called in
	Goroutines []Goroutine
	Times      int    // how many inputs took this path
	Trouble    string // why the run cannot be judged, normally empty
}
