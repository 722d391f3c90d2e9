package ecs

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

const ownCollector = "service: {extensions: [health_check], " +
	"pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}"

func TestADOTProblems(t *testing.T) {
	parameter := &Secret{ValueFrom: aReference, GrantARN: aReference, Parameter: true}
	checktest.Run(t, validADOT, func(p *ADOTProps) error { return p.Validate() }, []checktest.Case[ADOTProps]{
		{Name: "valid", Change: func(*ADOTProps) {}},
		{Name: "nothing", Change: func(p *ADOTProps) { *p = ADOTProps{} },
			Want: []string{"logGroupARN required", "logGroupName required", "metricNamespace required",
				"serviceName required"}},
		{Name: "references", Change: func(p *ADOTProps) {
			*p = ADOTProps{Image: aReference, MetricNamespace: aReference, LogGroupName: aReference, LogGroupARN: aReference,
				ServiceName: aReference, Models: []string{aReference},
				CPU: jsii.Number(token.UnknownNumber), MemoryMiB: jsii.Number(token.UnknownNumber)}
		}},
		{Name: "unpinned", Change: func(p *ADOTProps) { p.Image = "public.ecr.aws/aws-observability/aws-otel-collector" },
			Want: []string{"image image-fixed"}},
		{Name: "size", Change: func(p *ADOTProps) { p.CPU, p.MemoryMiB = jsii.Number(-64), jsii.Number(0) },
			Want: []string{"cpu range", "memoryMiB range"}},
		{Name: "AWS's namespace", Change: func(p *ADOTProps) { p.MetricNamespace = "AWS/Bedrock" },
			Want: []string{"metricNamespace ecs-metric-namespace"}},
		{Name: "namespace", Change: func(p *ADOTProps) { p.MetricNamespace = "a:b" },
			Want: []string{"metricNamespace invalid"}},
		{Name: "log group", Change: func(p *ADOTProps) { p.LogGroupName, p.LogGroupARN = "a b", "a" },
			Want: []string{"logGroupARN invalid", "logGroupName invalid"}},
		{Name: "model", Change: func(p *ADOTProps) { p.Models = []string{"gpt-5", "a b"} },
			Want: []string{"models[1] invalid"}},

		{Name: "own configuration",
			Change: func(p *ADOTProps) { *p = ADOTProps{ServiceName: "a", Config: jsii.String(ownCollector)} }},
		{Name: "own configuration elsewhere",
			Change: func(p *ADOTProps) { *p = ADOTProps{ServiceName: "a", ConfigParameter: parameter} }},
		{Name: "configuration twice",
			Change: func(p *ADOTProps) { p.Config, p.ConfigParameter = jsii.String(ownCollector), parameter },
			Want:   []string{"config exclusive"}},
		{Name: "empty configuration", Change: func(p *ADOTProps) { p.Config = jsii.String("") },
			Want: []string{"config required"}},
		{Name: "empty parameter", Change: func(p *ADOTProps) { p.ConfigParameter = &Secret{KMSKeyARN: "k"} },
			Want: []string{"configParameter.grantARN required", "configParameter.kmsKeyARN invalid",
				"configParameter.valueFrom required"}},
		{Name: "no YAML", Change: func(p *ADOTProps) { p.Config = jsii.String("service: [") }, Want: []string{
			"config invalid"}},
		{Name: "no health check", Change: func(p *ADOTProps) { p.Config = jsii.String("service: {pipelines: {traces: {}}}") },
			Want: []string{"config ecs-collector-health-check"}},
		{Name: "no pipeline", Change: func(p *ADOTProps) {
			p.Config =
				jsii.String("service: {extensions: [health_check/ecs]}")
		}, Want: []string{"config ecs-collector-pipeline"}},
		{Name: "computed configuration", Change: func(p *ADOTProps) { p.Config = jsii.String(aReference) }},
		{Name: "models elsewhere",
			Change: func(p *ADOTProps) { p.Config, p.Models = jsii.String(ownCollector), []string{"gpt-5"} },
			Want:   []string{"models exclusive"}},
		{Name: "half a log group", Change: func(p *ADOTProps) { p.Config, p.LogGroupName = jsii.String(ownCollector), "" },
			Want: []string{"logGroupName required"}},
	})
}

func TestCloudWatchAgentProblems(t *testing.T) {
	checktest.Run(t, validCloudWatch, func(p *CloudWatchAgentProps) error { return p.Validate() },
		[]checktest.Case[CloudWatchAgentProps]{
			{Name: "valid", Change: func(*CloudWatchAgentProps) {}},
			{Name: "nothing", Change: func(p *CloudWatchAgentProps) { *p = CloudWatchAgentProps{} },
				Want: []string{"logGroupARN required", "logGroupName required", "metricNamespace required",
					"serviceName required"}},
			{Name: "unpinned", Change: func(p *CloudWatchAgentProps) {
				p.Image =
					"public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest"
			}, Want: []string{"image image-fixed"}},
			{Name: "own configuration", Change: func(p *CloudWatchAgentProps) {
				*p = CloudWatchAgentProps{ServiceName: "a", Config: jsii.String(`{"agent":{}}`)}
			}},
			{Name: "no JSON", Change: func(p *CloudWatchAgentProps) { p.Config = jsii.String("agent: {}") },
				Want: []string{"config invalid"}},
			{Name: "no object", Change: func(p *CloudWatchAgentProps) { p.Config = jsii.String("{}") },
				Want: []string{"config invalid"}},
			{Name: "configuration twice", Change: func(p *CloudWatchAgentProps) {
				p.Config, p.ConfigParameter = jsii.String(aReference), &Secret{ValueFrom: aReference, GrantARN: aReference}
			}, Want: []string{"config exclusive"}},
		})
}

func TestFireLensProblems(t *testing.T) {
	checktest.Run(t, validFireLens, func(p *FireLensProps) error { return p.Validate() }, []checktest.Case[FireLensProps]{
		{Name: "valid", Change: func(*FireLensProps) {}},
		{Name: "nothing", Change: func(p *FireLensProps) { *p = FireLensProps{} },
			Want: []string{"logGroupARN required", "logGroupName required", "region required"}},
		{Name: "unpinned", Change: func(p *FireLensProps) {
			p.Image =
				"public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"
		}, Want: []string{"image image-fixed"}},
	})
}

func TestDatadogProblems(t *testing.T) {
	checktest.Run(t, validDatadog, func(p *DatadogProps) error { return p.Validate() }, []checktest.Case[DatadogProps]{
		{Name: "valid", Change: func(*DatadogProps) {}},
		{Name: "nothing", Change: func(p *DatadogProps) { *p = DatadogProps{} },
			Want: []string{"apiKey.grantARN required", "apiKey.valueFrom required", "serviceName required",
				"site required"}},
		{Name: "site", Change: func(p *DatadogProps) { p.Site = "datadog.eu" }, Want: []string{"site one-of"}},
		{Name: "unpinned", Change: func(p *DatadogProps) { p.Image = "public.ecr.aws/datadog/agent:latest" },
			Want: []string{"image image-fixed"}},
	})
}
