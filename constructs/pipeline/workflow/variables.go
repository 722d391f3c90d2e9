package workflow

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/check"

// Variables are the names of the repository's variables in a workflow, each once.
func Variables(text []byte) []string {
	seen := map[string]bool{}
	for _, found := range variableForm.FindAllSubmatch(text, -1) {
		seen[string(found[1])] = true
	}
	return check.SortedKeys(seen)
}
