package review

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiagram(t *testing.T) {
	in := edited(t,
		edit{"aws_sqs_queue", object{"jobs": object{"name": "jobs"}, "dead": object{"name": `"dead" <jobs>`}}},
		edit{"aws_sqs_queue.jobs.redrive_policy", `${jsonencode({"deadLetterTargetArn" = "${aws_sqs_queue.dead.arn}"})}`},
		edit{"aws_ecs_service.worker", object{"name": "worker", "task_definition": "${aws_ecs_task_definition.task.arn}"}})
	want := `flowchart LR
  cloudwatch_log_group_logs["logs<br/>/ecs/llm-proxy"]
  ecr_repository_repository["images<br/>llm-proxy"]
  ecs_service_service["service<br/>llm-proxy"]
  ecs_service_worker["service<br/>worker"]
  lb_balancer["load balancer<br/>llm-proxy"]
  secretsmanager_secret_key["secret<br/>llm-proxy/openai-key"]
  sqs_queue_dead["queue<br/>#quot;dead#quot; #lt;jobs#gt;"]
  sqs_queue_jobs["queue<br/>jobs"]
  ecs_service_service --> cloudwatch_log_group_logs
  ecs_service_service --> ecr_repository_repository
  ecs_service_service --> secretsmanager_secret_key
  ecs_service_worker --> cloudwatch_log_group_logs
  ecs_service_worker --> ecr_repository_repository
  ecs_service_worker --> secretsmanager_secret_key
  internet((internet)) --> lb_balancer
  sqs_queue_jobs --> sqs_queue_dead
  lb_balancer --> ecs_service_service
`
	if diff := cmp.Diff(want, Diagram(in)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
