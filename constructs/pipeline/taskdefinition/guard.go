package taskdefinition

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

//go:embed guard.jq
var guard string

// Guard returns a program for jq that a workflow runs before it registers a file, where nothing but jq is there. It
// prints the names of what the file has otherwise than the family's newest revision, which [Diff] would tell as well:
//
//	jq -rn --arg container app --argjson free '["environment"]' \
//		--slurpfile file task-definition.json --slurpfile known described.json "$PROGRAM"
//
// The image of the container may differ, and what is free (see [Free]). Nothing is printed where the rest is the same.
// The program has no single quote in it.
func Guard() string {
	var lines []string
	for _, path := range check.SortedKeys(defaults) {
		value, err := json.Marshal(defaults[path])
		if err != nil {
			panic("defaults: " + err.Error()) // they are part of the program
		}
		lines = append(lines, `  "`+path+`": `+string(value))
	}
	return strings.Replace(guard, "DEFAULTS", strings.Join(lines, ",\n"), 1)
}

// free are the members of a task definition and of its containers that give the code nothing that it did not have: no
// role, secret, volume, log group, user or power over the host.
var free = []string{
	"command", "cpu", "dockerLabels", "entryPoint", "environment", "ephemeralStorage", "healthCheck", "memory",
	"memoryReservation", "startTimeout", "stopTimeout", "ulimits", "workingDirectory",
}

// Free returns the members that a team may leave to the file, so that a change needs no Terraform: what an image may
// bring along anyway, and sizes.
func Free() []string { return slices.Clone(free) }
