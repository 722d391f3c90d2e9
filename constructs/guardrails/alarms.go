package guardrails

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/metrics"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// alarm is an alarm, all decisions made: on one metric, or on the result of queries.
type alarm struct {
	kind       AlarmKind
	meaning    string // what it means and what to do
	metric     *metric
	queries    []query
	threshold  *float64 // nil for an anomaly band
	operator   string
	period     float64 // seconds
	evaluated  float64 // periods
	breaching  float64 // of them
	missing    string
	percentile bool
}

// metric of CloudWatch.
type metric struct {
	namespace, name, stat string
	dimensions            map[string]string
}

// query is a metric or an expression of metric math.
type query struct {
	id, expression, label string
	metric                *metric
	returned              bool
	hidden                bool // an expression that a dashboard does not draw
}

// What CloudWatch does about periods without data.
const (
	silenceIsGood    = "notBreaching" // a service without requests is silent
	silenceIsUnknown = "missing"      // the alarm says INSUFFICIENT_DATA
)

const (
	atLeast    = "GreaterThanOrEqualToThreshold"
	moreThan   = "GreaterThanThreshold"
	beyondBand = "GreaterThanUpperThreshold"

	minute, hour, day = 60, 3600, 86400
)

// resolveAlarms lists the alarms to make, in the order of kinds.
func (c config) resolveAlarms(text func(float64) string) []alarm {
	disabled := map[AlarmKind]bool{}
	for _, kind := range c.Alarms.Disabled {
		disabled[kind] = true
	}
	var out []alarm
	for _, a := range append(c.tokenAlarms(text), append(c.requestAlarms(text), c.taskAlarms(text)...)...) {
		if !disabled[a.kind] {
			out = append(out, a)
		}
	}
	return out
}

// requestAlarms look at what the load balancer sees of the service.
func (c config) requestAlarms(text func(float64) string) []alarm {
	if !c.balanced() {
		return nil
	}
	ttfb := optional.Or(c.Alarms.TimeToFirstByteSeconds, DefaultTimeToFirstByteSeconds)
	errors := optional.Or(c.Alarms.ServerErrorPercent, DefaultServerErrorPercent)
	least := text(optional.Or(c.Alarms.ServerErrorMinRequests, DefaultServerErrorMinRequests))
	one := 1.0
	return []alarm{
		c.watched(alarm{
			kind: TimeToFirstByte, threshold: &ttfb, operator: moreThan, percentile: true,
			period: minute, evaluated: 5, breaching: 3, missing: silenceIsGood,
			meaning: "One request in twenty waits more than " + text(ttfb) + " s for the first byte of its response. " +
				"If it began with a deployment, roll that back. If tasks are saturated, add some. If the model's provider is " +
				"slow, another release does not help.",
		}, "TargetResponseTime", "p95"),
		{
			kind: ServerErrors, threshold: &errors, operator: moreThan, period: minute, evaluated: 5, breaching: 3,
			missing: silenceIsGood,
			queries: slices.Concat(
				c.summed("requests", "RequestCount"),
				c.summed("errors", "HTTPCode_Target_5XX_Count"),
				c.summed("refused", "TargetConnectionErrorCount"),
				[]query{{id: "percent", expression: "IF(requests >= " + least + ", " + failedPercent + ", 0)",
					label: "failed requests, %", returned: true}},
			),
			meaning: "More than " + text(errors) +
				" % of the requests fail with a 5xx, or no task accepts them; minutes with fewer than " + least +
				" requests do not count. " +
				"If it began with a deployment, roll that back; otherwise read the logs of the tasks and the status page of the " +
				"model's provider.",
		},
		c.watched(alarm{
			kind: UnhealthyHosts, threshold: &one, operator: atLeast,
			period: minute, evaluated: 5, breaching: 5, missing: silenceIsGood,
			meaning: "For five minutes a task has failed its health check, and ECS has not replaced it by one that passes. " +
				"Read the reason in the target group, then the logs of that task. A health check that calls a model fails with " +
				"the model.",
		}, "UnHealthyHostCount", "Maximum"),
	}
}

