package scaling

import (
	"slices"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/metrics"
)

// InFlightPerTask keeps the requests that a task works on at the same time near targetValue. Every task publishes its
// own number as the metric InFlightRequests in the namespace AIService, unit Count, with the dimensions ClusterName and
// ServiceName and no others: the average over all datapoints is then the average over the tasks, and no metric per task
// is paid for.
func InFlightPerTask(targetValue float64) MetricTracking {
	return MetricTracking{
		Name:             "in-flight-per-task",
		TargetValue:      jsii.Number(targetValue),
		ScaleOutCooldown: jsii.Number(30),
		Metric: &Metric{
			Namespace: metrics.Namespace, Name: metrics.InFlightRequests, Statistic: StatisticAverage, Unit: "Count",
			Dimensions: map[string]string{"ClusterName": "", "ServiceName": ""},
		},
	}
}

// TracksInFlight reports whether one of Metrics is that of [InFlightPerTask].
func (s Settings) TracksInFlight() bool {
	own := InFlightPerTask(1)
	return slices.ContainsFunc(s.Metrics, func(m MetricTracking) bool {
		return m.Name == own.Name || m.Metric != nil && m.Metric.Name == own.Metric.Name
	})
}

// StepOnInFlightBurst adds half as many tasks again, and at least two, within seconds of a burst: when requests in
// flight are 30 % above targetValue for 20 s. [InFlightPerTask] needs three minutes, since Application Auto Scaling
// reads its metrics by the minute; an alarm reads this one every 10 s.
func StepOnInFlightBurst(targetValue float64) StepScaling {
	return StepScaling{
		Name: "in-flight-burst", Metric: InFlightPerTask(targetValue).Metric,
		Threshold: jsii.Number(targetValue * 1.3), Period: jsii.Number(10), EvaluationPeriods: jsii.Number(2),
		Cooldown: jsii.Number(60), AdjustmentType: PercentChangeInCapacity, MinAdjustmentMagnitude: jsii.Number(2),
		StepAdjustments: []StepAdjustment{{MetricIntervalLowerBound: jsii.Number(0), ScalingAdjustment: jsii.Number(50)}},
	}
}

// BacklogPerTask keeps the messages that wait in an SQS queue, per running task, near targetValue: the seconds that a
// message may wait, divided by the seconds that a task works on one. The cluster needs Container Insights, which counts
// the tasks.
//
// While no task runs, the backlog counts as that of one task. So it wakes a service with a MinCapacity of 0 only once
// more than targetValue messages wait; add [WakeOnBacklog] to start at the first.
func BacklogPerTask(queueName string, targetValue float64) MetricTracking {
	return MetricTracking{
		Name:        "backlog-per-task",
		TargetValue: jsii.Number(targetValue),
		Queries: append(backlog(queueName), MetricQuery{
			ID: "e1", Label: "backlog per task", Expression: "m1 / IF(FILL(m2, 0) > 0, FILL(m2, 0), 1)",
			ReturnData: jsii.Bool(true),
		}),
	}
}

// WakeOnBacklog starts the first task as soon as a message waits in an SQS queue and no task runs; it leaves all
// further tasks to [BacklogPerTask]. The cluster needs Container Insights. A queue that nobody used for six hours
// reports its first message up to 15 minutes late
// (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-monitoring-using-cloudwatch.html).
func WakeOnBacklog(queueName string) StepScaling {
	return StepScaling{
		Name:      "wake-on-backlog",
		Threshold: jsii.Number(1),
		Cooldown:  jsii.Number(300), // while the first task starts, none runs yet
		Queries: append(backlog(queueName), MetricQuery{
			ID: "e1", Label: "backlog without a task", Expression: "IF(FILL(m2, 0) < 1, m1, 0)", ReturnData: jsii.Bool(true),
		}),
		StepAdjustments: []StepAdjustment{{MetricIntervalLowerBound: jsii.Number(0), ScalingAdjustment: jsii.Number(1)}},
	}
}

// insightsNamespace is that of the metrics which Container Insights publishes.
const insightsNamespace = "ECS/ContainerInsights"

// backlog reads how many messages wait (m1) and how many tasks run (m2).
func backlog(queueName string) []MetricQuery {
	return []MetricQuery{
		{ID: "m1", Label: "queue depth", Metric: &Metric{
			Namespace: "AWS/SQS", Name: "ApproximateNumberOfMessagesVisible", Statistic: StatisticSum,
			Dimensions: map[string]string{"QueueName": queueName},
		}},
		{ID: "m2", Label: "running tasks", Metric: &Metric{
			Namespace: insightsNamespace, Name: "RunningTaskCount", Statistic: StatisticAverage,
			Dimensions: map[string]string{"ClusterName": "", "ServiceName": ""},
		}},
	}
}
