package scheduledtask

// Props are the props of a [ScheduledTask].
type Props struct {
	// ClusterARN that the task runs in. Required.
	ClusterARN string
	// Family of the task definition. Required. The role may run any of its revisions.
	Family string
	// TaskDefinitionARN of the revision to run, with its number. Default: the newest active revision of Family at each
	// run, which a pipeline may have registered.
	TaskDefinitionARN string
	// ContainerName of the container whose exit code says how a run went, and which Command and Environment are for.
	// Required; it must be essential, so that the task ends with it.
	ContainerName string
	// ExecutionRoleARN that the task definition names; Scheduler passes it. Required.
	ExecutionRoleARN string
	// TaskRoleARN that the task definition names; Scheduler passes it, too. Default: none, as in the task definition.
	TaskRoleARN string
	// SubnetIDs of the task, at most 16. Required.
	SubnetIDs *[]*string
	// SecurityGroupIDs of the task, 1 to 5. Required: without one, AWS takes the VPC's default group.
	SecurityGroupIDs *[]*string
	// AssignPublicIP gives the task a public address, which it needs in a subnet that is routed to the internet gateway.
	// Default: false.
	AssignPublicIP *bool
	// Held keeps the schedule disabled whatever Settings say, as long as nobody has pushed an image. Default: false.
	Held *bool

	Settings
}

// Settings say when the task runs, what it does, and who hears of a failure.
type Settings struct {
	// Name of the schedule, and what the names of its queue, rule, role and alarms start with. Required; at most 54
	// letters, digits, hyphens and underscores, starting with a letter or digit. A change replaces all of them.
	Name string
	// Expression is cron(…) with AWS's six fields, rate(…) or at(…). Required. A rate begins with StartDate, or at
	// once when the schedule is made; cron names a time of the day.
	Expression string
	// TimeZone that cron and at are read in, an IANA name such as Europe/Dublin. Default: UTC. A run whose time the clocks
	// leave out in spring is left out, one whose time comes twice in autumn runs once.
	TimeZone string
	// StartDate and EndDate bound a recurring schedule, in RFC 3339 such as 2030-01-01T00:00:00Z. AWS refuses a start of
	// more than five minutes ago when the schedule is made or changed: leave it out once it has passed. Default: no
	// bounds.
	StartDate, EndDate string
	// FlexibleMinutes within which a run may start, 1 to 1440; Scheduler spreads the calls over them. Shorter than the
	// interval. Default: it starts within the minute.
	FlexibleMinutes *float64
	// Disabled keeps the schedule without running it. Default: false.
	Disabled *bool
	// ExistingGroupName of a schedule group that the schedule is made in. Default: one of its own, called Name. A change
	// replaces the schedule.
	ExistingGroupName string

	// Command of the container, a word each, instead of its own. Default: its own.
	Command *[]*string
	// Environment of the container, added to its own, whose variables of the same names it replaces. Plaintext: secrets
	// belong in the task definition. Default: none.
	Environment map[string]string
	// OtherContainers of the task whose command or environment changes. All changes together are at most 8192 characters.
	// Default: none.
	OtherContainers []ContainerOverride
	// TaskCount is how many tasks a run starts side by side, 1 to 10. Default: 1.
	TaskCount *float64
	// CapacityProviders that the cluster has. Default: Fargate, on demand. A run on Fargate Spot fails when AWS takes the
	// capacity back, and is not repeated.
	CapacityProviders []CapacityProvider
	// RetryAttempts of a call that ECS did not take, 0 to 185. A task that starts and fails is not repeated. Default: 10.
	RetryAttempts *float64
	// MaxEventAgeSeconds after which Scheduler gives up, 60 to 86400. Default: 3600; a run starts at most so late.
	MaxEventAgeSeconds *float64

	// MissedAfterHours without a run that ended well after which an alarm rings, 1 to 168, as CloudWatch looks back no
	// further. Longer than the schedule's longest interval, the flexible minutes and the run itself. It also rings from
	// the first apply until the first good run. A mistake for schedules that end. Default: no such alarm.
	MissedAfterHours *float64
	// Topic to make, which carries the alarms. Default: none.
	Topic *Topic
	// ExistingTopicARN to use instead, in the stack's region. Its policy must let cloudwatch.amazonaws.com publish.
	// Default: none, and nobody hears the alarms.
	ExistingTopicARN string
	// KMSKeyARN of a customer managed key for the queue, whose policy lets events.amazonaws.com use it (kms:Decrypt,
	// kms:GenerateDataKey*). Default: encryption with a key that SQS owns.
	KMSKeyARN string

	// Tags of all resources that have some, and of the tasks.
	Tags map[string]string
}

// ContainerOverride changes what a container of the task does.
type ContainerOverride struct {
	Name        string            // of the container; required
	Command     *[]*string        // default: its own
	Environment map[string]string // added to its own; default: none
}

// CapacityProvider is a capacity provider of Fargate that tasks run on. It has the fields of ecs.CapacityProvider.
type CapacityProvider struct {
	Name   string   // FARGATE or FARGATE_SPOT; required
	Base   *float64 // tasks that run here first; on one provider only. Default: 0
	Weight *float64 // relative share of the others, 0 to 1000. Default: 1
}

// Topic is an SNS topic to which CloudWatch of this account may publish.
type Topic struct {
	// Emails of people, each of whom has to confirm once. Default: none.
	Emails *[]*string
	// KMSKeyARN of a customer managed key whose policy lets cloudwatch.amazonaws.com use it. Default: no key. SNS's own
	// key, alias/aws/sns, does not work: CloudWatch may not use it
	// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html).
	KMSKeyARN string
}

// Defaults of [Settings].
const (
	DefaultRetryAttempts      = 10
	DefaultMaxEventAgeSeconds = 3600
)
