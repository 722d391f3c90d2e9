package ecs

import (
	"cmp"
	"regexp"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecsservice"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/servicediscoveryservice"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// CloudMap is how tasks are registered in a private DNS namespace: an address (A) record each, of those that are
// healthy. Clients get up to eight at random and call the port of the container.
type CloudMap struct {
	// Name is the label in front of the namespace's domain. Default: the service's name. A change replaces the
	// registration, and with it the service.
	Name string
	// TTL of the records in seconds, for which a client may go on calling a task that has stopped. Default: 10.
	TTL *float64
}

var dnsLabel = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$`)

func (p *ServiceProps) cloudMapProblems(ms *rules.Mistakes) {
	if p.Namespace == (NamespaceRef{}) {
		if p.CloudMap != nil {
			ms.Break(rules.Required, "namespace.id", "nothing with cloudMap", "the namespace that tasks are registered in",
				"hand over Namespace.Ref()")
		}
		return
	}
	ms.Nested("namespace", p.Namespace.Validate())
	path, name := "cloudMap.name", optional.Value(p.CloudMap).Name
	if name == "" {
		path, name = "name", p.Name
	}
	if name != "" && !token.Is(name) && !dnsLabel.MatchString(name) {
		ms.Break(rules.Invalid, path, check.Quote(name), "a label of DNS: up to 63 letters, digits, hyphens and underscores",
			"state cloudMap.name")
	}
	check.WholeNumber(ms, "cloudMap.ttl", optional.Value(p.CloudMap).TTL, 0, 2147483647, "s", "")
}

func (p ServiceProps) resolveCloudMap() *CloudMap {
	if p.Namespace.ID == "" {
		return nil
	}
	stated := optional.Value(p.CloudMap)
	return &CloudMap{Name: cmp.Or(stated.Name, p.Name), TTL: jsii.Number(optional.Or(stated.TTL, DefaultCloudMapTTL))}
}

func (s *Service) newRegistry(c serviceConfig) *ecsservice.EcsServiceServiceRegistries {
	if c.CloudMap == nil {
		return nil
	}
	s.registry = servicediscoveryservice.NewServiceDiscoveryService(s, jsii.String("registry"),
		&servicediscoveryservice.ServiceDiscoveryServiceConfig{
			Name: jsii.String(c.CloudMap.Name),
			DnsConfig: &servicediscoveryservice.ServiceDiscoveryServiceDnsConfig{
				NamespaceId: jsii.String(c.Namespace.ID),
				DnsRecords: []*servicediscoveryservice.ServiceDiscoveryServiceDnsConfigDnsRecords{{
					Type: jsii.String("A"), Ttl: c.CloudMap.TTL,
				}},
				RoutingPolicy: jsii.String("MULTIVALUE"),
			},
			// ECS reports the health of tasks itself; without this block Route 53 would answer with tasks that never became
			// healthy.
			HealthCheckCustomConfig: &servicediscoveryservice.ServiceDiscoveryServiceHealthCheckCustomConfig{
				FailureThreshold: jsii.Number(1),
			},
			Tags: bridge.Tags(c.Tags, ""),
		})
	if c.Namespace.Name != "" {
		s.dnsName = c.CloudMap.Name + "." + c.Namespace.Name
	}
	return &ecsservice.EcsServiceServiceRegistries{RegistryArn: s.registry.Arn()}
}

// DNSName returns the DNS name under which Cloud Map finds the tasks. Empty without Namespace, or where its domain is
// not known.
func (s *Service) DNSName() string { return s.dnsName }

// Registry returns the Cloud Map service. It is nil without Namespace.
func (s *Service) Registry() servicediscoveryservice.ServiceDiscoveryService { return s.registry }
