package gocmd

import "os"

// Windows has no interrupt that could be sent to one process.
func interrupt(p *os.Process) error { return p.Kill() }
