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
	if runtime.GOOS == "darwin" { // reports bytes
		return int64(usage.Maxrss) / 1024
	}
	return int64(usage.Maxrss)
}
