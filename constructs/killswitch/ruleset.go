package killswitch

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	pulledBy = rules.Rule{
		ID:     "kill-switch-alarms",
		Judges: "A kill switch that acts by itself has alarms that pull it, and one that is pulled by hand has none.",
		Why:    "Without an alarm it would never act; without the mode the alarms would be ignored.",
	}
	scalingRange = rules.Rule{
		ID:     "kill-switch-scaling",
		Judges: "The way back leads to a minimum that is no more than the maximum.",
		Why:    "AWS would refuse the command that the message quotes.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
	}
	topicKey = rules.Rule{
		ID:     "kill-switch-topic-key",
		Judges: "The key of the topic is named by its own ARN.",
		Why:    "The permission to use it needs the key; a policy knows no alias.",
		Source: "https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html",
	}
)
