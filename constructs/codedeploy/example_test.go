package codedeploy_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A canary of ten percent, which waits an hour for the evaluation on the test listener.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		const listeners = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:listener/app/ai/50dc6c495c0c9188/"
		codedeploy.New(stack, "deployments", &codedeploy.Props{
			ClusterName: "ai", ServiceName: "llm-proxy",
			ListenerARN: listeners + "f2f7dc8efc522ab2", TestListenerARN: listeners + "0467ef3c8400ae65",
			BlueTargetGroupName: "llm-proxy-1", GreenTargetGroupName: "llm-proxy-green-1",
			TaskRoleARNs: jsii.Strings("arn:aws:iam::210987654321:role/llm-proxy-execution"),
			Settings: codedeploy.Settings{
				Name: "llm-proxy", ApprovalMinutes: jsii.Number(60), AlarmNames: jsii.Strings("llm-proxy-5xx"),
			},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_codedeploy_app.deployments_application_1561D1D2
	// aws_codedeploy_deployment_group.deployments_group_38CA14C2
	// aws_iam_role.deployments_role_826B784E
	// aws_iam_role_policy.deployments_policy_1211CB84
}
