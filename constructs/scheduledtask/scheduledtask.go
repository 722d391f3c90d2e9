package scheduledtask

import (
	"time"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatcheventrule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/schedulerschedule"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/schedulerschedulegroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopic"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopicpolicy"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/sqsqueue"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Ends of the names of queues and rules.
const (
	failedSuffix    = "-failed"
	succeededSuffix = "-succeeded"
)

// ScheduledTask runs a task at set times.
type ScheduledTask struct {
	constructs.Construct
	schedule    schedulerschedule.SchedulerSchedule // nil when the props were refused
	group       schedulerschedulegroup.SchedulerScheduleGroup
	role        iamrole.IamRole
	topic       snstopic.SnsTopic
	topicPolicy snstopicpolicy.SnsTopicPolicy
	topicARN    string
	failed      outcome
	succeeded   outcome // made with MissedAfterHours only
}

// New makes a schedule, the role that it runs tasks with, and the queue and the alarms that tell of its failures.
// Mistakes in props are reported together with those of all other constructs when the app is synthesized; nothing is
// created then.
func New(scope constructs.Construct, id string, props *Props) *ScheduledTask {
	t := &ScheduledTask{topicARN: token.Unknown}
	bridge.Init(t, scope, id)
	now := time.Now()
	if bridge.Refused(t, props.problems(now), props) {
		return t
	}
	site := bridge.SiteOf(t)
	t.newTopic(props, site)
	t.newFailures(props, site)
	if props.MissedAfterHours != nil && !props.disabled() {
		t.newMissed(props, site)
	}
	group := props.ExistingGroupName
	if group == "" {
		t.group = schedulerschedulegroup.NewSchedulerScheduleGroup(t, jsii.String("group"),
			&schedulerschedulegroup.SchedulerScheduleGroupConfig{
				Name: jsii.String(props.Name), Tags: bridge.Tags(props.Tags, ""),
			})
		group = *t.group.Name()
	}
	t.newSchedule(props, site, group)
	for _, notice := range props.notices(now) {
		bridge.Tell(t, notice)
	}
	return t
}

// newSchedule makes the schedule and its role.
func (t *ScheduledTask) newSchedule(p *Props, site *bridge.Site, group string) {
	t.role = bridge.NewRole(t, "role", bridge.RoleProps{
		NamePrefix:  naming.RolePrefix(p.Name, "schedule"),
		Description: "Lets EventBridge Scheduler run tasks of " + p.Family,
		Trust: policy.Document(policy.Statement{
			Service: "scheduler.amazonaws.com", Actions: []string{"sts:AssumeRole"}, Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "aws:SourceAccount", Values: []string{site.Account()}},
				{Operator: "ArnEquals", Key: "aws:SourceArn", Values: []string{site.ARN("scheduler", "schedule-group/"+group)}},
			},
		}),
		Tags: p.Tags,
	})
	grant := bridge.Grant(t, "run-task", t.role, p.statements(site, *t.failed.queue.Arn())...)
	c := p.resolve(site)
	target := &schedulerschedule.SchedulerScheduleTarget{
		Arn:              jsii.String(p.ClusterARN),
		RoleArn:          t.role.Arn(),
		DeadLetterConfig: &schedulerschedule.SchedulerScheduleTargetDeadLetterConfig{Arn: t.failed.queue.Arn()},
		RetryPolicy: &schedulerschedule.SchedulerScheduleTargetRetryPolicy{
			MaximumRetryAttempts: jsii.Number(c.attempts), MaximumEventAgeInSeconds: jsii.Number(c.age),
		},
		EcsParameters: &schedulerschedule.SchedulerScheduleTargetEcsParameters{
			TaskDefinitionArn: jsii.String(c.taskDefinition), TaskCount: jsii.Number(c.tasks), Group: jsii.String(p.taskGroup()),
			NetworkConfiguration: &schedulerschedule.SchedulerScheduleTargetEcsParametersNetworkConfiguration{
				Subnets: p.SubnetIDs, SecurityGroups: p.SecurityGroupIDs, AssignPublicIp: optional.Value(p.AssignPublicIP),
			},
			EnableEcsManagedTags: true, PropagateTags: jsii.String("TASK_DEFINITION"), Tags: bridge.Tags(p.Tags, ""),
		},
	}
	if overrides := p.overrides(); overrides != nil {
		target.Input = bridge.JSON(overrides)
	}
	if len(p.CapacityProviders) > 0 {
		target.EcsParameters.CapacityProviderStrategy = c.capacity
	} else {
		target.EcsParameters.LaunchType = jsii.String("FARGATE")
	}
	t.schedule = schedulerschedule.NewSchedulerSchedule(t, jsii.String("schedule"),
		&schedulerschedule.SchedulerScheduleConfig{
			Name: jsii.String(p.Name), GroupName: jsii.String(group), Description: jsii.String("Runs a task of " + p.Family),
			ScheduleExpression: jsii.String(p.Expression), ScheduleExpressionTimezone: jsii.String(c.zone),
			StartDate: bridge.String(c.start), EndDate: bridge.String(c.end), State: jsii.String(c.state),
			FlexibleTimeWindow: c.window, Target: target,
			DependsOn: &[]cdktf.ITerraformDependable{grant},
		})
}

