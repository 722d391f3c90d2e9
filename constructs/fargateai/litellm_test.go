package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/configuration"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

func TestLiteLLMSendsWhatAlarmsLookAt(t *testing.T) {
	counting := func() ServiceProps {
		p := proxy()
		p.Image = Image{URI: "ghcr.io/berriai/litellm:main-v1.83.14-stable"}
		p.Environment = map[string]string{litellmMetrics: "true"}
		p.Guardrails = &guardrails.Settings{TokensFrom: guardrails.TokensFromOpenTelemetry}
		return p
	}
	image := func(uri string) func(*ServiceProps) { return func(p *ServiceProps) { p.Image.URI = uri } }
	const digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	tooOld := []string{"image.uri service-litellm-token-metrics"}
	checktest.Run(t, counting, func(p *ServiceProps) error { return p.Validate("llm-proxy") },
		[]checktest.Case[ServiceProps]{
			{Name: "new enough", Change: func(*ServiceProps) {}},
			{Name: "the first", Change: image("docker.litellm.ai/berriai/litellm:v1.81.0")},
			{Name: "the last that is not", Change: image("ghcr.io/berriai/litellm:v1.80.15-stable"), Want: tooOld},
			{Name: "much too old", Change: image("ghcr.io/berriai/litellm:main-v1.63.2-stable"), Want: tooOld},
			{Name: "of a database", Change: image("ghcr.io/berriai/litellm-database:main-v1.77.3"), Want: tooOld},
			{Name: "two", Change: image("ghcr.io/berriai/litellm:v2.0.0")},
			{Name: "a digest", Change: image("ghcr.io/berriai/litellm" + digest)},
			{Name: "another image", Change: func(p *ServiceProps) { p.Image, p.Environment = Image{Tag: "v1.4.2"}, nil }},
			{Name: "a copy", Change: func(p *ServiceProps) {
				p.Image = Image{Tag: "v1.63.2", ExistingRepository: &ecr.Ref{
					ARN: "arn:aws:ecr:eu-west-1:210987654321:repository/litellm",
					URL: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/litellm"}}
			}, Want: []string{"image.tag service-litellm-token-metrics"}},
			{Name: "tokens from elsewhere", Change: func(p *ServiceProps) {
				p.Image.URI, p.Guardrails = "ghcr.io/berriai/litellm:main-v1.63.2-stable", &guardrails.Settings{}
			}},
			{Name: "off", Change: func(p *ServiceProps) { p.Environment = nil },
				Want: []string{"environment.LITELLM_OTEL_INTEGRATION_ENABLE_METRICS service-litellm-token-metrics"}},
			{Name: "switched off", Change: func(p *ServiceProps) { p.Environment[litellmMetrics] = "1" },
				Want: []string{"environment.LITELLM_OTEL_INTEGRATION_ENABLE_METRICS service-litellm-token-metrics"}},
			{Name: "computed", Change: func(p *ServiceProps) { p.Environment[litellmMetrics] = token.Unknown }},
			{Name: "in a file", Change: func(p *ServiceProps) {
				p.Environment, p.Configuration = nil, &configuration.Settings{Files: []configuration.File{
					{Name: "a.env", Content: litellmMetrics + "=true", EnvironmentFile: jsii.Bool(true)}}}
			}},
		})
}
