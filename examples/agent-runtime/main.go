// An agent runtime: sessions of half an hour that survive deployments, traced through OpenTelemetry.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "agent-runtime", nil)
	domain, profile := fargateai.DomainSetting(stack)
	model := bedrock.NewApplicationInferenceProfile(stack, "model", &bedrock.ApplicationInferenceProfileProps{
		Name:    "agents",
		Profile: &bedrock.InferenceProfile{Geo: bedrock.GeoEU, ModelID: "anthropic.claude-sonnet-4-20250514-v1:0"},
		Tags:    map[string]string{"Service": "agents"}, // so the budget sees the tokens
	})
	metrics := logs.New(stack, "metrics", &logs.Props{Name: "/ecs/agents/metrics", RetentionDays: jsii.Number(7)})
	// made empty: the token is put in by hand, or by whoever rotates it, and never passes through Terraform
	tools := secrets.New(stack, "tools", &secrets.Props{Name: "agents/tools", Description: "Token of the tools' server"})
	fargateai.NewAgentRuntime(stack, "agents", &fargateai.ServiceProps{
		Profile:           profile,
		Domain:            domain,
		Port:              jsii.Number(8080),
		Image:             fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck:       &loadbalancer.HealthCheck{Path: "/healthz"},
		MaxStreamDuration: jsii.Number(1800),
		// a client comes back to the task that has its session
		Target: &loadbalancer.TargetSettings{Stickiness: &loadbalancer.Stickiness{Duration: jsii.Number(1800)}},
		// The image's user owns its only writable directory, which is memory: nothing of a session reaches a disk.
		Container: &ecs.ContainerSettings{User: "10001:10001", Tmpfs: []ecs.Tmpfs{{ContainerPath: "/tmp",
			SizeMiB: jsii.Number(256), UserID: jsii.Number(10001), GroupID: jsii.Number(10001), Mode: "0700"}}},
		Task: &ecs.TaskSettings{ContainerOverrides: map[string]map[string]any{"agents": {
			"linuxParameters": map[string]any{"capabilities": map[string]any{"drop": []string{"ALL"}}}}}},
		PublishesInFlight: jsii.Bool(true),
		TokenBudget: &fargateai.TokenBudget{PerMinute: jsii.Number(50000), MaxConcurrency: jsii.Number(10),
			MonthlyUSD: jsii.Number(3000)},
		Models:      &bedrock.Access{ApplicationProfiles: []bedrock.ApplicationProfile{model.Access()}},
		Environment: map[string]string{"MODEL_ID": model.ARN()},
		Secrets:     map[string]secrets.Reference{"TOOLS_TOKEN": tools.Reference("token")},
		Sidecars: []ecs.Sidecar{ecs.ADOTCollector(ecs.ADOTProps{
			ServiceName: "agents", MetricNamespace: "AIService/agents", LogGroupName: metrics.Name(), LogGroupARN: metrics.ARN(),
		})},
		Guardrails: &guardrails.Settings{
			Models:     []guardrails.Model{{ModelID: model.ID()}},
			KillSwitch: &guardrails.KillSwitch{Mode: guardrails.KillSwitchManual},
		},
	})
}
