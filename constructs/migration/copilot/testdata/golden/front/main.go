// Stack front, read from AWS Copilot. Comments name the setting that a line comes from; gaps.md says what became of all
// of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "front", &fargateai.StackProps{
		Tags: map[string]string{
			"owner": "front", // tags.owner (copilot/landing/manifest.yml:35)
		},
	})
	// without a domain it is a demo; see README.md
	domain, profile := fargateai.DomainSetting(stack)

	fargateai.NewService(stack, "landing", &fargateai.ServiceProps{
		Profile: profile,
		Domain:  domain,
		// without a tag no task is started: push the image first
		Image:           fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		Port:            jsii.Number(3000),                 // image.port (copilot/landing/manifest.yml:5)
		CPU:             jsii.Number(1024),                 // cpu (copilot/landing/manifest.yml:16)
		MemoryLimitMiB:  jsii.Number(2048),                 // memory (copilot/landing/manifest.yml:17)
		CPUArchitecture: ecs.X86_64,                        // platform (copilot/landing/manifest.yml:18)
		Command:         jsii.Strings("node", "server.js"), // command (copilot/landing/manifest.yml:20)
		Environment: map[string]string{
			// environment variable COPILOT_APPLICATION_NAME (copilot/landing/manifest.yml:2)
			"COPILOT_APPLICATION_NAME": "front",
			// environment variable COPILOT_SERVICE_NAME (copilot/landing/manifest.yml:2)
			"COPILOT_SERVICE_NAME": "landing",
			"LOG_LEVEL":            "info", // environment variable LOG_LEVEL (copilot/landing/manifest.yml:22)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable MAIL_PASSWORD (copilot/landing/manifest.yml:23)
			"MAIL_PASSWORD": {SecretName: "landing/MAIL_PASSWORD"},
			// environment secret SESSION_KEY (copilot/landing/manifest.yml:25)
			"SESSION_KEY": {ParameterName: "/landing/session"},
		},
		Sidecars: []ecs.Sidecar{
			// observability.tracing (copilot/landing/manifest.yml:30)
			ecs.ADOTCollector(ecs.ADOTProps{ServiceName: "landing", MetricNamespace: "landing", Config: jsii.String(`
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
		Network: &network.Props{Egress: network.EgressNATPerZone},
		HealthCheck: &loadbalancer.HealthCheck{
			Path:     "/up",           // http.healthcheck.path (copilot/landing/manifest.yml:8)
			Interval: jsii.Number(10), // http.healthcheck.interval (copilot/landing/manifest.yml:11)
			Timeout:  jsii.Number(5),  // http.healthcheck.timeout (copilot/landing/manifest.yml:12)
			// http.healthcheck.healthy_threshold (copilot/landing/manifest.yml:9)
			HealthyThreshold: jsii.Number(3),
			// http.healthcheck.unhealthy_threshold (copilot/landing/manifest.yml:10)
			UnhealthyThreshold: jsii.Number(5),
		},
	})
}
