package redeploy_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// New tasks when a secret has a new value.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		redeploy.New(stack, "redeploy", &redeploy.Props{
			ClusterName: "ai", ServiceName: "llm-proxy",
			Settings: redeploy.Settings{Name: "llm-proxy", SecretNames: jsii.Strings("llm-proxy/openai")},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_cloudwatch_event_rule.redeploy_rule-secret-names_C6764447
	// aws_cloudwatch_event_target.redeploy_target-secret-names_5C369ADF
	// aws_iam_role.redeploy_events-role_B4D35DDF
	// aws_iam_role.redeploy_machine-role_9264A29D
	// aws_iam_role_policy.redeploy_start-execution_B8E2788B
	// aws_iam_role_policy.redeploy_update-service_AC05A896
	// aws_sfn_state_machine.redeploy_machine_3A0CD164
}
