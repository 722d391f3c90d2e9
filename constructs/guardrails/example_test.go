package guardrails_test

import (
	"fmt"
	"log"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// Alarms on tokens and spend, and a budget.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		rails := guardrails.New(stack, "guardrails", &guardrails.Props{
			ClusterName: "ai", ServiceName: "llm-proxy",
			Settings: guardrails.Settings{
				Name:   "llm-proxy",
				Topic:  &guardrails.Topic{Emails: jsii.Strings("oncall@acme.dev")},
				Models: []guardrails.Model{{InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)}},
				Alarms: guardrails.Alarms{TokensPerMinute: jsii.Number(200_000), SpendUSDPerHour: jsii.Number(25)},
				Budget: &guardrails.Budget{MonthlyUSD: jsii.Number(500)},
			},
		})
		fmt.Println(len(*rails.RollbackAlarmNames()), "of the alarms roll a deployment back")
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(stack.Resources("aws_cloudwatch_metric_alarm")), "alarms")
	fmt.Println(len(stack.Resources("aws_budgets_budget")), "budget")
	// Output:
	// 1 of the alarms roll a deployment back
	// 3 alarms
	// 1 budget
}
