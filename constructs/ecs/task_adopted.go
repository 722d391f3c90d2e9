package ecs

import (
	"encoding/json"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// reference is how CDKTF hides a value that only Terraform knows.
var reference = regexp.MustCompile(`\$\{TfToken\[[^]]*\]\}`)

// tellNeeds says what a role that exists must be allowed, as nothing here may change it.
func (t *TaskDefinition) tellNeeds(role, arn string, statements []policy.Statement) {
	if len(statements) == 0 {
		return
	}
	text, _ := json.Marshal(policy.Document(statements...)) // of maps, lists and texts
	bridge.Tell(t, "the "+role+" role "+readable(arn)+" exists and is left as it is; its owner must grant it what the "+
		"tasks need: "+readable(string(text)))
}

// readable puts words in the place of references.
func readable(text string) string { return reference.ReplaceAllString(text, "(known after apply)") }
