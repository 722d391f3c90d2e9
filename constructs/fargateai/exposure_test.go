package fargateai

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

const namespaceARN = "arn:aws:servicediscovery:eu-west-1:210987654321:namespace/ns-abc"

// peer is a service that others of the VPC call.
func peer() ServiceProps {
	return ServiceProps{Port: jsii.Number(8080), Image: Image{Tag: "v1.4.2"}, Exposure: ExposureServiceConnect,
		ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD-SHELL", "curl -f localhost:8080/healthz")}}
}

func existingCluster(namespace string) *ecs.ClusterRef {
	return &ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai",
		ServiceConnectNamespaceARN: namespace}
}

func TestExposureProblems(t *testing.T) {
	number := jsii.Number[float64]
	checktest.Run(t, peer, func(p *ServiceProps) error { return p.Validate("mcp") }, []checktest.Case[ServiceProps]{
		{Name: "Service Connect", Change: func(*ServiceProps) {}},
		{Name: "Cloud Map", Change: func(p *ServiceProps) { p.Exposure = ExposureCloudMap }},
		{Name: "nobody", Change: func(p *ServiceProps) { p.Exposure, p.Port = ExposureNone, nil }},
		{Name: "nobody, with a port", Change: func(p *ServiceProps) { p.Exposure = ExposureNone }},
		{Name: "one consumer", Change: func(p *ServiceProps) { p.Exposure, p.DesiredCount = ExposureNone, number(1) }},
		{Name: "one server", Change: func(p *ServiceProps) { p.DesiredCount = number(1) },
			Want: []string{"desiredCount service-production-count"}},
		{Name: "no port", Change: func(p *ServiceProps) { p.Port = nil }, Want: []string{"port required"}},
		{Name: "port", Change: func(p *ServiceProps) { p.Port = number(99999) }, Want: []string{"port range"}},
		{Name: "another word", Change: func(p *ServiceProps) { p.Exposure = "internet" },
			Want: []string{"exposure one-of"}},
		{Name: "by reference", Change: func(p *ServiceProps) { p.Exposure = "${var.exposure}" },
			Want: []string{"exposure known-value"}},
		{Name: "profile by reference", Change: func(p *ServiceProps) { p.Profile = "${var.profile}" },
			Want: []string{"profile known-value"}},
		{Name: "workload by reference", Change: func(p *ServiceProps) { p.Workload = "${var.workload}" },
			Want: []string{"workload known-value"}},
		{Name: "no health check", Change: func(p *ServiceProps) { p.ContainerHealthCheck = nil },
			Want: []string{"containerHealthCheck service-health-check-in-container"}},
		{Name: "what belongs to a load balancer", Change: func(p *ServiceProps) {
			p.Domain, p.LoadBalancer, p.ExistingLoadBalancer = &loadbalancer.Domain{}, &loadbalancer.Settings{}, sharedBalancer()
			p.Rule, p.HealthCheck, p.Target = &loadbalancer.Rule{}, &loadbalancer.HealthCheck{}, &loadbalancer.TargetSettings{}
			p.BlueGreen = &codedeploy.Settings{}
			p.Scaling = &scaling.Settings{RequestsPerTarget: &scaling.TargetTracking{TargetValue: number(100)}}
		}, Want: []string{"blueGreen service-blue-green-traffic", "domain service-without-load-balancer",
			"existingLoadBalancer service-without-load-balancer", "healthCheck service-without-load-balancer",
			"loadBalancer service-without-load-balancer", "rule service-without-load-balancer",
			"scaling.requestsPerTarget service-without-load-balancer", "target service-without-load-balancer"}},
		{Name: "a worker behind a load balancer", Change: func(p *ServiceProps) {
			p.Workload, p.Exposure, p.Domain = WorkloadEvalWorker, ExposureLoadBalancer, validProps().Domain
		}, Want: []string{"exposure service-worker-exposure"}},
		{Name: "a worker that peers ask", Change: func(p *ServiceProps) { p.Workload = WorkloadEvalWorker }},

		{Name: "a protocol", Change: func(p *ServiceProps) { p.AppProtocol = ecs.AppProtocolGRPC }},
		{Name: "no protocol", Change: func(p *ServiceProps) { p.AppProtocol = "udp" },
			Want: []string{"appProtocol one-of"}},
		{Name: "a cluster with a namespace",
			Change: func(p *ServiceProps) { p.ExistingCluster = existingCluster(namespaceARN) }},
		{Name: "a cluster without", Change: func(p *ServiceProps) { p.ExistingCluster = existingCluster("") },
			Want: []string{"existingCluster.serviceConnectNamespaceARN ecs-service-connect-namespace"}},
		{Name: "a namespace of its own", Change: func(p *ServiceProps) {
			p.ExistingCluster = existingCluster("")
			p.Deployment = &ecs.ServiceSettings{ServiceConnect: &ecs.ServiceConnect{NamespaceARN: namespaceARN}}
		}},
		{Name: "a client", Change: func(p *ServiceProps) {
			*p = validProps()
			p.Deployment = &ecs.ServiceSettings{ServiceConnect: &ecs.ServiceConnect{}}
		}},
		{Name: "a port of no container", Change: func(p *ServiceProps) {
			p.Deployment = &ecs.ServiceSettings{ServiceConnect: &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{
				{PortName: "grpc", Port: number(80)}}}}
		}, Want: []string{"deployment.serviceConnect.services[0].portName ecs-service-connect-port"}},
		{Name: "a timeout of TCP", Change: func(p *ServiceProps) {
			p.AppProtocol, p.MaxStreamDuration = ecs.AppProtocolTCP, number(900)
			p.Deployment = &ecs.ServiceSettings{ServiceConnect: &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{
				{PortName: "http", Port: number(80), IdleTimeout: number(60)}}}}
		}, Want: []string{"deployment.serviceConnect.services[0].idleTimeout ecs-service-connect-timeout"}},

		{Name: "two namespaces", Change: func(p *ServiceProps) {
			p.Exposure, p.Namespace, p.ExistingNamespace = ExposureCloudMap, &ecs.NamespaceProps{},
				&ecs.NamespaceRef{ID: "ns-abc"}
		}, Want: []string{"namespace exclusive"}},
		{Name: "a namespace for nothing", Change: func(p *ServiceProps) { p.Namespace = &ecs.NamespaceProps{} },
			Want: []string{"namespace service-namespace-unused"}},
		{Name: "a namespace's name", Change: func(p *ServiceProps) {
			p.Exposure, p.Namespace = ExposureCloudMap, &ecs.NamespaceProps{Name: "AI"}
		}, Want: []string{"namespace.name invalid"}},
		{Name: "an adopted namespace", Change: func(p *ServiceProps) {
			p.Exposure, p.ExistingNamespace = ExposureCloudMap, &ecs.NamespaceRef{ID: "ai.internal"}
		}, Want: []string{"existingNamespace.id invalid"}},
		{Name: "a name beside a load balancer", Change: func(p *ServiceProps) {
			*p = validProps()
			p.Deployment = &ecs.ServiceSettings{CloudMap: &ecs.CloudMap{}}
		}},
		{Name: "room for a deployment of two tasks", Change: func(p *ServiceProps) {
			p.Image = Image{} // 0 tasks before there is one, which says nothing
			p.Deployment = &ecs.ServiceSettings{MinHealthyPercent: number(60), MaxHealthyPercent: number(150)}
		}},
		{Name: "no room for a deployment of one task", Change: func(p *ServiceProps) {
			p.Profile, p.Image = ProfileDemo, Image{}
			p.Deployment = &ecs.ServiceSettings{MinHealthyPercent: number(60), MaxHealthyPercent: number(150)}
		}, Want: []string{"deployment.maxHealthyPercent ecs-deployment-room"}},
		{Name: "no room for a deployment of the first task", Change: func(p *ServiceProps) {
			p.Workload, p.Exposure, p.Port = WorkloadEvalWorker, "", nil
			p.Deployment = &ecs.ServiceSettings{MinHealthyPercent: number(60), MaxHealthyPercent: number(150)}
		}, Want: []string{"deployment.maxHealthyPercent ecs-deployment-room"}},
		{Name: "ends of the user's own keep their places", Change: func(p *ServiceProps) {
			*p = validProps()
			p.Deployment = &ecs.ServiceSettings{Ingress: []ecs.Ingress{{Name: "peer", CIDR: "0.0.0.0/1", Port: number(4000)}},
				Targets: []ecs.LoadBalancerTarget{{TargetGroupARN: "${var.other}", ContainerName: "nope",
					ContainerPort: number(1)}}}
		}, Want: []string{"deployment.ingress[0].cidr ecs-ingress-internet",
			"deployment.targets[0].containerName ecs-target-port"}},
	})
}

