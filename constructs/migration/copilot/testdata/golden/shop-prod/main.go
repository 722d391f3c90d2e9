// Stack shop-prod, read from AWS Copilot. Comments name the setting that a line comes from; gaps.md says what became of
// all of them.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/scheduledtask"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func main() { fargateai.Run(build) }

func build(app cdktf.App) {
	stack := fargateai.NewStack(app, "shop-prod", &fargateai.StackProps{
		Region: "eu-west-1", // environment secret PARTNER_TOKEN (copilot/web/manifest.yml:79)
	})
	// without a domain it is a demo; see README.md
	domain, profile := fargateai.DomainSetting(stack)
	cluster := ecs.NewCluster(stack, "cluster", &ecs.ClusterProps{Name: "shop-prod",
		ServiceConnectNamespace: "shop-prod"}).Ref()
	vpc := network.New(stack, "network", &network.Props{Name: "shop-prod", Egress: network.EgressNATPerZone}).Ref()

	apiService := fargateai.NewService(stack, "api", &fargateai.ServiceProps{
		Exposure: fargateai.ExposureServiceConnect, // network.connect.alias (copilot/api/manifest.yml:24)
		// image.location (copilot/api/manifest.yml:5)
		Image:           fargateai.Image{URI: "123456123456.dkr.ecr.eu-west-1.amazonaws.com/shop/api:v1.4.2"},
		Port:            jsii.Number(9000), // image.port (copilot/api/manifest.yml:6)
		CPU:             jsii.Number(256),  // cpu (copilot/api/manifest.yml:11)
		MemoryLimitMiB:  jsii.Number(512),  // memory (copilot/api/manifest.yml:12)
		CPUArchitecture: ecs.X86_64,        // platform.architecture (copilot/api/manifest.yml:15)
		Environment: map[string]string{
			// environment variable COPILOT_APPLICATION_NAME (copilot/api/manifest.yml:2)
			"COPILOT_APPLICATION_NAME": "shop",
			// environment variable COPILOT_ENVIRONMENT_NAME (copilot/api/manifest.yml:2)
			"COPILOT_ENVIRONMENT_NAME": "prod",
			// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/api/manifest.yml:2)
			"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.shop.local",
			// environment variable COPILOT_SERVICE_NAME (copilot/api/manifest.yml:2)
			"COPILOT_SERVICE_NAME": "api",
			"PRICES":               "http://prices.internal", // environment variable PRICES (copilot/api/manifest.yml:21)
		},
		ContainerHealthCheck: &ecs.HealthCheck{
			// image.healthcheck.command (copilot/api/manifest.yml:9)
			Command: jsii.Strings("CMD-SHELL", "wget -q -O - http://localhost:9000/ping"),
		},
		ExistingNetwork: &vpc,
		ExistingCluster: &cluster,
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(2), // count.spot (copilot/api/manifest.yml:17)
			MaxCapacity: jsii.Number(2), // count.spot (copilot/api/manifest.yml:17)
		},
		Deployment: &ecs.ServiceSettings{
			CapacityProviders: []ecs.CapacityProvider{
				{Name: ecs.FargateSpot, Weight: jsii.Number(1)}, // count.spot (copilot/api/manifest.yml:17)
			},
			// network.connect.alias (copilot/api/manifest.yml:24)
			ServiceConnect: &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{{
				PortName: "http",
				Port:     jsii.Number(9000),     // image.port (copilot/api/manifest.yml:6)
				DNSName:  "api.prod.shop.local", // network.connect.alias (copilot/api/manifest.yml:24)
			}}},
		},
		Logs: &logs.Props{
			RetentionDays: jsii.Number(14), // logging.retention (copilot/api/manifest.yml:37)
		},
	})

	evalsService := fargateai.NewEvalWorker(stack, "evals", &fargateai.ServiceProps{
		// without a tag no task is started: push the image first
		Image:           fargateai.Image{Tag: fargateai.Setting(stack, "evalsImageTag")},
		CPU:             jsii.Number(1024), // cpu (copilot/evals/manifest.yml:5)
		MemoryLimitMiB:  jsii.Number(4096), // memory (copilot/evals/manifest.yml:6)
		CPUArchitecture: ecs.X86_64,        // type (copilot/evals/manifest.yml:2)
		// command (copilot/evals/manifest.yml:7)
		Command: jsii.Strings("python", "-m", "evals", "--budget", "$5"),
		Environment: map[string]string{
			// environment variable COPILOT_APPLICATION_NAME (copilot/evals/manifest.yml:2)
			"COPILOT_APPLICATION_NAME": "shop",
			// environment variable COPILOT_ENVIRONMENT_NAME (copilot/evals/manifest.yml:2)
			"COPILOT_ENVIRONMENT_NAME": "prod",
			// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/evals/manifest.yml:2)
			"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.shop.local",
			// environment variable COPILOT_SERVICE_NAME (copilot/evals/manifest.yml:2)
			"COPILOT_SERVICE_NAME": "evals",
		},
		ContainerHealthCheck: &ecs.HealthCheck{
			Command: jsii.Strings("CMD-SHELL", "kill -0 1"),
		},
		ExistingNetwork: &vpc,
		ExistingCluster: &cluster,
		Queue: &queue.Props{
			VisibilityTimeout: jsii.Number(600),    // subscribe.queue.timeout (copilot/evals/manifest.yml:23)
			MaxReceiveCount:   jsii.Number(5),      // subscribe.queue.dead_letter.tries (copilot/evals/manifest.yml:25)
			MessageRetention:  jsii.Number(432000), // subscribe.queue.retention (copilot/evals/manifest.yml:22)
			// subscribe.queue.fifo.content_based_deduplication (copilot/evals/manifest.yml:27)
			FIFO: jsii.Bool(true),
			// subscribe.queue.fifo.content_based_deduplication (copilot/evals/manifest.yml:27)
			ContentBasedDeduplication: jsii.Bool(true),
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(1),  // count.range (copilot/evals/manifest.yml:9)
			MaxCapacity: jsii.Number(20), // count.range (copilot/evals/manifest.yml:9)
			CPUUtilization: &scaling.TargetTracking{
				TargetValue: jsii.Number(60), // count.cpu_percentage.value (copilot/evals/manifest.yml:11)
				// count.cpu_percentage.cooldown.in (copilot/evals/manifest.yml:12)
				ScaleInCooldown: jsii.Number(90),
				// count.cpu_percentage.cooldown.out (copilot/evals/manifest.yml:12)
				ScaleOutCooldown: jsii.Number(15),
			},
			// count.queue_delay.msg_processing_time (copilot/evals/manifest.yml:15)
			Metrics: []scaling.MetricTracking{scaling.BacklogPerTask("evals.fifo", 2400)},
		},
		Deployment: &ecs.ServiceSettings{
			ServiceConnect: &ecs.ServiceConnect{}, // network.connect.alias (copilot/api/manifest.yml:24)
		},
	})

	fargateai.NewService(stack, "report", &fargateai.ServiceProps{
		Exposure: fargateai.ExposureNone,
		// image.location (copilot/report/manifest.yml:6)
		Image:           fargateai.Image{URI: "public.ecr.aws/acme/report:2025.11.3"},
		CPU:             jsii.Number(256),  // cpu (copilot/report/manifest.yml:9)
		MemoryLimitMiB:  jsii.Number(1024), // memory (copilot/report/manifest.yml:10)
		CPUArchitecture: ecs.X86_64,        // type (copilot/report/manifest.yml:2)
		Environment: map[string]string{
			// environment variable COPILOT_APPLICATION_NAME (copilot/report/manifest.yml:2)
			"COPILOT_APPLICATION_NAME": "shop",
			// environment variable COPILOT_ENVIRONMENT_NAME (copilot/report/manifest.yml:2)
			"COPILOT_ENVIRONMENT_NAME": "prod",
			// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/report/manifest.yml:2)
			"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.shop.local",
			// environment variable COPILOT_SERVICE_NAME (copilot/report/manifest.yml:2)
			"COPILOT_SERVICE_NAME": "report",
			"RECIPIENT":            "ops@acme.dev", // environment variable RECIPIENT (copilot/report/manifest.yml:12)
		},
		Container: &ecs.ContainerSettings{
			Mounts: []ecs.Mount{
				{VolumeName: "out", ContainerPath: "/out"}, // storage.volumes.out (copilot/report/manifest.yml:16)
			},
		},
		ContainerHealthCheck: &ecs.HealthCheck{
			Command: jsii.Strings("CMD-SHELL", "kill -0 1"),
		},
		Volumes: []ecs.Volume{
			{Name: "out"},
		},
		ExistingNetwork: &vpc,
		ExistingCluster: &cluster,
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(0),
			MaxCapacity: jsii.Number(0), // only the scheduled task runs
		},
		ScheduledTasks: map[string]fargateai.ScheduledTask{
			"run": {Settings: scheduledtask.Settings{
				Expression: "cron(0 6 ? * MON-FRI *)", // on.schedule (copilot/report/manifest.yml:21)
			}},
		},
	})

	webService := fargateai.NewService(stack, "web", &fargateai.ServiceProps{
		Profile: profile,
		Domain:  domain,
		// without a tag no task is started: push the image first
		Image:           fargateai.Image{Tag: fargateai.Setting(stack, "webImageTag")},
		Port:            jsii.Number(8080),                   // image.port (copilot/web/manifest.yml:30)
		CPU:             jsii.Number(512),                    // cpu (copilot/web/manifest.yml:44)
		MemoryLimitMiB:  jsii.Number(1024),                   // memory (copilot/web/manifest.yml:45)
		CPUArchitecture: ecs.ARM64,                           // platform (copilot/web/manifest.yml:46)
		EntryPoint:      jsii.Strings("/usr/bin/tini", "--"), // entrypoint (copilot/web/manifest.yml:42)
		// command (copilot/web/manifest.yml:43)
		Command: jsii.Strings("gunicorn", "--bind", "0.0.0.0:8080", "shop:app"),
		Environment: map[string]string{
			// environment variable API_URL (copilot/web/manifest.yml:70)
			"API_URL": "http://api.prod.shop.local:9000",
			// environment variable COPILOT_APPLICATION_NAME (copilot/web/manifest.yml:3)
			"COPILOT_APPLICATION_NAME": "shop",
			// environment variable COPILOT_ENVIRONMENT_NAME (copilot/web/manifest.yml:3)
			"COPILOT_ENVIRONMENT_NAME": "prod",
			// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/web/manifest.yml:3)
			"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.shop.local",
			// environment variable COPILOT_SERVICE_NAME (copilot/web/manifest.yml:3)
			"COPILOT_SERVICE_NAME": "web",
			"CURRENCY":             "EUR",         // environment variable CURRENCY (web.env:2)
			"LOG_LEVEL":            "info",        // environment variable LOG_LEVEL (copilot/web/manifest.yml:191)
			"MODEL":                "gpt-4o-mini", // environment variable MODEL (copilot/web/manifest.yml:68)
			"STAGE":                "prod",        // environment variable STAGE (copilot/web/manifest.yml:69)
		},
		Secrets: map[string]secrets.Reference{
			// environment secret DB_PASSWORD (copilot/web/manifest.yml:78)
			"DB_PASSWORD": {SecretName: "shop/mysql", JSONKey: "password"},
			// environment secret FEATURE_KEY (copilot/web/manifest.yml:80)
			"FEATURE_KEY": {ParameterARN: "arn:aws:ssm:eu-west-1:123456123456:parameter/shop/feature"},
			// environment secret OPENAI_API_KEY (copilot/web/manifest.yml:76)
			"OPENAI_API_KEY": {ParameterName: "/copilot/shop/prod/secrets/openai"},
			// environment secret PARTNER_TOKEN (copilot/web/manifest.yml:79)
			"PARTNER_TOKEN": {SecretARN: "arn:aws:secretsmanager:eu-west-1:123456123456:secret:shop/partner-Yi6mvL"},
			"SENTRY_DSN":    {SecretName: "web/SENTRY_DSN"}, // environment variable SENTRY_DSN (web.env:4)
			// environment variable STRIPE_KEY (copilot/web/manifest.yml:71)
			"STRIPE_KEY": {SecretName: "web/STRIPE_KEY"},
		},
		Container: &ecs.ContainerSettings{
			DockerLabels: map[string]string{
				"team": "storefront", // image.labels.team (copilot/web/manifest.yml:32)
			},
			DependsOn: []ecs.Dependency{
				// image.depends_on.cache (copilot/web/manifest.yml:34)
				{ContainerName: "cache", Condition: ecs.DependencyHealthy},
			},
			Mounts: []ecs.Mount{
				// storage.volumes.scratch (copilot/web/manifest.yml:98)
				{VolumeName: "scratch", ContainerPath: "/var/scratch"},
			},
		},
		ContainerHealthCheck: &ecs.HealthCheck{
			// image.healthcheck.command (copilot/web/manifest.yml:36)
			Command:     jsii.Strings("CMD-SHELL", "curl -fs http://localhost:8080/healthz || exit 1"),
			Interval:    jsii.Number(15), // image.healthcheck.interval (copilot/web/manifest.yml:37)
			Timeout:     jsii.Number(5),  // image.healthcheck.timeout (copilot/web/manifest.yml:38)
			Retries:     jsii.Number(4),  // image.healthcheck.retries (copilot/web/manifest.yml:39)
			StartPeriod: jsii.Number(20), // image.healthcheck.start_period (copilot/web/manifest.yml:40)
		},
		Task: &ecs.TaskSettings{
			EphemeralStorageGiB: jsii.Number(30), // storage.ephemeral (copilot/web/manifest.yml:85)
		},
		Volumes: []ecs.Volume{
			{Name: "scratch"},
		},
		Sidecars: []ecs.Sidecar{
			// observability.tracing (copilot/web/manifest.yml:172)
			ecs.ADOTCollector(ecs.ADOTProps{ServiceName: "web", MetricNamespace: "web", Config: jsii.String(`
extensions: {health_check: {}}
receivers:
  awsxray: {endpoint: 127.0.0.1:2000, transport: udp}
  otlp: {protocols: {grpc: {endpoint: 127.0.0.1:4317}, http: {endpoint: 127.0.0.1:4318}}}
exporters: {awsxray: {}}
service:
  extensions: [health_check]
  pipelines: {traces: {receivers: [awsxray, otlp], exporters: [awsxray]}}
`)}),
			{Containers: []ecs.Container{{
				Name: "cache",
				// sidecars.cache.image (copilot/web/manifest.yml:107)
				Image:     "public.ecr.aws/docker/library/redis:7.4.1",
				Essential: jsii.Bool(false), // sidecars.cache.essential (copilot/web/manifest.yml:108)
				Ports: []ecs.Port{{
					ContainerPort: jsii.Number(6379), // sidecars.cache.port (copilot/web/manifest.yml:106)
				}},
				// sidecars.cache.command (copilot/web/manifest.yml:122)
				Command: jsii.Strings("redis-server", "--save", ""),
				Environment: map[string]string{
					// environment variable COPILOT_APPLICATION_NAME (copilot/web/manifest.yml:3)
					"COPILOT_APPLICATION_NAME": "shop",
					// environment variable COPILOT_ENVIRONMENT_NAME (copilot/web/manifest.yml:3)
					"COPILOT_ENVIRONMENT_NAME": "prod",
					// environment variable COPILOT_SERVICE_DISCOVERY_ENDPOINT (copilot/web/manifest.yml:3)
					"COPILOT_SERVICE_DISCOVERY_ENDPOINT": "prod.shop.local",
					// environment variable COPILOT_SERVICE_NAME (copilot/web/manifest.yml:3)
					"COPILOT_SERVICE_NAME": "web",
					"MAX_MEMORY":           "64mb",        // environment variable MAX_MEMORY (copilot/web/manifest.yml:110)
					"POLICY":               "allkeys-lru", // environment variable POLICY (cache.env:1)
				},
				Secrets: map[string]ecs.Secret{
					// environment secret CACHE_TOKEN (copilot/web/manifest.yml:112)
					"CACHE_TOKEN": ecs.Secret(secrets.Resolve(stack, secrets.Reference{ParameterName: "/shop/cache-token"})),
				},
				HealthCheck: &ecs.HealthCheck{
					// sidecars.cache.healthcheck.command (copilot/web/manifest.yml:124)
					Command:  jsii.Strings("CMD", "redis-cli", "ping"),
					Interval: jsii.Number(10), // sidecars.cache.healthcheck.interval (copilot/web/manifest.yml:125)
					Timeout:  jsii.Number(3),  // sidecars.cache.healthcheck.timeout (copilot/web/manifest.yml:127)
					Retries:  jsii.Number(2),  // sidecars.cache.healthcheck.retries (copilot/web/manifest.yml:126)
					// sidecars.cache.healthcheck.start_period (copilot/web/manifest.yml:128)
					StartPeriod: jsii.Number(0),
				},
				ContainerSettings: ecs.ContainerSettings{
					ReadonlyRootFilesystem: jsii.Bool(false), // as it was
					DockerLabels: map[string]string{
						"role": "cache", // sidecars.cache.labels.role (copilot/web/manifest.yml:115)
					},
					Mounts: []ecs.Mount{
						// sidecars.cache.mount_points (copilot/web/manifest.yml:117)
						{VolumeName: "scratch", ContainerPath: "/data"},
					},
				},
			}}},
		},
		EnableExecute:   jsii.Bool(true), // exec (copilot/web/manifest.yml:47)
		ExistingNetwork: &vpc,
		ExistingCluster: &cluster,
		LoadBalancer: &loadbalancer.Settings{
			// http.allowed_source_ips (copilot/web/manifest.yml:21)
			IngressCIDRs: jsii.Strings("192.0.2.0/24", "198.51.100.10/32"),
		},
		HealthCheck: &loadbalancer.HealthCheck{
			Path:             "/healthz",      // http.healthcheck.path (copilot/web/manifest.yml:8)
			Matcher:          "200,301",       // http.healthcheck.success_codes (copilot/web/manifest.yml:10)
			Interval:         jsii.Number(20), // http.healthcheck.interval (copilot/web/manifest.yml:13)
			Timeout:          jsii.Number(10), // http.healthcheck.timeout (copilot/web/manifest.yml:14)
			HealthyThreshold: jsii.Number(3),  // http.healthcheck.healthy_threshold (copilot/web/manifest.yml:11)
			// http.healthcheck.unhealthy_threshold (copilot/web/manifest.yml:12)
			UnhealthyThreshold: jsii.Number(4),
		},
		Target: &loadbalancer.TargetSettings{
			DeregistrationDelay: jsii.Number(50),          // http.deregistration_delay (copilot/web/manifest.yml:16)
			Stickiness:          &loadbalancer.Stickiness{ // http.stickiness (copilot/web/manifest.yml:17)
			},
		},
		Scaling: &scaling.Settings{
			MinCapacity: jsii.Number(2),  // count.range.min (copilot/web/manifest.yml:51)
			MaxCapacity: jsii.Number(12), // count.range.max (copilot/web/manifest.yml:52)
			CPUUtilization: &scaling.TargetTracking{
				TargetValue:      jsii.Number(70),  // count.cpu_percentage (copilot/web/manifest.yml:57)
				ScaleInCooldown:  jsii.Number(120), // count.cooldown.in (copilot/web/manifest.yml:55)
				ScaleOutCooldown: jsii.Number(30),  // count.cooldown.out (copilot/web/manifest.yml:56)
			},
			MemoryUtilization: &scaling.TargetTracking{
				TargetValue: jsii.Number(80), // count.memory_percentage.value (copilot/web/manifest.yml:59)
				// count.memory_percentage.cooldown.in (copilot/web/manifest.yml:61)
				ScaleInCooldown: jsii.Number(80),
				// count.memory_percentage.cooldown.out (copilot/web/manifest.yml:62)
				ScaleOutCooldown: jsii.Number(160),
			},
			RequestsPerTarget: &scaling.TargetTracking{
				TargetValue:      jsii.Number(900), // count.requests (copilot/web/manifest.yml:63)
				ScaleInCooldown:  jsii.Number(120), // count.cooldown.in (copilot/web/manifest.yml:55)
				ScaleOutCooldown: jsii.Number(30),  // count.cooldown.out (copilot/web/manifest.yml:56)
			},
		},
		Deployment: &ecs.ServiceSettings{
			MinHealthyPercent: jsii.Number(0),   // deployment.rolling (copilot/web/manifest.yml:193)
			MaxHealthyPercent: jsii.Number(100), // deployment.rolling (copilot/web/manifest.yml:193)
			// http.healthcheck.grace_period (copilot/web/manifest.yml:15)
			HealthCheckGracePeriod: jsii.Number(120),
			DeploymentAlarms: &ecs.DeploymentAlarms{
				AlarmNames: jsii.Strings("shop-5xx"), // deployment.rollback_alarms (copilot/web/manifest.yml:176)
			},
			CapacityProviders: []ecs.CapacityProvider{
				// count.range.spot_from (copilot/web/manifest.yml:53)
				{Name: ecs.Fargate, Base: jsii.Number(2), Weight: jsii.Number(0)},
				// count.range.spot_from (copilot/web/manifest.yml:53)
				{Name: ecs.FargateSpot, Weight: jsii.Number(1)},
			},
			// network.connect (copilot/web/manifest.yml:142)
			ServiceConnect: &ecs.ServiceConnect{Services: []ecs.ServiceConnectService{{
				PortName: "http",
				Port:     jsii.Number(8080), // image.port (copilot/web/manifest.yml:30)
			}}},
		},
		Logs: &logs.Props{
			RetentionDays: jsii.Number(30), // logging.retention (copilot/web/manifest.yml:156)
		},
	})
	for _, client := range []*fargateai.Service{evalsService, webService} {
		apiService.AllowFrom(client)
	}
	for _, client := range []*fargateai.Service{apiService, evalsService} {
		webService.AllowFrom(client)
	}
}
