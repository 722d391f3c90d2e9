package scheduledtask

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatcheventrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatcheventtarget"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueue"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueuepolicy"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
)

// retention of messages in seconds: SQS's longest.
const retention = 14 * 24 * 3600

// outcome of runs: a queue that takes each run of the kind, the rule that leads them there, and the alarm.
type outcome struct {
	queue  sqsqueue.SqsQueue
	policy sqsqueuepolicy.SqsQueuePolicy
	rule   cloudwatcheventrule.CloudwatchEventRule
	target cloudwatcheventtarget.CloudwatchEventTarget
	alarm  cloudwatchmetricalarm.CloudwatchMetricAlarm
}

// newOutcome makes the queue and the rule of one outcome of runs, called like the suffix.
func (t *ScheduledTask) newOutcome(p *Props, site *bridge.Site, id, suffix, what string, pattern map[string]any) outcome {
	name := p.Name + suffix
	config := &sqsqueue.SqsQueueConfig{
		Name: jsii.String(name), MessageRetentionSeconds: jsii.Number(retention), KmsMasterKeyId: bridge.String(p.KMSKeyARN),
		Tags: bridge.Tags(p.Tags, ""),
	}
	if p.KMSKeyARN == "" {
		config.SqsManagedSseEnabled = true
	}
	o := outcome{queue: sqsqueue.NewSqsQueue(t, jsii.String(id), config)}
	o.rule = cloudwatcheventrule.NewCloudwatchEventRule(t, jsii.String(id+"-rule"),
		&cloudwatcheventrule.CloudwatchEventRuleConfig{
			Name: jsii.String(name), Description: jsii.String(what), EventPattern: bridge.JSON(pattern),
			Tags: bridge.Tags(p.Tags, ""),
		})
	o.policy = sqsqueuepolicy.NewSqsQueuePolicy(t, jsii.String(id+"-policy"), &sqsqueuepolicy.SqsQueuePolicyConfig{
		QueueUrl: o.queue.Url(),
		Policy:   bridge.JSON(writers(site, *o.queue.Arn(), *o.rule.Arn())),
	})
	o.target = cloudwatcheventtarget.NewCloudwatchEventTarget(t, jsii.String(id+"-target"),
		&cloudwatcheventtarget.CloudwatchEventTargetConfig{
			Rule: o.rule.Name(), TargetId: jsii.String("queue"), Arn: o.queue.Arn(),
			DependsOn: &[]cdktf.ITerraformDependable{o.policy},
		})
	return o
}

// writers lets the one rule write into the queue, and nobody without TLS. Scheduler writes by its role.
func writers(site *bridge.Site, queueARN, ruleARN string) map[string]any {
	return policy.Document(
		policy.Statement{Sid: "StoppedTasks", Service: "events.amazonaws.com", Actions: []string{"sqs:SendMessage"},
			Resources: []string{queueARN}, Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "aws:SourceAccount", Values: []string{site.Account()}},
				{Operator: "ArnEquals", Key: "aws:SourceArn", Values: []string{ruleARN}},
			}},
		policy.Statement{Sid: "TLSOnly", Deny: true, Anyone: true, Actions: []string{"sqs:*"}, Resources: []string{queueARN},
			Conditions: []policy.Condition{{Operator: "Bool", Key: "aws:SecureTransport", Values: []string{"false"}}}},
	)
}

// newAlarm makes an alarm on the number of messages that come into a queue. Its other fields are stated in config.
func (t *ScheduledTask) newAlarm(p *Props, queue sqsqueue.SqsQueue, id string,
	config *cloudwatchmetricalarm.CloudwatchMetricAlarmConfig) cloudwatchmetricalarm.CloudwatchMetricAlarm {
	config.AlarmName = jsii.String(p.Name + "-" + id)
	config.Namespace, config.MetricName = jsii.String("AWS/SQS"), jsii.String("NumberOfMessagesSent")
	config.Dimensions = &map[string]*string{"QueueName": queue.Name()}
	config.Statistic, config.Threshold, config.DatapointsToAlarm = jsii.String("Sum"), jsii.Number(1), config.EvaluationPeriods
	config.Tags = bridge.Tags(p.Tags, "")
	if t.topicARN != "" {
		config.AlarmActions, config.OkActions = jsii.Strings(t.topicARN), jsii.Strings(t.topicARN)
	}
	return cloudwatchmetricalarm.NewCloudwatchMetricAlarm(t, jsii.String("alarm-"+id), config)
}

// newFailures makes the queue of what went wrong, and its alarm. It looks at three periods, since messages of a queue
// that was quiet may count late.
func (t *ScheduledTask) newFailures(p *Props, site *bridge.Site) {
	t.failed = t.newOutcome(p, site, "failed", failedSuffix, "A run of "+p.Name+" has failed", p.failed())
	t.failed.alarm = t.newAlarm(p, t.failed.queue, "failed", &cloudwatchmetricalarm.CloudwatchMetricAlarmConfig{
		AlarmDescription: jsii.String("A run of " + p.Name + " could not be started, or its task ended in another way than " +
			"with exit code 0. Read the message in the queue " + p.Name + failedSuffix + ", then the logs of the task that it " +
			"names."),
		ComparisonOperator: jsii.String("GreaterThanOrEqualToThreshold"),
		Period:             jsii.Number(300), EvaluationPeriods: jsii.Number(3), TreatMissingData: jsii.String("notBreaching"),
	})
	t.failed.alarm.SetDatapointsToAlarm(jsii.Number(1))
}

// newMissed makes the queue of the runs that ended well, and the alarm on their absence.
func (t *ScheduledTask) newMissed(p *Props, site *bridge.Site) {
	t.succeeded = t.newOutcome(p, site, "succeeded", succeededSuffix, "A run of "+p.Name+" has ended well", p.succeeded())
	t.succeeded.alarm = t.newAlarm(p, t.succeeded.queue, "missed", &cloudwatchmetricalarm.CloudwatchMetricAlarmConfig{
		AlarmDescription: jsii.String(fmt.Sprintf("No run of %s has ended well for %s hours. Look whether the schedule is "+
			"enabled, whether its task still runs, and at the alarm %s-failed.", p.Name,
			*bridge.NumberString(*p.MissedAfterHours), p.Name)),
		ComparisonOperator: jsii.String("LessThanThreshold"),
		Period:             jsii.Number(3600), EvaluationPeriods: p.MissedAfterHours, TreatMissingData: jsii.String("breaching"),
	})
}
