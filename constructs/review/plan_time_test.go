//go:build unix

package review

import (
	"runtime"
	"testing"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/processortest"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// A review takes as long as its plan is large: 2,000 resources that all change take less than a second of a processor
// and 200 MB, and four times as much as 500 do, not the square. The fastest of a few rounds counts, since a processor
// that is shared is a slower one.
func TestPlanReviewOfManyResources(t *testing.T) {
	measure := func(resources int) (took time.Duration, allocated uint64) {
		text := planOfMany(resources)
		took = time.Hour
		for round := 0; round < 4 || took > time.Second && round < 12; round++ {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			begun := processortest.Time(t)
			reviewed(t, text)
			took = min(took, processortest.Time(t)-begun)
			runtime.ReadMemStats(&after)
			allocated = after.TotalAlloc - before.TotalAlloc
		}
		return took, allocated
	}
	few, _ := measure(500)
	took, allocated := measure(2000)
	figure.Say(t, "plan-review-milliseconds", int(took.Milliseconds()))
	figure.Say(t, "plan-review-megabytes", int(allocated>>20))
	if took > time.Second || took > 9*few || allocated > 200<<20 {
		t.Errorf("2,000 resources took %s and %d MB, 500 took %s", took, allocated>>20, few)
	}
}
