package check

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func TestChoice(t *testing.T) {
	type word string
	for got, want := range map[word]string{
		"": "", "a": "", "b": "", word(token.Unknown): "", // refused already, and told
		"c": rules.OneOf.ID, "${var.word}": rules.KnownValue.ID,
	} {
		var ms rules.Mistakes
		Choice(&ms, "word", got, "a", "b")
		switch {
		case want == "" && len(ms) > 0:
			t.Errorf("%q is refused: %v", got, ms)
		case want != "" && (len(ms) != 1 || ms[0].Rule != want):
			t.Errorf("%q: got %v, want the rule %s", got, ms, want)
		}
	}
}
