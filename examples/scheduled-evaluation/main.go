// A search service that is evaluated every night, and whose index is made anew every Sunday.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "scheduled-evaluation", nil)
	domain, profile := fargateai.DomainSetting(stack)
	topic := &guardrails.Topic{}
	if email := fargateai.Setting(stack, "alarmEmail"); email != "" {
		topic.Emails = jsii.Strings(email)
	}
	image, gate := fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")}, (*fargateai.EvalGate)(nil)
	// an image by its digest is deployed when its own evaluation was passed: see eval-verdict.json in the README
	if digest := fargateai.Setting(stack, "imageDigest"); digest != "" {
		image, gate = fargateai.Image{Digest: digest}, &fargateai.EvalGate{MinCases: jsii.Number(60)}
	}
	fargateai.NewRetrievalAPI(stack, "nightly-search", &fargateai.ServiceProps{
		Profile:     profile,
		Domain:      domain,
		Port:        jsii.Number(8080),
		Image:       image,
		EvalGate:    gate,
		HealthCheck: &loadbalancer.HealthCheck{Path: "/healthz"},
		Models:      &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.titan-embed-text-v2:0"}}},
		Guardrails:  &guardrails.Settings{Topic: topic},
		ScheduledTasks: map[string]fargateai.ScheduledTask{
			"evaluation": {Settings: scheduledtask.Settings{
				Expression:       "cron(0 2 * * ? *)",
				TimeZone:         "Europe/Dublin",
				Command:          jsii.Strings("python", "-m", "evaluation", "--min-pass-rate", "0.95"),
				Environment:      map[string]string{"GOLDEN_SET": "/app/evals/golden.jsonl"},
				MissedAfterHours: jsii.Number(27), // a night is 25 hours in autumn, and a run takes one
			}},
			"reindex": {
				Settings: scheduledtask.Settings{
					Expression:      "cron(0 3 ? * SUN *)",
					TimeZone:        "Europe/Dublin",
					FlexibleMinutes: jsii.Number(30),
					Command:         jsii.Strings("python", "-m", "reindex"),
				},
				TaskDefinition: &fargateai.ScheduledTaskDefinition{
					CPU: jsii.Number(4096), MemoryLimitMiB: jsii.Number(16384), EphemeralStorageGiB: jsii.Number(100),
				},
			},
		},
	})
}
