// Stack chat-api, read from AWS App Runner. Comments name the setting that a line comes from; gaps.md says what became
// of all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "chat-api", &fargateai.StackProps{
		Region: "eu-west-1", // Service.ServiceArn (service.json:5)
	})
	// without a domain it is a demo; see README.md
	domain, profile := fargateai.DomainSetting(stack)

	fargateai.NewService(stack, "chat-api", &fargateai.ServiceProps{
		Profile: profile,
		Domain:  domain,
		// Service.SourceConfiguration.ImageRepository.ImageIdentifier (service.json:12)
		Image: fargateai.Image{URI: "123456123456.dkr.ecr.eu-west-1.amazonaws.com/chat-api:2.7.0"},
		// Service.SourceConfiguration.ImageRepository.ImageConfiguration.Port (service.json:14)
		Port:            jsii.Number(8000),
		CPU:             jsii.Number(1024), // Service.InstanceConfiguration.Cpu (service.json:34)
		MemoryLimitMiB:  jsii.Number(2048), // Service.InstanceConfiguration.Memory (service.json:35)
		CPUArchitecture: ecs.X86_64,
		// Service.SourceConfiguration.ImageRepository.ImageConfiguration.StartCommand (service.json:15)
		Command: jsii.Strings("uvicorn", "chat:app", "--host", "0.0.0.0", "--port", "8000"),
		Environment: map[string]string{
			"GREETING": "Grüß Gott",   // environment variable GREETING (service.json:18)
			"MODEL":    "gpt-4o-mini", // environment variable MODEL (service.json:17)
		},
		Secrets: map[string]secrets.Reference{
			// environment secret FLAG (service.json:23)
			"FLAG": {ParameterARN: "arn:aws:ssm:eu-west-1:123456123456:parameter/chat/flag"},
			// environment secret OPENAI_API_KEY (service.json:22)
			"OPENAI_API_KEY": {SecretARN: "arn:aws:secretsmanager:eu-west-1:123456123456:secret:chat/openai-Yi6mvL",
				JSONKey: "api_key"},
			// environment variable SMTP_PASSWORD (service.json:19)
			"SMTP_PASSWORD": {SecretName: "chat-api/SMTP_PASSWORD"},
		},
		Sidecars: []ecs.Sidecar{
			// Service.ObservabilityConfiguration.ObservabilityEnabled (service.json:65)
			ecs.ADOTCollector(ecs.ADOTProps{ServiceName: "chat-api", MetricNamespace: "chat-api", Config: jsii.String(`
extensions: {health_check: {}}
receivers:
  awsxray: {endpoint: 127.0.0.1:2000, transport: udp}
  otlp: {protocols: {grpc: {endpoint: 127.0.0.1:4317}, http: {endpoint: 127.0.0.1:4318}}}
exporters: {awsxray: {}}
service:
  extensions: [health_check]
  pipelines: {traces: {receivers: [awsxray, otlp], exporters: [awsxray]}}
`)}),
		},
		// Service.NetworkConfiguration.EgressConfiguration.EgressType (service.json:56)
		Network: &network.Props{Egress: network.EgressNATPerZone},
		HealthCheck: &loadbalancer.HealthCheck{
			Path:     "/healthz",      // Service.HealthCheckConfiguration.Path (service.json:43)
			Interval: jsii.Number(10), // Service.HealthCheckConfiguration.Interval (service.json:44)
			Timeout:  jsii.Number(5),  // Service.HealthCheckConfiguration.Timeout (service.json:45)
			// Service.HealthCheckConfiguration.UnhealthyThreshold (service.json:47)
			UnhealthyThreshold: jsii.Number(5),
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(2), // AutoScalingConfiguration.MinSize (scaling.json:9)
			MaxCapacity: jsii.Number(8), // AutoScalingConfiguration.MaxSize (scaling.json:10)
		},
	})
}