func TestEgressProblems(t *testing.T) {
	port := jsii.Number[float64]
	private := func() ServiceProps {
		p := peer()
		p.Network = &network.Props{Egress: network.EgressNone}
		return p
	}
	adopted := func(p *ServiceProps, endpoints ...network.Endpoint) {
		p.Network, p.ExistingNetwork = nil, ref()
		p.ExistingNetwork.Egress, p.ExistingNetwork.Endpoints = network.EgressNone, endpoints
	}
	proxy := []network.Endpoint{network.EndpointECS, network.EndpointECSAgent, network.EndpointECSTelemetry}
	start := []network.Endpoint{network.EndpointECRAPI, network.EndpointECRDocker, network.EndpointLogs}
	allow := func(actions ...string) []ecs.PolicyStatement {
		return []ecs.PolicyStatement{{Actions: actions, Resources: []string{"*"}, UnscopedReason: "a test"}}
	}
	checktest.Run(t, private, func(p *ServiceProps) error { return p.Validate("mcp") }, []checktest.Case[ServiceProps]{
		{Name: "endpoints are added", Change: func(p *ServiceProps) {
			p.TaskPolicies = allow("sqs:SendMessage", "dynamodb:GetItem", "kms:Decrypt", "s3:GetObject", "ecs:GetTaskProtection")
			p.Network.Endpoints = []network.Endpoint{network.EndpointSQS}
		}},
		{Name: "no endpoint", Change: func(p *ServiceProps) { p.TaskPolicies = allow("sqs:SendMessage", "iam:GetRole") },
			Want: []string{"taskPolicies[0].actions[1] service-egress-to-aws"}},
		{Name: "no endpoint, but the internet", Change: func(p *ServiceProps) {
			p.Network, p.TaskPolicies = nil, allow("iam:GetRole")
		}},
		{Name: "an existing network with all of them", Change: func(p *ServiceProps) {
			adopted(p, slices.Concat(proxy, start, []network.Endpoint{network.EndpointSQS})...)
			p.TaskPolicies = allow("sqs:SendMessage")
		}},
		{Name: "an existing network without", Change: func(p *ServiceProps) {
			adopted(p, start...)
			p.Exposure, p.TaskPolicies = ExposureCloudMap, allow("sns:Publish", "dynamodb:PutItem")
			p.Secrets = map[string]secrets.Reference{"KEY": {SecretName: "mcp/key"}, "OTHER": {ParameterName: "mcp/other"}}
			p.Sidecars = []ecs.Sidecar{{Containers: []ecs.Container{{Name: "x", Image: "${var.x}"}},
				TaskPolicies: allow("xray:PutTraceSegments")}}
		}, Want: []string{"secrets.KEY service-egress-to-aws", "secrets.OTHER service-egress-to-aws",
			"sidecars[0].taskPolicies[0].actions[0] service-egress-to-aws", "taskPolicies[0].actions[0] service-egress-to-aws",
			"taskPolicies[0].actions[1] service-egress-to-aws"}},
		{Name: "an existing network that says nothing", Change: func(p *ServiceProps) {
			adopted(p)
			p.Exposure = ExposureCloudMap
			p.Secrets = map[string]secrets.Reference{"KEY": {SecretName: "mcp/key"}}
		}},
		{Name: "an existing network without the proxy's", Change: func(p *ServiceProps) { adopted(p) },
			Want: []string{"exposure service-egress-to-aws", "exposure service-egress-to-aws",
				"exposure service-egress-to-aws"}},
		{Name: "an existing network in which nothing starts", Change: func(p *ServiceProps) {
			adopted(p, network.EndpointSQS)
			p.Exposure = ExposureCloudMap
		}, Want: []string{"existingNetwork.endpoints service-egress-to-aws",
			"existingNetwork.endpoints service-egress-to-aws", "existingNetwork.endpoints service-egress-to-aws"}},
		{Name: "names of our own rules", Change: func(p *ServiceProps) {
			p.Deployment = &ecs.ServiceSettings{Egress: []ecs.Egress{{Name: "s3", CIDR: "10.0.0.0/8", Port: port(443)}}}
		}, Want: []string{"deployment.egress[0].name unique"}},
		{Name: "EFS that nothing leads to", Change: func(p *ServiceProps) {
			p.Volumes, p.Sidecars = files(""), mounting()
		}, Want: []string{"volumes[0].efs.securityGroupID service-egress-to-files"}},
		{Name: "EFS", Change: func(p *ServiceProps) {
			p.Volumes, p.Sidecars = files("sg-0a1b2c3d"), mounting()
		}},
		{Name: "EFS by a rule", Change: func(p *ServiceProps) {
			p.Volumes, p.Sidecars = files(""), mounting()
			p.Deployment = &ecs.ServiceSettings{Egress: []ecs.Egress{{Name: "efs", CIDR: "10.0.0.0/8", Port: port(2049)}}}
		}},
		{Name: "restricted to nothing", Change: func(p *ServiceProps) {
			p.Network, p.Deployment = nil, &ecs.ServiceSettings{RestrictEgress: jsii.Bool(true)}
		}, Want: []string{"deployment.restrictEgress ecs-restricted-egress"}},
		{Name: "restricted to endpoints", Change: func(p *ServiceProps) {
			p.Network = &network.Props{Endpoints: []network.Endpoint{network.EndpointECRAPI, network.EndpointECRDocker}}
			p.Deployment = &ecs.ServiceSettings{RestrictEgress: jsii.Bool(true)}
		}},
	})
}