// statements are what Scheduler needs: to run the family in the cluster, with its roles, and to tell of a failure. A
// call without a revision is judged by the family's ARN alone.
func (p *Props) statements(site *bridge.Site, queueARN string) []policy.Statement {
	roles := []string{p.ExecutionRoleARN}
	if p.TaskRoleARN != "" && p.TaskRoleARN != p.ExecutionRoleARN {
		roles = append(roles, p.TaskRoleARN)
	}
	family := site.ARN("ecs", "task-definition/"+p.Family)
	inCluster := policy.Condition{Operator: "ArnEquals", Key: "ecs:cluster", Values: []string{p.ClusterARN}}
	out := []policy.Statement{
		{Sid: "RunTask", Actions: []string{"ecs:RunTask"}, Resources: []string{family, family + ":*"},
			Conditions: []policy.Condition{inCluster}},
		{Sid: "TagTask", Actions: []string{"ecs:TagResource"}, Resources: []string{site.ARN("ecs", "task/*")},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "ecs:CreateAction", Values: []string{"RunTask"}}}},
		{Sid: "PassTaskRoles", Actions: []string{"iam:PassRole"}, Resources: roles, Conditions: []policy.Condition{
			{Operator: "StringEquals", Key: "iam:PassedToService", Values: []string{"ecs-tasks.amazonaws.com"}}}},
		{Sid: "DeadLetters", Actions: []string{"sqs:SendMessage"}, Resources: []string{queueARN}},
	}
	if p.KMSKeyARN != "" {
		out = append(out, policy.Statement{Sid: "DeadLetterKey", Actions: []string{"kms:Decrypt", "kms:GenerateDataKey"},
			Resources: []string{p.KMSKeyARN}, Conditions: []policy.Condition{policy.Via("sqs")}})
	}
	return out
}

// Schedule returns the underlying aws_scheduler_schedule, for overrides. It is nil when the props were refused, as are
// all below.
func (t *ScheduledTask) Schedule() schedulerschedule.SchedulerSchedule { return t.schedule }

// Group returns the aws_scheduler_schedule_group; nil where an existing one is used.
func (t *ScheduledTask) Group() schedulerschedulegroup.SchedulerScheduleGroup { return t.group }

// Role returns the aws_iam_role that Scheduler assumes.
func (t *ScheduledTask) Role() iamrole.IamRole { return t.role }

// FailedQueue returns the aws_sqs_queue of calls that Scheduler gave up and of tasks that failed.
func (t *ScheduledTask) FailedQueue() sqsqueue.SqsQueue { return t.failed.queue }

// FailedRule returns the aws_cloudwatch_event_rule of tasks that failed.
func (t *ScheduledTask) FailedRule() cloudwatcheventrule.CloudwatchEventRule { return t.failed.rule }

// FailedAlarm returns the aws_cloudwatch_metric_alarm on failures.
func (t *ScheduledTask) FailedAlarm() cloudwatchmetricalarm.CloudwatchMetricAlarm {
	return t.failed.alarm
}

// MissedAlarm returns the aws_cloudwatch_metric_alarm on missed runs; nil without MissedAfterHours and while the
// schedule is disabled.
func (t *ScheduledTask) MissedAlarm() cloudwatchmetricalarm.CloudwatchMetricAlarm {
	return t.succeeded.alarm
}

// TopicARN returns the ARN of the topic that carries the alarms, made or given; "" when there is none.
func (t *ScheduledTask) TopicARN() string { return t.topicARN }

// Topic returns the aws_sns_topic; nil when none was made.
func (t *ScheduledTask) Topic() snstopic.SnsTopic { return t.topic }

// TopicPolicy returns the aws_sns_topic_policy; nil when no topic was made.
func (t *ScheduledTask) TopicPolicy() snstopicpolicy.SnsTopicPolicy { return t.topicPolicy }
