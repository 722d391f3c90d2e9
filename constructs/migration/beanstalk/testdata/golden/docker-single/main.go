// Stack gateway, read from Elastic Beanstalk. Comments name the setting that a line comes from; gaps.md says what
// became of all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "gateway", nil)
	// without a domain it is a demo; see README.md
	domain, profile := fargateai.DomainSetting(stack)

	fargateai.NewService(stack, "gateway", &fargateai.ServiceProps{
		Profile: profile,
		Domain:  domain,
		Image:   fargateai.Image{URI: "ghcr.io/acme/gateway:v1.4.2"}, // Image Name (Dockerrun.aws.json:4)
		Port:    jsii.Number(4000),                                   // Ports ContainerPort (Dockerrun.aws.json:9)
		// aws:autoscaling:launchconfiguration InstanceType (.ebextensions/classic.config:12)
		CPU: jsii.Number(256),
		// aws:autoscaling:launchconfiguration InstanceType (.ebextensions/classic.config:12)
		MemoryLimitMiB: jsii.Number(2048),
		// aws:autoscaling:launchconfiguration InstanceType (.ebextensions/classic.config:12)
		CPUArchitecture: ecs.ARM64,
		EntryPoint:      jsii.Strings("/app/gateway", "--verbose"), // Entrypoint (Dockerrun.aws.json:22)
		Command:         jsii.Strings("serve", "all models"),       // Command (Dockerrun.aws.json:23)
		Environment: map[string]string{
			"GATEWAY_MODE": "proxy", // environment variable GATEWAY_MODE (env.yaml:11)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable GATEWAY_TOKEN (env.yaml:12)
			"GATEWAY_TOKEN": {SecretName: "gateway/GATEWAY_TOKEN"},
		},
		LoadBalancer: &loadbalancer.Settings{
			// aws:elb:policies ConnectionSettingIdleTimeout (.ebextensions/classic.config:6)
			IdleTimeout: jsii.Number(300),
		},
		HealthCheck: &loadbalancer.HealthCheck{
			Path:     "/health",       // aws:elb:healthcheck Target (.ebextensions/classic.config:10)
			Interval: jsii.Number(20), // aws:elb:healthcheck Interval (.ebextensions/classic.config:9)
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(1), // aws:elasticbeanstalk:environment EnvironmentType (env.yaml:9)
			MaxCapacity: jsii.Number(1), // aws:elasticbeanstalk:environment EnvironmentType (env.yaml:9)
		},
	})
}
