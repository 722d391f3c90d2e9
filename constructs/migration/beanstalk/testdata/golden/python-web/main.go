// Stack prompt-shop, read from Elastic Beanstalk. Comments name the setting that a line comes from; gaps.md says what
// became of all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "prompt-shop", &fargateai.StackProps{
		Region: "eu-west-1", // PlatformArn (settings.json:5)
	})
	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "prompt-shop"}).Ref()
	vpc := network.Ref{
		VPCID: "vpc-0a1b2c3d4e5f60718", // aws:ec2:vpc VPCId (settings.json:49)
		// aws:ec2:vpc ELBSubnets (settings.json:47)
		PublicSubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"),
		// aws:ec2:vpc Subnets (settings.json:48)
		TaskSubnetIDs: jsii.Strings("subnet-0a1b2c3d4e5f60003", "subnet-0a1b2c3d4e5f60004"),
	}

	fargateai.NewService(stack, "prompt-shop-prod", &fargateai.ServiceProps{
		// without a tag no task is started: push the image first
		Image:           fargateai.Image{Tag: fargateai.Setting(stack, "promptShopProdImageTag")},
		Port:            jsii.Number(8080), // web of the Procfile (Procfile:1)
		CPU:             jsii.Number(2048), // aws:ec2:instances InstanceTypes (settings.json:42)
		MemoryLimitMiB:  jsii.Number(8192), // aws:ec2:instances InstanceTypes (settings.json:42)
		CPUArchitecture: ecs.X86_64,        // aws:ec2:instances SupportedArchitectures (settings.json:44)
		// web of the Procfile (Procfile:1)
		Command: jsii.Strings("sh", "-c", "gunicorn --bind 0.0.0.0:$PORT shop.wsgi"),
		Environment: map[string]string{
			"LOG_LEVEL":   "info",   // environment variable LOG_LEVEL (settings.json:52)
			"PORT":        "8080",   // web of the Procfile (Procfile:1)
			"REGION_NAME": "europe", // environment variable REGION_NAME (.ebextensions/02-more.config:3)
			"WORKERS":     "4",      // environment variable WORKERS (.ebextensions/01-app.config:8)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable ANTHROPIC_API_KEY (settings.json:55)
			"ANTHROPIC_API_KEY": {SecretName: "shop/anthropic", JSONKey: "api_key"},
			// environment variable DATABASE_URL (settings.json:54)
			"DATABASE_URL": {SecretName: "prompt-shop-prod/DATABASE_URL"},
			"FLAGS":        {ParameterName: "/shop/flags"}, // environment variable FLAGS (settings.json:56)
			// environment variable OPENAI_API_KEY (settings.json:53)
			"OPENAI_API_KEY": {SecretName: "prompt-shop-prod/OPENAI_API_KEY"},
			// environment secret STRIPE_SECRET (settings.json:57)
			"STRIPE_SECRET": {SecretARN: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shop/stripe-AbCdEf"},
		},
		Task: &ecs.TaskSettings{
			// aws:autoscaling:launchconfiguration RootVolumeSize (settings.json:23)
			EphemeralStorageGiB: jsii.Number(40),
		},
		Sidecars: []ecs.Sidecar{
			// aws:elasticbeanstalk:xray XRayEnabled (settings.json:95)
			ecs.ADOTCollector(ecs.ADOTProps{ServiceName: "prompt-shop-prod", MetricNamespace: "prompt-shop-prod",
				Config: jsii.String(`
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
		ExistingNetwork: &vpc,
		ExistingCluster: &cluster,
		LoadBalancer: &loadbalancer.Settings{
			// aws:elbv2:listener:443 SSLCertificateArns (settings.json:99)
			CertificateARN: "arn:aws:acm:eu-west-1:210987654321:certificate/5d0b3a5e-7a0c-4a55-9a83-0f3c9b1f7a21",
			IdleTimeout:    jsii.Number(120), // aws:elbv2:loadbalancer IdleTimeout (settings.json:106)
			AccessLogs: &loadbalancer.AccessLogs{
				Bucket: "acme-access-logs", // aws:elbv2:loadbalancer AccessLogsS3Bucket (settings.json:103)
				Prefix: "shop",             // aws:elbv2:loadbalancer AccessLogsS3Prefix (settings.json:105)
			},
		},
		HealthCheck: &loadbalancer.HealthCheck{
			// aws:elasticbeanstalk:environment:process:default HealthCheckPath (settings.json:74)
			Path: "/healthz",
			// aws:elasticbeanstalk:environment:process:default MatcherHTTPCode (settings.json:77)
			Matcher: "200-299",
			// aws:elasticbeanstalk:environment:process:default HealthCheckInterval (settings.json:73)
			Interval: jsii.Number(15),
			// aws:elasticbeanstalk:environment:process:default HealthCheckTimeout (settings.json:75)
			Timeout: jsii.Number(5),
			// aws:elasticbeanstalk:environment:process:default HealthyThresholdCount (settings.json:76)
			HealthyThreshold: jsii.Number(3),
			// aws:elasticbeanstalk:environment:process:default UnhealthyThresholdCount (settings.json:83)
			UnhealthyThreshold: jsii.Number(5),
		},
		Target: &loadbalancer.TargetSettings{
			// aws:elasticbeanstalk:environment:process:default DeregistrationDelay (settings.json:72)
			DeregistrationDelay: jsii.Number(20),
			// aws:elasticbeanstalk:environment:process:default StickinessEnabled (settings.json:80)
			Stickiness: &loadbalancer.Stickiness{
				// aws:elasticbeanstalk:environment:process:default StickinessLBCookieDuration (settings.json:81)
				Duration: jsii.Number(3600),
			},
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(2), // aws:autoscaling:asg MinSize (settings.json:16)
			MaxCapacity: jsii.Number(6), // aws:autoscaling:asg MaxSize (settings.json:15)
			// aws:autoscaling:trigger UpperThreshold (settings.json:37)
			CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(65)},
			Schedules: []scaling.Schedule{
				{ // aws:autoscaling:scheduledaction night (settings.json:27)
					Name:        "night",
					Expression:  "cron(0 20 ? * MON-FRI *)",
					MinCapacity: jsii.Number(1), // aws:autoscaling:scheduledaction MinSize of night (settings.json:27)
					MaxCapacity: jsii.Number(2), // aws:autoscaling:scheduledaction MaxSize of night (settings.json:28)
				},
			},
		},
		Logs: &logs.Props{
			// aws:elasticbeanstalk:cloudwatch:logs RetentionInDays (settings.json:59)
			RetentionDays: jsii.Number(14),
		},
		Guardrails: &guardrails.Settings{
			Topic: &guardrails.Topic{
				// aws:elasticbeanstalk:sns:topics Notification Endpoint (settings.json:92)
				Emails: jsii.Strings("ops@acme.dev"),
			},
		},
	})

	fargateai.NewService(stack, "prompt-shop-prod-jobs", &fargateai.ServiceProps{
		Exposure: fargateai.ExposureNone,
		// without a tag no task is started: push the image first
		Image:           fargateai.Image{Tag: fargateai.Setting(stack, "promptShopProdJobsImageTag")},
		CPUArchitecture: ecs.X86_64, // aws:ec2:instances SupportedArchitectures (settings.json:44)
		// jobs of the Procfile (Procfile:2)
		Command: jsii.Strings("celery", "-A", "shop", "worker", "--loglevel=info"),
		Environment: map[string]string{
			"LOG_LEVEL":   "info",   // environment variable LOG_LEVEL (settings.json:52)
			"REGION_NAME": "europe", // environment variable REGION_NAME (.ebextensions/02-more.config:3)
			"WORKERS":     "4",      // environment variable WORKERS (.ebextensions/01-app.config:8)
		},
		Secrets: map[string]secrets.Reference{
			// environment variable ANTHROPIC_API_KEY (settings.json:55)
			"ANTHROPIC_API_KEY": {SecretName: "shop/anthropic", JSONKey: "api_key"},
			// environment variable DATABASE_URL (settings.json:54)
			"DATABASE_URL": {SecretName: "prompt-shop-prod/DATABASE_URL"},
			"FLAGS":        {ParameterName: "/shop/flags"}, // environment variable FLAGS (settings.json:56)
			// environment variable OPENAI_API_KEY (settings.json:53)
			"OPENAI_API_KEY": {SecretName: "prompt-shop-prod/OPENAI_API_KEY"},
			// environment secret STRIPE_SECRET (settings.json:57)
			"STRIPE_SECRET": {SecretARN: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shop/stripe-AbCdEf"},
		},
		ContainerHealthCheck: &ecs.HealthCheck{
			Command: jsii.Strings("CMD-SHELL", "kill -0 1"),
		},
		ExistingNetwork: &vpc,
		ExistingCluster: &cluster,
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(2), // aws:autoscaling:asg MinSize (settings.json:16)
			MaxCapacity: jsii.Number(6), // aws:autoscaling:asg MaxSize (settings.json:15)
		},
		Logs: &logs.Props{
			// aws:elasticbeanstalk:cloudwatch:logs RetentionInDays (settings.json:59)
			RetentionDays: jsii.Number(14),
		},
	})
}
