package guardrails

// TokenSource says which metrics count the tokens of a service.
type TokenSource string

const (
	// TokensFromService are InputTokens and OutputTokens in MetricNamespace, from logs.TokenFilter or from EMF lines of
	// the code.
	TokensFromService TokenSource = "service"
	// TokensFromOpenTelemetry is gen_ai.client.token.usage in MetricNamespace, by service.name (ServiceName) and
	// gen_ai.token.type, from ecs.ADOTCollector.
	TokensFromOpenTelemetry TokenSource = "opentelemetry"
)

// Props are the props of the guardrails of one service.
type Props struct {
	// ClusterName and ServiceName are dimensions of ECS's metrics. Required, and literal where deployments shall depend on
	// the alarms.
	ClusterName, ServiceName string
	// LoadBalancerARNSuffix, app/NAME/ID, and TargetGroupARNSuffix, targetgroup/NAME/ID. Default: none, as for a worker;
	// then there are no alarms on requests.
	LoadBalancerARNSuffix, TargetGroupARNSuffix string
	// GreenTargetGroupARNSuffix of the second target group of blue/green deployments. Default: none.
	GreenTargetGroupARNSuffix string
	// QueueName of the SQS queue that a worker reads, and the name of its dead-letter queue. Default: none.
	QueueName, DeadLetterQueueName string
	// QueueVisibilityTimeout in seconds of that queue, 0 to 43200. A message that is being worked on ages too, so the
	// QueueAge alarm allows for it. Default: 0.
	QueueVisibilityTimeout *float64
	// ContainerInsights says that the cluster counts tasks. False for one with Container Insights off: then there is no
	// TasksBelowDesired alarm, nor a graph of tasks. Default: true.
	ContainerInsights *bool
	// TaskRoleARN of the role that the service's code runs with. Required with a KillSwitch.
	TaskRoleARN string

	Settings
}

// Settings say what is watched and who is told. All have defaults but Name.
type Settings struct {
	// Name of the service and prefix of all names here. Required; at most 64 letters, digits, hyphens and underscores. A
	// change replaces everything.
	Name string
	// MetricNamespace of the service's own metrics InputTokens and OutputTokens. Default: AIService/NAME.
	MetricNamespace string
	// TokensFrom says who counts the tokens of the service. Default: TokensFromService. Models of Bedrock count their own.
	TokensFrom TokenSource
	// Models that the service calls, at most five. Default: tokens are counted by the service, without prices.
	Models []Model
	// FirstByteOfModel says that the time to a response's first byte contains a model's answer. It still rings an alarm,
	// but no longer rolls a deployment back: a slow provider is not cured by an older release. Default: false.
	FirstByteOfModel *bool
	// MaxConcurrency is how many requests a task works on at the same time. Default: unknown; then there is no Saturation
	// alarm.
	MaxConcurrency *float64

	// Topic to make, which carries every notification. Default: none.
	Topic *Topic
	// ExistingTopicARN to use instead. Its policy must let cloudwatch.amazonaws.com, and with a budget or anomaly
	// detection budgets.amazonaws.com and costalerts.amazonaws.com, publish. Default: none.
	ExistingTopicARN string

	// Alarms and their thresholds. Default: those of each alarm.
	Alarms Alarms
	// CostTag that the service's costs carry. Default: Service=NAME.
	CostTag CostTag
	// Budget of the service's costs. Default: none.
	Budget *Budget
	// CostAnomaly detection. Default: none.
	CostAnomaly *CostAnomaly
	// KillSwitch takes Bedrock away from the service when its budget is spent. Default: none.
	KillSwitch *KillSwitch
	// Dashboard default: true. It is called like the service. It shows tokens where something is known to count them.
	Dashboard *bool
	// Tags of everything that can have some.
	Tags map[string]string
}

// Model is where tokens of a model are counted and what they cost. All models of a service are counted in the same way:
// by Name, by ModelID, or, as a single model with neither, in total.
type Model struct {
	// Name is the value of the dimension Model of the service's own metrics. Default: none.
	Name string
	// ModelID is the value of Bedrock's dimension ModelId: the id or ARN of an inference profile, best one of this
	// service's own. Default: none.
	ModelID string
	// InputUSDPerMillion and OutputUSDPerMillion tokens, at most 1000. Default: unknown; the spend is only estimated when
	// all are known.
	InputUSDPerMillion, OutputUSDPerMillion *float64
}

// Topic is an SNS topic to which CloudWatch, Budgets and Cost Anomaly Detection of this account may publish.
type Topic struct {
	// Name default: NAME-guardrails.
	Name string
	// Emails of people, each of whom has to confirm once. Default: none.
	Emails *[]*string
	// Webhooks are HTTPS endpoints that confirm by themselves, such as those of PagerDuty or Opsgenie. One that holds a
	// key should be a sensitive Terraform variable. Default: none.
	Webhooks *[]*string
	// KMSKeyARN of a customer managed key whose policy lets the three services use it (kms:Decrypt, kms:GenerateDataKey*).
	// Default: no key. SNS's own key, alias/aws/sns, does not work: CloudWatch may not use it
	// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html).
	KMSKeyARN string
	// NewKMSKey makes such a key, 1 USD a month: the topic then passes checks that want it encrypted (Security Hub's
	// SNS.1, Trivy). Not together with KMSKeyARN. Default: false; in a service of package fargateai true, but in the demo
	// profile. Messages carry names and numbers, no prompts.
	NewKMSKey *bool
}

