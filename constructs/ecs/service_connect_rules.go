package ecs

import (
	"cmp"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	discoveryName = regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]{0,63}$`)
	aliasName     = regexp.MustCompile(`^[a-z0-9_][a-z0-9_.-]{0,126}$`)
)

func (p *ServiceProps) serviceConnectProblems(ms *rules.Mistakes) {
	c := p.ServiceConnect
	if c == nil {
		return
	}
	const at = "serviceConnect"
	arn.Check(ms, at+".namespaceARN", c.NamespaceARN, "servicediscovery", "")
	if c.NamespaceARN == "" && p.Cluster.ServiceConnectNamespaceARN == "" && !p.codeDeploy() {
		ms.Break(connectNamespace, at+".namespaceARN", "nothing, and a cluster without a namespace", "a namespace",
			"state ClusterProps.ServiceConnectNamespace, or the ServiceConnectNamespaceARN of a cluster that exists")
	}
	if l := c.Logging; l != nil {
		if l.Driver == "" {
			ms.Break(rules.Required, at+".logging.driver", "", "awslogs, awsfirelens or splunk", "")
		}
		check.OneOf(ms, at+".logging.driver", l.Driver, LogDriverAWSLogs, LogDriverAWSFireLens, LogDriverSplunk)
	}
	ports, discovery := make([]string, len(c.Services)), make([]string, len(c.Services))
	endpoints := map[string]int{}
	for i, s := range c.Services {
		path := rules.Index(at+".services", i)
		ports[i], discovery[i] = s.PortName, s.DiscoveryName
		s.problems(ms, path, p.TaskPorts)
		if endpoint := s.endpoint(); endpoint != "" {
			if first, taken := endpoints[endpoint]; taken {
				ms.Break(rules.Unique, path+".dnsName", check.Quote(endpoint)+" again",
					"a name and port different from "+rules.Index(at+".services", first), "clients could not tell them apart")
				continue
			}
			endpoints[endpoint] = i
		}
	}
	check.Unique(ms, at+".services", ports, "offer a port once")
	check.Unique(ms, at+".services", discovery, "every name stands once in the namespace")
}

func (s ServiceConnectService) problems(ms *rules.Mistakes, path string, ports []TaskPort) {
	check.Required(ms, path+".portName", s.PortName, "the name of a port in the task definition", "name the port there")
	if s.Port == nil {
		ms.Break(rules.Required, path+".port", "", "the port that clients call", "")
	}
	check.Port(ms, path+".port", s.Port)
	if s.DiscoveryName != "" && !token.Is(s.DiscoveryName) && !discoveryName.MatchString(s.DiscoveryName) {
		ms.Break(rules.Invalid, path+".discoveryName", check.Quote(s.DiscoveryName),
			"up to 64 lower-case letters, digits, hyphens and underscores", "")
	}
	if s.DNSName != "" && !token.Is(s.DNSName) && !aliasName.MatchString(s.DNSName) {
		ms.Break(rules.Invalid, path+".dnsName", check.Quote(s.DNSName),
			"up to 127 lower-case letters, digits, hyphens, underscores and dots", "a name only, without scheme and port")
	}
	check.WholeNumber(ms, path+".perRequestTimeout", s.PerRequestTimeout, 0, 2147483647, "s", "")
	check.WholeNumber(ms, path+".idleTimeout", s.IdleTimeout, 0, 2147483647, "s", "")
	if check.Known(s.PerRequestTimeout) && check.Known(s.IdleTimeout) && *s.IdleTimeout > 0 &&
		*s.IdleTimeout < *s.PerRequestTimeout {
		ms.Break(connectIdleTimeout, path+".idleTimeout", check.Number(*s.IdleTimeout)+"s",
			"at least perRequestTimeout, "+check.Number(*s.PerRequestTimeout)+"s, or 0",
			"leave it out: it follows from perRequestTimeout")
	}
	if ports == nil || s.PortName == "" || token.Is(s.PortName) {
		return
	}
	port, found := named(ports, s.PortName)
	switch {
	case !found:
		ms.Break(connectPort, path+".portName", check.Quote(s.PortName), "the name of a port of the task: "+portNames(ports),
			"name the port in the task definition")
	case port.Protocol == UDP:
		ms.Break(connectPort, path+".portName", check.Quote(s.PortName)+", a port of UDP", "a port of TCP",
			"the proxy knows no other")
	case !port.speaksHTTP() && !token.Is(string(port.AppProtocol)):
		for name, timeout := range map[string]*float64{
			"perRequestTimeout": s.PerRequestTimeout, "idleTimeout": s.IdleTimeout,
		} {
			if timeout != nil {
				ms.Break(connectTimeout, path+"."+name, check.Number(*timeout)+"s on a port of plain TCP", "nothing",
					"state the port's appProtocol, or leave the timeout out")
			}
		}
	}
}

// portNames lists those that ports have.
func portNames(ports []TaskPort) string {
	var names []string
	for _, port := range ports {
		if port.Name != "" {
			names = append(names, port.Name)
		}
	}
	return cmp.Or(check.Words(names), "it has none with a name")
}
