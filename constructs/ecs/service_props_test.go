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
		VPCID:             "vpc-1",
		SubnetIDs:         jsii.Strings("subnet-1"),
		ServiceSettings: ServiceSettings{
			Name: "llm-proxy",
		},
	}
}

func TestServiceProblems(t *testing.T) {
	group := "sg-1"
	port := jsii.Number(4000)
	checktest.Run(t, validService, func(p *ServiceProps) error { return p.Validate() }, []checktest.Case[ServiceProps]{
		{Name: "defaults", Change: func(*ServiceProps) {}},
		{Name: "nothing", Change: func(p *ServiceProps) { *p = ServiceProps{} },
			Want: []string{"cluster.arn: got nothing", "cluster.name: got nothing", "name: got",
				"subnetIDs: got nothing", "taskDefinitionARN: got nothing", "vpcID: got nothing"}},
		{Name: "name", Change: func(p *ServiceProps) { p.Name = "llm proxy" }, Want: []string{`name: got "llm proxy"`}},
		{Name: "task definition", Change: func(p *ServiceProps) { p.TaskDefinitionARN = "llm-proxy:1" },
			Want: []string{`taskDefinitionARN: got "llm-proxy:1"`}},
		{Name: "owner", Change: func(p *ServiceProps) { p.ImageOwner = "me" }, Want: []string{`imageOwner: got "me"`}},
		{Name: "many groups", Change: func(p *ServiceProps) { p.SecurityGroupIDs = jsii.Strings("a", "b", "c", "d", "e") },
			Want: []string{"securityGroupIDs: got 5"}},
		{Name: "world into tasks",
			Change: func(p *ServiceProps) { p.Ingress = []Ingress{{Name: "world", CIDR: "0.0.0.0/0", Port: port}} },
			Want:   []string{`ingress[0].cidr: got "0.0.0.0/0"`}},
		{Name: "ingress ends", Change: func(p *ServiceProps) {
			p.Ingress = []Ingress{{Name: "a", Port: port}, {Name: "a", Port: port, SecurityGroupID: group},
				{Name: "B", SecurityGroupID: group}}
		}, Want: []string{"ingress[0]: got 0 ends", `ingress[1].name: got "a" again`, `ingress[2].name: got "B"`,
			"ingress[2].port: got nothing"}},
		{Name: "egress ends", Change: func(p *ServiceProps) {
			p.Egress = []Egress{{Name: "db", Port: port, CIDR: "10.0.0.0/8", PrefixListID: "pl-1"},
				{Name: "x", Port: port, CIDR: "10.0.0.1/8"}}
		}, Want: []string{"egress[0]: got 2 ends", "egress[1].cidr: got"}},
		{Name: "egress to nothing", Change: func(p *ServiceProps) { p.RestrictEgress = jsii.Bool(true) },
			Want: []string{"restrictEgress: got true without egress"}},
		{Name: "targets", Change: func(p *ServiceProps) { p.Targets = []LoadBalancerTarget{{TargetGroupARN: "tg"}} },
			Want: []string{"targets[0].containerName: got nothing", "targets[0].containerPort: got nothing",
				`targets[0].targetGroupARN: got "tg"`}},
		{Name: "grace without targets", Change: func(p *ServiceProps) { p.HealthCheckGracePeriod = jsii.Number(60) },
			Want: []string{"healthCheckGracePeriod: got a value without targets"}},
		{Name: "count", Change: func(p *ServiceProps) { p.DesiredCount = jsii.Number(-1) },
			Want: []string{"desiredCount: got -1 tasks"}},
		{Name: "zero is a count", Change: func(p *ServiceProps) { p.DesiredCount = jsii.Number(0) }},
		{Name: "percentages", Change: func(p *ServiceProps) {
			p.MinHealthyPercent, p.MaxHealthyPercent = jsii.Number(101),
				jsii.Number(99)
		}, Want: []string{"maxHealthyPercent: got 99 %", "minHealthyPercent: got 101 %"}},
		{Name: "no room", Change: func(p *ServiceProps) { p.MaxHealthyPercent = jsii.Number(100) },
			Want: []string{"maxHealthyPercent: got 100 % with minHealthyPercent 100 %"}},
		{Name: "rebalancing", Change: func(p *ServiceProps) {
			p.MinHealthyPercent, p.MaxHealthyPercent, p.AvailabilityZoneRebalancing = jsii.Number(50), jsii.Number(100),
				RebalancingEnabled
		}, Want: []string{"availabilityZoneRebalancing: got ENABLED"}},
		{Name: "rollback of nothing", Change: func(p *ServiceProps) {
			p.CircuitBreaker = &CircuitBreaker{Enable: jsii.Bool(false), Rollback: jsii.Bool(true)}
		}, Want: []string{"circuitBreaker.rollback: got true"}},
		{Name: "no alarm", Change: func(p *ServiceProps) { p.DeploymentAlarms = &DeploymentAlarms{} },
			Want: []string{"deploymentAlarms.alarmNames: got nothing"}},
		{Name: "platform", Change: func(p *ServiceProps) { p.PlatformVersion = "newest" },
			Want: []string{`platformVersion: got "newest"`}},
		{Name: "timeout", Change: func(p *ServiceProps) { p.DeploymentTimeoutMinutes = jsii.Number(0) },
			Want: []string{"deploymentTimeoutMinutes: got 0 minutes"}},
		{Name: "waiting for the pipeline", Change: func(p *ServiceProps) {
			p.ImageOwner, p.WaitForSteadyState = ImageOwnedByPipeline, jsii.Bool(true)
		}, Want: []string{"waitForSteadyState: got true"}},
		{Name: "capacity", Change: func(p *ServiceProps) {
			p.CapacityProviders = []CapacityProvider{{Name: Fargate, Base: jsii.Number(1), Weight: jsii.Number(0)},
				{Name: Fargate, Base: jsii.Number(1), Weight: jsii.Number(0)}, {}}
			p.CapacityProviders[2].Weight = jsii.Number(0)
		}, Want: []string{"capacityProviders: got 2 with a base", "capacityProviders: got only weights of 0",
			`capacityProviders[1]: got "FARGATE" again`, "capacityProviders[2].name: got nothing"}},
		{Name: "controller", Change: func(p *ServiceProps) { p.DeploymentController = "EXTERNAL" },
			Want: []string{`deploymentController: got "EXTERNAL"`}},
		{Name: "computed controller", Change: func(p *ServiceProps) { p.DeploymentController = "${var.controller}" },
			Want: []string{"deploymentController: got a controller that Terraform computes"}},
		{Name: "namespace", Change: func(p *ServiceProps) { p.CloudMap = &CloudMap{NamespaceID: "ai"} },
			Want: []string{`cloudMap.namespaceID: got "ai"`}},
		{Name: "service connect", Change: func(p *ServiceProps) {
			p.ServiceConnect = &ServiceConnect{NamespaceARN: "x",
				Services: []ServiceConnectService{{}, {PortName: "http", Port: port}, {PortName: "http", Port: port}}}
		}, Want: []string{"serviceConnect.namespaceARN", "serviceConnect.services[0].port: got nothing",
			"serviceConnect.services[0].portName: got nothing", `serviceConnect.services[2]: got "http" again`}},
	})
}
