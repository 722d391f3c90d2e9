package queue_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestNew(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		q := queue.New(stack, "jobs", &queue.Props{Name: "eval-jobs", Tags: map[string]string{"team": "ai"}})
		if err := q.Ref().Validate(); err != nil {
			t.Errorf("its own reference: %v", err)
		}
	})
	template.Has(t, "aws_sqs_queue", testkit.Object{
		"name": "eval-jobs", "visibility_timeout_seconds": 900, "message_retention_seconds": 345600,
		"receive_wait_time_seconds": 20,
		"sqs_managed_sse_enabled":   true, "kms_master_key_id": testkit.Absent, "fifo_queue": testkit.Absent,
		"max_message_size": testkit.Absent,
		"redrive_policy": `${jsonencode({"deadLetterTargetArn" = aws_sqs_queue.jobs_dead-letter_FECF5561.arn, ` +
			`"maxReceiveCount" = 3})}`,
		"tags": testkit.Object{"team": "ai"},
	})
	template.Has(t, "aws_sqs_queue", testkit.Object{
		"name": "eval-jobs-dlq", "message_retention_seconds": 1209600, "sqs_managed_sse_enabled": true,
		"redrive_policy": testkit.Absent,
	})
	template.Count(t, "aws_sqs_queue", 2)
	template.Golden(t, "queue.json")
}

const key = "arn:aws:kms:eu-west-1:210987654321:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"

// fifoWithKey is a queue whose name only Terraform knows.
func fifoWithKey(stack cdktf.TerraformStack) {
	name := cdktf.NewTerraformVariable(stack, jsii.String("name"),
		&cdktf.TerraformVariableConfig{Type: jsii.String("string"), Default: "ordered-jobs"})
	queue.New(stack, "ordered", &queue.Props{
		Name: *name.StringValue(), FIFO: jsii.Bool(true), ContentBasedDeduplication: jsii.Bool(true), KMSKeyARN: key,
		MaximumMessageSize: jsii.Number(65536), MaxReceiveCount: jsii.Number(5), VisibilityTimeout: jsii.Number(60),
	})
}

func TestFIFOWithKey(t *testing.T) {
	template := testkit.Synth(t, fifoWithKey)
	common := testkit.Object{"fifo_queue": true, "kms_master_key_id": key, "sqs_managed_sse_enabled": testkit.Absent}
	for name, own := range map[string]testkit.Object{
		"${var.name}.fifo": {"content_based_deduplication": true, "max_message_size": 65536,
			"visibility_timeout_seconds": 60},
		"${var.name}-dlq.fifo": {"content_based_deduplication": testkit.Absent, "max_message_size": testkit.Absent},
	} {
		want := testkit.Object{"name": name}
		for _, part := range []testkit.Object{common, own} {
			maps.Copy(want, part)
		}
		template.Has(t, "aws_sqs_queue", want)
	}
}

func TestNewReportsAllMistakes(t *testing.T) {
	var ref queue.Ref
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		q := queue.New(stack, "jobs", &queue.Props{MaxReceiveCount: jsii.Number(0)})
		if ref = q.Ref(); q.Resource() != nil || q.DeadLetterResource() != nil {
			t.Error("a refused queue was made")
		}
	})
	want := "jobs.maxReceiveCount: got 0, want a whole number from 1 to 1000\n" +
		`jobs.name: got "", want 1 to 76 letters, digits, hyphens and underscores; name the queue like eval-jobs`
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if ref.ARN != token.Unknown || ref.Validate() != nil {
		t.Errorf("a refused queue hands out %+v", ref)
	}
}

func TestTerraformAcceptsQueues(t *testing.T) {
	testkit.Heavy(t)
	testkit.ValidateStack(t, testkit.Synth(t, func(stack cdktf.TerraformStack) {
		queue.New(stack, "jobs", &queue.Props{Name: "eval-jobs"})
		fifoWithKey(stack)
	}).Text())
}
