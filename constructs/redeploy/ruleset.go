package redeploy

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// events

	secretSuffix = rules.Rule{
		ID:     "redeploy-secret-suffix",
		Judges: "The ARN of a secret ends with the suffix that Secrets Manager gave it.",
		Why:    "Events have the whole ARN, and a rule of EventBridge matches no part of it.",
		Source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/secret-event-notifications.html",
	}
	secretRegion = rules.Rule{
		ID:     "redeploy-secret-region",
		Judges: "A secret is in the region of the service.",
		Why:    "Secrets Manager reports a change to EventBridge in the secret's own region only.",
	}
	patternSize = rules.Rule{
		ID:     "redeploy-pattern-size",
		Judges: "What is watched fits into an event pattern of EventBridge.",
		Why:    "EventBridge refuses a pattern of more than 2048 characters.",
		Source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
	}
)
