package review

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// weakening is a change of an attribute after which something protects, keeps or does less.
type weakening struct {
	kinds string // types of resources, with spaces between; "" is every type
	path  string // the attribute's last names, or the beginning of its path where it ends in "…"
	less  func(before, after any) bool
	id    string
	Severity
	text, remedy string
}

var weakenings = []weakening{
	{"aws_appautoscaling_target", "max_capacity", toZero, "stopped", High, "no task may run any more",
		"leave room for one"},
	{"aws_ecs_service", "desired_count", toZero, "stopped", High, "no task runs any more", "leave one"},
	{"aws_scheduler_schedule aws_cloudwatch_event_rule", "state", fromTo("ENABLED", "DISABLED"), "stopped", Medium,
		"it does not run any more", "delete it where nobody needs it"},
	{"aws_cloudwatch_event_rule", "is_enabled", fromTrue, "stopped", Medium, "it does not run any more",
		"delete it where nobody needs it"},
	{"aws_sqs_queue", "redrive_policy", dropped, protectionRemoved, High, "messages that fail are dropped, or " +
		"come back for " +
		"ever", turnItOn},
	{"aws_scheduler_schedule aws_cloudwatch_event_target aws_lambda_function", "dead_letter_config", dropped,
		protectionRemoved, High, "what fails is dropped", turnItOn},
	{"aws_budgets_budget", "limit_amount", timesMore(2), "budget-raised", Medium,
		"the budget warns, and its actions act, at twice as much or more", "see that the sum is meant"},
	{"aws_bedrock_guardrail", "strength", weakerStrength, protectionRemoved, High, "the guardrail filters less",
		turnItOn},
	{"aws_bedrock_guardrail", "content_policy_config…", dropped, protectionRemoved, High,
		"the guardrail filters fewer contents", turnItOn},
	{"aws_bedrock_guardrail", "topic_policy_config…", dropped, protectionRemoved, High,
		"the guardrail refuses fewer topics", turnItOn},
	{"aws_bedrock_guardrail", "word_policy_config…", dropped, protectionRemoved, High,
		"the guardrail blocks fewer words", turnItOn},
	{"aws_bedrock_guardrail", "sensitive_information_policy_config…", dropped, protectionRemoved, High,
		"the guardrail lets more sensitive information through", turnItOn},
	{"aws_bedrock_guardrail", "contextual_grounding_policy_config…", dropped, protectionRemoved, High,
		"the guardrail asks less for grounds", turnItOn},
	{"aws_cognito_user_pool", "mfa_configuration", fromTo("ON", "OFF", "OPTIONAL"), protectionRemoved, High,
		"a password alone is enough to log in", turnItOn},
	{"aws_cognito_user_pool", "mfa_configuration", fromTo("OPTIONAL", "OFF"), protectionRemoved, Medium,
		"users cannot have a second factor any more", turnItOn},
	{"aws_lambda_function", "vpc_config[0]", dropped, protectionRemoved, Medium,
		"the function leaves the network: no security group holds what it calls", turnItOn},
	{"aws_bedrock_guardrail", "action", fromTo("BLOCK", "NONE", "ANONYMIZE"), protectionRemoved, High,
		"the guardrail blocks less", turnItOn},
	{"aws_ecr_lifecycle_policy", "countNumber", lower, retentionCut, Medium,
		"fewer images, or younger ones, are kept: what runs, and what a rollback needs, may go", "keep as many as before"},
	{"aws_s3_bucket_lifecycle_configuration", "days", lower, retentionCut, Medium,
		"objects are deleted, or moved, sooner", "keep them as long as before"},
	{"aws_s3_bucket_lifecycle_configuration", "noncurrent_days", lower, retentionCut, Medium,
		"old versions are deleted sooner", "keep them as long as before"},
	{"aws_ecs_service", "rollback", fromTrue, protectionRemoved, High,
		"a deployment that fails is not rolled back any more", turnItOn},
	{"aws_ecs_service", "deployment_minimum_healthy_percent", toZero, protectionRemoved, High,
		"a deployment may stop all tasks before new ones run", turnItOn},
	{"aws_ecs_cluster", `["containerInsights"].value`, fromTo("enabled", "disabled"), protectionRemoved, Medium,
		"Container Insights is turned off: alarms on it go silent", turnItOn},
	{"aws_lb_target_group", "health_check[0].matcher", wider, "health-check-weaker", Medium,
		"tasks that answer with errors count as healthy", "take success alone for healthy"},
	{"aws_lb_target_group", "health_check[0].enabled", fromTrue, "health-check-weaker", Medium,
		"what does not answer is sent requests all the same", turnItOn},
	{"aws_cloudwatch_metric_alarm", "metric_name", another, "alarm-dulled", Medium,
		"what it watched, it does not watch any more", "make a second alarm"},
	{"aws_s3_bucket_object_lock_configuration", "days", lower, retentionCut, Medium,
		"objects may be deleted sooner", "keep them as long as before"},
	{"aws_s3_bucket_object_lock_configuration", "years", lower, retentionCut, Medium,
		"objects may be deleted sooner", "keep them as long as before"},
	{"aws_cloudwatch_metric_alarm", "treat_missing_data", fromTo("breaching", "notBreaching", "ignore", "missing"),
		"alarm-dulled", Medium, "silence rings no more", "leave it at breaching where silence is a fault"},
	{"aws_cloudwatch_metric_alarm", "evaluation_periods", timesMore(5), "alarm-dulled", Medium,
		"it rings five times later, or later still", "see that it is meant"},
	{"aws_secretsmanager_secret", "recovery_window_in_days", toZero, retentionCut, Medium,
		"a secret that is deleted is gone at once", "keep it as long as before"},
	{"aws_route53_record", "health_check_id", dropped, protectionRemoved, Medium,
		"the name leads to what is down, too", turnItOn},
	{"aws_wafv2_web_acl", "block…", dropped, protectionRemoved, Medium, "a rule does not block any more", turnItOn},
	{"aws_ecs_service", "load_balancer…", dropped, "stopped", High, "the load balancer sends it nothing any more",
		"leave it where clients call it"},
	{"aws_lb", "desync_mitigation_mode", fromTo("strictest", "defensive", "monitor"), protectionRemoved, Medium,
		"ambiguous requests reach the tasks", turnItOn},
	{"aws_lb", "desync_mitigation_mode", fromTo("defensive", "monitor"), protectionRemoved, Medium,
		"ambiguous requests reach the tasks", turnItOn},
	{"aws_appautoscaling_target", "max_capacity", timesMore(10), "scaling-raised", Medium,
		"ten times as many tasks may run, or more, and cost", "see that the number is meant"},
	{"aws_db_instance aws_rds_cluster aws_docdb_cluster aws_neptune_cluster aws_elasticache_replication_group " +
		"aws_mq_broker aws_opensearch_domain", "engine_version", anotherMajor, "major-version", Medium,
		"it moves to another major version, is away meanwhile, and cannot go back", "try it on a copy first"},
	{"", "enabled_cloudwatch_logs_exports…", dropped, protectionRemoved, Medium, "its logs are not kept any more",
		turnItOn},
	{"", "web_acl_id", dropped, protectionRemoved, High, "requests are not inspected any more", turnItOn},
	{"", "web_acl_arn", dropped, protectionRemoved, High, "requests are not inspected any more", turnItOn},
	{"aws_kms_alias", "target_key_id", another, "key-elsewhere", Medium,
		"what names the alias uses another key from now on", "see that the key is ours, and that the old one stays"},
	{"aws_dynamodb_table", "ttl[0].enabled", func(before, after any) bool { return isFalse(before) && isTrue(after) },
		retentionCut, Medium, "items whose time is past are deleted", "see that the attribute is a time to end"},
	{"aws_cloudtrail aws_config_delivery_channel", "s3_bucket_name", another, "logs-elsewhere", Medium,
		"what is recorded goes elsewhere from now on", "see that the place is ours"},
	{"aws_s3_bucket_logging", "target_bucket", another, "logs-elsewhere", Medium,
		"what is recorded goes elsewhere from now on", "see that the place is ours"},
	{"aws_lb", "access_logs[0].bucket", another, "logs-elsewhere", Medium, "what is recorded goes elsewhere from now on",
		"see that the place is ours"},
	{"aws_flow_log", "log_destination", another, "logs-elsewhere", Medium, "what is recorded goes elsewhere from now on",
		"see that the place is ours"},
	{"aws_vpc", "enable_dns_support", fromTrue, "stopped", High, "no name is found in the network any more", turnItOn},
	{"aws_lambda_function", "reserved_concurrent_executions", toZero, "stopped", High, "it cannot run any more",
		"leave room for one"},
}

