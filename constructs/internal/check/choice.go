package check

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Choice requires one of the allowed words, when one is given, where the word decides what is made. [OneOf] leaves a
// reference to Terraform; here it is a mistake, since nothing can be decided by a word that only Terraform knows.
func Choice[T ~string](ps *rules.Mistakes, path string, got T, allowed ...T) {
	OneOf(ps, path, got, allowed...)
	if token.Is(string(got)) && string(got) != token.Unknown {
		ps.Break(rules.KnownValue, path, "a reference", "a word that is known while synthesizing",
			"it decides what is made; choose it in the program, not in Terraform")
	}
}
