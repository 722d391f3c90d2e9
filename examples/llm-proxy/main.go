// LiteLLM in front of two providers: its configuration lies in S3, its keys in Secrets Manager, and its budgets are
// those of the alarms.
package main

import (
	"maps"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucket"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3bucketpublicaccessblock"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/s3object"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// configKey of the object that LiteLLM reads when it starts.
const configKey = "litellm/config.yaml"

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
	bucket, object := config(stack, settings(budget, redis))

	environment := map[string]string{
		"LITELLM_MODE": "PRODUCTION", "LITELLM_LOG": "ERROR", "LITELLM_OTEL_INTEGRATION_ENABLE_METRICS": "true",
		"LITELLM_CONFIG_BUCKET_NAME": *bucket.Id(), "LITELLM_CONFIG_BUCKET_OBJECT_KEY": *object.Key(),
	}
	keys := map[string]secrets.Reference{
		"LITELLM_MASTER_KEY": {SecretName: "llm-proxy/litellm", JSONKey: "master_key"}, // must start with sk-
		"OPENAI_API_KEY":     {SecretName: "llm-proxy/openai", JSONKey: "api_key"},
		"ANTHROPIC_API_KEY":  {SecretName: "llm-proxy/anthropic", JSONKey: "api_key"},
	}
	// a new configuration is a new deployment
	deployment := &ecs.ServiceSettings{RedeployTriggers: map[string]string{"config": *object.Etag()}}
	// without it every task counts its budget alone
	if redis != "" {
		environment["REDIS_HOST"], environment["REDIS_PORT"] = redis, "6379"
		keys["REDIS_PASSWORD"] = secrets.Reference{SecretName: "llm-proxy/redis", JSONKey: "password"}
		deployment.Egress = []ecs.Egress{{Name: "redis", CIDR: "10.0.0.0/16", Port: jsii.Number(6379)}}
	}
	metrics := logs.New(stack, "metrics", &logs.Props{Name: "/ecs/litellm/metrics", RetentionDays: jsii.Number(7)})
	fargateai.NewLLMProxy(stack, "litellm", &fargateai.ServiceProps{
		Profile:        profile,
		Domain:         domain,
		Port:           jsii.Number(4000),
		Image:          fargateai.Image{URI: "ghcr.io/berriai/litellm:main-v1.63.2-stable"},
		HealthCheck:    &loadbalancer.HealthCheck{Path: "/health/liveliness"}, // /health would call the models
		WritablePaths:  jsii.Strings("/tmp", "/root/.cache"),
		Environment:    environment,
		Secrets:        keys,
		TokenBudget:    budget,
		ModelProviders: []fargateai.ModelProvider{fargateai.ModelProviderOpenAI, fargateai.ModelProviderAnthropic},
		TaskPolicies: []ecs.PolicyStatement{{Sid: "Config", Actions: []string{"s3:GetObject"},
			Resources: []string{*bucket.Arn() + "/" + configKey}}},
		Sidecars: []ecs.Sidecar{ecs.ADOTCollector(ecs.ADOTProps{
			ServiceName: "litellm", MetricNamespace: "AIService/litellm", LogGroupName: metrics.Name(),
			LogGroupARN: metrics.ARN(),
		})},
		Guardrails: &guardrails.Settings{
			TokensFrom: guardrails.TokensFromOpenTelemetry,
			Alarms:     guardrails.Alarms{TimeToFirstByteSeconds: jsii.Number(30)},
		},
		Deployment: deployment,
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

// config puts the settings where the tasks, and nobody else, read them. JSON is YAML.
func config(stack *fargateai.Stack, settings map[string]any) (s3bucket.S3Bucket, s3object.S3Object) {
	bucket := s3bucket.NewS3Bucket(stack, jsii.String("config"),
		&s3bucket.S3BucketConfig{BucketPrefix: jsii.String("litellm-config-"), ForceDestroy: jsii.Bool(true)})
	s3bucketpublicaccessblock.NewS3BucketPublicAccessBlock(stack, jsii.String("config-private"),
		&s3bucketpublicaccessblock.S3BucketPublicAccessBlockConfig{
			Bucket: bucket.Id(), BlockPublicAcls: jsii.Bool(true), BlockPublicPolicy: jsii.Bool(true),
			IgnorePublicAcls: jsii.Bool(true), RestrictPublicBuckets: jsii.Bool(true),
		})
	object := s3object.NewS3Object(stack, jsii.String("config-file"), &s3object.S3ObjectConfig{
		Bucket: bucket.Id(), Key: jsii.String(configKey), Content: cdktf.Fn_Jsonencode(settings),
		ContentType: jsii.String("application/yaml"),
	})
	return bucket, object
}
