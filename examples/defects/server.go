package defects

import (
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A Server keeps a text, which its clients append to, on a loop.
type Server struct {
	loop   *Loop
	handle *runtimectx.Handle
	text   []byte
	file   string
}

// NewServer returns a server that saves to file.
func NewServer(file string) *Server {
	return &Server{loop: NewLoop("server"), handle: runtimectx.NewHandle("store", nil), file: file}
}

// Append works for a client, and for the store meanwhile. The guards are
// released in the order in which they were acquired; it must be the reverse.
func (s *Server) Append(client *runtimectx.Handle, text string) {
	forClient := runtimectx.SetCurrent(client)
	forStore := runtimectx.SetCurrent(s.handle)
	s.text = append(s.text, text...)
	forClient.Release() // defect: releaseorder
	forStore.Release()
}

// Truncate releases early when there is nothing to do, and forgets that the
// deferred release will do it once more.
func (s *Server) Truncate() {
	g := runtimectx.Enter(s.loop.handle)
	defer g.Release() // defect: guardmisuse
	if len(s.text) == 0 {
		g.Release()
		return
	}
	s.text = s.text[:0]
}

// Reset has another goroutine end the region when it is done. A region ends on
// the goroutine that entered it, or not at all.
func (s *Server) Reset(done chan<- struct{}) {
	g := runtimectx.Enter(s.loop.handle)
	go func() {
		defer close(done)
		g.Release() // defect: guardmisuse
	}()
}

// Save moved from the loop to a goroutine of its own, which is not Entered:
// there is no region to leave there.
func (s *Server) Save(done chan<- error) {
	text := string(s.text)
	go func() {
		runtimectx.ExitRuntime(func() { // defect: exitstate
			done <- os.WriteFile(s.file, []byte(text), 0o644)
		})
	}()
}

// Flush waits for the disk in a region that does not permit it: the option
// AllowBlockInPlace got lost.
func (s *Server) Flush() (err error) {
	g := runtimectx.Enter(s.loop.handle)
	defer g.Release()
	runtimectx.BlockInPlace(func() { // defect: exitstate
		err = os.WriteFile(s.file, s.text, 0o644)
	})
	return err
}
