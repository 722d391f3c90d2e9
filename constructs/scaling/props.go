package scaling

// Props are the props of a scalable [Target].
type Props struct {
	// ClusterName and ServiceName of the service. Required. Hand over names that depend on the service, such as
	// ecs.Service.Name().
	ClusterName, ServiceName string
	// LoadBalancerARNSuffix, app/NAME/ID, and TargetGroupARNSuffix, targetgroup/NAME/ID. Required with RequestsPerTarget.
	LoadBalancerARNSuffix, TargetGroupARNSuffix string
	// ContainerInsights says that the cluster counts tasks, which [BacklogPerTask] and [WakeOnBacklog] need. False for one
	// with Container Insights off. Default: true.
	ContainerInsights *bool
	// HeldAtZero keeps the service without a task, whatever Settings say: minimum and maximum are 0, and no schedule is
	// made. It is for a service whose image nobody has pushed yet. Default: false.
	HeldAtZero *bool

	Settings
}

// Settings say how many tasks there may be and what changes their number.
type Settings struct {
	// MinCapacity of tasks, 0 to 5000. Default: 2. With 0, something must start the first task: see the package's
	// documentation.
	MinCapacity *float64
	// MaxCapacity of tasks, 0 to 5000. Default: 10.
	MaxCapacity *float64

	// CPUUtilization of the tasks on average, TargetValue in percent. Default: no such policy.
	CPUUtilization *TargetTracking
	// MemoryUtilization of the tasks on average, TargetValue in percent. Default: no such policy.
	MemoryUtilization *TargetTracking
	// RequestsPerTarget that each task gets from the load balancer, TargetValue a minute. Default: no such policy. It does
	// not work with blue/green deployments, which change the target group.
	RequestsPerTarget *TargetTracking
	// Metrics to track, such as [InFlightPerTask] and [BacklogPerTask]. Default: none.
	Metrics []MetricTracking
	// Steps are policies that an alarm triggers, such as [WakeOnBacklog]. Default: none.
	Steps []StepScaling
	// Schedules change the minimum and maximum at set times. With any, Terraform ignores later changes of MinCapacity and
	// MaxCapacity. Default: none.
	Schedules []Schedule

	// Tags of the scalable target and the alarms.
	Tags map[string]string
}

// TargetTracking keeps a metric near a value, as a thermostat does.
type TargetTracking struct {
	// TargetValue to keep. Required.
	TargetValue *float64
	// ScaleInCooldown in seconds before more tasks are taken away. Default: 300.
	ScaleInCooldown *float64
	// ScaleOutCooldown in seconds before still more tasks are added. Default: 60.
	ScaleOutCooldown *float64
	// DisableScaleIn makes the policy only add tasks. Default: false.
	DisableScaleIn *bool
}

// MetricTracking keeps a CloudWatch metric near a value. The metric must fall when tasks are added: a load per task,
// not a total.
type MetricTracking struct {
	// Name of the policy, unique in the target. Required; lower-case letters, digits and hyphens.
	Name string
	// Metric to track, with a statistic other than a percentile. Required without Queries.
	Metric *Metric
	// Queries are metric math. Required without Metric.
	Queries []MetricQuery
	// TargetValue in the metric's unit. Required.
	TargetValue *float64
	// ScaleInCooldown in seconds before more tasks are taken away. Default: 300.
	ScaleInCooldown *float64
	// ScaleOutCooldown in seconds before still more tasks are added. Default: 60.
	ScaleOutCooldown *float64
	// DisableScaleIn leaves taking tasks away to other policies. Default: false.
	DisableScaleIn *bool
}

// ComparisonOperator is the comparison operator of an alarm.
type ComparisonOperator string

const (
	GreaterThanOrEqualToThreshold ComparisonOperator = "GreaterThanOrEqualToThreshold"
	GreaterThanThreshold          ComparisonOperator = "GreaterThanThreshold"
	LessThanThreshold             ComparisonOperator = "LessThanThreshold"
	LessThanOrEqualToThreshold    ComparisonOperator = "LessThanOrEqualToThreshold"
)

// AdjustmentType says what a [StepAdjustment] counts.
type AdjustmentType string

const (
	ChangeInCapacity        AdjustmentType = "ChangeInCapacity"        // tasks to add, or to take away when negative
	PercentChangeInCapacity AdjustmentType = "PercentChangeInCapacity" // percent of the tasks that run
	ExactCapacity           AdjustmentType = "ExactCapacity"           // tasks to have then
)

// MetricAggregationType says how a policy condenses the datapoints of one alarm evaluation.
type MetricAggregationType string

const (
	AggregationAverage MetricAggregationType = "Average"
	AggregationMinimum MetricAggregationType = "Minimum"
	AggregationMaximum MetricAggregationType = "Maximum"
)

// StepScaling adds or takes away tasks, the more the further a metric is beyond a threshold. Missing data never
// triggers it.
type StepScaling struct {
	// Name of the policy and of its alarm, unique in the target. Required; lower-case letters, digits and hyphens.
	Name string
	// Metric of the alarm. Required without Queries.
	Metric *Metric
	// Queries are metric math. Required without Metric.
	Queries []MetricQuery
	// Threshold of the alarm. Required.
	Threshold *float64
	// ComparisonOperator of the metric with the threshold. Default: GreaterThanOrEqualToThreshold.
	ComparisonOperator ComparisonOperator
	// Period in seconds that makes one datapoint: 10, 30 or a multiple of 60. Default: 60. Below 60 the metric must be
	// published with a StorageResolution of 1, and the alarm costs three times as much.
	Period *float64
	// EvaluationPeriods in a row that must be beyond the threshold. Default: 1.
	EvaluationPeriods *float64
	// AdjustmentType default: ChangeInCapacity.
	AdjustmentType AdjustmentType
	// StepAdjustments cover everything beyond the threshold, without gaps. Required.
	StepAdjustments []StepAdjustment
	// MinAdjustmentMagnitude is the least number of tasks of a PercentChangeInCapacity. Default: 1, which is what AWS does
	// without it.
	MinAdjustmentMagnitude *float64
	// Cooldown in seconds between adjustments; a bigger step is not held up. Default: 60.
	Cooldown *float64
	// MetricAggregationType default: AggregationAverage.
	MetricAggregationType MetricAggregationType
}

// StepAdjustment is what to do while the metric is within bounds that count from the threshold: with a threshold of 60,
// bounds of 0 and 30 mean 60 to 90.
type StepAdjustment struct {
	// MetricIntervalLowerBound and MetricIntervalUpperBound in the metric's unit. Default: without end.
	MetricIntervalLowerBound, MetricIntervalUpperBound *float64
	// ScalingAdjustment in tasks or percent. Required.
	ScalingAdjustment *float64
}

// Schedule sets the minimum, the maximum or both at certain times, e.g. 0 and 0 for a night off.
type Schedule struct {
	// Name unique among the target's schedules. Required; lower-case letters, digits and hyphens.
	Name string
	// Expression is cron(…) with AWS's six fields, rate(…) or at(…). Required.
	Expression string
	// TimeZone that Expression is read in, an IANA name such as Europe/Dublin. Default: UTC.
	TimeZone string
	// MinCapacity and MaxCapacity of tasks from then on; at least one of them. Default: as it was last set.
	MinCapacity, MaxCapacity *float64
	// StartTime and EndTime bound a recurring schedule, in RFC 3339 such as 2030-01-01T00:00:00Z. Default: no bounds.
	StartTime, EndTime string
}
