package checktest

import (
	"errors"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func twoMistakes() error {
	var ms rules.Mistakes
	ms.Break(rules.Unique, "b", "1", "another", "")
	ms.Break(rules.Range, "b", "0", "at least 1", "")
	ms.Break(rules.Required, "a", "", "a name", "")
	return ms.Err()
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name string
		err  error
		want []string
		same bool
	}{
		{"valid", nil, nil, true},
		{"a mistake too few", nil, []string{"a required"}, false},
		{"a mistake too many", twoMistakes(), []string{"a required"}, false},
		{"rules in any order", twoMistakes(), []string{"b unique", "a required", "b range"}, true},
		{"another rule", twoMistakes(), []string{"a required", "b range", "b required"}, false},
		{"a prefix of the rule", twoMistakes(), []string{"a required", "b range", "b uniq"}, false},
		{"texts", twoMistakes(), []string{"a: got nothing", "b: got 0, want", "b: got 1"}, true},
		{"beginnings of texts", twoMistakes(), []string{"a", "b: got 0, want at least 1", "b:"}, true},
		{"texts in another order", twoMistakes(), []string{"a: got nothing", "b: got 1", "b: got 0"}, false},
		{"both", twoMistakes(), []string{"a required", "b: got 0", "b unique"}, true},
		{"texts of an error without rules", errors.New("a: got x\nb: got y"), []string{"a: got x", "b: got"}, true},
		{"rules of an error without rules", errors.New("a: got x"), []string{"a required"}, false},
	}
	for _, test := range tests {
		if got := compare(reported(test.err), test.want); (got == "") != test.same {
			t.Errorf("%s: got %q", test.name, got)
		}
	}
}
