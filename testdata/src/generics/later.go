package generics

// Later returns what releases g.
func Later[G Releaser](g G) func() { return func() { g.Release() } }

type Couple[G Releaser] struct{ A, B G }

func (p *Couple[G]) Close() func() {
	return func() {
		p.B.Release()
		p.A.Release()
	}
}
