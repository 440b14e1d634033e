package catalogue

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/facts"
)

// A spec is the text form of an effect, words separated by spaces:
//
//	file                 blocks, itself the primitive
//	file:os.Open;os.X    blocks, through this chain of callees
//	sync?SetLimit        blocks once SetLimit was called on the receiver
//	p0()  p1.Read        calls parameter 0; calls Read on parameter 1
//	recv.Len  recv()     the same for the receiver
//	recv~Read            calls Read on what the receiver wraps
//	t0.Less              calls Less on a value of type parameter 0
//	u1=esu               parameter 1, a function, is run elsewhere (e), stored
//	                     (s), handed to code that is not known (u); that it
//	                     is called here follows from p1()
//	wraps=0,1            the result wraps parameters 0 and 1
//	result(…)            the effect of calling the function that is returned

// useLetters spells the uses other than UseHere.
var useLetters = []struct {
	letter byte
	use    facts.Use
}{{'e', facts.UseElsewhere}, {'s', facts.UseStored}, {'u', facts.UseUnknown}}

// FormatSpec returns the text form of e; ParseSpec reads it back.
func FormatSpec(e *facts.Effect) string {
	return strings.Join(specWords(nil, e), " ")
}

func specWords(words []string, e *facts.Effect) []string {
	for _, b := range e.Blocks {
		w := b.Category.String()
		if b.After != "" {
			w += "?" + b.After
		}
		if len(b.Chain) > 0 {
			w += ":" + strings.ReplaceAll(strings.Join(b.Chain, ";"), " ", "+")
		}
		words = append(words, w)
	}
	for _, t := range e.Terms {
		words = append(words, formatTerm(t))
	}
	for i, u := range e.Uses {
		letters := ""
		for _, l := range useLetters {
			if u&l.use != 0 {
				letters += string(l.letter)
			}
		}
		if letters != "" {
			words = append(words, fmt.Sprintf("u%d=%s", i, letters))
		}
	}
	if len(e.Wraps) > 0 {
		list := make([]string, len(e.Wraps))
		for i, w := range e.Wraps {
			list[i] = strconv.Itoa(w)
		}
		words = append(words, "wraps="+strings.Join(list, ","))
	}
	if e.Result != nil {
		words = append(words, "result(")
		words = specWords(words, e.Result)
		words = append(words, ")")
	}
	return words
}

func formatTerm(t facts.Term) string {
	var w string
	switch {
	case t.TypeParam:
		w = "t" + strconv.Itoa(t.Param)
	case t.Param == facts.Receiver:
		w = "recv"
	default:
		w = "p" + strconv.Itoa(t.Param)
	}
	switch {
	case t.Method == "" && t.Inner:
		return w + "~()"
	case t.Method == "":
		return w + "()"
	case t.Inner:
		return w + "~" + t.Method
	}
	return w + "." + t.Method
}

// ParseSpec reads the text form of an effect.
func ParseSpec(spec string) (*facts.Effect, error) {
	words := strings.Fields(spec)
	e, rest, err := parseWords(words)
	if err != nil {
		return nil, fmt.Errorf("effect %q: %v", spec, err)
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("effect %q: %q closes nothing", spec, rest[0])
	}
	return e, nil
}

func parseWords(words []string) (*facts.Effect, []string, error) {
	e := new(facts.Effect)
	for len(words) > 0 && words[0] != ")" {
		w := words[0]
		words = words[1:]
		switch {
		case w == "result(":
			result, rest, err := parseWords(words)
			if err != nil {
				return nil, nil, err
			}
			if len(rest) == 0 {
				return nil, nil, fmt.Errorf("result( is not closed")
			}
			e.Result, words = result, rest[1:]
		case strings.HasPrefix(w, "wraps="):
			for _, s := range strings.Split(w[len("wraps="):], ",") {
				i, err := strconv.Atoi(s)
				if err != nil {
					return nil, nil, fmt.Errorf("%q: %q is not a parameter", w, s)
				}
				e.Wraps = append(e.Wraps, i)
			}
		case w[0] == 'u' && strings.Contains(w, "="):
			if err := parseUse(e, w); err != nil {
				return nil, nil, err
			}
		default:
			if err := parseBlockOrTerm(e, w); err != nil {
				return nil, nil, err
			}
		}
	}
	for _, t := range e.Terms {
		if t.Method == "" && !t.Inner && !t.TypeParam && t.Param >= 0 {
			addUse(e, t.Param, facts.UseHere)
		}
	}
	e.Normalize()
	return e, words, nil
}

func addUse(e *facts.Effect, param int, u facts.Use) {
	for len(e.Uses) <= param {
		e.Uses = append(e.Uses, 0)
	}
	e.Uses[param] |= u
}

func parseUse(e *facts.Effect, w string) error {
	number, letters, _ := strings.Cut(w[1:], "=")
	param, err := strconv.Atoi(number)
	if err != nil || param < 0 || param > 100 {
		return fmt.Errorf("%q: %q is not a parameter", w, number)
	}
next:
	for _, c := range []byte(letters) {
		for _, l := range useLetters {
			if c == l.letter {
				addUse(e, param, l.use)
				continue next
			}
		}
		return fmt.Errorf("%q: no use is called %q", w, c)
	}
	return nil
}

func parseBlockOrTerm(e *facts.Effect, w string) error {
	head, chain, hasChain := strings.Cut(w, ":")
	head, after, _ := strings.Cut(head, "?")
	if c, ok := facts.ParseCategory(head); ok {
		b := facts.Block{Category: c, After: after}
		if hasChain {
			b.Chain = strings.Split(strings.ReplaceAll(chain, "+", " "), ";")
		}
		e.Blocks = append(e.Blocks, b)
		return nil
	}
	i := strings.IndexAny(w, ".~(")
	if i < 0 {
		return fmt.Errorf("%q is neither a category nor a term", w)
	}
	var t facts.Term
	base, tail := w[:i], w[i:]
	switch {
	case base == "recv":
		t.Param = facts.Receiver
	case len(base) > 1 && (base[0] == 'p' || base[0] == 't'):
		n, err := strconv.Atoi(base[1:])
		if err != nil || n < 0 {
			return fmt.Errorf("%q: %q is not a parameter", w, base)
		}
		t.Param, t.TypeParam = n, base[0] == 't'
	default:
		return fmt.Errorf("%q: %q is neither a category nor a parameter", w, base)
	}
	if tail[0] == '~' {
		t.Inner = true
	}
	if t.Method = tail[1:]; tail == "()" || tail == "~()" {
		t.Method = ""
	} else if tail[0] == '(' || t.Method == "" {
		return fmt.Errorf("%q: a call is written ()", w)
	}
	e.Terms = append(e.Terms, t)
	return nil
}
