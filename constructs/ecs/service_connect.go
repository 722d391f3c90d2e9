package ecs

import (
	"cmp"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecsservice"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// What AWS asks to add to a task for the proxy of Service Connect, which ECS runs in it: enough for 500 requests a
// second (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html).
const (
	ServiceConnectCPU       = 256
	ServiceConnectMemoryMiB = 64
)

// ServiceConnect makes the service a client, and with Services a server, of a namespace. Clients call a server by its
// name from tasks that started after the server was registered: make the server first. AllowFrom opens the way.
type ServiceConnect struct {
	// NamespaceARN default: the cluster's namespace.
	NamespaceARN string
	// Services that are offered. Default: none; the service is only a client.
	Services []ServiceConnectService
	// Logging of the proxy, as of a container. Default: none; AWS tells nothing of what the proxy refuses.
	Logging *Logging
}

// ServiceConnectService is one port offered to others. The two timeouts need a port whose AppProtocol is one of HTTP:
// for plain TCP the provider writes a timeout for requests with every other, and AWS refuses it
// (https://github.com/hashicorp/terraform-provider-aws/issues/38432).
type ServiceConnectService struct {
	PortName string // required: the name of a port in the task definition
	// DNSName that clients call, lower-case. Default: DiscoveryName, a dot and the namespace's name.
	DNSName string
	Port    *float64 // that clients call. Required
	// DiscoveryName in the namespace, where no other service may have it. Default: PortName.
	DiscoveryName string
	// PerRequestTimeout in seconds, in which the whole answer must have come; 0 for none. Default: 0. Envoy's own default
	// of 15 s cuts every longer answer of a model (https://github.com/aws/containers-roadmap/issues/1958).
	PerRequestTimeout *float64
	// IdleTimeout in seconds of connections on which nothing is said; 0 for none. Default: 300, or PerRequestTimeout where
	// that is longer.
	IdleTimeout *float64
}

// proxyIdleTimeout is what AWS takes in seconds for ports of HTTP
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html).
const proxyIdleTimeout = 300

func (s *ServiceConnect) resolve(ports []TaskPort) *ServiceConnect {
	if s == nil {
		return nil
	}
	out := *s
	out.Services = resolveAll(s.Services, func(offered ServiceConnectService) ServiceConnectService {
		return offered.resolve(ports)
	})
	return &out
}

// resolve fills in the timeouts of a port that is known to speak HTTP, or for which one is stated. The provider writes
// 0, which is none, for the one that is left out.
func (s ServiceConnectService) resolve(ports []TaskPort) ServiceConnectService {
	port, known := named(ports, s.PortName)
	if !(known && port.speaksHTTP()) && s.PerRequestTimeout == nil && s.IdleTimeout == nil {
		return s
	}
	request := optional.Or(s.PerRequestTimeout, 0)
	s.PerRequestTimeout = &request
	if s.IdleTimeout == nil {
		idle := request
		if check.Known(&request) {
			idle = max(proxyIdleTimeout, request)
		}
		s.IdleTimeout = &idle
	}
	return s
}

// named is the port of the name.
func named(ports []TaskPort, name string) (port TaskPort, found bool) {
	for _, port := range ports {
		if port.Name == name && name != "" {
			return port, true
		}
	}
	return TaskPort{}, false
}

// endpoint is the name and port that clients call.
func (s ServiceConnectService) endpoint() string {
	name := cmp.Or(s.DNSName, s.DiscoveryName, s.PortName)
	if !check.Known(s.Port) || token.Is(name) {
		return ""
	}
	return name + ":" + check.Number(*s.Port)
}

func (c serviceConfig) serviceConnect() *ecsservice.EcsServiceServiceConnectConfiguration {
	if c.ServiceConnect == nil {
		return nil
	}
	out := &ecsservice.EcsServiceServiceConnectConfiguration{
		Enabled: jsii.Bool(true), Namespace: bridge.String(c.ServiceConnect.NamespaceARN),
		LogConfiguration: c.ServiceConnect.Logging.block(),
	}
	var services []*ecsservice.EcsServiceServiceConnectConfigurationService
	for _, s := range c.ServiceConnect.Services {
		services = append(services, s.block())
	}
	if services != nil {
		out.Service = services
	}
	return out
}

func (s ServiceConnectService) block() *ecsservice.EcsServiceServiceConnectConfigurationService {
	out := &ecsservice.EcsServiceServiceConnectConfigurationService{
		PortName:      jsii.String(s.PortName),
		DiscoveryName: bridge.String(s.DiscoveryName),
		ClientAlias: &ecsservice.EcsServiceServiceConnectConfigurationServiceClientAlias{
			DnsName: bridge.String(s.DNSName), Port: s.Port,
		},
	}
	if s.PerRequestTimeout != nil {
		out.Timeout = &ecsservice.EcsServiceServiceConnectConfigurationServiceTimeout{
			PerRequestTimeoutSeconds: s.PerRequestTimeout, IdleTimeoutSeconds: s.IdleTimeout,
		}
	}
	return out
}

func (l *Logging) block() *ecsservice.EcsServiceServiceConnectConfigurationLogConfiguration {
	if l == nil {
		return nil
	}
	out := &ecsservice.EcsServiceServiceConnectConfigurationLogConfiguration{
		LogDriver: jsii.String(string(l.Driver)), Options: bridge.Tags(l.Options, ""),
	}
	var secrets []*ecsservice.EcsServiceServiceConnectConfigurationLogConfigurationSecretOption
	for _, name := range check.SortedKeys(l.SecretOptions) {
		secrets = append(secrets, &ecsservice.EcsServiceServiceConnectConfigurationLogConfigurationSecretOption{
			Name: jsii.String(name), ValueFrom: jsii.String(l.SecretOptions[name].ValueFrom),
		})
	}
	if secrets != nil {
		out.SecretOption = secrets
	}
	return out
}
