package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
)

// RunTaskText is the script that runs a one-off task.
var RunTaskText = runTaskText

// ValidateIn is Validate for a service of a stack with a region.
func (p *ServiceProps) ValidateIn(id, region string) error { return p.problems(id, region).Err() }

// Decided is what a service's props mean for its parts.
type Decided struct {
	Task         *ecs.TaskDefinitionProps
	Service      *ecs.ServiceProps
	Target       *loadbalancer.TargetProps // nil without a load balancer
	LoadBalancer *loadbalancer.Props       // nil where none is made
	Stream       float64                   // 0 where no timer follows from it
	Silence      float64
	IdleTimeout  float64
	StopTimeout  *float64
	Protected    bool
	Demo         bool
}

// DecideIn is what the props of a service mean in a stack with a region.
func (p *ServiceProps) DecideIn(id, region string) Decided {
	s := p.resolve(id, region)
	refs := s.unknownReferences()
	d := Decided{
		Task: s.taskProps(refs), Service: s.deploymentProps(refs), Stream: s.stream(), Silence: s.silence(),
		IdleTimeout: s.idleTimeout(), StopTimeout: s.stopTimeout(),
		Protected: optional.Or(s.TaskProtection, s.workload.protection), Demo: s.demo,
	}
	if s.balanced() {
		d.Target = s.targetProps(refs)
		if s.ExistingLoadBalancer == nil {
			d.LoadBalancer = s.loadBalancerProps(refs)
		}
	}
	return d
}
