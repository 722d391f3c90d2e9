package review_test

import (
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// A page for the terminal; Markdown makes one for a pull request.
func ExampleNewEstimate() {
	text, err := os.ReadFile("testdata/proxy.tf.json") // or the output of terraform show -json PLANFILE
	if err != nil {
		log.Fatal(err)
	}
	stack, err := review.Read(text)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(review.NewEstimate(stack, review.Options{}))
	// Output:
	// Cost in us-east-1, USD a month of 730 hours, list prices of 2026-09-25
	//
	//                                                   minimum   expected    maximum
	// Compute
	//   llm-proxy: 2–10 tasks of 1 vCPU, 2 GB (x86)       72.08     108.12     360.40
	// Network
	//   llm-proxy: load balancer, 1 LCU                   22.27      22.27      22.27
	//   llm-proxy: 2 public IPv4 addresses                 7.30       7.30       7.30
	//   1 NAT gateway                                     32.85      32.85      32.85
	//   1 elastic IP address                               3.65       3.65       3.65
	//   1 interface endpoint, 2 zones in all              14.60      14.60      14.60
	// Logs and monitoring
	//   llm-proxy: logs, 1 GB a task                       1.00       1.50       5.00
	//   alarms on 3 metrics                                0.30       0.30       0.30
	//   1 metric from logs                                 0.30       0.30       0.30
	//   llm-proxy: Container Insights, enabled             7.50       7.50       7.50
	//   1 dashboard                                        0.00       0.00       3.00
	// Security
	//   1 secret                                           0.40       0.40       0.40
	// Storage
	//   1 ECR repository                                   0.20       0.20       0.20
	// Budgets
	//   1 budget                                           0.00       0.00       0.00
	// Total                                              162.45     198.99     457.77
	//
	// Assumed:
	//   1 GB of log lines from each task
	//   1 capacity unit (LCU) of each load balancer, on average
	//   Container Insights: a rough number of metrics for each cluster, service and task
	//   dashboards: the account's first three are free; the maximum takes them as used elsewhere
	//   2 GB of images in each repository
	//
	// Not counted:
	//   data through the NAT gateways
	//   data through the interface endpoints
	//   model tokens, of Bedrock or of any other provider
	//   data transfer to the internet and between zones
	//   storage and queries of logs
	//   SNS messages
	//   free tiers, discounts and taxes
}

func ExampleRisks() {
	stack, err := review.Read([]byte(`{"resource": {"aws_cloudwatch_log_group": {"logs": {"name": "/ecs/llm-proxy"}}}}`))
	if err != nil {
		log.Fatal(err)
	}
	for _, risk := range review.Risks(stack) {
		fmt.Println(risk.Severity, risk.ID, risk.Address)
		fmt.Println(risk.Text)
		fmt.Println(risk.Remedy)
	}
	// Output:
	// low logs-kept-forever aws_cloudwatch_log_group.logs
	// log lines are never deleted: their cost only grows, and prompts stay readable for ever
	// set retention_in_days
}

// What a plan changes, and whether a gate lets it through.
func ExampleNewPlanReview() {
	plan := `{"format_version": "1.2", "planned_values": {"root_module": {}}, "resource_changes": [
		{"address": "aws_lb.chat", "mode": "managed", "type": "aws_lb", "name": "chat", "change": {
			"actions": ["delete", "create"], "replace_paths": [["name"]],
			"before": {"name": "chat", "idle_timeout": 60}, "after": {"name": "talk", "idle_timeout": 600}}}]}`
	in, err := review.ReadPlan([]byte(plan))
	if err != nil {
		panic(err)
	}
	limits, err := review.ParseFailOn("replace,iam,cost=+20%")
	if err != nil {
		panic(err)
	}
	p := review.NewPlanReview(in, review.Options{})
	fmt.Println(p.Judge(limits).Failed)
	fmt.Println(strings.ReplaceAll(p.Changes[0].Consequence, "; ", "\n"))
	for _, t := range p.Timers {
		fmt.Println(t.Stage, t.Name, t.Before, t.After)
	}
	// Output:
	// [replace: 1 is replaced]
	// AWS knows a load balancer by its name
	// the load balancer is replaced: its DNS name changes, and open streams are cut
	// there is none until the new one is made
	// load balancer silence allowed 60 s 600 s
}
