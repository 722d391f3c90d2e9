package fargateai

import (
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// What runs: how many tasks, of what size, with which environment, and how they are deployed.

func (r *parts) resolveScaling(p ServiceProps, demo bool) {
	s := value(p.Scaling)
	if s.MinCapacity == nil {
		s.MinCapacity = pick(demo && !r.workload.worker, 1, r.workload.minimum)
		if p.DesiredCount != nil && !token.IsNumber(*p.DesiredCount) && *p.DesiredCount < *s.MinCapacity {
			s.MinCapacity = p.DesiredCount
		}
	}
	if s.MaxCapacity == nil {
		s.MaxCapacity = pick(demo, 2, r.workload.maximum)
	}
	if s.CPUUtilization == nil && s.MemoryUtilization == nil && s.RequestsPerTarget == nil && len(s.Metrics)+len(s.Steps)+len(s.Schedules) == 0 {
		var concurrency *float64
		if b := p.TokenBudget; b != nil && check.Known(b.MaxConcurrency) {
			concurrency = b.MaxConcurrency
		}
		s = r.workload.signals(s, optional.Value(p.PublishesInFlight), concurrency, r.queueName(p))
	}
	if s.RequestsPerTarget != nil {
		requests := *s.RequestsPerTarget
		fill(&requests.LoadBalancerARNSuffix, r.target.LoadBalancer.ARNSuffix)
		fill(&requests.TargetGroupARNSuffix, token.Unknown)
		s.RequestsPerTarget = &requests
	}
	fill(&s.ClusterName, token.Unknown)
	fill(&s.ServiceName, token.Unknown)
	s.Tags = merge(r.tags, s.Tags)
	r.scaling = s
}

func (r *parts) resolveTask(p ServiceProps, text func(float64) string) {
	writable := p.WritablePaths
	if writable == nil {
		writable = jsii.Strings("/tmp")
	}
	stop := p.StopTimeout
	if stop == nil {
		stop = jsii.Number(r.workload.stopTimeout)
	}
	main := ecs.Container{
		Name:        r.name,
		Image:       p.Image.URI,
		Command:     p.Command,
		EntryPoint:  p.EntryPoint,
		Environment: merge(r.environment(p, text), p.Environment),
		HealthCheck: p.ContainerHealthCheck,
		StopTimeout: stop,
		Scratch:     writable,
	}
	if p.Port != nil {
		main.Ports = []ecs.Port{{ContainerPort: p.Port, Name: "http"}}
	}
	if r.workload.keepAlive {
		main.SystemControls = keepAliveControls
	}
	for name := range p.Secrets {
		if main.Secrets == nil {
			main.Secrets = map[string]ecs.Secret{}
		}
		main.Secrets[name] = ecs.Secret{ValueFrom: token.Unknown, GrantARN: token.Unknown}
	}
	r.task = ecs.TaskDefinitionProps{
		Family:          r.name,
		CPU:             p.CPU,
		MemoryLimitMiB:  p.MemoryLimitMiB,
		CPUArchitecture: p.CPUArchitecture,
		Containers:      []ecs.Container{main},
		Sidecars:        p.Sidecars,
		Volumes:         p.Volumes,
		LogOptions:      map[string]string{"awslogs-group": token.Unknown},
		LogGroupARN:     token.Unknown,
		TaskPolicies:    p.TaskPolicies,
		EnableExecute:   p.EnableExecute,
		Tags:            r.tags,
	}
	if main.Image == "" {
		r.task.Containers[0].Image = token.Unknown
		r.task.RepositoryARNs = jsii.Strings(token.Unknown)
	}
	r.resolveSize()
}

// resolveSize adds what the sidecars need to the workload's own size, unless a size is stated.
func (r *parts) resolveSize() {
	if r.task.CPU != nil || r.task.MemoryLimitMiB != nil {
		return
	}
	cpu, memory := r.workload.cpu, r.workload.memory
	if cpu == 0 {
		if len(r.task.Sidecars) == 0 {
			return // package ecs's own default
		}
		cpu, memory = fargate.DefaultCPU, fargate.DefaultMemoryMiB
	}
	if c, m, ok := ecs.SizeFor(cpu, memory, r.task.Sidecars...); ok {
		r.task.CPU, r.task.MemoryLimitMiB = &c, &m
	}
}

// environment is what the service tells the code. The user's own variables win.
func (r *parts) environment(p ServiceProps, text func(float64) string) map[string]string {
	out := p.TokenBudget.environment(text)
	if r.timers.keepAlive > 0 && !r.workload.worker {
		idle := r.timers.idle
		if r.balancer != nil {
			idle = optional.Or(r.balancer.IdleTimeout, idle)
		}
		if !token.IsNumber(idle) {
			out[KeepAliveVariable] = text(idle + keepAliveMargin)
		}
	}
	if r.workload.worker {
		out[queueVariable] = token.Unknown
	}
	return out
}

func (r *parts) resolveService(p ServiceProps) {
	s := value(p.Deployment)
	fill(&s.Name, r.name)
	fill(&s.VPCID, token.Unknown)
	fill(&s.TaskDefinitionARN, token.Unknown)
	if s.SubnetIDs == nil {
		s.SubnetIDs = jsii.Strings(token.Unknown)
	}
	if s.Cluster == (ecs.ClusterRef{}) {
		s.Cluster = ecs.ClusterRef{Name: token.Unknown, ARN: token.Unknown}
	}
	if s.ImageOwner == "" {
		s.ImageOwner = p.Image.Owner
	}
	s.Autoscaled = jsii.Bool(true)
	s.EnableExecute = p.EnableExecute
	s.DesiredCount = p.DesiredCount
	if s.DesiredCount == nil {
		s.DesiredCount = r.scaling.MinCapacity
	}
	if r.bootstrap {
		s.DesiredCount = jsii.Number(0)
		r.notices = append(r.notices, "no image is stated yet, so the service is prepared with 0 tasks; push an image to its repository, state its tag (imageTag) and apply again")
	}
	if r.workload.worker {
		if s.CapacityProviders == nil { // a job that is interrupted goes back to the queue
			s.CapacityProviders = []ecs.CapacityProvider{{Name: ecs.Fargate, Base: jsii.Number(1)}, {Name: ecs.FargateSpot, Weight: jsii.Number(4)}}
		}
	} else {
		s.Targets = append([]ecs.LoadBalancerTarget{{TargetGroupARN: token.Unknown, ContainerName: r.name, ContainerPort: p.Port}}, s.Targets...)
		s.Ingress = append([]ecs.Ingress{{Name: balancerRule, SecurityGroupID: token.Unknown, Port: p.Port}}, s.Ingress...)
		if s.HealthCheckGracePeriod == nil {
			s.HealthCheckGracePeriod = seconds(r.workload.grace)
		}
	}
	if s.DeploymentTimeoutMinutes == nil && r.timers.deregistration > 0 {
		minutes := deploymentMinutes(r.workload.grace, r.timers.deregistration, r.workload.stopTimeout)
		s.DeploymentTimeoutMinutes = jsii.Number(max(minutes, ecs.DefaultDeploymentTimeoutMinutes))
	}
	s.Tags = merge(r.tags, s.Tags)
	r.service = s
}
