// Package interrupt ends a program that is told to stop, by Ctrl-C or by a signal, without leaving anything half done.
package interrupt

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
)

// signals that ask a program to end.
var signals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// ErrStopped is what is not begun any more.
var ErrStopped = errors.New("the program was told to stop")

var (
	whole    sync.Mutex // held by what must not be cut off, and at last by the end itself
	stopping atomic.Bool

	guard   sync.Mutex
	cleared []*task
)

type task struct{ do func() }

// Watch calls end when the program is told to stop, then what was registered with [Clear], and ends the program with
// exit code 128 and the signal's number, as a shell states it for a program that a signal has ended. Whoever asks again
// does not wait. A signal that the program was started to ignore, as by nohup, stays ignored.
func Watch(end func(os.Signal)) (done func()) {
	got := notified()
	over := make(chan struct{})
	go func() {
		select {
		case <-over:
		case s := <-got:
			stopping.Store(true)
			signal.Reset(signals...)
			whole.Lock() // for ever: from here on nothing else is begun
			end(s)
			clearAll()
			os.Exit(code(s))
		}
	}()
	return sync.OnceFunc(func() {
		signal.Stop(got)
		close(over)
	})
}

func notified() chan os.Signal {
	got := make(chan os.Signal, 1)
	for _, s := range signals {
		if !signal.Ignored(s) {
			signal.Notify(got, s)
		}
	}
	return got
}

// Stopped is that a signal came.
type Stopped struct{ Signal os.Signal }

func (s Stopped) Error() string { return fmt.Sprintf("told to stop, by the signal %q", s.Signal) }

// Code is the exit code.
func (s Stopped) Code() int { return code(s.Signal) }

// Hold does what must not be cut off, in a program that does not [Watch]. A signal that came meanwhile is an error.
func Hold(do func() error) error {
	got := notified()
	defer signal.Stop(got)
	err := do()
	select {
	case s := <-got:
		return errors.Join(err, Stopped{s})
	default:
		return err
	}
}

func code(s os.Signal) int {
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return 1
}

// Whole does what must not be cut off: a signal waits for its end. Once one has come, it does nothing but return
// [ErrStopped].
func Whole(do func() error) error {
	whole.Lock()
	defer whole.Unlock()
	if stopping.Load() {
		return ErrStopped
	}
	return do()
}

// Stopping reports whether a signal has come.
func Stopping() bool { return stopping.Load() }

// Clear registers what has to be cleared away at the end. Its caller calls once when it is time; else a signal does.
func Clear(do func()) (once func()) {
	t := &task{do: sync.OnceFunc(do)}
	guard.Lock()
	defer guard.Unlock()
	cleared = append(cleared, t)
	return func() {
		t.do()
		guard.Lock()
		defer guard.Unlock()
		cleared = slices.DeleteFunc(cleared, func(other *task) bool { return other == t })
	}
}

// clearAll clears the latest first.
func clearAll() {
	guard.Lock()
	tasks := slices.Clone(cleared)
	guard.Unlock()
	for _, t := range slices.Backward(tasks) {
		t.do()
	}
}
