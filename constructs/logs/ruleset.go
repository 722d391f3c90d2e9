package logs

import "github.com/fargate-ai/fargate-ai-service/constructs/rules"

var (
	// filters

	classFilters = rules.Rule{
		ID:     "logs-class-filters",
		Judges: "A log group with metric filters is of the standard class.",
		Why:    "A group of infrequent access knows no metric filters.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html",
	}
	filterPattern = rules.Rule{
		ID:     "logs-filter-pattern",
		Judges: "A filter pattern is one that CloudWatch Logs understands.",
		Why:    "A pattern that means something else is accepted and counts nothing for ever.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html",
	}
	selector = rules.Rule{
		ID:     "logs-selector",
		Judges: "A selector points at one field of a JSON line.",
		Why:    "A metric takes one number from a line, and each of its dimensions one value.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html",
	}
	patternFields = rules.Rule{
		ID:     "logs-pattern-fields",
		Judges: "The value and the dimensions of a metric are fields that the filter's pattern names.",
		Why:    "CloudWatch Logs takes them from no others.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html",
	}

	// metrics

	countedTwice = rules.Rule{
		ID:     "logs-tokens-counted-twice",
		Judges: "No two token filters of a group count the same lines into the same metrics.",
		Why:    "Every line would count twice.",
	}
	defaultValue = rules.Rule{
		ID:     "logs-default-value",
		Judges: "A metric with dimensions has no default value.",
		Why:    "AWS does not know which values of the dimensions it would be for.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html",
	}
	ownNamespace = rules.Rule{
		ID:     "logs-own-namespace",
		Judges: "The namespace of a metric does not begin with AWS/.",
		Why:    "Those are kept for the metrics of AWS.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html",
	}

	// data protection

	customIdentifier = rules.Rule{
		ID:     "logs-custom-identifier",
		Judges: "A regular expression of sensitive data uses what CloudWatch Logs supports.",
		Why:    "AWS refuses others, such as groups in parentheses, when the stack is applied.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html",
	}
	sameGroup = rules.Rule{
		ID:     "logs-same-group",
		Judges: "Name and ARN of a log group that exists are those of one group.",
		Why:    "Containers would write to a group that their role is not granted.",
	}
	findingsGroup = rules.Rule{
		ID:     "logs-findings-group",
		Judges: "What was found in a log group is not logged to the same group.",
		Why:    "AWS would search its own findings again.",
	}
)
