package fargateai

import (
	"cmp"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// mainPort names the port of the service's own container.
const mainPort = "http"

// connects reports that the service takes part in Service Connect, as a server or as a client.
func (p plan) connects() bool {
	return p.exposed() == ExposureServiceConnect || optional.Value(p.Deployment).ServiceConnect != nil
}

// onlyByConnect reports that peers find the service by Service Connect and in no other way.
func (p plan) onlyByConnect() bool {
	return p.exposed() == ExposureServiceConnect && optional.Value(p.Deployment).CloudMap == nil
}

// appProtocol is what the port speaks, as far as Service Connect has to know it.
func (p plan) appProtocol() ecs.AppProtocol {
	if p.connects() {
		return cmp.Or(p.AppProtocol, ecs.AppProtocolHTTP)
	}
	return p.AppProtocol
}

// serviceConnect offers the port under the service's name, with timeouts that follow from the longest answer, and logs
// the proxy where the container logs. What is stated wins.
func (p plan) serviceConnect(r references) *ecs.ServiceConnect {
	if !p.connects() {
		return nil
	}
	c := optional.Value(optional.Value(p.Deployment).ServiceConnect)
	c.Services = slices.Clone(c.Services)
	isMain := func(s ecs.ServiceConnectService) bool { return s.PortName == mainPort }
	if p.exposed() == ExposureServiceConnect && !slices.ContainsFunc(c.Services, isMain) {
		c.Services = append(c.Services, ecs.ServiceConnectService{PortName: mainPort, Port: p.Port})
	}
	for i := range c.Services {
		if s := &c.Services[i]; isMain(*s) {
			s.DiscoveryName, s.DNSName = cmp.Or(s.DiscoveryName, p.name), cmp.Or(s.DNSName, p.name)
			if stream := p.stream(); s.PerRequestTimeout == nil && stream > 0 && !token.IsNumber(stream) &&
				p.appProtocol() != ecs.AppProtocolTCP {
				s.PerRequestTimeout = &stream
			}
		}
	}
	if c.Logging == nil {
		c.Logging = &ecs.Logging{Driver: ecs.LogDriverAWSLogs,
			Options: merge(r.logs.options, map[string]string{"awslogs-stream-prefix": "service-connect"})}
	}
	return &c
}

// proxySize is what the proxy of Service Connect adds to a task.
func (p plan) proxySize() (cpuUnits, memoryMiB float64) {
	if p.connects() {
		return ecs.ServiceConnectCPU, ecs.ServiceConnectMemoryMiB
	}
	return 0, 0
}

// wantsNamespace reports that the service joins the namespace of its cluster.
func (p plan) wantsNamespace() bool {
	stated := optional.Value(optional.Value(p.Deployment).ServiceConnect)
	return p.connects() && stated.NamespaceARN == ""
}
