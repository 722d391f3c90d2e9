// A retrieval API: embeddings from Bedrock, short answers, scaled by requests, CPU and the hours of its office.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
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
		Logs: &logs.Props{
			TokenFilters: []logs.TokenFilter{{Format: logs.TokenLogBedrockConverse}},
			MetricFilters: []logs.MetricFilter{
				{Name: "empty-answers", Pattern: "{ $.passages = 0 }", MetricName: "EmptyAnswers"},
			},
			DataProtection: &logs.DataProtection{}, // a key in a log line is masked
		},
		Scaling: &scaling.Settings{Schedules: officeHours(profile)},
		Guardrails: &guardrails.Settings{
			Alarms:      guardrails.Alarms{TimeToFirstByteSeconds: jsii.Number(1), ServerErrorPercent: jsii.Number(1)},
			CostTag:     costTag(stack),
			CostAnomaly: anomalies(profile),
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

// officeHours have four tasks ready before people come; at night two are enough. Signals add to either.
func officeHours(profile fargateai.Profile) []scaling.Schedule {
	if profile == fargateai.ProfileDemo {
		return nil
	}
	return []scaling.Schedule{
		{Name: "morning", Expression: "cron(30 7 ? * MON-FRI *)", TimeZone: "Europe/Dublin", MinCapacity: jsii.Number(4)},
		{Name: "evening", Expression: "cron(0 19 ? * MON-FRI *)", TimeZone: "Europe/Dublin", MinCapacity: jsii.Number(2)},
	}
}

// costTag tells the service's costs apart. The tag counts in bills once the organization's management account has
// activated it: the stack does so when the setting activateCostTag says that this is that account.
func costTag(stack *fargateai.Stack) guardrails.CostTag {
	if fargateai.Setting(stack, "activateCostTag") != "true" {
		return guardrails.CostTag{}
	}
	return guardrails.CostTag{Activate: jsii.Bool(true)}
}

// anomalies of 20 USD are told before the budget is spent.
func anomalies(profile fargateai.Profile) *guardrails.CostAnomaly {
	if profile == fargateai.ProfileDemo {
		return nil
	}
	return &guardrails.CostAnomaly{MinimumUSD: jsii.Number(20)}
}