// Alarms are thresholds. An alarm exists when its threshold is stated, or has a default and its metrics exist.
type Alarms struct {
	// TokensPerMinute, input and output together. Default: no alarm.
	TokensPerMinute *float64
	// TokensPerDay, input and output together. Default: no alarm.
	TokensPerDay *float64
	// SpendUSDPerHour on tokens, estimated with the prices of the models. Default: no alarm.
	SpendUSDPerHour *float64
	// TokenAnomalyDeviations is how many standard deviations above the expected number of tokens are too many. CloudWatch
	// learns for two weeks. Default: no alarm; 3 is a good start.
	TokenAnomalyDeviations *float64
	// ModelThrottlesPerMinute by Bedrock. Default: 5 with models that have a ModelID.
	ModelThrottlesPerMinute *float64
	// TimeToFirstByteSeconds, 95th percentile of the time until a task sends its response's headers. A service that waits
	// for its model before it does so measures the model: give it more, or disable the alarm, before a deployment depends
	// on it. Default: 10 with a load balancer.
	TimeToFirstByteSeconds *float64
	// ServerErrorPercent of the requests that end in a 5xx of a task, or that no task accepted. Default: 5 with a load
	// balancer.
	ServerErrorPercent *float64
	// ServerErrorMinRequests a minute below which ServerErrorPercent does not count: one error at night pages nobody.
	// Default: 10.
	ServerErrorMinRequests *float64
	// SaturationPercent of MaxConcurrency, averaged over the tasks. Default: 90 with a MaxConcurrency.
	SaturationPercent *float64
	// QueueAgeSeconds of the oldest message, from when it was sent until it is deleted, and so with the time that it is
	// worked on. Default: 900 and the queue's visibility timeout, with a queue.
	QueueAgeSeconds *float64
	// Disabled alarms are not made. Default: none.
	Disabled []AlarmKind
}

// CostTag is the tag by which costs are told apart. A change of it needs the anomaly monitor to be replaced, as the
// plan then says.
type CostTag struct {
	// Key default: Service. Without the prefix "user:" of billing reports.
	Key string
	// Value default: NAME.
	Value string
	// Activate makes it a cost allocation tag of the organization. That works in the management account only, once billing
	// has seen the tag (a day after the first resource), and only in one stack of the organization. false says that it is
	// activated. Default: not activated, with a notice.
	Activate *bool
}

// Budget is the budget of a month.
type Budget struct {
	// MonthlyUSD limit. Required.
	MonthlyUSD *float64
	// ActualPercent of the limit at which a notification is sent. Default: 50, 80 and 100.
	ActualPercent *[]*float64
	// ForecastedPercent of the limit at the month's end. Default: 100. Together with ActualPercent at most ten.
	ForecastedPercent *[]*float64
}

// CostAnomaly tells of costs of the service that are out of the ordinary, as soon as billing shows them. The first ten
// days AWS learns.
type CostAnomaly struct {
	// MinimumUSD that an anomaly must have cost. Default: 100.
	MinimumUSD *float64
}

// KillSwitchMode says who pulls the switch.
type KillSwitchMode string

const (
	KillSwitchManual    KillSwitchMode = "MANUAL"    // AWS asks for approval in the console (Billing, Budgets)
	KillSwitchAutomatic KillSwitchMode = "AUTOMATIC" // AWS acts by itself: the service loses its models
)

// KillSwitch attaches a policy that denies all of Bedrock to the task role once the budget is spent. Do not manage the
// role's policies exclusively (aws_iam_role_policy_attachments_exclusive): the next apply would lift the switch. It is
// reset in the console, or with `aws budgets execute-budget-action --execution-type REVERSE_BUDGET_ACTION`; do so
// before a destroy, which otherwise fails at the attached policy.
type KillSwitch struct {
	// Mode says whether somebody has to approve. Default: KillSwitchManual.
	Mode KillSwitchMode
	// ThresholdPercent of the budget. Default: 120.
	ThresholdPercent *float64
}

// Defaults of [Props].
const (
	DefaultModelThrottlesPerMinute = 5
	DefaultTimeToFirstByteSeconds  = 10
	DefaultServerErrorPercent      = 5
	DefaultServerErrorMinRequests  = 10
	DefaultSaturationPercent       = 90
	DefaultQueueAgeSeconds         = 900
	DefaultCostTagKey              = "Service"
	DefaultAnomalyMinimumUSD       = 100
	DefaultKillSwitchPercent       = 120
)
