package ecs

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// maxDefinitionBytes that ECS registers (https://github.com/awsdocs/amazon-ecs-developer-guide/pull/149).
const maxDefinitionBytes = 64 << 10

// wordy are the attributes of a container that grow large, which are called as their props are.
var wordy = []string{"command", "dockerLabels", "entryPoint", "environment", "secrets"}

// sizeProblems points at what takes the most of a task definition that is too large. What only Terraform knows counts
// little.
func (p *TaskDefinitionProps) sizeProblems(ps *rules.Mistakes) {
	definitions := p.resolve().definitions()
	size := length(definitions)
	if size <= maxDefinitionBytes {
		return
	}
	most, at := 0, ""
	for i, d := range definitions {
		container := d.(map[string]any)
		for _, attribute := range check.SortedKeys(container) {
			n := length(container[attribute])
			if n <= most {
				continue
			}
			most, at = n, rules.Index("containers", i)
			if slices.Contains(wordy, attribute) {
				at = rules.Join(at, attribute)
			}
		}
	}
	ps.Break(definitionSize, at, fmt.Sprintf("%d bytes in a task definition of %d", most, size),
		fmt.Sprintf("at most %d bytes in all", maxDefinitionBytes),
		"read it from a file: environmentFiles, or a parameter, a secret or an object that the code fetches")
}

// length of a value as JSON, which maps, lists and what JSON knows always have.
func length(value any) int {
	text, _ := json.Marshal(value)
	return len(text)
}
