package ecs

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const namespaceARN = "arn:aws:servicediscovery:eu-west-1:210987654321:namespace/ns-abc"

func connected() ServiceProps {
	p := validService()
	p.Cluster.ServiceConnectNamespaceARN = namespaceARN
	p.TaskPorts = []TaskPort{
		{ContainerName: "app", Port: Port{ContainerPort: jsii.Number(8080), Name: "http", AppProtocol: AppProtocolHTTP}},
		{ContainerName: "app", Port: Port{ContainerPort: jsii.Number(6379), Name: "redis"}},
		{ContainerName: "app", Port: Port{ContainerPort: jsii.Number(8125), Name: "statsd", Protocol: UDP}},
	}
	p.ServiceConnect = &ServiceConnect{Services: []ServiceConnectService{{PortName: "http", Port: jsii.Number(80)}}}
	return p
}

func TestServiceConnectProblems(t *testing.T) {
	number := jsii.Number[float64]
	first := func(p *ServiceProps) *ServiceConnectService { return &p.ServiceConnect.Services[0] }
	checktest.Run(t, connected, func(p *ServiceProps) error { return p.Validate() }, []checktest.Case[ServiceProps]{
		{Name: "a server", Change: func(*ServiceProps) {}},
		{Name: "a client", Change: func(p *ServiceProps) { p.ServiceConnect.Services = nil }},
		{Name: "a namespace of its own", Change: func(p *ServiceProps) {
			p.Cluster.ServiceConnectNamespaceARN, p.ServiceConnect.NamespaceARN = "", namespaceARN
		}},
		{Name: "no namespace", Change: func(p *ServiceProps) { p.Cluster.ServiceConnectNamespaceARN = "" },
			Want: []string{"serviceConnect.namespaceARN ecs-service-connect-namespace"}},
		{Name: "a namespace's id", Change: func(p *ServiceProps) { p.Cluster.ServiceConnectNamespaceARN = "ns-abc" },
			Want: []string{"cluster.serviceConnectNamespaceARN invalid"}},
		{Name: "a port that the task does not have", Change: func(p *ServiceProps) { first(p).PortName = "grpc" },
			Want: []string{"serviceConnect.services[0].portName ecs-service-connect-port"}},
		{Name: "a port of UDP", Change: func(p *ServiceProps) { first(p).PortName = "statsd" },
			Want: []string{"serviceConnect.services[0].portName ecs-service-connect-port"}},
		{Name: "ports that are not known", Change: func(p *ServiceProps) { p.TaskPorts, first(p).PortName = nil, "grpc" }},
		{Name: "timeouts", Change: func(p *ServiceProps) {
			first(p).PerRequestTimeout, first(p).IdleTimeout = number(900), number(900)
		}},
		{Name: "a short idle timeout", Change: func(p *ServiceProps) {
			first(p).PerRequestTimeout, first(p).IdleTimeout = number(900), number(899)
		}, Want: []string{"serviceConnect.services[0].idleTimeout ecs-service-connect-idle-timeout"}},
		{Name: "no idle timeout", Change: func(p *ServiceProps) {
			first(p).PerRequestTimeout, first(p).IdleTimeout = number(900), number(0)
		}},
		{Name: "timeouts of TCP", Change: func(p *ServiceProps) {
			first(p).PortName, first(p).PerRequestTimeout, first(p).IdleTimeout = "redis", number(0), number(60)
		}, Want: []string{"serviceConnect.services[0].idleTimeout ecs-service-connect-timeout",
			"serviceConnect.services[0].perRequestTimeout ecs-service-connect-timeout"}},
		{Name: "one name for two ports", Change: func(p *ServiceProps) {
			first(p).DNSName = "cache"
			p.ServiceConnect.Services = append(p.ServiceConnect.Services, ServiceConnectService{PortName: "redis",
				DNSName: "cache", Port: number(6379)})
		}},
		{Name: "one name and port twice", Change: func(p *ServiceProps) {
			first(p).DNSName = "cache"
			p.ServiceConnect.Services = append(p.ServiceConnect.Services, ServiceConnectService{PortName: "redis",
				DNSName: "cache", Port: number(80)})
		}, Want: []string{"serviceConnect.services[1].dnsName unique"}},
		{Name: "one discovery name twice", Change: func(p *ServiceProps) {
			first(p).DiscoveryName = "cache"
			p.ServiceConnect.Services = append(p.ServiceConnect.Services, ServiceConnectService{PortName: "redis",
				DiscoveryName: "cache", Port: number(6379)})
		}, Want: []string{"serviceConnect.services[1] unique"}},
		{Name: "names", Change: func(p *ServiceProps) { first(p).DNSName, first(p).DiscoveryName = "http://mcp", "MCP" },
			Want: []string{"serviceConnect.services[0].discoveryName invalid", "serviceConnect.services[0].dnsName invalid"}},
		{Name: "logging", Change: func(p *ServiceProps) { p.ServiceConnect.Logging = &Logging{} },
			Want: []string{"serviceConnect.logging.driver required"}},
	})
}

