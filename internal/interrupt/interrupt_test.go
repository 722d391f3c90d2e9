//go:build unix

package interrupt

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

// self sends this process a signal that somebody waits for.
func self(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(os.Getpid(), s); err != nil {
		t.Fatal(err)
	}
}

func TestHoldReturnsAfterWhatItDoes(t *testing.T) {
	if err := Hold(func() error { return nil }); err != nil {
		t.Errorf("without a signal: %v", err)
	}
	failure := errors.New("no room")
	finished := false
	err := Hold(func() error {
		self(t, syscall.SIGTERM)
		time.Sleep(50 * time.Millisecond)
		finished = true
		return failure
	})
	var stopped Stopped
	if !finished || !errors.Is(err, failure) || !errors.As(err, &stopped) || stopped.Code() != 143 {
		t.Errorf("got %v, finished: %t", err, finished)
	}
}

func TestClearIsDoneOnceAndTheLatestFirst(t *testing.T) {
	var done []string
	first := Clear(func() { done = append(done, "first") })
	Clear(func() { done = append(done, "second") })
	clearAll()
	first()
	if got := strings.Join(done, ", "); got != "second, first" {
		t.Errorf("got %s", got)
	}
	cleared = nil
}

// A process of its own is told to stop while it does what must not be cut off.
func TestWatchEndsTheProgram(t *testing.T) {
	const variable = "FARGATEAI_TEST_WATCH"
	if os.Getenv(variable) == "" {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestWatchEndsTheProgram$")
		cmd.Env = append(os.Environ(), variable+"=1")
		text, err := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != 130 || string(text) != "whole\nend\ncleared\n" {
			t.Errorf("got %v and\n%s", err, text)
		}
		return
	}
	say := func(text string) { os.Stdout.WriteString(text + "\n") }
	Clear(func() { say("cleared") })
	Watch(func(os.Signal) { say("end") })
	err := Whole(func() error {
		self(t, syscall.SIGINT)
		for !Stopping() {
			time.Sleep(time.Millisecond)
		}
		say("whole")
		return nil
	})
	if err != nil {
		say(err.Error())
	}
	_ = Whole(func() error { say("begun"); return nil })
	time.Sleep(time.Minute)
}

func TestAWatchThatIsDoneIsOver(t *testing.T) {
	got := make(chan os.Signal, 1)
	signal.Notify(got, syscall.SIGHUP)
	defer signal.Stop(got)
	Watch(func(os.Signal) { t.Error("it still watches") })()
	self(t, syscall.SIGHUP)
	<-got
}
