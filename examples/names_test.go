package examples_test

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/examples/internal/providernames"
)

// Stacks ask for provider 5 or 6, and `terraform validate` judges by the one that it has. The stacks of unconfigured
// programs are checked where they are synthesized.
func TestEveryNameIsKnownToBothMajorsOfTheProvider(t *testing.T) {
	for name, dir := range programs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, text := range stacks(t, wrote(t, dir, configured...).dir) {
				knownToBothMajors(t, text)
			}
		})
	}
}

// knownToBothMajors fails for each name that one major of the AWS provider does not know.
func knownToBothMajors(t *testing.T, text []byte) {
	t.Helper()
	list, err := providernames.Names()
	if err != nil {
		t.Fatal(err)
	}
	found, err := list.Check(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range found {
		t.Error(line)
	}
}
