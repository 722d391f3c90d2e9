//go:build unix

package review

import (
	"runtime"
	"syscall"
	"testing"
	"time"
)

// A review takes as long as its plan is large: 2,000 resources that all change take less than a second of a processor
// and 200 MB. The limits have room for a machine that does other things, and none for what grows by the square.
func TestPlanReviewOfManyResources(t *testing.T) {
	measure := func(resources int) (took time.Duration, allocated uint64) {
		text := planOfMany(resources)
		took = time.Hour
		for range 2 {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			begun := processorTime(t)
			reviewed(t, text)
			took = min(took, processorTime(t)-begun)
			runtime.ReadMemStats(&after)
			allocated = after.TotalAlloc - before.TotalAlloc
		}
		return took, allocated
	}
	few, _ := measure(500)
	took, allocated := measure(2000)
	t.Logf("2,000 resources: %s, %d MB allocated; 500: %s", took, allocated>>20, few)
	if took > 3*time.Second || took > 9*few || allocated > 200<<20 {
		t.Errorf("2,000 resources took %s and %d MB, 500 took %s", took, allocated>>20, few)
	}
}

// processorTime is what this process has taken of the processors. A clock would also count what others take.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