// files is a volume of EFS, and mounting a sidecar that uses it.
func files(securityGroupID string) []ecs.Volume {
	return []ecs.Volume{{Name: "Shared_files", EFS: &ecs.EFSVolume{FileSystemID: "fs-0123abcd",
		SecurityGroupID: securityGroupID}}}
}

func mounting() []ecs.Sidecar {
	return []ecs.Sidecar{{Containers: []ecs.Container{{Name: "files", Image: "${var.image}",
		ContainerSettings: ecs.ContainerSettings{
			Mounts: []ecs.Mount{{VolumeName: "Shared_files", ContainerPath: "/files"}}}}}}}
}

// TestWhatTasksReach: names of the rules of egress, by network and restriction.
func TestWhatTasksReach(t *testing.T) {
	yes, no := jsii.Bool(true), jsii.Bool(false)
	redis := []ecs.Egress{{Name: "redis", SecurityGroupID: "sg-1", Port: jsii.Number(6379)}}
	private := func(p *ServiceProps) { p.Network = &network.Props{Egress: network.EgressNone} }
	for name, test := range map[string]struct {
		change     func(*ServiceProps)
		restricted bool
		want       string
	}{
		"the internet": {func(*ServiceProps) {}, false, ""},
		"no internet":  {private, true, "endpoints s3"},
		"no internet, but HTTPS in the network": {func(p *ServiceProps) {
			private(p)
			p.Deployment = &ecs.ServiceSettings{RestrictEgress: no}
		}, false, ""},
		"an adopted network without internet": {func(p *ServiceProps) {
			p.ExistingNetwork = ref()
			p.ExistingNetwork.Egress, p.ExistingNetwork.EndpointSecurityGroupID = network.EgressNone, "sg-0a1b2c3d"
			p.ExistingNetwork.S3PrefixListID = "pl-0a1b2c3d"
		}, true, "endpoints s3"},
		"an adopted network of unknown endpoints": {func(p *ServiceProps) {
			p.ExistingNetwork = ref()
			p.ExistingNetwork.Egress = network.EgressNone
		}, false, ""},
		"restricted": {func(p *ServiceProps) {
			p.Deployment = &ecs.ServiceSettings{RestrictEgress: yes, Egress: redis}
		}, true, "redis s3"},
		"restricted to endpoints": {func(p *ServiceProps) {
			p.Network = &network.Props{Endpoints: []network.Endpoint{network.EndpointLogs}}
			p.Deployment = &ecs.ServiceSettings{RestrictEgress: yes, Egress: redis}
		}, true, "redis endpoints s3"},
		"files": {func(p *ServiceProps) {
			p.Volumes = files("sg-2")
		}, false, "efs-shared-files"},
		"a group of another's": {func(p *ServiceProps) {
			private(p)
			p.Deployment = &ecs.ServiceSettings{ExistingSecurityGroupID: "sg-1"}
		}, false, ""},
	} {
		p := validProps()
		test.change(&p)
		service := partsOf(p, "x").service
		var names []string
		for _, e := range service.Egress {
			names = append(names, e.Name)
		}
		restricted := service.RestrictEgress != nil && *service.RestrictEgress
		if got := strings.Join(names, " "); got != test.want || restricted != test.restricted {
			t.Errorf("%s: got %q, restricted %t", name, got, restricted)
		}
	}
}

