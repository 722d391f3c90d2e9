//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peak is the peak memory, in KiB, of the largest of the process and the children it waited for.
func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	most := int64(usage.Maxrss)   //nolint:unconvert // some systems count in 32 bits
	if runtime.GOOS == "darwin" { // which reports bytes
		return most / 1024
	}
	return most
}