// weakened reports what an update, or a new revision, makes weaker.
func (in *Inventory) weakened(c tfjson.Change, report reporter) {
	for _, d := range c.Differences() {
		if d.Kind != tfjson.Differs {
			continue
		}
		before, after := tfjson.Reveal(d.Before), tfjson.Reveal(d.After)
		for _, w := range weakenings {
			if (w.kinds == "" || slices.Contains(strings.Fields(w.kinds), typeOf(c.Type))) && w.at(d.Path) &&
				w.less(before, after) {
				report(w.id, w.Severity, line(d.Path)+": "+w.text, w.remedy)
			}
		}
		if c.Type == "aws_cloudwatch_metric_alarm" && d.Path == "threshold" && dulled(text(c.After["comparison_operator"]),
			before, after) {
			report("alarm-dulled", Medium, "threshold goes from "+show(before)+" to "+show(after)+
				": it rings far later, or never", "see that it is meant")
		}
	}
}

func show(v any) string {
	n, _ := magnitude(v)
	return amount(n)
}

func (w weakening) at(path string) bool {
	if name, is := strings.CutSuffix(w.path, "…"); is {
		return strings.Contains("."+path, "."+name)
	}
	return path == w.path || strings.HasSuffix(path, "."+w.path) || strings.HasSuffix(path, "_"+w.path) ||
		strings.HasSuffix(path, w.path) && strings.HasPrefix(w.path, "[")
}

