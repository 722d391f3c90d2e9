package synth

import (
	"errors"
	"reflect"
	"runtime"
)

var errInRun = errors.New("an app was to be synthesized while another one is built, want one after the other: " +
	"make all stacks in one app, or the second app after the first")

// inRun tells whether a run called this, which would wait for its own end.
func inRun() bool {
	const most = 4096 // calls in each other
	own := runtime.FuncForPC(reflect.ValueOf(run).Pointer()).Name()
	calls := make([]uintptr, most)
	frames := runtime.CallersFrames(calls[:runtime.Callers(1, calls)])
	for {
		frame, more := frames.Next()
		if frame.Function == own {
			return true
		}
		if !more {
			return false
		}
	}
}
