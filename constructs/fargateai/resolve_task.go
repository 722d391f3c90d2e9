package fargateai

import (
	"slices"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

// What runs: how many tasks, of what size, with which environment, and how they are deployed.

func (r *parts) resolveScaling(p ServiceProps, demo bool) {
	s := optional.Value(p.Scaling)
	if s.MinCapacity == nil {
		s.MinCapacity = pick(demo && !r.workload.worker, 1, r.workload.minimum)
		if p.DesiredCount != nil && !token.IsNumber(*p.DesiredCount) && *p.DesiredCount < *s.MinCapacity {
			s.MinCapacity = p.DesiredCount
		}
	}
	if s.MaxCapacity == nil {
		s.MaxCapacity = pick(demo, 2, r.workload.maximum)
	}
	var concurrency *float64
	if b := p.TokenBudget; b != nil && check.Known(b.MaxConcurrency) {
		concurrency = b.MaxConcurrency
	}
	inFlight := optional.Value(p.PublishesInFlight) && !r.workload.worker
	if p.withoutSignals() {
		s = r.workload.signals(s, inFlight, concurrency, r.queueName(p))
		if p.BlueGreen != nil {
			s.RequestsPerTarget = nil // the tasks change between two target groups
		}
	} else if inFlight && !tracksInFlight(s) {
		s = r.workload.trackInFlight(s, concurrency)
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

// withoutSignals reports that the program leaves it to the workload what the service scales on. Schedules are no
// signal.
func (p ServiceProps) withoutSignals() bool {
	s := optional.Value(p.Scaling)
	return s.CPUUtilization == nil && s.MemoryUtilization == nil && s.RequestsPerTarget == nil &&
		len(s.Metrics)+len(s.Steps) == 0
}

func tracksInFlight(s scaling.Props) bool {
	own := scaling.InFlightPerTask(1)
	for _, m := range s.Metrics {
		if m.Name == own.Name || m.Metric != nil && m.Metric.Name == own.Metric.Name {
			return true
		}
	}
	return false
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

// resolveSize fills in what is not stated: the workload's size, and what the sidecars need. Memory is added; CPU only
// where they take more than a quarter of it, since the next size of Fargate is twice as much.
func (r *parts) resolveSize() {
	cpu, memory := r.workload.cpu, r.workload.memory
	if cpu == 0 {
		cpu, memory = fargate.DefaultCPU, fargate.DefaultMemoryMiB
	}
	var more, moreMemory float64
	for _, s := range r.task.Sidecars {
		more, moreMemory = more+s.CPU, moreMemory+s.MemoryMiB
	}
	if token.IsNumber(more) || token.IsNumber(moreMemory) {
		return // what Terraform computes cannot be added up here
	}
	stated := r.task.CPU
	switch {
	case stated != nil && !check.Known(stated), r.task.MemoryLimitMiB != nil && !check.Known(r.task.MemoryLimitMiB):
		return
	case stated != nil:
		cpu, memory = *stated, 2**stated
	case more > cpu/4:
		cpu += more
	}
	memory += moreMemory
	if m := r.task.MemoryLimitMiB; m != nil {
		memory = *m
		if !slices.Contains(fargate.Memories(cpu), memory) && stated == nil {
			cpu = 0 // the smallest that goes with the stated memory
		}
	}
	if c, m, ok := fargate.Fit(cpu, memory); ok {
		if stated == nil {
			r.task.CPU = &c
		}
		if r.task.MemoryLimitMiB == nil {
			r.task.MemoryLimitMiB = &m
		}
	}
}

// environment is what the service tells the code. The user's own variables win.
func (r *parts) environment(p ServiceProps, text func(float64) string) map[string]string {
	out := p.TokenBudget.environment(text)
	if r.timers.keepAlive > 0 && !r.workload.worker {
		out[KeepAliveVariable] = text(p.idleTimeout(r.timers.idle) + keepAliveMargin)
	}
	if optional.Value(p.PublishesInFlight) {
		out["CLUSTER_NAME"], out["SERVICE_NAME"] = r.clusterName(p), r.serviceName(p)
	}
	if r.workload.worker {
		out[queueVariable] = token.Unknown
	}
	return out
}

func (r *parts) resolveService(p ServiceProps) {
	s := optional.Value(p.Deployment)
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
	s.DeploymentController = r.controller(p)
	if s.ImageOwner == "" && (p.Pipeline != nil || r.blueGreen != nil) {
		s.ImageOwner = ecs.ImageOwnedByPipeline
	}
	s.Autoscaled = jsii.Bool(true)
	s.EnableExecute = p.EnableExecute
	s.DesiredCount = p.DesiredCount
	if s.DesiredCount == nil {
		s.DesiredCount = r.scaling.MinCapacity
	}
	if r.bootstrap {
		s.DesiredCount = jsii.Number(0)
		r.notices = append(r.notices,
			"no image is stated yet, so the service is prepared with 0 tasks; push an image to its repository, state its tag "+
				"(imageTag) and apply again")
	}
	if r.workload.worker {
		if s.CapacityProviders == nil { // a job that is interrupted goes back to the queue
			s.CapacityProviders = []ecs.CapacityProvider{{Name: ecs.Fargate, Base: jsii.Number(1)},
				{Name: ecs.FargateSpot, Weight: jsii.Number(4)}}
		}
	} else {
		s.Targets = append([]ecs.LoadBalancerTarget{{TargetGroupARN: token.Unknown, ContainerName: r.name,
			ContainerPort: p.Port}}, s.Targets...)
		s.Ingress = append([]ecs.Ingress{{Name: balancerRule, SecurityGroupID: token.Unknown, Port: p.Port}}, s.Ingress...)
		if s.HealthCheckGracePeriod == nil {
			s.HealthCheckGracePeriod = seconds(r.workload.grace)
		}
	}
	grace, drain, stop := s.HealthCheckGracePeriod, r.target.DeregistrationDelay, r.task.Containers[0].StopTimeout
	if s.DeploymentTimeoutMinutes == nil && check.Known(drain) && check.Known(stop) &&
		(grace == nil || check.Known(grace)) {
		minutes := deploymentMinutes(optional.Value(grace), *drain, *stop)
		s.DeploymentTimeoutMinutes = jsii.Number(max(minutes, ecs.DefaultDeploymentTimeoutMinutes))
	}
	s.Tags = merge(r.tags, s.Tags)
	r.service = s
}
