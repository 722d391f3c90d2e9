package scaling

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// what is watched

	signal = rules.Rule{
		ID:     "scaling-signal",
		Judges: "Something changes the number of tasks.",
		Why:    "A scalable target without a policy and a schedule does nothing.",
	}
	latency = rules.Rule{
		ID:     "scaling-latency",
		Judges: "The number of tasks does not follow a latency.",
		Why:    "When the model behind the service is slow, more tasks do not make it faster.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html",
	}
	mathResult = rules.Rule{
		ID:     "scaling-metric-math-result",
		Judges: "Exactly one line of metric math returns data.",
		Why:    "A policy follows one number.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html",
	}
	mathName = rules.Rule{
		ID:     "scaling-metric-math-line",
		Judges: "An expression of metric math names lines that exist.",
		Why:    "CloudWatch refuses an expression with a name that it does not know.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html",
	}
	metricResolution = rules.Rule{
		ID:     "scaling-metric-resolution",
		Judges: "A period below a minute goes with metrics that an application publishes itself.",
		Why:    "AWS publishes its own once a minute; only those with a StorageResolution of 1 are finer.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html",
	}

	// alarms

	alarmPeriod = rules.Rule{
		ID:     "scaling-alarm-period",
		Judges: "The period of an alarm is 10, 30 or a multiple of 60 seconds.",
		Why:    "CloudWatch knows no other periods.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
	}
	alarmWindow = rules.Rule{
		ID:     "scaling-alarm-window",
		Judges: "All periods of an alarm together are at most a day, or a week when each is an hour or longer.",
		Why:    "CloudWatch looks back no further.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
	}

	// steps

	stepBounds = rules.Rule{
		ID:     "scaling-step-bounds",
		Judges: "A step has a lower bound, an upper bound above it, or both.",
		Why:    "Bounds count from the threshold, and a step without any or with none between them means nothing.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html",
	}
	stepCoverage = rules.Rule{
		ID:     "scaling-step-coverage",
		Judges: "Every value beyond the threshold belongs to exactly one step.",
		Why:    "AWS refuses overlaps and gaps, and does nothing about a value that belongs to no step.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html",
	}
	leastAdjustment = rules.Rule{
		ID:     "scaling-least-adjustment",
		Judges: "A least number of tasks goes with steps that are a percentage.",
		Why:    "For any other step AWS ignores it.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/" +
			"API_StepScalingPolicyConfiguration.html",
	}

	// minimum and maximum

	capacityOrder = rules.Rule{
		ID:     "scaling-capacity-order",
		Judges: "The maximum of tasks is not below the minimum.",
		Why:    "AWS refuses it.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
	}
	fromZero = rules.Rule{
		ID:     "scaling-from-zero",
		Judges: "A service that may have no task has something that starts the first one.",
		Why:    "CPU, memory, requests per target and the tasks' own metrics have no data without a task.",
	}

	// schedules

	scheduleBounds = rules.Rule{
		ID:     "scaling-schedule-bounds",
		Judges: "The bound that a schedule leaves alone fits the one that it sets.",
		Why: "It stays as it was set last, and AWS refuses a minimum above the maximum only when the time of the schedule " +
			"has come.",
	}
	scheduleReturn = rules.Rule{
		ID:     "scaling-schedule-return",
		Judges: "Where a schedule sets the maximum to 0, another one raises it again.",
		Why:    "Nothing else does, not even an apply.",
	}
	scheduleOrder = rules.Rule{
		ID:     "scaling-schedule-order",
		Judges: "Two schedules that act at the same time ask for the same.",
		Why:    "AWS does not say which of them comes last, and refuses a minimum above the maximum when the time has come.",
	}
)