func TestEndpointsThatFollow(t *testing.T) {
	p := peer()
	p.Network = &network.Props{Egress: network.EgressNone, Endpoints: []network.Endpoint{network.EndpointKMS}}
	p.TaskPolicies = []ecs.PolicyStatement{{Actions: []string{"kms:Decrypt", "sqs:SendMessage", "dynamodb:GetItem",
		"ssm:GetParameter", "s3:GetObject", "sts:AssumeRole", "secretsmanager:GetSecretValue"}}}
	var names []string
	for _, e := range partsOf(p, "x").network.Endpoints {
		names = append(names, string(e))
	}
	if got := strings.Join(names, " "); got != "kms dynamodb ecs ecs-agent ecs-telemetry sqs sts" {
		t.Errorf("got the endpoints %s", got)
	}
}

func TestServiceConnectFollowsFromTheService(t *testing.T) {
	p := peer()
	p.MaxStreamDuration = jsii.Number(900)
	r := partsOf(p, "mcp")
	offered := r.service.ServiceConnect.Services[0]
	if offered.PortName != "http" || offered.DNSName != "mcp" || offered.DiscoveryName != "mcp" || *offered.Port != 8080 ||
		*offered.PerRequestTimeout != 900 {
		t.Errorf("got %+v", offered)
	}
	if got := r.task.Containers[0].Ports[0].AppProtocol; got != ecs.AppProtocolHTTP {
		t.Errorf("the proxy takes the port for %q", got)
	}
	if *r.task.CPU != 1024 || *r.task.MemoryLimitMiB != 2048 {
		t.Errorf("with its proxy a task has %v CPU units and %v MiB", *r.task.CPU, *r.task.MemoryLimitMiB)
	}
	if r.service.ServiceConnect.Logging == nil || len(r.service.Targets)+len(r.service.Ingress) > 0 {
		t.Error("the proxy logs nothing, or a load balancer is expected")
	}
	if c := r.clusterProps(); c.ServiceConnectNamespace != "mcp" {
		t.Errorf("the cluster's namespace is %q", c.ServiceConnectNamespace)
	}
	p.AppProtocol = ecs.AppProtocolTCP
	if s := partsOf(p, "mcp").service.ServiceConnect.Services[0]; s.PerRequestTimeout != nil {
		t.Error("AWS refuses a timeout of requests on plain TCP")
	}
	plain := validProps()
	without := partsOf(plain, "x")
	if without.service.ServiceConnect != nil || without.task.Containers[0].Ports[0].AppProtocol != "" {
		t.Error("a service without Service Connect has a proxy")
	}
	if got := partsOf(peer(), "x").notices(); len(got) != 0 {
		t.Errorf("got %q", got)
	}
	long := peer()
	long.Workload = WorkloadLLMProxy
	if got := partsOf(long, "x").exposureNotices(); len(got) != 1 {
		t.Errorf("streams that deployments cut are not told: %q", got)
	}
}

func TestAddressOfAPeer(t *testing.T) {
	for want, change := range map[string]func(*ServiceProps){
		"http://mcp:8080":             func(*ServiceProps) {},
		"grpc://mcp:8080":             func(p *ServiceProps) { p.AppProtocol = ecs.AppProtocolGRPC },
		"http://mcp.ai.internal:8080": func(p *ServiceProps) { p.Exposure = ExposureCloudMap },
		"":                            func(p *ServiceProps) { p.Exposure = ExposureNone },
		"http://tools.agents:80":      func(p *ServiceProps) { p.Deployment = offering("tools.agents", 80) },
	} {
		props := peer()
		change(&props)
		p := props.resolve("mcp", "eu-west-1")
		if got := p.address(references{service: serviceReference{dnsName: "mcp.ai.internal"}}); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func offering(name string, port float64) *ecs.ServiceSettings {
	return &ecs.ServiceSettings{ServiceConnect: &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{
		{PortName: "http", DNSName: name, Port: &port}}}}
}
