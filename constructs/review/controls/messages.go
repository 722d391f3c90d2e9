package controls

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

var (
	ofTopics        = words("aws_sns_topic aws_sns_topic_policy")
	ofQueues        = words("aws_sqs_queue")
	ofQueuePolicies = words("aws_sqs_queue aws_sqs_queue_policy")
)

// messages are the controls of topics and queues.
var messages = []Control{
	{ID: "sns-encrypted", Tier: Default, Severity: review.Medium,
		Holds:  "Messages of a topic are encrypted with a key: kms_master_key_id is set",
		Remedy: "set kms_master_key_id to a key whose policy lets the services publish that do", Source: securityHub("SNS.1"),
		Answers: words("SNS.1 CKV_AWS_26 AWS-0095"), Types: words("aws_sns_topic"), OptOut: "encrypted-topic",
		Prop: "guardrails.Topic.NewKMSKey", judge: protected("encrypted-topic")},
	{ID: "sns-private", Tier: Must, Severity: review.High,
		Holds: "No policy of a topic lets everyone in", Remedy: "name who may publish, or state aws:SourceAccount",
		Source: securityHub("SNS.4"), Answers: words("SNS.4 CKV_AWS_169 CKV_AWS_385"), Types: ofTopics,
		judge: risk("public-resource-policy")},
	{ID: "sqs-encrypted", Tier: Must, Severity: review.Medium,
		Holds: "Messages of a queue are encrypted", Remedy: "unset sqs_managed_sse_enabled, or set kms_master_key_id",
		Source: securityHub("SQS.1"), Answers: words("SQS.1 CKV_AWS_27 AWS-0096"), Types: ofQueues, judge: encryptedQueue},
	{ID: "sqs-private", Tier: Must, Severity: review.High,
		Holds: "No policy of a queue lets everyone in", Remedy: "name who may send, or state aws:SourceArn",
		Source: securityHub("SQS.3"), Answers: words("SQS.3 CKV_AWS_168"), Types: ofQueuePolicies,
		judge: risk("public-resource-policy")},
	{ID: "sqs-named-actions", Tier: Must, Severity: review.Medium,
		Holds: "A policy of a queue names the actions that it allows, rather than sqs:*", Remedy: "name the actions",
		Source:  guideSQS + "sqs-security-best-practices.html",
		Answers: words("AWS-0097 CKV2_AWS_73"), Types: ofQueuePolicies, judge: allowed(everyActionOfQueues)},
	{ID: "sqs-dead-letters", Tier: Must, Severity: review.Medium,
		Holds:  "A message that cannot be handled is put aside: a queue has a dead-letter queue, or is one",
		Remedy: "set redrive_policy",
		Source: guideSQS + "sqs-dead-letter-queues.html",
		Types:  ofQueues, judge: deadLetters},
}

func encryptedQueue(_ *view, r review.Resource) answer {
	managed, key := r.Attributes["sqs_managed_sse_enabled"], r.Attributes["kms_master_key_id"]
	if holds, known := onByDefault(managed); holds || !unset(key) {
		return pass
	} else if !known {
		return open("sqs_managed_sse_enabled is known only after an apply")
	}
	return fail("sqs_managed_sse_enabled is %s, kms_master_key_id is not set", shown(managed))
}

func everyActionOfQueues(_ review.Resource, s iampolicy.Statement) (string, bool) {
	for _, action := range s.Actions {
		if iampolicy.EveryAction(action) {
			return "it allows " + action, true
		}
	}
	return "it allows everything but a few actions", len(s.NotActions) > 0
}

// deadLetters requires a queue to have one, or that another queue, a schedule or the like gives up into it.
func deadLetters(v *view, r review.Resource) answer {
	if !unset(r.Attributes["redrive_policy"]) || !unset(r.Attributes["redrive_allow_policy"]) {
		return pass
	}
	for _, other := range v.Resources {
		if other.Address == r.Address {
			continue
		}
		if redrive := other.Attributes["redrive_policy"]; review.Document(redrive) == nil && v.leadsNowhere(other, redrive) &&
			redrive != nil {
			return open("redrive_policy of %s is known only after an apply", other.Address)
		}
		for name, value := range other.Attributes {
			if name == "redrive_policy" || strings.HasPrefix(other.Type, "aws_sqs_queue_redrive") {
				if v.means(other, value, r) || v.means(other, review.Document(value), r) {
					return pass
				}
			}
		}
		for _, target := range blocks(other.Attributes["target"]) {
			if v.means(other, block(target["dead_letter_config"])["arn"], r) {
				return pass
			}
		}
		if v.means(other, block(other.Attributes["dead_letter_config"]), r) {
			return pass
		}
	}
	return v.elsewhere(fail("redrive_policy is not set"))
}
