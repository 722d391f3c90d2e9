package ecs_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func peer(stack cdktf.TerraformStack, id string, change func(*ecs.ServiceProps)) *ecs.Service {
	p := &ecs.ServiceProps{
		Cluster:           ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"},
		TaskDefinitionARN: "${var.task}", VPCID: "vpc-0a1b2c31", SubnetIDs: jsii.Strings("subnet-0a1b2c31"),
		TaskPorts: []ecs.TaskPort{{ContainerName: id, Port: ecs.Port{ContainerPort: jsii.Number(8080)}},
			{ContainerName: id, Port: ecs.Port{ContainerPort: jsii.Number(8125), Protocol: ecs.UDP}}},
		ServiceSettings: ecs.ServiceSettings{Name: id},
	}
	if change != nil {
		change(p)
	}
	return ecs.NewService(stack, id, p)
}

func TestPeersAreLetOutAndIn(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		server, client := peer(stack, "server", nil), peer(stack, "client", func(p *ecs.ServiceProps) {
			p.RestrictEgress = jsii.Bool(true)
			p.Egress = []ecs.Egress{{Name: "dns", CIDR: "10.0.0.2/32", Port: jsii.Number(53), Protocol: ecs.UDP}}
		})
		server.AllowFrom(client)
		server.AllowFrom(server)
		client.AllowTo("database", "sg-0a1b2c3d", 5432)
	})
	template.GoldenAddresses(t, "peers.addresses")
	group := func(id string) string {
		for address := range template.Resources("aws_security_group") {
			if strings.Contains(address, id+"_") {
				return "${aws_security_group." + address + ".id}"
			}
		}
		t.Fatalf("%s has no group", id)
		return ""
	}
	for _, way := range []struct {
		from, to string
		port     float64
	}{{group("client"), group("server"), 8080}, {group("server"), group("server"), 8080},
		{group("client"), "sg-0a1b2c3d", 5432}} {
		template.Has(t, "aws_vpc_security_group_egress_rule", testkit.Object{"security_group_id": way.from,
			"referenced_security_group_id": way.to, "from_port": way.port, "to_port": way.port, "ip_protocol": "tcp"})
		template.Has(t, "aws_vpc_security_group_ingress_rule", testkit.Object{"security_group_id": way.to,
			"referenced_security_group_id": way.from, "from_port": way.port, "to_port": way.port, "ip_protocol": "tcp"})
	}
	template.Has(t, "aws_vpc_security_group_egress_rule", testkit.Object{"cidr_ipv4": "10.0.0.2/32", "ip_protocol": "udp"})
}

func twoStacks(app cdktf.App) (first, second cdktf.TerraformStack) {
	first, second = cdktf.NewTerraformStack(app, jsii.String("first")), cdktf.NewTerraformStack(app, jsii.String("second"))
	for _, stack := range []cdktf.TerraformStack{first, second} {
		provider.NewAwsProvider(stack, jsii.String("aws-provider"), nil)
	}
	return first, second
}

// Both rules are in the client's stack, so that only that one depends on the other.
func TestPeersOfTwoStacks(t *testing.T) {
	stacks, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		first, second := twoStacks(app)
		peer(first, "server", nil).AllowFrom(peer(second, "client", nil))
	})
	if err != nil {
		t.Fatal(err)
	}
	stacks["first"].Count(t, "aws_vpc_security_group_ingress_rule", 0)
	stacks["second"].Count(t, "aws_vpc_security_group_ingress_rule", 1)
	stacks["second"].Count(t, "aws_vpc_security_group_egress_rule", 2)
}

func TestMistakesAboutPeers(t *testing.T) {
	_, err := testkit.TrySynth(t, testkit.Site, func(stack cdktf.TerraformStack) {
		server, client := peer(stack, "server", nil), peer(stack, "client", nil)
		server.AllowFrom(client)
		server.AllowFrom(client)
		server.AllowFrom(server)
		server.AllowFromAt(server, 8080)
		client.AllowTo("database", "sg-0a1b2c31", 5432)
		client.AllowTo("database", "sg-0a1b2c31", 5432)
		client.AllowTo("replica", "sg-0a1b2c31", 5432)
		client.AllowTo("Cache", "redis", 0)
		client.AllowFrom(nil)
		peer(stack, "silent", func(p *ecs.ServiceProps) { p.TaskPorts = nil }).AllowFrom(client)
		refused := peer(stack, "refused", func(p *ecs.ServiceProps) { p.Name = "a b" })
		refused.AllowFrom(client)
		server.AllowFrom(refused)
	})
	told(t, err, "client.allowFrom required", "client.allowTo ecs-peer-twice", "client.allowTo ecs-peer-twice",
		"client.allowTo.name invalid", "client.allowTo.port range", "client.allowTo.securityGroupID invalid",
		"refused.name invalid", "server.allowFrom ecs-peer-twice", "server.allowFrom ecs-peer-twice",
		"silent.allowFrom ecs-peer-ports")
}

