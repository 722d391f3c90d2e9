// A retrieval API: embeddings from Bedrock, short answers, scaled by requests and CPU.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "retrieval-api", nil)
	domain, profile := fargateai.DomainSetting(stack)
	fargateai.NewRetrievalAPI(stack, "retrieval", &fargateai.ServiceProps{
		Profile:      profile,
		Domain:       domain,
		Port:         jsii.Number(8080),
		Image:        fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		HealthCheck:  &loadbalancer.HealthCheck{Path: "/healthz"},
		LoadBalancer: &loadbalancer.Settings{CloudFront: front(profile)},
		Models: &bedrock.Access{
			Models:         []bedrock.Model{{ID: "amazon.titan-embed-text-v2:0"}},
			KnowledgeBases: []bedrock.KnowledgeBase{{ID: "KB12345678"}},
		},
		TokenBudget: &fargateai.TokenBudget{PerMinute: jsii.Number(300000), MonthlyUSD: jsii.Number(600)},
		Logs:        &logs.Props{TokenFilters: []logs.TokenFilter{{Format: logs.TokenLogBedrockConverse}}},
		Guardrails: &guardrails.Settings{
			Alarms: guardrails.Alarms{TimeToFirstByteSeconds: jsii.Number(1), ServerErrorPercent: jsii.Number(1)},
		},
	})
}

// front of what serves in production: a distribution whose origin is the domain, with a response timeout of a minute,
// the longest that an answer may take. A demo is called directly.
func front(profile fargateai.Profile) *loadbalancer.CloudFront {
	if profile == fargateai.ProfileDemo {
		return nil
	}
	return &loadbalancer.CloudFront{ReadTimeout: jsii.Number(60)}
}
