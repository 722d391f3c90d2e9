package review

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// reviewed is all that plan-review does with a text.
func reviewed(t testing.TB, text []byte) (*PlanReview, string) {
	t.Helper()
	in, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlanReview(in, Options{})
	return p, p.Markdown()
}

// A review takes as long as its plan is large: 2,000 resources that all change take less than a second and 200 MB on a
// machine of two cores. The limits have room for one that does other things, and none for what grows by the square.
func TestPlanReviewOfManyResources(t *testing.T) {
	best := func(resources int) (took time.Duration, bytes uint64) {
		text := planOfMany(resources)
		took = time.Hour
		for range 3 {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := time.Now()
			reviewed(t, text)
			took = min(took, time.Since(begun))
			runtime.ReadMemStats(&after)
			bytes = after.TotalAlloc - before.TotalAlloc
		}
		return took, bytes
	}
	few, _ := best(500)
	took, allocated := best(2000)
	t.Logf("2,000 resources: %s, %d MB allocated; 500: %s", took, allocated>>20, few)
	if took > 6*time.Second || took > 10*few || allocated > 400<<20 {
		t.Errorf("2,000 resources took %s and %d MB, 500 took %s", took, allocated>>20, few)
	}
}

// What has no room in a comment is counted, and the important comes first.
func TestMarkdownHasABound(t *testing.T) {
	p, page := reviewed(t, planOfMany(2000))
	if n := utf8.RuneCountInString(page); n > MaxMarkdown || n < MaxMarkdown/2 {
		t.Errorf("got %d characters", n)
	}
	if !strings.Contains(page, " more\n") || strings.Count(page, "<details>") != strings.Count(page, "</details>") {
		t.Errorf("got %.300s … %s", page, page[len(page)-300:])
	}
	for _, most := range []int{reserve, reserve + 1, 5000, 20_000} {
		if got := p.markdown(most); utf8.RuneCountInString(got) > most {
			t.Errorf("got %d characters, want at most %d", utf8.RuneCountInString(got), most)
		}
	}
}

func BenchmarkPlanReview(b *testing.B) {
	text := planOfMany(2000)
	b.ReportAllocs()
	for b.Loop() {
		_, page := reviewed(b, bytes.Clone(text))
		_ = page
	}
}
