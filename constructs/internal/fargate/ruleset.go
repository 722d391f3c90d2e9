package fargate

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var taskSize = rules.Rule{
	ID:     "fargate-task-size",
	Judges: "A task has a number of CPU units and an amount of memory that Fargate offers together.",
	Why:    "ECS refuses any other size.",
	Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
}
