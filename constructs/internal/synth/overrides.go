package synth

import (
	"encoding/json"
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
func lostOverrides(stack Stack) rules.Mistakes {
	var ms rules.Mistakes
	var document struct {
		Resource map[string]map[string]map[string]any `json:"resource"`
	}
	if json.Unmarshal(stack.Text, &document) != nil {
		return nil // HCL
	}
	for _, kind := range check.SortedKeys(document.Resource) {
		for _, name := range check.SortedKeys(document.Resource[kind]) {
			at := rules.Join(rules.Join(stack.Name, kind), name)
			for _, attribute := range check.SortedKeys(document.Resource[kind][name]) {
				judgeOverride(&ms, rules.Join(at, attribute), kind, attribute, document.Resource[kind][name][attribute])
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
