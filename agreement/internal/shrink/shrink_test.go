package shrink

import (
	"slices"
	"testing"
)

const program = `func f(a bool) {
	g := Enter(h)
	s, err := TrySetCurrent(h)
	if err != nil {
		return
	}
	var r Releaser = s
	r.Release()
	if a && b {
		g.Release()
	}
	k := Enter(h, AllowBlockInPlace)
	k.Release()
}
`

// TestVariants checks that each way of making a program smaller is proposed.
func TestVariants(t *testing.T) {
	all := Variants(program)
	for name, want := range map[string]string{
		"without a variable": `func f(a bool) {
	g := Enter(h)
	s, err := TrySetCurrent(h)
	if err != nil {
		return
	}
	var r Releaser = s
	r.Release()
	if a && b {
		g.Release()
	}
}
`,
		"body in place of its statement": `func f(a bool) {
	g := Enter(h)
	s, err := TrySetCurrent(h)
	if err != nil {
		return
	}
	var r Releaser = s
	r.Release()
	g.Release()
	k := Enter(h, AllowBlockInPlace)
	k.Release()
}
`,
	} {
		if !slices.Contains(all, want) {
			t.Errorf("%s is not proposed", name)
			for _, v := range all {
				t.Logf("%s", v)
			}
		}
	}
}
