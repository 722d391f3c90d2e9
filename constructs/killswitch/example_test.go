package killswitch_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A switch that an alarm on spend pulls.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		killswitch.New(stack, "kill-switch", &killswitch.Props{
			ClusterName: "ai", ServiceName: "llm-proxy", TopicARN: "arn:aws:sns:eu-west-1:210987654321:llm-proxy",
			Scaling: &killswitch.Scaling{MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(20)},
			Settings: killswitch.Settings{
				Name: "llm-proxy", Mode: killswitch.Automatic, AlarmNames: jsii.Strings("llm-proxy-spend-per-hour"),
			},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_cloudwatch_event_rule.kill-switch_rule_99BFBE53
	// aws_cloudwatch_event_target.kill-switch_target_CDF72D41
	// aws_iam_role.kill-switch_events-role_CE8AFE8F
	// aws_iam_role.kill-switch_machine-role_FDB5E661
	// aws_iam_role_policy.kill-switch_start-execution_8EE9DAA6
	// aws_iam_role_policy.kill-switch_stop-service_62270779
	// aws_sfn_state_machine.kill-switch_machine_D7648AFB
}
