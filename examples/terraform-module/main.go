// An AI service as a Terraform module, for teams that write HCL: variables in, a service out.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/module"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	m := module.New(app, "ai-service", &module.Props{
		Description: "An AI service on AWS Fargate behind a load balancer with its own certificate, in a network that " +
			"exists: tasks in private subnets, scaling, alarms, a budget, logs.",
	})
	v := declare(m)
	service := fargateai.NewService(m, "service", &fargateai.ServiceProps{
		Name:              v.name,
		Image:             fargateai.Image{URI: v.image},
		Port:              v.port,
		CPU:               v.cpu,
		MemoryLimitMiB:    v.memory,
		Environment:       v.environment,
		Secrets:           v.secrets,
		MaxStreamDuration: jsii.Number(600), // decides timers that only Go can work out
		ExistingNetwork: &network.Ref{VPCID: v.vpc, PublicSubnetIDs: v.publicSubnets,
			TaskSubnetIDs: v.taskSubnets},
		Domain:       &loadbalancer.Domain{Name: v.domain, HostedZoneID: v.zone},
		HealthCheck:  &loadbalancer.HealthCheck{Path: v.healthPath},
		DesiredCount: v.desired,
		Scaling:      &scaling.Settings{MinCapacity: v.least, MaxCapacity: v.most},
		Logs:         &logs.Props{RetentionDays: v.retention},
		Guardrails: &guardrails.Settings{
			Topic:  &guardrails.Topic{Emails: v.emails},
			Budget: &guardrails.Budget{MonthlyUSD: v.budget},
		},
		Tags: v.tags,
	})
	m.Require(service.TaskDefinition.Resource(),
		module.TaskSize("cpu", "memory"),
		module.InOrder("min_tasks", "desired_tasks", "max_tasks"),
		module.Disjoint("environment", "secrets"))
	m.Set(service.LoadBalancer.Resource(), "enable_deletion_protection", v.protected)
	m.Set(service.LoadBalancer.AccessLogsBucket(), "force_destroy", module.Not(v.protected))
}
