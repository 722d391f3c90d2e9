package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// updateWords say what follows where an attribute of a type becomes another, by "TYPE PATH"; the path is the beginning
// of the attribute's. A type "*" is every type.
var updateWords = []struct{ kind, path, words string }{
	{"aws_ecs_service", "task_definition", "new tasks start with the new revision and replace the old ones"},
	{"aws_ecs_service", "desired_count", "the number of tasks changes"},
	{"aws_ecs_service", "network_configuration", "new tasks with the new network settings replace the old ones"},
	{"aws_ecs_service", "load_balancer", "new tasks are registered in other target groups and replace the old ones"},
	{"aws_ecs_service", "capacity_provider_strategy", "new tasks are placed in another way"},
	{"aws_ecs_service", "enable_execute_command", "tasks that start from now on have the new setting"},
	{"aws_ecs_service", "deployment_circuit_breaker", "a deployment that fails is treated in another way"},
	{"aws_ecs_service", "deployment_minimum_healthy_percent", "the room for a deployment changes"},
	{"aws_ecs_service", "deployment_maximum_percent", "the room for a deployment changes"},
	{"aws_appautoscaling_target", "min_capacity", "the least number of tasks changes"},
	{"aws_appautoscaling_target", "max_capacity", "the greatest number of tasks changes, and with it the highest cost"},
	{"aws_lb_listener", "certificate_arn", "clients see another certificate"},
	{"aws_lb_listener", "default_action", "requests that no rule matches go elsewhere"},
	{"aws_lb_listener", "ssl_policy", "clients may need other versions of TLS"},
	{"aws_lb_listener", "port", "it listens on another port"},
	{"aws_lb_listener_rule", "priority", "another rule may match first"},
	{"aws_lb_listener_rule", "condition", "it matches other requests"},
	{"aws_lb_listener_rule", "action", "what it matches goes elsewhere"},
	{"aws_lb_target_group", "health_check", "tasks count as healthy by another check"},
	{"aws_lb", "security_groups", "others may reach the load balancer"},
	{"aws_lb", "subnets", "its addresses change"},
	{"aws_lb", "access_logs", "requests are recorded elsewhere, or not at all"},
	{"aws_route53_record", "records", "the name leads elsewhere"},
	{"aws_route53_record", "alias", "the name leads elsewhere"},
	{"aws_cloudwatch_metric_alarm", "alarm_actions", "others are told, or something else acts, when it rings"},
	{"aws_cloudwatch_metric_alarm", "ok_actions", "others are told when it is over"},
	{"aws_cloudwatch_metric_alarm", "threshold", "it rings at another value"},
	{"aws_cloudwatch_metric_alarm", "actions_enabled", "whether it tells anybody changes"},
	{"aws_cloudwatch_metric_alarm", "treat_missing_data", "it takes silence in another way"},
	{"aws_s3_bucket_server_side_encryption_configuration", "rule", "objects that are written from now on are " +
		"encrypted with " +
		"another key; who reads them must be allowed to use it"},
	{"aws_kms_key", "policy", "others may use the key"},
	{"aws_ecr_lifecycle_policy", "policy", "other images are deleted"},
	{"aws_s3_bucket_lifecycle_configuration", "rule", "other objects are deleted, or sooner or later"},
	{"aws_sqs_queue", "visibility_timeout_seconds", "a message that is not done in this time is handed out again"},
	{"aws_sqs_queue", "redrive_policy", "messages that fail go elsewhere, or after more or fewer tries"},
	{"aws_sns_topic_subscription", "endpoint", "somebody else is told"},
	{"aws_cloudwatch_log_group", "kms_key_id", "lines from now on are encrypted with another key"},
	{"aws_scheduler_schedule", "schedule_expression", "it runs at other times"},
	{"aws_scheduler_schedule", "state", "whether it runs changes"},
	{"aws_scheduler_schedule", "target", "it starts something else"},
	{"aws_secretsmanager_secret_version", "secret_string", "who reads the secret gets another value"},
	{"aws_ssm_parameter", "value", "who reads the parameter gets another value"},
	{"aws_budgets_budget", "limit_amount", "it warns at another sum"},
	{"aws_wafv2_web_acl", "rule", "other requests are blocked"},
	{"aws_wafv2_web_acl", "default_action", "requests that no rule matches are treated in another way"},
	{"aws_bedrock_guardrail", "content_policy_config", "other contents are filtered"},
	{"aws_bedrock_guardrail", "topic_policy_config", "other topics are refused"},
	{"aws_codedeploy_deployment_group", "deployment_config_name", "traffic moves to new tasks in another rhythm"},
	{"aws_efs_file_system", "lifecycle_policy", "files move to other storage"},
	{"aws_vpc", "enable_dns", "how names resolve in the network changes"},
}

// updated says what follows from an update, for what is known of the type: each once.
func (c *comparison) updated(out Change, from tfjson.Change) string {
	var all []string
	paths := slices.Clone(out.Unknown)
	for _, a := range out.Attributes {
		if a.Note == "" || !strings.HasPrefix(a.Note, "only its order") && !strings.HasPrefix(a.Note, "it says the same") {
			paths = append(paths, a.Path)
		}
	}
	for _, w := range updateWords {
		if w.kind == typeOf(from.Type) && !slices.Contains(all, w.words) &&
			slices.ContainsFunc(paths, func(path string) bool {
				return strings.HasPrefix(path, w.path)
			}) {
			all = append(all, w.words)
		}
	}
	if len(all) == 0 && onlyTags(out) {
		return onlyTagsWords
	}
	return strings.Join(all, "; ")
}

const onlyTagsWords = "only its tags change"

func onlyTags(out Change) bool {
	return len(out.Attributes) > 0 && len(out.Unknown) == 0 &&
		!slices.ContainsFunc(out.Attributes, func(a AttributeChange) bool {
			return !strings.HasPrefix(a.Path, "tags")
		})
}