// told compares the mistakes of a synthesis, by path and rule.
func told(t *testing.T, err error, want ...string) {
	t.Helper()
	var mistakes rules.Mistakes
	errors.As(err, &mistakes)
	var got []string
	for _, m := range mistakes {
		got = append(got, m.Path+" "+m.Rule)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q\n%v", got, want, err)
	}
}

func TestDependencyOnAnotherStack(t *testing.T) {
	_, err := testkit.SynthApp(t, testkit.Site, func(app cdktf.App) {
		first, second := twoStacks(app)
		cluster := ecs.NewCluster(first, "cluster", &ecs.ClusterProps{Name: "ai"})
		peer(second, "client", func(p *ecs.ServiceProps) { p.DependsOn = []constructs.IConstruct{second, cluster} })
	})
	told(t, err, "client.dependsOn[1] ecs-dependency-stack")
	if err != nil && !strings.Contains(err.Error(), `"first"`) {
		t.Errorf("the other stack is not named: %v", err)
	}
}

func TestAdoptedSecurityGroup(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		peer(stack, "a", func(p *ecs.ServiceProps) {
			p.ExistingSecurityGroupID, p.IPv6 = "sg-0a1b2c3d", jsii.Bool(true)
			p.Ingress = []ecs.Ingress{{Name: "load-balancer", SecurityGroupID: "sg-0a1b2c31", Port: jsii.Number(8080)}}
		})
	})
	template.Count(t, "aws_security_group", 0)
	template.Count(t, "aws_vpc_security_group_egress_rule", 0)
	template.Has(t, "aws_vpc_security_group_ingress_rule", testkit.Object{"security_group_id": "sg-0a1b2c3d"})
	template.Has(t, "aws_ecs_service",
		testkit.Object{"network_configuration": testkit.Object{"security_groups": []string{"sg-0a1b2c3d"}}})
}

func TestIPv6OfTasks(t *testing.T) {
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		peer(stack, "a", func(p *ecs.ServiceProps) {
			p.IPv6 = jsii.Bool(true)
			p.Egress = []ecs.Egress{{Name: "cache", CIDR: "fd00::/8", Port: jsii.Number(6379)}}
		})
	})
	for block, port := range map[string]int{"::/0": 443, "fd00::/8": 6379} {
		template.Has(t, "aws_vpc_security_group_egress_rule",
			testkit.Object{"cidr_ipv6": block, "cidr_ipv4": testkit.Absent, "from_port": port})
	}
}

func TestNamespaces(t *testing.T) {
	var name string
	template := testkit.Synth(t, func(stack cdktf.TerraformStack) {
		namespace := ecs.NewNamespace(stack, "names", &ecs.NamespaceProps{Name: "ai.internal", VPCID: "vpc-0a1b2c31"}).Ref()
		name = peer(stack, "mcp", func(p *ecs.ServiceProps) {
			p.Namespace, p.CloudMap = namespace, &ecs.CloudMap{TTL: jsii.Number(5)}
			p.ServiceConnect = &ecs.ServiceConnect{NamespaceARN: namespace.ARN, Logging: &ecs.Logging{
				Driver: ecs.LogDriverAWSLogs, Options: map[string]string{"awslogs-group": "/ecs/mcp"}}}
		}).DNSName()
	})
	if name != "mcp.ai.internal" {
		t.Errorf("clients call %q", name)
	}
	template.Has(t, "aws_service_discovery_private_dns_namespace", testkit.Object{"name": "ai.internal",
		"vpc": "vpc-0a1b2c31"})
	template.Has(t, "aws_service_discovery_service", testkit.Object{"name": "mcp",
		"dns_config":                 testkit.Object{"dns_records": []testkit.Object{{"type": "A", "ttl": 5}}},
		"health_check_custom_config": testkit.Object{"failure_threshold": 1}})
	template.Has(t, "aws_ecs_service", testkit.Object{"service_connect_configuration": testkit.Object{
		"service": testkit.Absent, "log_configuration": testkit.Object{"log_driver": "awslogs",
			"options": testkit.Object{"awslogs-group": "/ecs/mcp"}}}})
}
