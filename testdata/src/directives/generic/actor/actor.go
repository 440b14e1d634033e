// Package actor declares what is said of generic types, for other packages.
package actor

// A Behavior handles messages inside of an actor.
type Behavior[M any] interface {
	Receive(c *Context[M], m M) error //ctxvet:entered
	Stopped(c *Context[M])            //ctxvet:outside
}

// A Context is what an actor sees of itself.
type Context[M any] struct{ box chan M }

// Tell does not wait.
//
//ctxvet:nonblocking a full box drops the message
func (c *Context[M]) Tell(m M) { c.box <- m }

// A Codec has two type parameters, and containers of them.
//
//ctxvet:entered
type Codec[K comparable, V any] interface {
	Encode(all map[K][]V, more chan<- V) (*V, error)
	Each(f func(K, ...V) [2]K)
}

// A Lease is given back with others.
type Lease struct{ n int }

//ctxvet:acquire
func Take() (*Lease, error) { return new(Lease), nil }

func (l *Lease) Release() {}

// GiveBack releases all of them.
//
//ctxvet:release leases
func GiveBack(why string, leases ...*Lease) {}

// A Latch is a lock.
type Latch struct{ shut bool }

//ctxvet:acquire exclusive release=Open
func (l *Latch) Shut() { l.shut = true }

func (l *Latch) Open() { l.shut = false }

func (l *Latch) IsShut() bool { return l.shut }

// Reset opens the latch if it is shut.
func (l *Latch) Reset() {
	if l.IsShut() {
		l.Open()
	}
}

//ctxvet:release ls
func OpenAll(ls ...*Latch) {}
