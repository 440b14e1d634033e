//go:build !windows

package gocmd

import "os"

func interrupt(p *os.Process) error { return p.Signal(os.Interrupt) }
