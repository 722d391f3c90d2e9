package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// What is measured, and who publishes it.
var (
	inFlightPublished = rules.Rule{
		ID:     "service-in-flight-published",
		Judges: "Who scales on, or is alarmed by, requests in flight says that the code publishes them.",
		Why:    "A policy without data does nothing and keeps all others from taking tasks away; an alarm stays silent.",
		Source: "https://docs.aws.amazon.com/autoscaling/application/userguide/" +
			"target-tracking-scaling-policy-overview.html",
	}
	alarmOfCountedTasks = rules.Rule{
		ID:     "service-alarm-of-counted-tasks",
		Judges: "A deployment that is rolled back when tasks are missing is in a cluster that counts them.",
		Why:    "Without Container Insights there is no such metric, and no such alarm.",
		Source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html",
	}
	visibilityOutlasts = rules.Rule{
		ID:     "service-visibility-outlasts-job",
		Judges: "A message stays invisible for as long as the longest job takes.",
		Why:    "It would come back while the job runs, and the work would be done, and paid for, twice.",
		Source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/" +
			"sqs-visibility-timeout.html",
	}
)

// signalProblems are about metrics that the code itself has to publish.
func (p plan) signalProblems(ms *rules.Mistakes) {
	p.uncountedTasks(ms)
	if optional.Value(p.PublishesInFlight) {
		return
	}
	const want, fix = "publishesInFlight", "set publishesInFlight once the code publishes the metric, or use another one"
	if optional.Value(p.Scaling).TracksInFlight() {
		ms.Break(inFlightPublished, "scaling.metrics", "requests in flight, which nobody publishes", want, fix)
	}
	if n := optional.Value(p.Guardrails).MaxConcurrency; n != nil {
		ms.Break(inFlightPublished, "guardrails.maxConcurrency", "an alarm on requests in flight, which nobody publishes",
			want, "set publishesInFlight once the code publishes the metric, or leave maxConcurrency out")
	}
}

// uncountedTasks refuses to roll back by an alarm that a cluster without Container Insights does not have.
func (p plan) uncountedTasks(ms *rules.Mistakes) {
	a := optional.Value(p.Deployment).DeploymentAlarms
	if a == nil || token.IsList(a.AlarmNames) || optional.Or(p.containerInsights(), true) {
		return
	}
	for i, name := range optional.Texts(a.AlarmNames) {
		if name == p.name+"-"+string(guardrails.TasksBelowDesired) {
			ms.Break(alarmOfCountedTasks, rules.Index("deployment.deploymentAlarms.alarmNames", i), check.Quote(name),
				"an alarm that there is", "turn Container Insights on (cluster.containerInsights): nobody counts the tasks")
		}
	}
}

// containerInsights says whether the cluster counts tasks; nil where that is not known.
func (p plan) containerInsights() *bool {
	if p.ExistingCluster != nil {
		return nil
	}
	on := p.clusterProps().ContainerInsights != ecs.ContainerInsightsDisabled
	return &on
}

// visibilityTimeout is that of the queue to make: longer than the longest job. Nil is the queue's own default.
func (p plan) visibilityTimeout() *float64 {
	if n := optional.Value(p.Queue).VisibilityTimeout; n != nil {
		return n
	}
	stream := p.stream()
	if job := stream + *seconds(p.workload.stopTimeout); stream > 0 && job > queue.DefaultVisibilityTimeout {
		job = min(job, queue.MaxVisibilityTimeout)
		return &job
	}
	return nil
}

// queueAgeAllows is how long a message of the worker's queue may be worked on; nil where that is not known.
func (p plan) queueAgeAllows() *float64 {
	if !p.workload.worker || p.ExistingQueue != nil {
		return nil
	}
	n := optional.Or(p.visibilityTimeout(), queue.DefaultVisibilityTimeout)
	return &n
}

func (p plan) visibilityProblems(ms *rules.Mistakes) {
	stream := p.MaxStreamDuration
	if !p.workload.worker || p.ExistingQueue != nil || !check.Known(stream) {
		return
	}
	visible := p.queueAgeAllows()
	if check.Known(visible) && *visible < *stream {
		ms.Break(visibilityOutlasts, "queue.visibilityTimeout", check.Number(*visible)+" s",
			"at least maxStreamDuration, "+check.Number(*stream)+" s",
			"leave it out, as it follows from maxStreamDuration; SQS allows 43200 s, split longer jobs")
	}
}
