package logs_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A log group of a service, with a metric of the tokens that it logs.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		group := logs.New(stack, "logs", &logs.Props{Name: "/ecs/llm-proxy", RetentionDays: jsii.Number(90)})
		fmt.Println("delivery:", group.Options()["mode"])
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// delivery: non-blocking
	// aws_cloudwatch_log_group.logs_group_F4848128
}
