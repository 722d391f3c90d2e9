package ecs

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func validService() ServiceProps {
	return ServiceProps{
		Cluster:           ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"},
		TaskDefinitionARN: "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy:1",
		VPCID:             "vpc-0a1b2c31",
		SubnetIDs:         jsii.Strings("subnet-0a1b2c31"),
		ServiceSettings: ServiceSettings{
			Name: "llm-proxy",
		},
	}
}

func TestServiceProblems(t *testing.T) {
	group := "sg-0a1b2c31"
	port := jsii.Number(4000)
	checktest.Run(t, validService, func(p *ServiceProps) error { return p.Validate() }, []checktest.Case[ServiceProps]{
		{Name: "defaults", Change: func(*ServiceProps) {}},
		{Name: "nothing", Change: func(p *ServiceProps) { *p = ServiceProps{} },
			Want: []string{"cluster.arn required", "cluster.name required", "name required",
				"subnetIDs required", "taskDefinitionARN required", "vpcID required"}},
		{Name: "name", Change: func(p *ServiceProps) { p.Name = "llm proxy" }, Want: []string{"name invalid"}},
		{Name: "task definition", Change: func(p *ServiceProps) { p.TaskDefinitionARN = "llm-proxy:1" },
			Want: []string{"taskDefinitionARN invalid"}},
		{Name: "owner", Change: func(p *ServiceProps) { p.ImageOwner = "me" }, Want: []string{"imageOwner one-of"}},
		{Name: "many groups", Change: func(p *ServiceProps) { p.SecurityGroupIDs = jsii.Strings("a", "b", "c", "d", "e") },
			Want: []string{"securityGroupIDs range"}},
		{Name: "world into tasks",
			Change: func(p *ServiceProps) { p.Ingress = []Ingress{{Name: "world", CIDR: "0.0.0.0/0", Port: port}} },
			Want:   []string{"ingress[0].cidr ecs-ingress-internet"}},
		{Name: "ingress ends", Change: func(p *ServiceProps) {
			p.Ingress = []Ingress{{Name: "a", Port: port}, {Name: "a", Port: port, SecurityGroupID: group},
				{Name: "B", SecurityGroupID: group}}
		}, Want: []string{"ingress[0] required", "ingress[1].name unique", "ingress[2].name invalid",
			"ingress[2].port required"}},
		{Name: "egress ends", Change: func(p *ServiceProps) {
			p.Egress = []Egress{{Name: "db", Port: port, CIDR: "10.0.0.0/8", PrefixListID: "pl-0a1b2c31"},
				{Name: "x", Port: port, CIDR: "10.0.0.1/8"}}
		}, Want: []string{"egress[0] exclusive", "egress[1].cidr invalid"}},
		{Name: "egress to nothing", Change: func(p *ServiceProps) { p.RestrictEgress = jsii.Bool(true) },
			Want: []string{"restrictEgress ecs-restricted-egress"}},
		{Name: "targets", Change: func(p *ServiceProps) { p.Targets = []LoadBalancerTarget{{TargetGroupARN: "tg"}} },
			Want: []string{"targets[0].containerName required", "targets[0].containerPort required",
				"targets[0].targetGroupARN invalid"}},
		{Name: "grace without targets", Change: func(p *ServiceProps) { p.HealthCheckGracePeriod = jsii.Number(60) },
			Want: []string{"healthCheckGracePeriod ecs-health-check-grace-period"}},
		{Name: "count", Change: func(p *ServiceProps) { p.DesiredCount = jsii.Number(-1) },
			Want: []string{"desiredCount range"}},
		{Name: "zero is a count", Change: func(p *ServiceProps) { p.DesiredCount = jsii.Number(0) }},
		{Name: "percentages", Change: func(p *ServiceProps) {
			p.MinHealthyPercent, p.MaxHealthyPercent = jsii.Number(101),
				jsii.Number(99)
		}, Want: []string{"maxHealthyPercent range", "minHealthyPercent range"}},
		{Name: "no room", Change: func(p *ServiceProps) { p.MaxHealthyPercent = jsii.Number(100) },
			Want: []string{"maxHealthyPercent ecs-deployment-room"}},
		{Name: "rebalancing", Change: func(p *ServiceProps) {
			p.MinHealthyPercent, p.MaxHealthyPercent, p.AvailabilityZoneRebalancing = jsii.Number(50), jsii.Number(100),
				RebalancingEnabled
			p.DesiredCount = jsii.Number(2)
		}, Want: []string{"availabilityZoneRebalancing ecs-zone-rebalancing"}},
		{Name: "rollback of nothing", Change: func(p *ServiceProps) {
			p.CircuitBreaker = &CircuitBreaker{Enable: jsii.Bool(false), Rollback: jsii.Bool(true)}
		}, Want: []string{"circuitBreaker.rollback ecs-circuit-breaker-rollback"}},
		{Name: "no alarm", Change: func(p *ServiceProps) { p.DeploymentAlarms = &DeploymentAlarms{} },
			Want: []string{"deploymentAlarms.alarmNames required"}},
		{Name: "platform", Change: func(p *ServiceProps) { p.PlatformVersion = "newest" },
			Want: []string{"platformVersion invalid"}},
		{Name: "timeout", Change: func(p *ServiceProps) { p.DeploymentTimeoutMinutes = jsii.Number(0) },
			Want: []string{"deploymentTimeoutMinutes range"}},
		{Name: "waiting for the pipeline", Change: func(p *ServiceProps) {
			p.ImageOwner, p.WaitForSteadyState = ImageOwnedByPipeline, jsii.Bool(true)
		}, Want: []string{"waitForSteadyState ecs-steady-state-wait"}},
		{Name: "capacity", Change: func(p *ServiceProps) {
			p.CapacityProviders = []CapacityProvider{{Name: Fargate, Base: jsii.Number(1), Weight: jsii.Number(0)},
				{Name: Fargate, Base: jsii.Number(1), Weight: jsii.Number(0)}, {}}
			p.CapacityProviders[2].Weight = jsii.Number(0)
		}, Want: []string{"capacityProviders ecs-capacity-base", "capacityProviders ecs-capacity-weight",
			"capacityProviders[1] unique", "capacityProviders[2].name required"}},
		{Name: "capacity that the cluster lacks", Change: func(p *ServiceProps) {
			p.Cluster.CapacityProviders = jsii.Strings(Fargate)
			p.CapacityProviders = []CapacityProvider{{Name: Fargate}, {Name: FargateSpot}}
		}, Want: []string{"capacityProviders[1].name ecs-capacity-of-cluster"}},
		{Name: "capacity that the cluster has", Change: func(p *ServiceProps) {
			p.Cluster.CapacityProviders = jsii.Strings(Fargate, FargateSpot)
			p.CapacityProviders = []CapacityProvider{{Name: FargateSpot}}
		}},
		{Name: "capacity of a cluster that Terraform knows", Change: func(p *ServiceProps) {
			p.Cluster.CapacityProviders = jsii.Strings("${var.provider}")
			p.CapacityProviders = []CapacityProvider{{Name: FargateSpot}}
		}},
		{Name: "no capacity stated", Change: func(p *ServiceProps) {
			p.Cluster.CapacityProviders = jsii.Strings(FargateSpot)
		}},
		{Name: "cluster of another name", Change: func(p *ServiceProps) { p.Cluster.Name = "other" },
			Want: []string{"cluster.name ecs-cluster-name"}},
		{Name: "cluster known by reference", Change: func(p *ServiceProps) {
			p.Cluster = ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/${var.cluster}"}
		}},
		{Name: "service for cluster", Change: func(p *ServiceProps) {
			p.Cluster.ARN = "arn:aws:ecs:eu-west-1:210987654321:service/ai/proxy"
		}, Want: []string{"cluster.arn invalid"}},
		{Name: "controller", Change: func(p *ServiceProps) { p.DeploymentController = "EXTERNAL" },
			Want: []string{"deploymentController one-of"}},
		{Name: "computed controller", Change: func(p *ServiceProps) { p.DeploymentController = "${var.controller}" },
			Want: []string{"deploymentController known-value"}},
		{Name: "service connect", Change: func(p *ServiceProps) {
			p.ServiceConnect = &ServiceConnect{NamespaceARN: "x",
				Services: []ServiceConnectService{{}, {PortName: "http", Port: port}, {PortName: "http", Port: port}}}
		}, Want: []string{"serviceConnect.namespaceARN invalid", "serviceConnect.services[0].port required",
			"serviceConnect.services[0].portName required", "serviceConnect.services[2] unique",
			"serviceConnect.services[2].dnsName unique"}},
	})
}
