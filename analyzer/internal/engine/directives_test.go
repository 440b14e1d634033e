package engine

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestScatteredDirectives puts directives anywhere into the test corpus. Most are
// wrong where they stand; whatever they say, the engine survives and says the
// same twice.
func TestScatteredDirectives(t *testing.T) {
	directives := []string{
		"acquire", "acquire result=0", "acquire result=1 exclusive", "acquire ordered once release=Release", "acquire release=Close",
		"acquire exclusive release=Unlock", "release", "release g", "release h", "entered", "entered f", "outside", "outside f", "goroutine",
		"goroutine f", "sanctioned", "sanctioned f", "blocks net,file", "blocks", "nonblocking it is quick", "nonblocking", "elsewhere",
	}
	seeds := sources(t)
	rnd := rand.New(rand.NewPCG(3, 4))
	ran := 0
	for range 150 {
		lines := bytes.Split(seeds[rnd.IntN(len(seeds))], []byte("\n"))
		var b strings.Builder
		for _, line := range lines {
			text := string(line)
			d := "//ctxvet:" + directives[rnd.IntN(len(directives))]
			if strings.HasPrefix(text, "func") || strings.HasPrefix(text, "type") || rnd.IntN(8) == 0 {
				b.WriteString(d + "\n")
			}
			b.WriteString(text + "\n")
		}
		if survives(t, []byte(b.String())) {
			ran++
		}
	}
	if ran < 15 {
		t.Errorf("only %d of the sources type-check: the test has lost its object", ran)
	}
}
