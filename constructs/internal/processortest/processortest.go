//go:build unix

// Package processortest measures how long a test takes by the processors: a clock would also count what others take of
// a shared machine.
package processortest

import (
	"syscall"
	"testing"
	"time"
)

// Time is what this process has taken of the processors so far.
func Time(tb testing.TB) time.Duration {
	tb.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
