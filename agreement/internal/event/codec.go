package event

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Append appends the text form of r to b: a line "run", a line "go" for each
// goroutine, a line "e" for each event, and a line "end".
func Append(b []byte, r *Run) []byte {
	b = fmt.Appendf(b, "run\t%s\t%s\t%s\t%d\t%s\n", r.Func, r.Input, r.Entry, r.Times, strings.ReplaceAll(r.Trouble, "\n", " | "))
	b = AppendBody(b, r)
	return append(b, "end\n"...)
}

// AppendBody appends what r did, without its name and input. Two runs with
// equal bodies are the same path.
func AppendBody(b []byte, r *Run) []byte {
	for i := range r.Goroutines {
		g := &r.Goroutines[i]
		b = fmt.Appendf(b, "go\t%d\t%d\n", g.Parent, g.End)
		for j := range g.Events {
			b = appendEvent(b, &g.Events[j])
		}
	}
	return b
}

func appendEvent(b []byte, e *Event) []byte {
	b = append(b, 'e', '\t')
	b = strconv.AppendUint(b, uint64(e.Kind), 10)
	b = append(b, '\t')
	b = append(b, e.Op...)
	b = append(b, '\t')
	b = append(b, e.Err...)
	b = append(b, '\t')
	b = strconv.AppendInt(b, int64(e.Acq), 10)
	b = append(b, '\t')
	b = strconv.AppendBool(b, e.Val)
	b = append(b, '\t')
	for i, f := range e.Frames {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, f.File...)
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(f.Line), 10)
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(f.Act), 10)
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(f.Body), 10)
	}
	return append(b, '\n')
}

// Decode reads runs until the end of r and hands each to yield.
func Decode(r io.Reader, yield func(*Run)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<24)
	var run *Run
	for n := 1; sc.Scan(); n++ {
		fields := strings.Split(sc.Text(), "\t")
		var err error
		switch {
		case fields[0] == "run" && len(fields) == 6:
			run = &Run{Func: fields[1], Input: fields[2], Entry: fields[3], Trouble: fields[5]}
			run.Times, err = strconv.Atoi(fields[4])
		case run == nil:
			err = fmt.Errorf("%q outside a run", fields[0])
		case fields[0] == "go" && len(fields) == 3:
			var g Goroutine
			g, err = decodeGoroutine(fields)
			run.Goroutines = append(run.Goroutines, g)
		case fields[0] == "e" && len(fields) == 7 && len(run.Goroutines) > 0:
			var e Event
			e, err = decodeEvent(fields)
			g := &run.Goroutines[len(run.Goroutines)-1]
			g.Events = append(g.Events, e)
		case fields[0] == "end":
			yield(run)
			run = nil
		default:
			err = fmt.Errorf("malformed line %q", sc.Text())
		}
		if err != nil {
			return fmt.Errorf("recorded events, line %d: %w", n, err)
		}
	}
	return sc.Err()
}

func decodeGoroutine(fields []string) (Goroutine, error) {
	parent, err := strconv.Atoi(fields[1])
	if err != nil {
		return Goroutine{}, err
	}
	end, err := strconv.Atoi(fields[2])
	return Goroutine{Parent: parent, End: End(end)}, err
}

func decodeEvent(fields []string) (Event, error) {
	kind, err := strconv.Atoi(fields[1])
	if err != nil {
		return Event{}, err
	}
	acq, err := strconv.Atoi(fields[4])
	if err != nil {
		return Event{}, err
	}
	e := Event{Kind: Kind(kind), Op: fields[2], Err: fields[3], Acq: acq, Val: fields[5] == "true"}
	if fields[6] == "" {
		return e, nil
	}
	for part := range strings.SplitSeq(fields[6], " ") {
		file, rest, _ := strings.Cut(part, ":")
		f := Frame{File: file}
		for i, to := range []*int{&f.Line, &f.Act, &f.Body} {
			var number string
			number, rest, _ = strings.Cut(rest, ":")
			if *to, err = strconv.Atoi(number); err != nil {
				return e, fmt.Errorf("number %d of frame %q: %w", i, part, err)
			}
		}
		e.Frames = append(e.Frames, f)
	}
	return e, nil
}
