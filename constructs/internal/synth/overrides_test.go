package synth

import (
	"encoding/json"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestLostOverrides(t *testing.T) {
	type document = map[string]any
	resource := func(kind, attributes string) func(*document) {
		return func(d *document) {
			if err := json.Unmarshal([]byte(`{"resource": {"`+kind+`": {"a": {`+attributes+`}}}}`), d); err != nil {
				t.Fatal(err)
			}
		}
	}
	valid := func() document { return document{} }
	judge := func(d *document) error { return lostOverrides("app", *d).Err() }
	checktest.Run(t, valid, judge, []checktest.Case[document]{
		{Name: "text", Change: resource("aws_iam_role", `"assume_role_policy": "${jsonencode({})}"`)},
		{Name: "part of a text", Change: resource("aws_iam_role", `"assume_role_policy": {"Statement": {"0": {}}}`),
			Want: []string{"app.aws_iam_role.a.assume_role_policy override-in-text"}},
		{Name: "list in a text", Change: resource("aws_ecs_task_definition", `"container_definitions": [{"user": "1"}]`),
			Want: []string{"app.aws_ecs_task_definition.a.container_definitions override-in-text"}},
		{Name: "block", Change: resource("aws_ecs_task_definition", `"runtime_platform": {"cpu_architecture": "ARM64"}`)},
		{Name: "index into a block", Change: resource("aws_ecs_task_definition", `"runtime_platform": {"0": {"a": "b"}}`),
			Want: []string{"app.aws_ecs_task_definition.a.runtime_platform.0 override-index"}},
		{Name: "list", Change: resource("aws_ecs_task_definition", `"volume": [{"name": "a"}]`)},
		{Name: "a tag that is a number", Change: resource("aws_ecs_cluster", `"tags": {"0": "a"}`)},
		{Name: "a policy that is a block elsewhere", Change: resource("acme_thing", `"policy": {"a": "b"}`)},
	})
}
