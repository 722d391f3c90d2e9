// Services that only their peers reach: an MCP server by Service Connect, a memory by Cloud Map, and a consumer of
// Kafka that nobody calls. The agents in front of them are the only ones with a load balancer.
package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

const kafkaPort = 9098 // of Amazon MSK with IAM

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "private-peers", nil)
	domain, profile := fargateai.DomainSetting(stack)
	net := network.New(stack, "network", &network.Props{
		Name: "peers", Egress: network.EgressNAT,
		IsolatedSubnets: jsii.Bool(true), // for the database of the memory
		IPv6:            jsii.Bool(true), // what speaks it, passes by the NAT gateway and its price per gigabyte
	}).Ref()
	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "peers", ServiceConnectNamespace: "peers"}).Ref()
	brokers := securitygroup.NewSecurityGroup(stack, jsii.String("brokers"), &securitygroup.SecurityGroupConfig{
		VpcId: jsii.String(net.VPCID), NamePrefix: jsii.String("brokers-"), Description: jsii.String("Kafka brokers"),
		Lifecycle: &cdktf.TerraformResourceLifecycle{CreateBeforeDestroy: jsii.Bool(true)},
	})

	// shared is what the services have in common.
	shared := func(exposure fargateai.Exposure) *fargateai.ServiceProps {
		return &fargateai.ServiceProps{
			Profile:              profile,
			Exposure:             exposure,
			Port:                 jsii.Number(8080),
			Image:                fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
			ExistingNetwork:      &net,
			ExistingCluster:      &cluster,
			ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/app/healthcheck")},
		}
	}

	tools := shared(fargateai.ExposureServiceConnect)
	tools.MaxStreamDuration, tools.TaskProtection = jsii.Number(900), jsii.Bool(true) // a tool may think for a while
	mcp := fargateai.NewService(stack, "mcp-tools", tools)

	remembered := shared(fargateai.ExposureCloudMap)
	remembered.Namespace = &ecs.NamespaceProps{Name: "peers.internal"}
	remembered.TaskPolicies = []ecs.PolicyStatement{{
		Sid: "Memories", Actions: []string{"s3:GetObject", "s3:PutObject"},
		Resources: []string{"arn:aws:s3:::acme-memories/*"},
	}}
	memory := fargateai.NewRetrievalAPI(stack, "agent-memory", remembered)

	answering := shared(fargateai.ExposureLoadBalancer)
	answering.Domain, answering.HealthCheck = domain, &loadbalancer.HealthCheck{Path: "/healthz"}
	answering.Environment = map[string]string{"MCP_URL": mcp.URL(), "MEMORY_URL": memory.URL()}
	answering.Deployment = &ecs.ServiceSettings{
		ServiceConnect: &ecs.ServiceConnect{},                // a client
		DependsOn:      []constructs.IConstruct{mcp.Service}, // which tasks know that start after it was registered
	}
	agents := fargateai.NewAgentRuntime(stack, "peer-agents", answering)

	consuming := shared(fargateai.ExposureNone)
	consuming.Port = nil
	consuming.Container = &ecs.ContainerSettings{
		RestartPolicy: &ecs.RestartPolicy{}, // a consumer that stumbles starts again within its task
		Ulimits:       []ecs.Ulimit{{Name: "nofile", Soft: 65536, Hard: 65536}},
	}
	consumer := fargateai.NewService(stack, "peer-events", consuming)

	mcp.AllowFrom(agents)
	memory.AllowFrom(agents)
	memory.AllowFrom(consumer)
	consumer.AllowTo("kafka", *brokers.Id(), kafkaPort)
}