// AWS refuses a timeout of requests on a port of plain TCP, also one of 0 (provider-aws #38432).
func TestTimeoutsOfServiceConnect(t *testing.T) {
	resolved := func(change func(*ServiceProps)) ServiceConnectService {
		p := connected()
		change(&p)
		return p.resolve().ServiceConnect.Services[0]
	}
	for name, test := range map[string]struct {
		change        func(*ServiceProps)
		request, idle float64 // -1: left out
	}{
		"HTTP": {func(*ServiceProps) {}, 0, 300},
		"a longest answer": {func(p *ServiceProps) { p.ServiceConnect.Services[0].PerRequestTimeout = jsii.Number(900) },
			900, 900},
		"TCP":       {func(p *ServiceProps) { p.ServiceConnect.Services[0].PortName = "redis" }, -1, -1},
		"not known": {func(p *ServiceProps) { p.TaskPorts = nil }, -1, -1},
		"not known, but stated": {func(p *ServiceProps) {
			p.TaskPorts, p.ServiceConnect.Services[0].PerRequestTimeout = nil, jsii.Number(60)
		}, 60, 300},
	} {
		s := resolved(test.change)
		request, idle := -1.0, -1.0
		if s.PerRequestTimeout != nil {
			request, idle = *s.PerRequestTimeout, *s.IdleTimeout
		}
		if request != test.request || idle != test.idle {
			t.Errorf("%s: got %v and %v, want %v and %v", name, request, idle, test.request, test.idle)
		}
	}
}

func TestCloudMapProblems(t *testing.T) {
	valid := func() ServiceProps {
		p := validService()
		p.Namespace = NamespaceRef{ID: "ns-abc", Name: "ai.internal"}
		return p
	}
	checktest.Run(t, valid, func(p *ServiceProps) error { return p.Validate() }, []checktest.Case[ServiceProps]{
		{Name: "defaults", Change: func(*ServiceProps) {}},
		{Name: "settings", Change: func(p *ServiceProps) { p.CloudMap = &CloudMap{Name: "mcp", TTL: jsii.Number(0)} }},
		{Name: "references", Change: func(p *ServiceProps) {
			p.Namespace = NamespaceRef{fromTerraform, fromTerraform, fromTerraform}
		}},
		{Name: "no namespace", Change: func(p *ServiceProps) { p.Namespace, p.CloudMap = NamespaceRef{}, &CloudMap{} },
			Want: []string{"namespace.id required"}},
		{Name: "no id", Change: func(p *ServiceProps) { p.Namespace.ID = "" }, Want: []string{"namespace.id required"}},
		{Name: "forms", Change: func(p *ServiceProps) {
			p.Namespace = NamespaceRef{ID: "ai.internal", Name: "AI", ARN: "ns-abc"}
			p.CloudMap = &CloudMap{Name: "mcp.ai", TTL: jsii.Number(-1)}
		}, Want: []string{"cloudMap.name invalid", "cloudMap.ttl range", "namespace.arn invalid", "namespace.id invalid",
			"namespace.name invalid"}},
		{Name: "a service's name that is too long for DNS",
			Change: func(p *ServiceProps) { p.Name = strings.Repeat("a", 64) }, Want: []string{"name invalid"}},
		{Name: "a service's long name with another in DNS", Change: func(p *ServiceProps) {
			p.Name, p.CloudMap = strings.Repeat("a", 64), &CloudMap{Name: strings.Repeat("a", 63)}
		}},
	})
}

func TestNamespaceProblems(t *testing.T) {
	valid := func() NamespaceProps { return NamespaceProps{Name: "ai.internal", VPCID: "vpc-0a1b2c31"} }
	checktest.Run(t, valid, func(p *NamespaceProps) error { return p.Validate() }, []checktest.Case[NamespaceProps]{
		{Name: "a domain", Change: func(*NamespaceProps) {}},
		{Name: "a label", Change: func(p *NamespaceProps) { p.Name = "internal" }},
		{Name: "nothing", Change: func(p *NamespaceProps) { *p = NamespaceProps{} },
			Want: []string{"name required", "vpcID required"}},
		{Name: "capitals", Change: func(p *NamespaceProps) { p.Name = "AI.internal" }, Want: []string{"name invalid"}},
		{Name: "a dot at the end", Change: func(p *NamespaceProps) { p.Name = "ai.internal." },
			Want: []string{"name invalid"}},
		{Name: "an address", Change: func(p *NamespaceProps) { p.Name = "10.0.0.1" }, Want: []string{"name invalid"}},
		{Name: "too long", Change: func(p *NamespaceProps) { p.Name = strings.Repeat("abcdefg.", 32) + "internal" },
			Want: []string{"name invalid"}},
	})
}
