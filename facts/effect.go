package facts

import (
	"cmp"
	"slices"
	"strings"
)

// An Effect says what calling a function may do as far as blocking goes:
//
//	effect = what it blocks on itself ∪ what its parameters do when it uses them
//
// A caller replaces the second half by what it passes, so that a helper such
// as io.Copy blocks for a network connection and not for a bytes.Buffer.
//
// The zero Effect is that of a function which never blocks and does not use
// its function parameters. Effects are values: nobody changes one that was
// handed out. Slices are sorted and hold no duplicates, so equal effects have
// equal encodings.
type Effect struct {
	// Blocks is what may block whatever is passed, at most one entry per
	// category (and condition).
	Blocks []Block
	// Terms is what may block depending on what is passed.
	Terms []Term
	// Uses says by parameter index what becomes of a function that is passed.
	// It is cut after the last parameter that has a use.
	Uses []Use
	// Wraps lists the parameters that live on inside the result, so that a
	// Term with Inner set on the result finds them (as bufio.NewReader keeps
	// the reader it is given).
	Wraps []int
	// Result is the effect of calling the function's func-typed result, in
	// terms of the parameters of the function that returned it; nil when
	// there is none.
	Result *Effect
}

// A Block is one way in which a function may block.
type Block struct {
	Category Category
	// Chain leads from the function to what blocks: the callees in order,
	// the primitive last. It is empty for a primitive itself. The last
	// element is a language operation when it is one of the Op constants.
	Chain []string
	// After, if set, names the method that must have been called on the
	// same receiver for this to block (errgroup's Go, after SetLimit).
	After string
}

// What the last element of a chain says when no call blocks, but the
// language operation itself.
const (
	OpReceive     = "channel receive"
	OpSend        = "channel send"
	OpRange       = "range over channel"
	OpSelect      = "select"
	OpSelectEmpty = "empty select"
)

// Elided stands in a chain for callees left out of its middle.
const Elided = "…"

// MaxChain bounds the length of a chain. Longer ones lose their middle.
const MaxChain = 6

// Receiver is the index by which a Term means the receiver.
const Receiver = -1

// A Term is the effect of using something that the caller determines.
type Term struct {
	// Param is the index of a parameter, or Receiver. With TypeParam set it
	// is the index of a type parameter instead (the receiver's, for a
	// method). A slice parameter, variadic or not, means each element.
	Param     int
	TypeParam bool
	// Inner means what the value wraps (the fields of interface type that
	// its constructor filled) instead of the value itself.
	Inner bool
	// Method is the method that is called; empty if the value is called.
	Method string
}

// A Use says what a function does with a function it is given. Several may
// hold at once.
type Use uint8

const (
	// UseHere: called before the function returns, on the same goroutine.
	UseHere Use = 1 << iota
	// UseElsewhere: called on another goroutine, by a timer, or in a place
	// where the caller's state does not hold. Its effect is cut.
	UseElsewhere
	// UseStored: kept or returned; who calls it is not known from here.
	UseStored
	// UseUnknown: given to code that could not be resolved.
	UseUnknown
)

// Empty reports whether e has nothing to tell a caller.
func (e *Effect) Empty() bool {
	return e == nil || len(e.Blocks) == 0 && len(e.Terms) == 0 && len(e.Uses) == 0 && len(e.Wraps) == 0 && e.Result == nil
}

// Use returns what becomes of a function passed as parameter i.
func (e *Effect) Use(i int) Use {
	if e == nil || i < 0 || i >= len(e.Uses) {
		return 0
	}
	return e.Uses[i]
}

// Block returns the entry for category c.
func (e *Effect) Block(c Category) (Block, bool) {
	if e != nil {
		for _, b := range e.Blocks {
			if b.Category == c {
				return b, true
			}
		}
	}
	return Block{}, false
}

// Normalize sorts e's slices and removes duplicates, keeping the shortest
// chain of each category.
func (e *Effect) Normalize() {
	slices.SortFunc(e.Blocks, CompareBlocks)
	e.Blocks = slices.CompactFunc(e.Blocks, func(a, b Block) bool {
		return a.Category == b.Category && a.After == b.After
	})
	slices.SortFunc(e.Terms, CompareTerms)
	e.Terms = slices.Compact(e.Terms)
	for len(e.Uses) > 0 && e.Uses[len(e.Uses)-1] == 0 {
		e.Uses = e.Uses[:len(e.Uses)-1]
	}
	slices.Sort(e.Wraps)
	e.Wraps = slices.Compact(e.Wraps)
	if e.Result != nil {
		e.Result.Normalize()
		if e.Result.Empty() {
			e.Result = nil
		}
	}
}

// CompareBlocks orders by category and condition, the more telling chain
// (shorter, then first in the alphabet) first.
func CompareBlocks(a, b Block) int {
	return cmp.Or(
		cmp.Compare(a.Category, b.Category),
		cmp.Compare(a.After, b.After),
		CompareChains(a.Chain, b.Chain),
	)
}

// CompareTelling orders blocks by how much they tell a reader: those that are on
// by default first, then the shorter chain, and of equal ones what waits for the
// world outside before what waits for other goroutines, which may have done
// their part already.
func CompareTelling(a, b Block) int {
	goroutines := func(c Category) bool { return c == Chan || c == Sync }
	return cmp.Or(
		compareBool(!a.Category.DefaultOn(), !b.Category.DefaultOn()),
		cmp.Compare(len(a.Chain), len(b.Chain)),
		compareBool(goroutines(a.Category), goroutines(b.Category)),
		cmp.Compare(a.Category, b.Category),
	)
}

// CompareChains orders chains by length, then by the alphabet.
func CompareChains(a, b []string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b))
}

// CompareTerms is a total order on terms.
func CompareTerms(a, b Term) int {
	return cmp.Or(
		compareBool(a.TypeParam, b.TypeParam),
		cmp.Compare(a.Param, b.Param),
		compareBool(a.Inner, b.Inner),
		strings.Compare(a.Method, b.Method),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Extend returns the chain of a function that calls hop, whose own chain is
// rest. The result is never longer than MaxChain and keeps both ends.
func Extend(hop string, rest []string) []string {
	out := make([]string, 0, min(len(rest)+1, MaxChain))
	out = append(out, hop)
	if len(rest) < MaxChain {
		return append(out, rest...)
	}
	const tail = 2 // the elision mark takes the place of what stood before
	out = append(out, rest[:MaxChain-tail-2]...)
	out = append(out, Elided)
	for _, s := range rest[len(rest)-tail:] {
		if s != Elided {
			out = append(out, s)
		}
	}
	return out
}

// Describe puts a chain into words, to stand in parentheses after
// "X blocks": "calls a.F, which calls os.(*File).Sync". It is empty for an
// empty chain.
func Describe(chain []string) string {
	var b strings.Builder
	for i, s := range chain {
		switch {
		case s == Elided:
			b.WriteString(" … which")
			continue
		case i > 0 && chain[i-1] != Elided:
			b.WriteString(", which")
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if i == len(chain)-1 {
			b.WriteString(operationText(s))
		} else {
			b.WriteString("calls " + s)
		}
	}
	return b.String()
}

// operationText says what the last element of a chain does.
func operationText(s string) string {
	switch s {
	case OpReceive:
		return "receives from a channel"
	case OpSend:
		return "sends to a channel"
	case OpRange:
		return "ranges over a channel"
	case OpSelect:
		return "waits in a select"
	case OpSelectEmpty:
		return "waits in a select without cases"
	}
	return "calls " + s
}
