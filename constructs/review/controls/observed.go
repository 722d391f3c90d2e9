package controls

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

const metricAlarm = "aws_cloudwatch_metric_alarm"

var (
	ofLogGroups = words("aws_cloudwatch_log_group")
	ofAlarms    = words(metricAlarm)
)

// observed are the controls of logs and alarms.
var observed = []Control{
	{ID: "logs-retention", Tier: Default, Severity: review.Low,
		Holds: "Log lines are kept for a time that is stated: retention_in_days is set", Remedy: "set retention_in_days",
		Source:  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
		Answers: words("CKV_AWS_66 ef0b316a"), Types: ofLogGroups, OptOut: "retention", Prop: "logs.Props.RetentionDays",
		judge: protected("retention", "retention_in_days")},
	{ID: "logs-kept-a-year", Tier: Production, Severity: review.Low,
		Holds: "Log lines are kept for a year, or for ever", Remedy: "set retention_in_days to 365 or more",
		Source: securityHub("CloudWatch.16"), Answers: words("CloudWatch.16 CKV_AWS_338"), Types: ofLogGroups,
		Prop: "logs.Props.RetentionDays", judge: attribute("retention_in_days", keptAYear)},
	{ID: "logs-own-key", Tier: Production, Severity: review.Low,
		Holds: "Log lines are encrypted with a key of the account", Remedy: "set kms_key_id",
		Source:  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
		Answers: words("CKV_AWS_158 AWS-0017 0afbcfe9"), Types: ofLogGroups, Prop: "logs.Props.KMSKeyARN",
		judge: attribute("kms_key_id", given)},
	{ID: "alarm-tells-somebody", Tier: Default, Severity: review.High,
		Holds:  "An alarm that rings does something: it tells a topic, or another resource looks at it",
		Remedy: "set alarm_actions", Source: securityHub("CloudWatch.15"), Answers: words("CloudWatch.15"),
		Types: ofAlarms, OptOut: "told-alarms", Prop: "guardrails.Settings.Topic", judge: protected("told-alarms")},
	{ID: "alarm-armed", Tier: Must, Severity: review.High,
		Holds: "The actions of an alarm are on", Remedy: "unset actions_enabled", Source: securityHub("CloudWatch.17"),
		Answers: words("CloudWatch.17 CKV_AWS_319"),
		Types:   words("aws_cloudwatch_metric_alarm aws_cloudwatch_composite_alarm"),
		judge:   attribute("actions_enabled", onByDefault)},
	{ID: "alarm-missing-data", Tier: Must, Severity: review.Medium,
		Holds: "An alarm says what it takes missing data for", Remedy: "set treat_missing_data",
		Source: guideWatch + "alarms-and-missing-data.html", Types: ofAlarms, judge: attribute("treat_missing_data", given)},
	{ID: "alarm-on-load-balancer", Tier: Production, Severity: review.Medium,
		Holds:  "Somebody is told when targets are unhealthy, fail or are slow",
		Remedy: "add alarms on UnHealthyHostCount, HTTPCode_Target_5XX_Count and TargetResponseTime",
		Source: reliable + "rel_monitor_aws_resources_notification_monitor.html", Types: words("aws_lb aws_alb"),
		judge: where(application, alarmedOn("UnHealthyHostCount", "HTTPCode_Target_5XX_Count", "TargetResponseTime"))},
	{ID: "alarm-on-service", Tier: Production, Severity: review.Medium,
		Holds:  "Somebody is told when a service has fewer tasks than it should",
		Remedy: "add an alarm on RunningTaskCount and DesiredTaskCount, or on HealthyHostCount",
		Source: reliable + "rel_monitor_aws_resources_notification_monitor.html", Types: ofServices,
		judge: alarmedOn("RunningTaskCount|HealthyHostCount")},
	{ID: "alarm-on-queue", Tier: Production, Severity: review.Medium,
		Holds:  "Somebody is told when messages wait, or are given up",
		Remedy: "add an alarm on ApproximateAgeOfOldestMessage, or on the messages of a dead-letter queue",
		Source: guideSQS + "sqs-available-cloudwatch-metrics.html",
		Types:  words("aws_sqs_queue"), judge: alarmedOn("ApproximateAgeOfOldestMessage|ApproximateNumberOfMessagesVisible")},
}

// keptAYear is 365 days or more; 0, and nothing, is for ever.
func keptAYear(v any) (holds, known bool) {
	if unset(v) {
		return true, true
	}
	days, known := review.Number(v)
	return known && (days == 0 || days >= 365), known
}

// alarmedOn requires alarms on metrics, one of several where there is a bar between them, that name the resource.
func alarmedOn(metrics ...string) judge {
	return func(v *view, r review.Resource) answer {
		var missing []string
		for _, alarm := range v.byType[metricAlarm] {
			if (isReference(alarm.Attributes["metric_name"]) || isReference(alarm.Attributes["metric_query"])) && v.names(alarm,
				r) {
				return open("what %s is on is known only after an apply", alarm.Address)
			}
		}
		for _, one := range metrics {
			if !slices.ContainsFunc(v.byType[metricAlarm], func(alarm review.Resource) bool {
				return watches(alarm, strings.Split(one, "|")) && v.names(alarm, r)
			}) {
				missing = append(missing, strings.ReplaceAll(one, "|", " or "))
			}
		}
		if len(missing) > 0 {
			return v.elsewhere(fail("no alarm is on %s", strings.Join(missing, ", ")))
		}
		return pass
	}
}

// watches tells that an alarm is on one of the metrics, by itself or in one of its queries.
func watches(alarm review.Resource, metrics []string) bool {
	if slices.Contains(metrics, review.Text(alarm.Attributes["metric_name"])) {
		return true
	}
	return slices.ContainsFunc(blocks(alarm.Attributes["metric_query"]), func(query map[string]any) bool {
		return slices.Contains(metrics, review.Text(block(query["metric"])["metric_name"]))
	})
}

// names tells that the dimensions of an alarm mean a resource, or nothing that is known.
func (v *view) names(alarm, r review.Resource) bool {
	dimensions := []any{alarm.Attributes["dimensions"]}
	for _, query := range blocks(alarm.Attributes["metric_query"]) {
		dimensions = append(dimensions, block(query["metric"])["dimensions"])
	}
	return slices.ContainsFunc(dimensions, func(d any) bool {
		found := v.Referred(alarm, d, r.Type)
		return v.means(alarm, d, r) || d != nil && len(found) == 0
	}) || isReference(alarm.Attributes["metric_query"])
}
