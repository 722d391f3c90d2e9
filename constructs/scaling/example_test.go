package scaling_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A proxy that keeps forty requests in flight per task.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		scaling.New(stack, "scaling", &scaling.Props{
			ClusterName: "ai", ServiceName: "llm-proxy",
			Settings: scaling.Settings{
				MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(20),
				Metrics: []scaling.MetricTracking{scaling.InFlightPerTask(40)},
			},
		})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_appautoscaling_policy.scaling_policy-in-flight-per-task_43B00734
	// aws_appautoscaling_target.scaling_target_2E42BD0A
}
