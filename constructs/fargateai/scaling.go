package fargateai

import (
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

func (p plan) scalingProblems(ms *rules.Mistakes, r references) {
	ms.Nested("scaling", p.scalingProps(r).Validate())
}

func (p plan) minCapacity() *float64 {
	if n := optional.Value(p.Scaling).MinCapacity; n != nil {
		return n
	}
	least := p.workload.minimum
	if p.demo && !p.workload.worker {
		least = 1
	}
	if p.DesiredCount != nil && !token.IsNumber(*p.DesiredCount) && *p.DesiredCount < least {
		return p.DesiredCount
	}
	return &least
}

func (p plan) maxCapacity() *float64 {
	if n := optional.Value(p.Scaling).MaxCapacity; n != nil {
		return n
	}
	return p.pick(2, p.workload.maximum)
}

func (p plan) scalingProps(r references) *scaling.Props {
	s := scaling.Props{
		ClusterName: r.cluster.Name, ServiceName: r.service.name, LoadBalancerARNSuffix: r.balancer.ARNSuffix,
		TargetGroupARNSuffix: r.target.arnSuffix, Settings: optional.Value(p.Scaling),
	}
	if p.bootstrap {
		s.HeldAtZero = jsii.Bool(true) // a task would start with an image that nobody has pushed
	}
	s.MinCapacity, s.MaxCapacity = p.minCapacity(), p.maxCapacity()
	var concurrency *float64
	if b := p.TokenBudget; b != nil && check.Known(b.MaxConcurrency) {
		concurrency = b.MaxConcurrency
	}
	inFlight := optional.Value(p.PublishesInFlight) && !p.workload.worker
	if !p.balanced() {
		s.RequestsPerTarget = nil // told by exposureProblems
	}
	if withoutSignals(s.Settings) {
		s.Settings = p.workload.signals(s.Settings, inFlight, p.balanced(), concurrency, r.queue.Name)
		if p.BlueGreen != nil {
			s.RequestsPerTarget = nil // the tasks change between two target groups
		}
	} else if inFlight && !s.TracksInFlight() {
		s.Settings = p.workload.trackInFlight(s.Settings, concurrency)
	}
	s.Tags = merge(p.tags, s.Tags)
	return &s
}

// withoutSignals reports that the program leaves it to the workload what the service scales on. Schedules are no
// signal.
func withoutSignals(s scaling.Settings) bool {
	return s.CPUUtilization == nil && s.MemoryUtilization == nil && s.RequestsPerTarget == nil &&
		len(s.Metrics)+len(s.Steps) == 0
}

// scales reports that there is a scalable target. Before there is an image it is held at 0 tasks, unless schedules own
// its minimum and maximum: Terraform could not raise those afterwards.
func (p plan) scales() bool { return !p.bootstrap || len(optional.Value(p.Scaling).Schedules) == 0 }

func (s *Service) newScaling(p plan) {
	if !p.scales() {
		return
	}
	s.Scaling = scaling.New(s, "scaling", p.scalingProps(s.refs))
}
