//go:build unix

package interrupt

import (
	"os/signal"
	"syscall"
)

// SurviveFull lets a write beyond the limit of `ulimit -f` fail as one to a full disk does. Go would end the program
// with a stack trace.
func SurviveFull() { signal.Ignore(syscall.SIGXFSZ) }
