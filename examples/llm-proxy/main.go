// LiteLLM in front of two providers: its configuration lies in S3, its keys in Secrets Manager, and its budgets are
// those of the alarms.
package main

import (
	"maps"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "llm-proxy", nil)
	domain, profile := fargateai.DomainSetting(stack)
	budget := &fargateai.TokenBudget{
		PerMinute:      jsii.Number(20000),
		MaxConcurrency: jsii.Number(60),
		MonthlyUSD:     jsii.Number(2000),
		QuotaPerMinute: jsii.Number(400000), // what the provider lets the account use; 20 tasks stay below
	}
	redis := fargateai.Setting(stack, "redisHost")
	environment := map[string]string{
		"LITELLM_MODE": "PRODUCTION", "LITELLM_LOG": "ERROR", "LITELLM_OTEL_INTEGRATION_ENABLE_METRICS": "true",
	}
	keys := map[string]secrets.Reference{
		"LITELLM_MASTER_KEY": {SecretName: "llm-proxy/litellm", JSONKey: "master_key"}, // must start with sk-
	}
	deployment := &ecs.ServiceSettings{}
	// without it every task counts its budget alone
	if redis != "" {
		environment["REDIS_HOST"], environment["REDIS_PORT"] = redis, "6379"
		keys["REDIS_PASSWORD"] = secrets.Reference{SecretName: "llm-proxy/redis", JSONKey: "password"}
		deployment.Egress = []ecs.Egress{{Name: "redis", CIDR: "10.0.0.0/16", Port: jsii.Number(6379)}}
	}
	metrics := logs.New(stack, "metrics", &logs.Props{Name: "/ecs/litellm/metrics", RetentionDays: jsii.Number(7)})
	fargateai.NewLLMProxy(stack, "litellm", &fargateai.ServiceProps{
		Profile:       profile,
		Domain:        domain,
		Port:          jsii.Number(4000),
		Image:         fargateai.Image{URI: "ghcr.io/berriai/litellm:main-v1.83.14-stable"},
		HealthCheck:   &loadbalancer.HealthCheck{Path: "/health/liveliness"}, // /health would call the models
		WritablePaths: jsii.Strings("/tmp", "/root/.cache"),
		Environment:   environment,
		Secrets:       keys,
		TokenBudget:   budget,
		ModelProviders: []fargateai.ModelProvider{
			{Name: fargateai.ModelProviderOpenAI,
				APIKey: secrets.Reference{SecretName: "llm-proxy/openai", JSONKey: "api_key"}},
			{Name: fargateai.ModelProviderAnthropic,
				APIKey: secrets.Reference{SecretName: "llm-proxy/anthropic", JSONKey: "api_key"}},
		},
		Configuration: &configuration.Settings{Files: []configuration.File{{
			Name: "config.yaml", Content: settings(budget, redis),
			BucketVariable: "LITELLM_CONFIG_BUCKET_NAME", KeyVariable: "LITELLM_CONFIG_BUCKET_OBJECT_KEY",
		}}},
		Sidecars: []ecs.Sidecar{ecs.ADOTCollector(ecs.ADOTProps{
			ServiceName: "litellm", MetricNamespace: "AIService/litellm", LogGroupName: metrics.Name(),
			LogGroupARN: metrics.ARN(),
		})},
		Guardrails: &guardrails.Settings{
			TokensFrom: guardrails.TokensFromOpenTelemetry,
			// of the dearer model
			Models: []guardrails.Model{{InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)}},
			Alarms: guardrails.Alarms{TimeToFirstByteSeconds: jsii.Number(30), SpendUSDPerHour: jsii.Number(50)},
		},
		// an hour that costs what a day should stops the proxy; many tokens in a minute only ring
		KillSwitch: &killswitch.Settings{Mode: killswitch.Automatic, AlarmNames: jsii.Strings("litellm-spend-per-hour")},
		Deployment: deployment,
		Redeploy:   &redeploy.Settings{}, // a key that is rotated reaches the tasks
	})
}

// settings are LiteLLM's own, with the budget in them. Keys stay references to variables of the task.
func settings(budget *fargateai.TokenBudget, redis string) map[string]any {
	out := budget.LiteLLM()
	general := out["general_settings"].(map[string]any)
	general["master_key"] = "os.environ/LITELLM_MASTER_KEY"
	litellm := out["litellm_settings"].(map[string]any)
	maps.Copy(litellm, map[string]any{"request_timeout": 600, "json_logs": true, "callbacks": []any{"otel"}})
	if redis != "" {
		litellm["cache"], litellm["cache_params"] = true, map[string]any{"type": "redis"}
	}
	out["model_list"] = []any{
		model("fast", "openai/gpt-4o-mini", "OPENAI_API_KEY"),
		model("large", "anthropic/claude-sonnet-4-20250514", "ANTHROPIC_API_KEY"),
	}
	return out
}

func model(name, target, key string) map[string]any {
	return map[string]any{"model_name": name,
		"litellm_params": map[string]any{"model": target, "api_key": "os.environ/" + key}}
}
