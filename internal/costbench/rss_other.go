//go:build !linux

package main

import "os"

// maxRSS is known on Linux only; the units of other systems differ.
func maxRSS(*os.ProcessState) int64 { return 0 }
