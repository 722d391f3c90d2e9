// Stack site, read from AWS App Runner. Comments name the setting that a line comes from; gaps.md says what became of
// all of them.
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
	stack := fargateai.NewStack(app, "site", &fargateai.StackProps{
		Region: "eu-west-1", // Service.ServiceArn (service.json:5)
	})
	// without a domain it is a demo; see README.md
	domain, profile := fargateai.DomainSetting(stack)

	fargateai.NewService(stack, "site", &fargateai.ServiceProps{
		Profile: profile,
		Domain:  domain,
		// without a tag no task is started: push the image first
		Image:           fargateai.Image{Tag: fargateai.Setting(stack, "imageTag")},
		Port:            jsii.Number(8000), // run.network.port (apprunner.yaml:20)
		CPU:             jsii.Number(512),  // Service.InstanceConfiguration.Cpu (service.json:41)
		MemoryLimitMiB:  jsii.Number(1024), // Service.InstanceConfiguration.Memory (service.json:42)
		CPUArchitecture: ecs.X86_64,
		// run.command (apprunner.yaml:18)
		Command: jsii.Strings("sh", "-c", "gunicorn site.wsgi --bind 0.0.0.0:8000 --workers $WORKERS"),
		Environment: map[string]string{
			"APP_PORT": "8000", // run.network.env (apprunner.yaml:21)
			"WORKERS":  "3",    // environment variable WORKERS (apprunner.yaml:24)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable DATABASE_URL (apprunner.yaml:26)
			"DATABASE_URL": {SecretName: "site/DATABASE_URL"},
			"MAIL":         {ParameterName: "site-mail-parameter"}, // environment secret MAIL (apprunner.yaml:31)
			// environment secret SECRET_KEY (apprunner.yaml:29)
			"SECRET_KEY": {SecretARN: "arn:aws:secretsmanager:eu-west-1:123456123456:secret:site/key-Yi6mvL"},
		},
		Network: &network.Props{Egress: network.EgressPublicIP},
		LoadBalancer: &loadbalancer.Settings{
			// Service.NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible (service.json:60)
			Scheme: loadbalancer.SchemeInternal,
		},
		HealthCheck: &loadbalancer.HealthCheck{
			Path:     "/",            // Service.HealthCheckConfiguration.Path (service.json:46)
			Interval: jsii.Number(5), // Service.HealthCheckConfiguration.Interval (service.json:47)
			Timeout:  jsii.Number(2), // Service.HealthCheckConfiguration.Timeout (service.json:48)
			// Service.HealthCheckConfiguration.HealthyThreshold (service.json:49)
			HealthyThreshold: jsii.Number(3),
			// Service.HealthCheckConfiguration.UnhealthyThreshold (service.json:50)
			UnhealthyThreshold: jsii.Number(3),
		},
	})
}
