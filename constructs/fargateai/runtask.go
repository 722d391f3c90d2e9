package fargateai

import (
	_ "embed"
	"maps"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// runTaskOutput is the output that holds a one-off task: what aws ecs run-task takes as its input.
const runTaskOutput = "run-task"

// runTaskRequest is a task of the service's newest revision in its network. Its roles are those of the revision. The
// command is missing: the task would do what the service does, and never end.
func (s *Service) runTaskRequest(p plan) map[string]any {
	address := "DISABLED"
	if optional.Value(s.refs.network.AssignPublicIP) {
		address = "ENABLED"
	}
	return map[string]any{
		"cluster": s.refs.cluster.ARN, "taskDefinition": p.name, "launchType": "FARGATE", "count": 1,
		"startedBy": "run-task",
		"networkConfiguration": map[string]any{"awsvpcConfiguration": map[string]any{
			"subnets": s.refs.network.TaskSubnetIDs, "securityGroups": []string{s.refs.service.securityGroupID},
			"assignPublicIp": address,
		}},
	}
}

// RunTaskCommand returns the command that runs the words once, such as a migration, in a task of the service: aws ecs
// run-task with cluster, network, roles, variables and secrets of the service. What only Terraform knows is a
// reference, so that the text fits into an output; the words may be references, too. Without words it is empty, as the
// task would never end, and so it is for a service that was refused.
//
// artifacts/STACK/NAME-run-task.sh in the output folder does the same, waits, and ends with the task's exit code.
func (s *Service) RunTaskCommand(words ...string) string {
	switch {
	case len(words) == 0:
		return ""
	case s.runTask == nil:
		return token.Unknown
	}
	request := map[string]any{"overrides": map[string]any{"containerOverrides": []any{
		map[string]any{"name": s.runTaskContainer, "command": words},
	}}}
	maps.Copy(request, s.runTask)
	quoted := cdktf.Fn_Replace(bridge.JSON(request), jsii.String("'"), jsii.String(`'\\''`))
	return "aws ecs run-task --region " + bridge.SiteOf(s).Region() + " --cli-input-json '" + *quoted + "'"
}

//go:embed runtask.sh
var runTaskScript string

// newRunTask makes the output, and the script that runs a command with it.
func (s *Service) newRunTask(p plan) {
	s.runTask, s.runTaskContainer = s.runTaskRequest(p), p.name
	name := outputName(p.label(), runTaskOutput)
	cdktf.NewTerraformOutput(s, jsii.String(name), &cdktf.TerraformOutputConfig{
		Value: bridge.JSON(s.runTask), StaticId: jsii.Bool(true),
		Description: jsii.String("A one-off task as aws ecs run-task --cli-input-json takes it, without its command"),
	})
	if token.Is(p.name) { // the script tells the container by its name
		return
	}
	text := runTaskText(p.name, name, *cdktf.TerraformStack_Of(s).Node().Id())
	bridge.Attach(s, bridge.Artifact{Path: p.name + "-run-task.sh",
		Render: func([]byte) ([]byte, string) { return text, "" }})
}

// runTaskText is the script for a service, whose request is an output of a stack.
func runTaskText(service, output, stack string) []byte {
	return []byte(strings.NewReplacer("SERVICE_NAME", service, "OUTPUT_NAME", output, "STACK_NAME", stack).
		Replace(runTaskScript))
}
