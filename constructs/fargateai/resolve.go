package fargateai

import (
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

// parts are the props of every part of a service, all decisions made. Ids of resources stand as token.Unknown until New has them.
// A nil part is not made: it is adopted from elsewhere, or the workload does without.
type parts struct {
	name       string
	tags       map[string]string
	workload   defaults
	timers     timers
	network    *network.Props
	cluster    *ecs.ClusterProps
	repository *ecr.Props
	logs       logs.Props
	queue      *queue.Props
	balancer   *loadbalancer.Props
	target     loadbalancer.TargetProps // not of a worker
	task       ecs.TaskDefinitionProps
	guardrails *guardrails.Props
	service    ecs.ServiceProps
	scaling    scaling.Props
	parameter  string // name of the SSM parameter that holds the image; "" without
	bootstrap  bool   // no image was stated yet
	notices    []string
}

const (
	balancerRule  = "load-balancer" // names the security group rule that lets the load balancer in
	queueVariable = "QUEUE_URL"
	seven, thirty = 7, 30 // days of logs
)

// unknownText stands for the text of a number while rules run: what a reference says only Terraform knows.
func unknownText(n float64) string {
	if token.IsNumber(n) {
		return token.Unknown
	}
	return check.Number(n)
}

// resolve fills in every default. It never fails: values that the rules refuse are passed on as they are. text writes a number as the value of an
// environment variable.
func (p ServiceProps) resolve(id string, text func(float64) string) parts {
	r := parts{name: p.Name, workload: p.Workload.defaults()}
	if r.name == "" {
		r.name = id
	}
	r.tags = merge(map[string]string{"Service": r.name}, p.Tags)
	demo := p.Profile == ProfileDemo
	stream := optional.Or(p.MaxStreamDuration, r.workload.stream)
	if !token.IsNumber(stream) && stream > 0 {
		r.timers = timersFor(stream)
	}
	r.resolveNetwork(p, demo)
	r.resolveImage(p, demo)
	r.resolveQueue(p)
	if !r.workload.worker {
		r.resolveBalancer(p, demo)
	}
	r.resolveScaling(p, demo)
	r.resolveTask(p, text)
	r.logs = value(p.Logs)
	fill(&r.logs.Name, "/ecs/"+r.name)
	if r.logs.RetentionDays == nil {
		r.logs.RetentionDays = pick(demo, seven, thirty)
	}
	r.logs.Tags = merge(r.tags, r.logs.Tags)
	if p.ExistingCluster == nil {
		cluster := value(p.Cluster)
		fill(&cluster.Name, r.name)
		cluster.Tags = merge(r.tags, cluster.Tags)
		r.cluster = &cluster
	}
	r.resolveGuardrails(p, demo)
	r.resolveService(p)
	if demo {
		r.notices = append(r.notices, r.givenUp()...)
	}
	return r
}

func (r *parts) resolveNetwork(p ServiceProps, demo bool) {
	if p.ExistingNetwork != nil {
		return
	}
	n := value(p.Network)
	fill(&n.Name, r.name)
	fill(&n.CIDR, network.DefaultCIDR)
	if n.Egress == "" {
		n.Egress = network.EgressNATPerZone
		if demo {
			n.Egress = network.EgressPublicIP
		}
	}
	if n.FlowLogs == nil && !demo {
		n.FlowLogs = &network.FlowLogs{}
	}
	if n.Egress == network.EgressNone {
		n.Endpoints = append(n.Endpoints[:len(n.Endpoints):len(n.Endpoints)], p.endpoints(r.workload)...)
	}
	n.Tags = merge(r.tags, n.Tags)
	r.network = &n
}

func (r *parts) resolveImage(p ServiceProps, demo bool) {
	r.parameter = p.Image.ParameterName
	if p.Image.Owner == ecs.ImageOwnedByParameter && r.parameter == "" {
		r.parameter = "/" + r.name + "/image"
	}
	if p.Image.URI != "" {
		return
	}
	r.bootstrap = p.Image.Tag == "" && p.Image.Digest == ""
	if p.Image.ExistingRepository != nil {
		return
	}
	repository := value(p.Image.Repository)
	fill(&repository.Name, r.name)
	if repository.ForceDelete == nil && demo {
		repository.ForceDelete = jsii.Bool(true)
	}
	repository.Tags = merge(r.tags, repository.Tags)
	r.repository = &repository
}

func (r *parts) resolveBalancer(p ServiceProps, demo bool) {
	r.target = value(p.Target)
	fill(&r.target.Name, r.name)
	fill(&r.target.VPCID, token.Unknown)
	r.target.Port = p.Port
	if p.Rule != nil {
		r.target.Rule = p.Rule
	}
	if p.HealthCheck != nil {
		r.target.HealthCheck = p.HealthCheck
	}
	if r.target.Algorithm == "" && r.target.SlowStart == nil {
		r.target.Algorithm = r.workload.algorithm
	}
	if r.target.DeregistrationDelay == nil {
		r.target.DeregistrationDelay = seconds(r.timers.deregistration)
	}
	r.target.Tags = merge(r.tags, r.target.Tags)
	if p.ExistingLoadBalancer != nil {
		r.target.LoadBalancer = *p.ExistingLoadBalancer
		return
	}
	b := value(p.LoadBalancer)
	fill(&b.Name, r.name)
	fill(&b.VPCID, token.Unknown)
	if b.SubnetIDs == nil {
		b.SubnetIDs = jsii.Strings(token.Unknown+"1", token.Unknown+"2")
	}
	if b.IdleTimeout == nil {
		b.IdleTimeout = seconds(r.timers.idle)
	}
	if p.Domain != nil {
		b.Domain = p.Domain
	}
	if b.DeletionProtection == nil {
		b.DeletionProtection = jsii.Bool(!demo)
	}
	if demo && b.AllowPlaintextHTTP == nil && b.Domain == nil && b.CertificateARN == "" {
		b.AllowPlaintextHTTP = jsii.Bool(true)
	}
	if b.AccessLogs == nil && !demo {
		b.AccessLogs = &loadbalancer.AccessLogs{}
	}
	if b.IngressCIDRs == nil && b.Scheme == loadbalancer.SchemeInternal && r.network != nil {
		b.IngressCIDRs = jsii.Strings(r.network.CIDR)
	}
	b.Tags = merge(r.tags, b.Tags)
	r.target.LoadBalancer = unknownBalancer(boolean(b.AllowPlaintextHTTP))
	r.balancer = &b
}

// unknownBalancer lets the rules of a target run before its load balancer exists.
func unknownBalancer(plaintext bool) loadbalancer.Ref {
	url := "https://" + token.Unknown
	if plaintext {
		url = "http://" + token.Unknown
	}
	return loadbalancer.Ref{ARN: token.Unknown, ARNSuffix: token.Unknown, ListenerARN: token.Unknown, SecurityGroupID: token.Unknown,
		DNSName: token.Unknown, ZoneID: token.Unknown, URL: url}
}

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

// givenUp lists what the demo profile does without, judged by what was really resolved.
func (r parts) givenUp() []string {
	var out []string
	told := func(given bool, text string) {
		if given {
			out = append(out, "demo profile: "+text)
		}
	}
	if b := r.balancer; b != nil {
		told(boolean(b.AllowPlaintextHTTP), "plaintext HTTP from anyone who is allowed in; with a domain or certificate it is HTTPS")
		told(!boolean(b.DeletionProtection), "the load balancer has no deletion protection")
		told(b.AccessLogs == nil, "the load balancer writes no access logs")
	}
	if n := r.network; n != nil {
		told(n.Egress == network.EgressPublicIP, "tasks have a public address each (reachable only from the load balancer) instead of NAT")
		told(n.FlowLogs == nil, "the network has no flow logs")
	}
	told(!r.workload.worker && check.Known(r.scaling.MinCapacity) && *r.scaling.MinCapacity < 2, "one task, in one zone, is enough")
	told(check.Known(r.logs.RetentionDays) && *r.logs.RetentionDays > 0 && *r.logs.RetentionDays < thirty, "logs are kept for "+check.Number(*r.logs.RetentionDays)+" days")
	told(r.repository != nil && boolean(r.repository.ForceDelete), "destroying the stack deletes the image repository with its images")
	return out
}

func boolean(b *bool) bool { return b != nil && *b }

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func fill(s *string, otherwise string) {
	if *s == "" {
		*s = otherwise
	}
}

func pick(demo bool, inDemo, inProduction float64) *float64 {
	if demo {
		return jsii.Number(inDemo)
	}
	return jsii.Number(inProduction)
}

func merge(general, special map[string]string) map[string]string {
	if len(general) == 0 {
		return special
	}
	out := make(map[string]string, len(general)+len(special))
	for k, v := range general {
		out[k] = v
	}
	for k, v := range special {
		out[k] = v
	}
	return out
}
