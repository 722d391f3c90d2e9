package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Exposure says who reaches a service, and how. Only with ExposureLoadBalancer is there anything to reach from outside
// the VPC; with the others peers are let in one by one, by [Service.AllowFrom]. A change takes away what the old one
// made, and the names that clients use: add the new way first where it can stand beside the old one (Deployment's
// ServiceConnect and CloudMap can).
type Exposure string

const (
	// ExposureLoadBalancer puts an Application Load Balancer, made or shared, in front of the tasks.
	ExposureLoadBalancer Exposure = "load-balancer"
	// ExposureServiceConnect lets services of the same Service Connect namespace call http://NAME:PORT. A proxy in every
	// task balances requests, tries again and counts; clients need Deployment.ServiceConnect, at least the empty one.
	ExposureServiceConnect Exposure = "service-connect"
	// ExposureCloudMap gives the tasks a name in a private DNS domain. Clients need nothing, but balance the connections
	// themselves and may call a stopped task for as long as they keep an answer of DNS.
	ExposureCloudMap Exposure = "cloud-map"
	// ExposureNone is nobody: the service asks for its work itself, of a queue, of Kafka, of Temporal.
	ExposureNone Exposure = "none"
)

// exposed is the exposure, stated or the workload's.
func (p plan) exposed() Exposure {
	otherwise := ExposureLoadBalancer
	if p.workload.worker {
		otherwise = ExposureNone
	}
	return cmp.Or(p.Exposure, otherwise)
}

// balanced reports that the service has a load balancer.
func (p plan) balanced() bool { return p.exposed() == ExposureLoadBalancer }

// called reports that somebody calls the service, and so waits for it.
func (p plan) called() bool { return p.exposed() != ExposureNone }

func (p plan) exposureProblems(ms *rules.Mistakes) {
	check.Choice(ms, "exposure", p.Exposure, ExposureLoadBalancer, ExposureServiceConnect, ExposureCloudMap, ExposureNone)
	if p.workload.worker && p.balanced() {
		ms.Break(workerExposure, "exposure", string(ExposureLoadBalancer)+" for a worker", "another, or nothing",
			"a worker takes its work from a queue")
	}
	if p.balanced() {
		return
	}
	for path, given := range map[string]bool{
		"domain": p.Domain != nil, "loadBalancer": p.LoadBalancer != nil,
		"existingLoadBalancer": p.ExistingLoadBalancer != nil, "rule": p.Rule != nil, "healthCheck": p.HealthCheck != nil,
		"target": p.Target != nil, "login": p.Login != nil, "furtherDomains": p.FurtherDomains != nil,
		"scaling.requestsPerTarget": optional.Value(p.Scaling).RequestsPerTarget != nil,
	} {
		if given {
			ms.Break(withoutLoadBalancer, path, "a value with the exposure "+string(p.exposed()), "nothing",
				"without a load balancer nothing reads it; leave it out, or state ExposureLoadBalancer")
		}
	}
	if p.ContainerHealthCheck == nil {
		ms.Break(healthCheckInContainer, "containerHealthCheck", "", "a command that fails when the code cannot work",
			"without a load balancer nothing else tells ECS's circuit breaker that a deployment is bad")
	}
}

// exposureNotices are about streams that nothing waits for.
func (p plan) exposureNotices() []string {
	stream, stop := p.stream(), p.stopTimeout()
	if p.balanced() || !p.called() || token.IsNumber(stream) || !check.Known(stop) || stream <= *stop ||
		optional.Or(p.TaskProtection, p.workload.protection) {
		return nil
	}
	return []string{"without a load balancer no deployment waits for streams: those of more than stopTimeout, " +
		check.Number(*stop) + "s, are cut; set taskProtection and let the code protect its task while it works"}
}

// address under which peers reach the service, or "" where it has a load balancer or nobody calls it.
func (p plan) address(r references) string {
	protocol := string(p.appProtocol())
	if protocol == "" || p.appProtocol() == ecs.AppProtocolHTTP2 {
		protocol = string(ecs.AppProtocolHTTP)
	}
	switch p.exposed() {
	case ExposureServiceConnect:
		for _, offered := range p.serviceConnect(r).Services {
			if offered.PortName == mainPort && offered.Port != nil {
				return protocol + "://" + offered.DNSName + ":" + r.text(*offered.Port)
			}
		}
	case ExposureCloudMap:
		if r.service.dnsName != "" && p.Port != nil {
			return protocol + "://" + r.service.dnsName + ":" + r.text(*p.Port)
		}
	}
	return ""
}
