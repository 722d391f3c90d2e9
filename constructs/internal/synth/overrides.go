package synth

import (
	"slices"
	"strconv"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var overrideIndex = rules.Rule{
	ID:     "override-index",
	Judges: "An index in the path of AddOverride counts the elements of a list.",
	Why:    "A block that is no list has no elements, and Terraform refuses the number as an attribute.",
}

// texts are attributes that hold JSON, by the type of their resource.
var texts = map[string][]string{
	"aws_cloudwatch_dashboard":                  {"dashboard_body"},
	"aws_cloudwatch_event_rule":                 {"event_pattern"},
	"aws_cloudwatch_event_target":               {"input"},
	"aws_cloudwatch_log_data_protection_policy": {"policy_document"},
	"aws_cloudwatch_log_resource_policy":        {"policy_document"},
	"aws_ecr_lifecycle_policy":                  {"policy"},
	"aws_ecr_repository_policy":                 {"policy"},
	"aws_ecs_task_definition":                   {"container_definitions"},
	"aws_iam_policy":                            {"policy"},
	"aws_iam_role":                              {"assume_role_policy"},
	"aws_iam_role_policy":                       {"policy"},
	"aws_kms_key":                               {"policy"},
	"aws_s3_bucket_policy":                      {"policy"},
	"aws_secretsmanager_secret_policy":          {"policy"},
	"aws_sfn_state_machine":                     {"definition"},
	"aws_sns_topic_policy":                      {"policy"},
	"aws_sqs_queue":                             {"redrive_policy", "redrive_allow_policy"},
	"aws_sqs_queue_policy":                      {"policy"},
	"aws_vpc_endpoint":                          {"policy"},
}

// lostOverrides finds what AddOverride made of paths that lead into a text or count what is no list.
func lostOverrides(stack string, document map[string]any) rules.Mistakes {
	var ms rules.Mistakes
	kinds, _ := document["resource"].(map[string]any)
	for _, kind := range check.SortedKeys(kinds) {
		named, _ := kinds[kind].(map[string]any)
		for _, name := range check.SortedKeys(named) {
			at := rules.Join(rules.Join(stack, kind), name)
			attributes, _ := named[name].(map[string]any)
			for _, attribute := range check.SortedKeys(attributes) {
				judgeOverride(&ms, rules.Join(at, attribute), kind, attribute, attributes[attribute])
			}
		}
	}
	return ms
}

func judgeOverride(ms *rules.Mistakes, at, kind, attribute string, value any) {
	object, isObject := value.(map[string]any)
	_, isList := value.([]any)
	switch {
	case slices.Contains(texts[kind], attribute):
		if isObject || isList {
			ms.Break(bridge.OverriddenText, at, "an override of a part of a text", "no override of it",
				"state what the text is made of in the construct's props")
		}
	case isObject:
		for _, key := range check.SortedKeys(object) {
			_, ofBlock := object[key].(map[string]any)
			if _, err := strconv.Atoi(key); err == nil && ofBlock {
				ms.Break(overrideIndex, rules.Join(at, key), "an override with an index into a block that is no list",
					"a path without "+key, "leave the number out of the path")
			}
		}
	}
}