func toZero(before, after any) bool {
	was, _ := number(before)
	is, known := number(after)
	return was > 0 && known && is == 0
}

// magnitude is a number of whatever size: one that is too large for a resource is larger than before all the same.
func magnitude(v any) (n float64, known bool) {
	if n, known = number(v); known {
		return n, true
	}
	written := text(v)
	if literal, ok := scalar(v).(json.Number); ok {
		written = literal.String()
	}
	n, err := strconv.ParseFloat(written, 64)
	return n, (err == nil || math.IsInf(n, 0)) && !math.IsNaN(n)
}

func lower(before, after any) bool {
	was, wasKnown := magnitude(before)
	is, known := magnitude(after)
	return wasKnown && known && is < was
}

func timesMore(times float64) func(before, after any) bool {
	return func(before, after any) bool {
		was, _ := magnitude(before)
		is, known := magnitude(after)
		return was > 0 && known && is >= was*times
	}
}

func dropped(before, after any) bool { return !nothing(before) && nothing(after) }

// another is a text in the place of one that was set.
func another(before, after any) bool { return text(before) != "" && text(before) != text(after) }

// nothing is a value that is not set, or an empty list or text.
func nothing(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	case string:
		return v == "" || v == "{}"
	}
	return v == nil
}

// anotherMajor is a version whose first number is another.
func anotherMajor(before, after any) bool {
	was, _, _ := strings.Cut(text(before), ".")
	is, _, _ := strings.Cut(text(after), ".")
	return was != "" && is != "" && was != is && !isReference(is)
}

func fromTrue(before, after any) bool { return isTrue(before) && isFalse(after) }

func fromTo(from string, to ...string) func(before, after any) bool {
	return func(before, after any) bool {
		return text(before) == from && slices.Contains(to, text(after))
	}
}

func weakerStrength(before, after any) bool {
	order := []string{"NONE", "LOW", "MEDIUM", "HIGH"}
	return slices.Contains(order, text(after)) && slices.Index(order, text(after)) < slices.Index(order, text(before))
}

// wider is a list of codes that has errors of servers or of clients afterwards.
func wider(before, after any) bool {
	fails := func(v any) bool {
		return strings.ContainsAny(text(v), "45") && (strings.Contains(text(v), "5") && !strings.Contains(text(v), "205") ||
			strings.Contains(text(v), "4"))
	}
	return !fails(before) && fails(after) && text(before) != ""
}

// dulled is a threshold five times as far away.
func dulled(operator string, before, after any) bool {
	was, wasKnown := magnitude(before)
	is, known := magnitude(after)
	if !wasKnown || !known {
		return false
	}
	if strings.HasPrefix(operator, "Less") {
		return was > 0 && is <= was/5
	}
	return was > 0 && is >= was*5
}
