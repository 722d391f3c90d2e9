// An eval worker: jobs from a queue, no task while it is empty, four of five tasks on Spot.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "eval-worker", nil)
	model := bedrock.NewApplicationInferenceProfile(stack, "model", &bedrock.ApplicationInferenceProfileProps{
		Name: "evals",
		// in eu-west-1 the model is served by the profile of the EU only; elsewhere state another Geo
		Profile: &bedrock.InferenceProfile{Geo: bedrock.GeoEU, ModelID: "amazon.nova-lite-v1:0"},
		Tags:    map[string]string{"Service": "evals"}, // so the budget sees the tokens
	})
	fargateai.NewEvalWorker(stack, "evals", &fargateai.ServiceProps{
		Image: fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/app/worker", "--check"),
			StartPeriod: jsii.Number(30)},
		Network:     &network.Props{Egress: network.EgressNAT}, // a job that waits for another zone is no outage
		Queue:       &queue.Props{VisibilityTimeout: jsii.Number(1800), MaxReceiveCount: jsii.Number(3)},
		Models:      &bedrock.Access{ApplicationProfiles: []bedrock.ApplicationProfile{model.Access()}},
		Environment: map[string]string{"MODEL_ID": model.ARN()},
		Guardrails:  &guardrails.Settings{Models: []guardrails.Model{{ModelID: model.ID()}}},
		TokenBudget: &fargateai.TokenBudget{PerMinute: jsii.Number(100000), MonthlyUSD: jsii.Number(400)},
	})
}
