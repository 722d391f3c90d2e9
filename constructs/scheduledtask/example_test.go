package scheduledtask_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// An evaluation at two every night.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		scheduledtask.New(stack, "evaluation", &scheduledtask.Props{
			ClusterARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", Family: "retrieval", ContainerName: "retrieval",
			ExecutionRoleARN: "arn:aws:iam::210987654321:role/retrieval-execution",
			SubnetIDs:        jsii.Strings("subnet-0a1b2c3d4e5f67890"), SecurityGroupIDs: jsii.Strings("sg-0a1b2c3d4e5f67890"),
			Settings: scheduledtask.Settings{
				Name: "retrieval-evaluation", Expression: "cron(0 2 * * ? *)", TimeZone: "Europe/Dublin",
				Command: jsii.Strings("python", "-m", "evaluation"), ExistingTopicARN: "arn:aws:sns:eu-west-1:210987654321:oncall",
			},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_cloudwatch_event_rule.evaluation_failed-rule_C188F3FC
	// aws_cloudwatch_event_target.evaluation_failed-target_7A15B8C5
	// aws_cloudwatch_metric_alarm.evaluation_alarm-failed_F16361E2
	// aws_iam_role.evaluation_role_4CD900B8
	// aws_iam_role_policy.evaluation_run-task_51709F62
	// aws_scheduler_schedule.evaluation_schedule_24823D9E
	// aws_scheduler_schedule_group.evaluation_group_FE537110
	// aws_sqs_queue.evaluation_failed_E82EE83B
	// aws_sqs_queue_policy.evaluation_failed-policy_DBC1073B
}

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
