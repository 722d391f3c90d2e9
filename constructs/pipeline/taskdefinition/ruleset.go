package taskdefinition

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var inputKind = rules.Rule{
	ID:     "task-definition-input",
	Judges: "A task-definition file has the names and the kinds of values that the AWS CLI takes.",
	Why:    "The CLI checks them before it calls ECS, and a pipeline would stop there.",
	Source: "https://docs.aws.amazon.com/cli/latest/reference/ecs/register-task-definition.html",
}
