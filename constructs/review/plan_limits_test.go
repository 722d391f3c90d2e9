package review

import (
	"bytes"
	"strings"
	"testing"
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
