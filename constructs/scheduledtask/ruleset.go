package scheduledtask

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	flexibleWindow = rules.Rule{
		ID:     "scheduledtask-flexible-window",
		Judges: "The flexible minutes of a schedule are fewer than those between two runs.",
		Why:    "A run could start after the one that follows it.",
		Source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html",
	}
	missedAfter = rules.Rule{
		ID:     "scheduledtask-missed-after",
		Judges: "The alarm on missed runs waits for longer than the schedule does between two runs.",
		Why:    "It would ring although every run ends well.",
	}
	missedEnds = rules.Rule{
		ID:     "scheduledtask-missed-ends",
		Judges: "The alarm on missed runs belongs to a schedule that goes on.",
		Why:    "After the last run it would ring for ever.",
	}
	overrideSize = rules.Rule{
		ID:     "scheduledtask-override-size",
		Judges: "Commands and variables of a run fit into what ECS takes.",
		Why:    "ECS refuses overrides of more than 8192 characters, at each run.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html",
	}
	plaintextCredential = rules.Rule{
		ID:     "scheduledtask-plaintext-credential",
		Judges: "The environment of a run holds no credential in plain text.",
		Why:    "It shows in the plan, in the state, in the console and in every call that describes the schedule.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
	}
	taskFamily = rules.Rule{
		ID:     "scheduledtask-task-family",
		Judges: "The revision to run belongs to the family that the role may run.",
		Why:    "ECS would refuse every run.",
	}
	capacityBase = rules.Rule{
		ID:     "scheduledtask-capacity-base",
		Judges: "At most one capacity provider has a base.",
		Why:    "AWS accepts a base on one provider only.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
	}
	capacityWeight = rules.Rule{
		ID:     "scheduledtask-capacity-weight",
		Judges: "A capacity provider has a weight above 0.",
		Why:    "Otherwise tasks beyond the base never start.",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
	}
	topicKey = rules.Rule{
		ID:     "scheduledtask-topic-key",
		Judges: "The topic is encrypted with a customer managed key, or with none.",
		Why:    "CloudWatch may not use a key of AWS's, and no alarm would arrive.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
	}
)
