package taskdefinition_test

import (
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
)

func ExampleDiff() {
	file, err :=
		taskdefinition.Parse(
			[]byte(
				`{"family": "llm-proxy", "cpu": "512", "containerDefinitions": [{"name": "llm-proxy", ` +
					`"image": "registry/llm-proxy@sha256:1"}]}`,
			),
		)
	if err != nil {
		fmt.Println(err)
		return
	}
	stack, err := taskdefinition.FromStack([]byte(`{"resource": {"aws_ecs_task_definition": {"task": {
		"family": "llm-proxy", "cpu": "1024",
		"container_definitions": "${jsonencode([{\"name\" = \"llm-proxy\", ` +
		`\"image\" = \"registry/llm-proxy:bootstrap\"}])}"}}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	differences, err := taskdefinition.Diff(file, stack[0], taskdefinition.DiffOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range differences {
		fmt.Printf("%s: %s in the file, %s in Terraform\n", d.Path, d.File, d.Terraform)
	}
	// Output: cpu: "512" in the file, "1024" in Terraform
}
