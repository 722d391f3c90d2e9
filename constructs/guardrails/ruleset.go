package guardrails

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// what the alarms look at

	targetGroup = rules.Rule{
		ID:     "guardrails-target-group",
		Judges: "A load balancer is stated together with a target group, and a second target group with a first.",
		Why: "CloudWatch knows a target group only together with its load balancer, and a load balancer may serve other " +
			"services too.",
		Source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
	}
	alarmSource = rules.Rule{
		ID:     "guardrails-alarm-source",
		Judges: "A threshold goes with the metrics that it is compared with.",
		Why:    "Without them there is no alarm, and the threshold would be ignored.",
	}

	// tokens and their prices

	modelCount = rules.Rule{
		ID:     "guardrails-model-count",
		Judges: "At most five models are counted apart.",
		Why:    "An alarm reads at most ten metrics, of which each model has two.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
	}
	modelPrices = rules.Rule{
		ID:     "guardrails-model-prices",
		Judges: "A model has a price for input and one for output, or neither.",
		Why:    "With one of them the spend cannot be estimated.",
	}
	tokenCounting = rules.Rule{
		ID:     "guardrails-token-counting",
		Judges: "The tokens of all models are counted in the same way.",
		Why:    "Otherwise some of them would be counted twice.",
	}
	tokenThresholds = rules.Rule{
		ID:     "guardrails-token-thresholds",
		Judges: "More tokens are allowed in a day than in a minute.",
		Why:    "A single allowed minute would ring the alarm for the day.",
	}

	// costs

	costTopic = rules.Rule{
		ID:     "guardrails-cost-topic",
		Judges: "A budget and the detection of cost anomalies have a topic.",
		Why:    "AWS refuses what notifies nobody.",
	}
	tagKey = rules.Rule{
		ID:     "guardrails-cost-tag-key",
		Judges: "The key of the cost tag has neither the prefix user: nor aws:.",
		Why:    "The first is added where AWS wants it; tags with the second are AWS's and do not know the service.",
		Source: "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html",
	}
	tagUse = rules.Rule{
		ID:     "guardrails-cost-tag-use",
		Judges: "A cost tag that is activated is read by a budget or by the detection of anomalies.",
		Why:    "The activation holds for the whole organization and would be for nothing.",
		Source: "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html",
	}
	killSwitchOrder = rules.Rule{
		ID:     "guardrails-kill-switch-order",
		Judges: "The budget tells of what is spent before the kill switch is pulled.",
		Why:    "The service would lose its models without a word of warning.",
	}
	killSwitchBudget = rules.Rule{
		ID:     "guardrails-kill-switch-budget",
		Judges: "A kill switch has a budget.",
		Why:    "AWS Budgets pulls it when the budget is spent.",
		Source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-controls.html",
	}

	// the topic

	topicKey = rules.Rule{
		ID:     "guardrails-topic-key",
		Judges: "The topic is encrypted with a customer managed key, or with none.",
		Why:    "CloudWatch, Budgets and Cost Anomaly Detection may not use a key of AWS's, and nothing would arrive.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
	}
	webhookConfirms = rules.Rule{
		ID:     "guardrails-webhook-confirms",
		Judges: "A webhook belongs to a service that confirms subscriptions of SNS.",
		Why:    "SNS sends nothing before the endpoint has confirmed; those of chats take only messages of their own form.",
		Source: "https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html",
	}
	webhookTLS = rules.Rule{
		ID:     "guardrails-webhook-tls",
		Judges: "A webhook is called over HTTPS.",
		Why:    "Its address may hold a key, and alarms tell what is wrong with a service.",
	}
)
