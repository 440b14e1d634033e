package main

import (
	"os"
	"syscall"
)

func maxRSS(state *os.ProcessState) int64 {
	return state.SysUsage().(*syscall.Rusage).Maxrss << 10 // Linux counts in KiB
}