// failedPercent needs the queries requests, errors and refused. Silent metrics count as 0.
const failedPercent = "100 * (FILL(errors, 0) + FILL(refused, 0)) / requests"

// taskAlarms look at the tasks and at the queue that they read.
func (c config) taskAlarms(text func(float64) string) []alarm {
	one := 1.0
	var out []alarm
	if c.insightful() {
		out = append(out, alarm{
			kind: TasksBelowDesired, threshold: &one, operator: atLeast, period: minute, evaluated: 10, breaching: 10,
			missing: silenceIsUnknown,
			queries: []query{
				{id: "desired", metric: c.insights("DesiredTaskCount")},
				{id: "running", metric: c.insights("RunningTaskCount")},
				{id: "lacking", expression: "desired - FILL(running, 0)", label: "tasks that lack", returned: true},
			},
			meaning: "For ten minutes fewer tasks have run than should. Read the service's events and the reasons why its " +
				"tasks stopped: the image cannot be " +
				"pulled, a secret cannot be read, the container exits, or Fargate has no capacity. INSUFFICIENT_DATA means that " +
				"the cluster lacks Container Insights.",
		})
	}
	if c.MaxConcurrency != nil {
		share := optional.Or(c.Alarms.SaturationPercent, DefaultSaturationPercent)
		out = append(out, alarm{
			kind: Saturation, threshold: &share, operator: moreThan, period: minute, evaluated: 5, breaching: 5,
			missing: silenceIsGood,
			queries: []query{
				{id: "inflight", metric: c.inFlight()},
				{id: "share", expression: "100 * inflight / " + text(*c.MaxConcurrency), label: "slots in use, %", returned: true},
			},
			meaning: "For five minutes more than " + text(share) +
				" % of the tasks' slots for requests have been taken, and scaling has not caught up. " +
				"Raise the maximum of tasks, unless the model's quota is the bottleneck; then turn callers away.",
		})
	}
	if c.QueueName != "" {
		age := c.queueAge()
		out = append(out, alarm{
			kind: QueueAge, metric: queue(c.QueueName, "ApproximateAgeOfOldestMessage"), threshold: &age, operator: moreThan,
			period: minute, evaluated: 5, breaching: 5, missing: silenceIsGood,
			meaning: "A message has waited more than " + text(age) +
				" s. If few tasks run, look at scaling; if all run, the work takes longer than it comes in: raise the maximum of " +
				"tasks.",
		})
	}
	if c.DeadLetterQueueName != "" {
		out = append(out, alarm{
			kind: DeadLetters, metric: queue(c.DeadLetterQueueName, "ApproximateNumberOfMessagesVisible"), threshold: &one,
			operator: atLeast,
			period:   5 * minute, evaluated: 1, breaching: 1, missing: silenceIsGood,
			meaning: "A message failed as often as the queue allows. Find it in the logs of the tasks, mend the cause, then " +
				"start a redrive of the dead-letter queue.",
		})
	}
	return out
}

// queueAge is the age at which a message has waited for too long. SQS counts from when it was sent until it is deleted:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
func (c config) queueAge() float64 {
	if n := c.Alarms.QueueAgeSeconds; n != nil {
		return *n
	}
	if n := c.QueueVisibilityTimeout; check.Known(n) {
		return DefaultQueueAgeSeconds + *n
	}
	return DefaultQueueAgeSeconds
}

// insightful reports that the cluster counts its tasks, as far as is known.
func (c config) insightful() bool { return optional.Or(c.ContainerInsights, true) }

// service is the average of a metric of the service.
func (c config) service(namespace, name string) *metric {
	dimensions := map[string]string{"ClusterName": c.ClusterName, "ServiceName": c.ServiceName}
	return &metric{namespace, name, "Average", dimensions}
}

func (c config) insights(name string) *metric {
	return c.service("ECS/ContainerInsights", name)
}

// inFlight is the metric that scaling.InFlightPerTask reads.
func (c config) inFlight() *metric {
	return c.service(metrics.Namespace, metrics.InFlightRequests)
}

func queue(name, metricName string) *metric {
	return &metric{"AWS/SQS", metricName, "Maximum", map[string]string{"QueueName": name}}
}
