package queue_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// A queue of jobs with a dead-letter queue.
func ExampleNew() {
	stack, err := testkit.SynthStack(func(stack cdktf.TerraformStack) {
		queue.New(stack, "jobs", &queue.Props{Name: "eval-jobs", VisibilityTimeout: jsii.Number(1800)})
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Join(stack.Addresses(), "\n"))
	// Output:
	// aws_sqs_queue.jobs_dead-letter_FECF5561
	// aws_sqs_queue.jobs_queue_1C1A0084
	// aws_sqs_queue_policy.jobs_dead-letter-policy_6D3927C7
	// aws_sqs_queue_policy.jobs_policy_A520B678
	// aws_sqs_queue_redrive_allow_policy.jobs_redrive-allow_52711760
}
