//go:build unix

package interrupt

import (
	"os"
	"os/signal"
	"syscall"
)

// SurviveFull lets a write beyond the limit of `ulimit -f` fail as one to a full disk does. Go would end the program
// with a stack trace.
func SurviveFull() { signal.Ignore(syscall.SIGXFSZ) }

// SurvivePipe lets a write to a pipe that nobody reads any more fail, such as one to `head -1`. Go would end the
// program without a word.
func SurvivePipe() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
