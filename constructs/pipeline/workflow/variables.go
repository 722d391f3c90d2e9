package workflow

import (
	"bytes"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Variables are the names of the repository's variables in a workflow, each once.
func Variables(text []byte) []string {
	const mark = "${{ vars."
	seen := map[string]bool{}
	for _, after := range bytes.Split(text, []byte(mark))[1:] {
		name, _, _ := bytes.Cut(after, []byte(" "))
		seen[string(name)] = true
	}
	return check.SortedKeys(seen)
}
