package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

func TestSignalsThatNobodyPublishes(t *testing.T) {
	dark := &ecs.ClusterProps{ContainerInsights: ecs.ContainerInsightsDisabled}
	checktest.Run(t, proxy, func(p *ServiceProps) error { return p.Validate("x1") }, []checktest.Case[ServiceProps]{
		{Name: "in flight", Change: func(p *ServiceProps) {
			p.Scaling = &scaling.Settings{Metrics: []scaling.MetricTracking{scaling.InFlightPerTask(40)}}
		}, Want: []string{"scaling.metrics service-in-flight-published"}},
		{Name: "in flight, published", Change: func(p *ServiceProps) {
			p.PublishesInFlight = jsii.Bool(true)
			p.Scaling = &scaling.Settings{Metrics: []scaling.MetricTracking{scaling.InFlightPerTask(40)}}
		}},
		{Name: "saturation", Change: func(p *ServiceProps) {
			p.Guardrails = &guardrails.Settings{MaxConcurrency: jsii.Number(40)}
		}, Want: []string{"guardrails.maxConcurrency service-in-flight-published"}},
		{Name: "tasks of a dark cluster", Change: func(p *ServiceProps) {
			p.Cluster = dark
			p.Scaling = &scaling.Settings{Metrics: []scaling.MetricTracking{scaling.BacklogPerTask("jobs", 10)}}
		}, Want: []string{"scaling.metrics[0] scaling-published-signal"}},
		{Name: "dark cluster", Change: func(p *ServiceProps) { p.Cluster = dark }},
		{Name: "roll back by tasks of a dark cluster", Change: func(p *ServiceProps) {
			p.Cluster = dark
			p.Deployment = &ecs.ServiceSettings{DeploymentAlarms: &ecs.DeploymentAlarms{
				AlarmNames: jsii.Strings("x1-server-errors", "x1-tasks-below-desired")}}
		}, Want: []string{"deployment.deploymentAlarms.alarmNames[1] service-alarm-of-counted-tasks"}},
		{Name: "roll back by tasks that are counted", Change: func(p *ServiceProps) {
			p.Deployment = &ecs.ServiceSettings{DeploymentAlarms: &ecs.DeploymentAlarms{
				AlarmNames: jsii.Strings("x1-tasks-below-desired")}}
		}},
		{Name: "off", Change: func(p *ServiceProps) {
			p.Scaling = &scaling.Settings{MinCapacity: jsii.Number(0), MaxCapacity: jsii.Number(0)}
		}},
		{Name: "off with a policy", Change: func(p *ServiceProps) {
			p.Scaling = &scaling.Settings{MinCapacity: jsii.Number(0), MaxCapacity: jsii.Number(0),
				CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(60)}}
		}, Want: []string{"scaling.maxCapacity scaling-room"}},
	})
	checktest.Run(t, worker, func(p *ServiceProps) error { return p.Validate("x1") }, []checktest.Case[ServiceProps]{
		{Name: "dark cluster", Change: func(p *ServiceProps) { p.Cluster = dark },
			Want: []string{"cluster.containerInsights scaling-published-signal"}},
		{Name: "seen while at work", Change: func(p *ServiceProps) {
			p.MaxStreamDuration, p.Queue = jsii.Number(7200), &queue.Props{VisibilityTimeout: jsii.Number(60)}
		}, Want: []string{"queue.visibilityTimeout service-visibility-outlasts-job"}},
		{Name: "longer than SQS allows, told once", Change: func(p *ServiceProps) {
			p.Queue = &queue.Props{VisibilityTimeout: jsii.Number(50000)}
		}, Want: []string{"queue.visibilityTimeout range"}},
		{Name: "just long enough", Change: func(p *ServiceProps) {
			p.MaxStreamDuration, p.Queue = jsii.Number(7200), &queue.Props{VisibilityTimeout: jsii.Number(7200)}
		}},
		{Name: "follows the job", Change: func(p *ServiceProps) { p.MaxStreamDuration = jsii.Number(7200) }},
		{Name: "longer than SQS waits", Change: func(p *ServiceProps) { p.MaxStreamDuration = jsii.Number(43201) },
			Want: []string{"queue.visibilityTimeout service-visibility-outlasts-job"}},
	})
}

func TestTimesOfAWorkersQueue(t *testing.T) {
	for stream, want := range map[float64]struct{ visibility, age float64 }{
		0: {0, 1800}, 600: {0, 1800}, 1800: {1920, 2820}, 43000: {43120, 44020}, 43200: {43200, 44100},
	} {
		p := worker()
		if stream > 0 {
			p.MaxStreamDuration = &stream
		}
		s := p.resolve("x1", "eu-west-1")
		r := s.unknownReferences()
		got := 0.0
		if n := s.queueProps().VisibilityTimeout; n != nil {
			got = *n
		}
		age := *s.guardrailsProps(r).QueueVisibilityTimeout + guardrails.DefaultQueueAgeSeconds
		if got != want.visibility || age != want.age {
			t.Errorf("jobs of %v s: got %v and %v, want %v", stream, got, age, want)
		}
	}
}

func TestImageLimits(t *testing.T) {
	checktest.Run(t, proxy, func(p *ServiceProps) error { return p.Validate("x1") }, []checktest.Case[ServiceProps]{
		{Name: "deleted by age", Change: func(p *ServiceProps) {
			p.Image = Image{Tag: "v1.2.3", Repository: &ecr.Props{EphemeralTagPrefixes: jsii.Strings("pr-", "v")}}
		}, Want: []string{"image.repository.ephemeralTagPrefixes[1] service-image-is-kept"}},
		{Name: "kept", Change: func(p *ServiceProps) {
			p.Image = Image{Tag: "v1.2.3", Repository: &ecr.Props{EphemeralTagPrefixes: jsii.Strings("pr-", "v2")}}
		}},
		{Name: "reserved", Change: func(p *ServiceProps) {
			p.Name, p.Image = "aws-proxy", Image{Tag: "v1", Owner: ecs.ImageOwnedByParameter}
		}, Want: []string{"image.parameterName service-image-parameter-reserved"}},
		{Name: "reserved, as stated", Change: func(p *ServiceProps) {
			p.Image = Image{Tag: "v1", Owner: ecs.ImageOwnedByParameter, ParameterName: "/SSM-images/a"}
		}, Want: []string{"image.parameterName service-image-parameter-reserved"}},
		{Name: "named otherwise", Change: func(p *ServiceProps) {
			p.Name = "aws-proxy"
			p.Image = Image{Tag: "v1", Owner: ecs.ImageOwnedByParameter, ParameterName: "/images/aws-proxy"}
		}},
		{Name: "without a parameter", Change: func(p *ServiceProps) { p.Name = "aws-proxy" }},
	})
}
