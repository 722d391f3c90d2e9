package scheduledtask_test

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
)

// Mistakes in props, without a stack.
func ExampleProps_Validate() {
	props := &scheduledtask.Props{
		ClusterARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", Family: "retrieval", ContainerName: "retrieval",
		ExecutionRoleARN: "arn:aws:iam::210987654321:role/retrieval-execution",
		SubnetIDs:        jsii.Strings("subnet-0a1b2c3d4e5f67890"), SecurityGroupIDs: jsii.Strings("sg-0a1b2c3d4e5f67890"),
		Settings: scheduledtask.Settings{
			Name: "retrieval-evaluation", Expression: "cron(0 2 * * ? *)", TimeZone: "Europe/Dublin",
			Command: jsii.Strings("python", "-m", "evaluation"), ExistingTopicARN: "arn:aws:sns:eu-west-1:210987654321:oncall",
		},
	}
	fmt.Println(props.Validate())
	props.MissedAfterHours = jsii.Number(24)
	fmt.Println(props.Validate())
	// Output:
	// <nil>
	// missedAfterHours: got 24 hours, want more than the 25 hours between two runs; add the time that a run takes
}
