// The reference app: an LLM proxy on AWS Fargate behind a load balancer. `go run .`, which is what `cdktf synth` runs,
// writes its Terraform.
//
// Without any configuration it is a demo, which starts no task before there is an image. With a domain and its hosted
// zone (in cdktf.json's context, or as FARGATEAI_DOMAIN and FARGATEAI_HOSTED_ZONE_ID) it is the production profile.
// README.md lists all settings.
package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() {
	fargateai.Run(func(app cdktf.App) { NewStack(app, "fargate-ai-service") })
}

// NewStack is the stack of the LLM proxy.
func NewStack(scope constructs.Construct, id string) {
	stack := fargateai.NewStack(scope, id, nil)
	domain, profile := fargateai.DomainSetting(stack)
	props := &fargateai.ServiceProps{
		Profile:     profile,
		Domain:      domain,
		Port:        jsii.Number(4000), // stated once: container, target group, health check, security groups
		Image:       fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck: &loadbalancer.HealthCheck{Path: "/health/liveliness"},
		// any user but root; /tmp, which it may write to, is memory
		Container: &ecs.ContainerSettings{User: "10001:10001", Tmpfs: []ecs.Tmpfs{{ContainerPath: "/tmp",
			SizeMiB: jsii.Number(256)}}},
		TokenBudget: &fargateai.TokenBudget{ // of one task
			PerMinute:      jsii.Number(20000),
			PerRequest:     jsii.Number(8192),
			MaxConcurrency: jsii.Number(40),
		},
		// by its name in Secrets Manager, so that the value reaches nothing but the task
		Secrets: map[string]secrets.Reference{
			"OPENAI_API_KEY": {SecretName: "llm-proxy/openai", JSONKey: "api_key"},
		},
		Logs: &logs.Props{TokenFilters: []logs.TokenFilter{{Format: logs.TokenLogOpenAIChat}}},
	}
	email := fargateai.Setting(stack, "alarmEmail")
	switch {
	case email != "":
		props.Guardrails = &guardrails.Settings{Topic: &guardrails.Topic{Emails: jsii.Strings(email)}}
	case profile == fargateai.ProfileDemo:
		// the demo profile makes none unless asked; these stay within the ten alarms that AWS gives every account
		props.Guardrails = &guardrails.Settings{Topic: &guardrails.Topic{}}
	}
	if profile == fargateai.ProfileDemo {
		// what costs a dollar is as in production: the demo gives up private addresses and HTTPS only
		props.Guardrails.Topic.NewKMSKey = jsii.Bool(true)
		props.Network = &network.Props{FlowLogs: &network.FlowLogs{RetentionDays: jsii.Number(7)}}
	}
	fargateai.NewLLMProxy(stack, "llm-proxy", props)
}
