package fargateai_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/logs"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// A rule that refuses what people run is worse than none. These are services as public projects and samples describe
// them: their ports, health checks, commands, variables and directories.

func TestSoundServicesPass(t *testing.T) {
	seen := map[string]bool{}
	for _, services := range []map[string]fargateai.ServiceProps{
		applications(), gateways(), workers(), networks(), deliveries(), observed(),
	} {
		for name, props := range services {
			if seen[name] {
				t.Errorf("%s: two services of that name", name)
			}
			seen[name] = true
			if err := props.Validate(name); err != nil {
				t.Errorf("%s:\n%v", name, err)
			}
		}
	}
	figure.Say(t, "services-sound", len(seen))
}

var (
	number  = jsii.Number[float64]
	texts   = jsii.Strings
	yes, no = jsii.Bool(true), jsii.Bool(false)
)

// web is a service behind HTTPS, as most are.
func web(port float64, image string, health string) fargateai.ServiceProps {
	p := fargateai.ServiceProps{
		Port:   &port,
		Image:  fargateai.Image{URI: image},
		Domain: &loadbalancer.Domain{Name: "ai.acme.dev", HostedZoneID: "Z0123456789ABCDEFGHIJ"},
	}
	if health != "" {
		p.HealthCheck = &loadbalancer.HealthCheck{Path: health}
	}
	return p
}

// with changes a service.
func with(p fargateai.ServiceProps, change func(*fargateai.ServiceProps)) fargateai.ServiceProps {
	change(&p)
	return p
}

func secret(name, key string) secrets.Reference {
	return secrets.Reference{SecretName: name, JSONKey: key}
}

// applications are web programs that talk to models.
func applications() map[string]fargateai.ServiceProps {
	type props = fargateai.ServiceProps
	return map[string]props{
		"fastapi": with(web(8000, "ghcr.io/acme/api:1.4.2", "/healthz"), func(p *props) {
			p.Command = texts("uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000", "--proxy-headers")
		}),
		"fastapi-workers": with(web(8000, "ghcr.io/acme/api:1.4.2", "/healthz"), func(p *props) {
			p.Command = texts("gunicorn", "-k", "uvicorn.workers.UvicornWorker", "-w", "2", "-b", "0.0.0.0:8000",
				"app.main:app")
			p.CPU, p.MemoryLimitMiB = number(1024), number(4096)
		}),
		"flask":     web(5000, "acme/flask-chat:2025-11-02", "/"),
		"django":    with(web(8000, "ghcr.io/acme/site:7f3c2d1", "/live/"), env("DJANGO_SETTINGS_MODULE", "site.settings")),
		"streamlit": with(web(8501, "ghcr.io/acme/ui:1.0.0", "/_stcore/health"), sticky),
		"gradio":    with(web(7860, "ghcr.io/acme/demo:3", "/"), env("GRADIO_SERVER_NAME", "0.0.0.0")),
		"chainlit":  with(web(8000, "ghcr.io/acme/assistant:0.9.1", "/"), sticky),
		"nextjs": with(web(3000, "ghcr.io/acme/web:v15.1.0", "/api/health"), func(p *props) {
			p.Environment = map[string]string{"HOSTNAME": "0.0.0.0", "NODE_ENV": "production"}
			p.WritablePaths = texts("/tmp", "/app/.next/cache")
		}),
		"express": with(web(3000, "ghcr.io/acme/bff:12", "/status"), func(p *props) {
			p.Command = texts("node", "--enable-source-maps", "server.js")
		}),
		"spring-ai": with(web(8080, "ghcr.io/acme/spring:1.2.0", "/actuator/health/readiness"), func(p *props) {
			p.CPU, p.MemoryLimitMiB = number(2048), number(4096)
			p.Environment = map[string]string{"JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75"}
			p.Deployment = &ecs.ServiceSettings{HealthCheckGracePeriod: number(180)}
		}),
		"dotnet": with(web(8080, "ghcr.io/acme/semantic-kernel:4.1.0", "/health"), env("ASPNETCORE_HTTP_PORTS", "8080")),
		"go": with(web(8080, "ghcr.io/acme/agent@sha256:"+
			"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", "/readyz"), func(p *props) {
			p.CPU, p.MemoryLimitMiB = number(256), number(512)
			p.WritablePaths = &[]*string{}
		}),
		"rails":   with(web(3000, "ghcr.io/acme/rails:8", "/up"), env("RAILS_LOG_TO_STDOUT", "1")),
		"laravel": web(8080, "ghcr.io/acme/laravel:2.0.0", "/up"),
		"open-webui": with(web(8080, "ghcr.io/open-webui/open-webui:0.6.36", "/health"), func(p *props) {
			p.Environment = map[string]string{"OPENAI_API_BASE_URL": "https://llm.acme.dev/v1", "WEBUI_AUTH": "true"}
			p.Secrets = map[string]secrets.Reference{"OPENAI_API_KEY": secret("webui", "key"),
				"WEBUI_SECRET_KEY": secret("webui", "session")}
			p.WritablePaths = texts("/tmp", "/app/backend/data")
		}),
		"librechat": with(web(3080, "ghcr.io/danny-avila/librechat:v0.8.0", "/health"), func(p *props) {
			p.Environment = map[string]string{"HOST": "0.0.0.0", "ALLOW_REGISTRATION": "false"}
			p.Secrets = map[string]secrets.Reference{"MONGO_URI": secret("librechat/mongo", ""),
				"CREDS_KEY": secret("librechat/creds", "key"), "CREDS_IV": secret("librechat/creds", "iv")}
		}),
		"langfuse": with(web(3000, "langfuse/langfuse:3.120.0", "/api/public/health"), func(p *props) {
			p.CPU, p.MemoryLimitMiB = number(2048), number(4096)
			p.Secrets = map[string]secrets.Reference{"DATABASE_URL": secret("langfuse/db", "url"),
				"SALT": secret("langfuse/app", "salt"), "NEXTAUTH_SECRET": secret("langfuse/app", "auth")}
			p.Environment = map[string]string{"NEXTAUTH_URL": "https://ai.acme.dev", "TELEMETRY_ENABLED": "false"}
		}),
		"phoenix": web(6006, "arizephoenix/phoenix:version-12.9.0", "/healthz"),
		"mlflow": with(web(5000, "ghcr.io/mlflow/mlflow:v3.5.0", "/health"),
			command("mlflow", "server", "--host", "0.0.0.0")),
		"flowise": with(web(3000, "flowiseai/flowise:3.0.8", "/api/v1/ping"),
			func(p *props) { p.CPUArchitecture = ecs.X86_64 }),
		"n8n":       with(web(5678, "n8nio/n8n:1.118.1", "/healthz"), env("N8N_PROTOCOL", "https")),
		"dify-api":  with(web(5001, "langgenius/dify-api:1.9.2", "/health"), env("MODE", "api")),
		"haystack":  web(1416, "deepset/hayhooks:v1.1.0", "/status"),
		"langgraph": with(web(8000, "ghcr.io/acme/graph:2.2.1", "/ok"), workload(fargateai.WorkloadAgentRuntime)),
		"copilotkit": with(web(4000, "ghcr.io/acme/runtime:0.4.0", "/copilotkit/health"),
			func(p *props) { p.MaxStreamDuration = number(300) }),
		"bedrock-chat": with(web(8080, "210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat:1.0.0", "/healthz"),
			func(p *props) {
				p.Models = &bedrock.Access{Profiles: []bedrock.InferenceProfile{
					{Geo: bedrock.GeoEU, ModelID: "anthropic.claude-sonnet-4-20250514-v1:0"}}}
			}),
		"retrieval": with(web(8080, "ghcr.io/acme/rag:5.0.0", "/healthz"), func(p *props) {
			p.Workload = fargateai.WorkloadRetrievalAPI
			p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.titan-embed-text-v2:0"}}}
			p.Environment = map[string]string{"OPENSEARCH_HOST": "vpc-docs-abc.eu-west-1.es.amazonaws.com"}
		}),
		"mcp-server": with(web(8080, "ghcr.io/acme/mcp:0.3.0", "/healthz"), func(p *props) {
			p.MaxStreamDuration = number(3600)
			p.Target = &loadbalancer.TargetSettings{Stickiness: &loadbalancer.Stickiness{CookieName: "mcp-session"}}
		}),
		"voice": with(web(8765, "ghcr.io/acme/voice:1.1.0", "/health"), func(p *props) {
			p.MaxStreamDuration, p.TaskProtection = number(7200), yes
		}),
		"grpc": with(web(50051, "ghcr.io/acme/embedder:1.0.0", ""), func(p *props) {
			p.Target = &loadbalancer.TargetSettings{ProtocolVersion: loadbalancer.GRPC}
			p.HealthCheck = &loadbalancer.HealthCheck{Path: "/grpc.health.v1.Health/Check", Matcher: "0"}
		}),
		"port-443": web(443, "ghcr.io/acme/edge:1.0.0", "/ping"),
		"demo": {Profile: fargateai.ProfileDemo, Port: number(80),
			Image: fargateai.Image{URI: "public.ecr.aws/nginx/nginx:1.29.3"}},
		"demo-one-task": {Profile: fargateai.ProfileDemo, Port: number(8080), DesiredCount: number(1),
			Image: fargateai.Image{URI: "ghcr.io/acme/demo:0.0.1"}},
	}
}

// gateways stand between programs and models.
func gateways() map[string]fargateai.ServiceProps {
	type props = fargateai.ServiceProps
	litellm := func(change func(*props)) props {
		p := web(4000, "ghcr.io/berriai/litellm:v1.79.1-stable", "/health/liveliness")
		p.Workload = fargateai.WorkloadLLMProxy
		p.Secrets = map[string]secrets.Reference{"LITELLM_MASTER_KEY": secret("litellm", "master_key")}
		p.WritablePaths = texts("/tmp", "/root/.cache")
		change(&p)
		return p
	}
	return map[string]props{
		"litellm": litellm(func(p *props) { p.Command = texts("--config", "/app/config.yaml", "--port", "4000") }),
		"litellm-database": litellm(func(p *props) {
			p.Secrets["DATABASE_URL"] = secret("litellm/db", "url")
			p.Environment = map[string]string{"STORE_MODEL_IN_DB": "True"}
			p.Deployment = &ecs.ServiceSettings{Egress: []ecs.Egress{{Name: "postgres", Port: number(5432),
				SecurityGroupID: "sg-0a1b2c3d4e5f67890"}}}
		}),
		"litellm-budget": litellm(func(p *props) {
			p.TokenBudget = &fargateai.TokenBudget{PerMinute: number(20000), MonthlyUSD: number(2000),
				MaxConcurrency: number(60), QuotaPerMinute: number(400000)}
		}),
		"litellm-rotated": litellm(func(p *props) { p.Redeploy = &redeploy.Settings{} }),
		"portkey":         with(web(8787, "portkeyai/gateway:1.12.3", "/"), workload(fargateai.WorkloadLLMProxy)),
		"bifrost":         with(web(8080, "maximhq/bifrost:v1.3.9", "/health"), workload(fargateai.WorkloadLLMProxy)),
		"envoy-ai":        with(web(10080, "envoyproxy/envoy:v1.36.2", "/ready"), workload(fargateai.WorkloadLLMProxy)),
		"kong":            with(web(8000, "kong:3.9.1", "/status"), env("KONG_DATABASE", "off")),
		"bedrock-gateway": with(web(80, "ghcr.io/acme/bedrock-access-gateway:1", "/health"), func(p *props) {
			p.Workload = fargateai.WorkloadLLMProxy
			p.Models = &bedrock.Access{Profiles: []bedrock.InferenceProfile{
				{Geo: bedrock.GeoUS, ModelID: "amazon.nova-lite-v1:0"}}}
		}),
		"guarded": with(web(8080, "ghcr.io/acme/gateway:1.0.0", "/healthz"), func(p *props) {
			p.Workload = fargateai.WorkloadLLMProxy
			p.LoadBalancer = &loadbalancer.Settings{WAF: &loadbalancer.WAF{AllowCIDRs: texts("203.0.113.0/24"),
				KeyRateLimit: &loadbalancer.KeyRateLimit{Requests: number(600)}}}
		}),
		"internal": with(web(8080, "ghcr.io/acme/gateway:1.0.0", "/healthz"), func(p *props) {
			p.LoadBalancer = &loadbalancer.Settings{Scheme: loadbalancer.SchemeInternal,
				IngressCIDRs: texts("10.0.0.0/8", "172.16.0.0/12")}
		}),
		"long-idle": with(web(8080, "ghcr.io/acme/reasoner:1.0.0", "/healthz"), func(p *props) {
			p.MaxStreamDuration = number(3600)
			p.LoadBalancer = &loadbalancer.Settings{IdleTimeout: number(4000)}
		}),
		"in-flight": with(web(8080, "ghcr.io/acme/gateway:1.0.0", "/healthz"), func(p *props) {
			p.Workload, p.PublishesInFlight = fargateai.WorkloadLLMProxy, yes
			p.TokenBudget = &fargateai.TokenBudget{MaxConcurrency: number(40)}
		}),
		"shared": {Port: number(8080), Image: fargateai.Image{URI: "ghcr.io/acme/gateway:1.0.0"},
			ExistingLoadBalancer: &loadbalancer.Ref{
				ARN: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/edge/50dc6c495c0c9188",
				ListenerARN: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:listener/app/edge/50dc6c495c0c9188/" +
					"f2f7dc8efc522ab2",
				ARNSuffix: "app/edge/50dc6c495c0c9188", SecurityGroupID: "sg-0a1b2c3d4e5f67890",
				DNSName: "edge-1234567890.eu-west-1.elb.amazonaws.com", URL: "https://edge.acme.dev"},
			Rule: &loadbalancer.Rule{Priority: number(100), Hosts: texts("llm.acme.dev"), Paths: texts("/v1/*")}},
		"certificate": {Port: number(8080), Image: fargateai.Image{URI: "ghcr.io/acme/gateway:1.0.0"},
			LoadBalancer: &loadbalancer.Settings{CertificateARN: "arn:aws:acm:eu-west-1:210987654321:certificate/" +
				"8a2f6c1e-2f6b-4f0e-9b57-2f1d1c0c9a11"}},
		"weighted-cutover": with(web(8080, "ghcr.io/acme/api:2.0.0", "/healthz"),
			func(p *props) { p.Domain.AliasRecord = no }),
		"several-names": with(web(8080, "ghcr.io/acme/api:2.0.0", "/healthz"), func(p *props) {
			p.Domain.AlternativeNames = texts("api.ai.acme.dev", "*.tenants.ai.acme.dev")
		}),
	}
}

// workers have no load balancer.
func workers() map[string]fargateai.ServiceProps {
	type props = fargateai.ServiceProps
	worker := func(change func(*props)) props {
		p := props{
			Workload:             fargateai.WorkloadEvalWorker,
			Image:                fargateai.Image{URI: "ghcr.io/acme/worker:1.0.0"},
			ContainerHealthCheck: &ecs.HealthCheck{Command: texts("CMD", "/app/worker", "--check")},
		}
		change(&p)
		return p
	}
	return map[string]props{
		"jobs": worker(func(*props) {}),
		"jobs-long": worker(func(p *props) {
			p.Queue = &queue.Props{VisibilityTimeout: number(7200), MessageRetention: number(1209600)}
			p.MaxStreamDuration = number(3600)
		}),
		"jobs-ordered": worker(func(p *props) { p.Queue = &queue.Props{FIFO: yes, ContentBasedDeduplication: yes} }),
		"jobs-adopted": worker(func(p *props) {
			p.ExistingQueue = &queue.Ref{Name: "jobs", ARN: "arn:aws:sqs:eu-west-1:210987654321:jobs",
				URL: "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs"}
		}),
		"jobs-on-demand": worker(func(p *props) {
			p.Deployment = &ecs.ServiceSettings{CapacityProviders: []ecs.CapacityProvider{{Name: ecs.Fargate}}}
		}),
		"jobs-always-one": worker(func(p *props) { p.Scaling = &scaling.Settings{MinCapacity: number(1)} }),
		"jobs-shell-check": worker(func(p *props) {
			p.ContainerHealthCheck.Command = texts("CMD-SHELL", "pgrep -f worker.py > /dev/null || exit 1")
		}),
		"celery": worker(func(p *props) {
			p.Command = texts("celery", "-A", "tasks", "worker", "--concurrency=4")
			p.ContainerHealthCheck.Command = texts("CMD-SHELL", "celery -A tasks inspect ping -d celery@$HOSTNAME")
		}),
		"private-jobs": worker(func(p *props) {
			p.Image = fargateai.Image{Tag: "1.0.0"}
			p.Network = &network.Props{Egress: network.EgressNone}
			p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.titan-embed-text-v2:0"}}}
		}),
	}
}

// networks are the ways of a service to stand in one.
func networks() map[string]fargateai.ServiceProps {
	type props = fargateai.ServiceProps
	in := func(n network.Props) props {
		return with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"), func(p *props) { p.Network = &n })
	}
	adopted := network.Ref{VPCID: "vpc-0a1b2c3d4e5f67890",
		PublicSubnetIDs: texts("subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"),
		TaskSubnetIDs:   texts("subnet-0a1b2c3d4e5f67892", "subnet-0a1b2c3d4e5f67893")}
	return map[string]props{
		"one-nat":     in(network.Props{Egress: network.EgressNAT}),
		"three-zones": in(network.Props{ZoneCount: number(3)}),
		"named-zones": in(network.Props{AvailabilityZones: texts("eu-west-1a", "eu-west-1b")}),
		"small-block": in(network.Props{CIDR: "10.20.0.0/22"}),
		"public":      in(network.Props{Egress: network.EgressPublicIP}),
		"databases":   in(network.Props{IsolatedSubnets: yes}),
		"ipv6":        in(network.Props{IPv6: yes}),
		"endpoints":   in(network.Props{Endpoints: []network.Endpoint{network.EndpointBedrockRuntime, network.EndpointKMS}}),
		"flow-logs":   in(network.Props{FlowLogs: &network.FlowLogs{TrafficType: network.TrafficReject}}),
		"private": with(web(8080, "210987654321.dkr.ecr.eu-west-1.amazonaws.com/api:1.0.0", "/healthz"), func(p *props) {
			p.Network = &network.Props{Egress: network.EgressNone}
		}),
		"adopted-network": with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"),
			func(p *props) { p.ExistingNetwork = &adopted }),
		"adopted-public": with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"), func(p *props) {
			n := adopted
			n.TaskSubnetIDs, n.AssignPublicIP, n.Egress = n.PublicSubnetIDs, yes, network.EgressPublicIP
			p.ExistingNetwork = &n
		}),
		"adopted-cluster": with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"), func(p *props) {
			p.ExistingCluster = &ecs.ClusterRef{Name: "ai", ARN: "arn:aws:ecs:eu-west-1:210987654321:cluster/ai"}
		}),
		"redis": with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"), func(p *props) {
			p.Deployment = &ecs.ServiceSettings{Egress: []ecs.Egress{
				{Name: "redis", CIDR: "10.0.0.0/16", Port: number(6379)}}}
		}),
		"only-its-database": with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"), func(p *props) {
			p.Deployment = &ecs.ServiceSettings{RestrictEgress: yes, Egress: []ecs.Egress{
				{Name: "https", CIDR: "0.0.0.0/0", Port: number(443)},
				{Name: "postgres", SecurityGroupID: "sg-0a1b2c3d4e5f67890", Port: number(5432)}}}
		}),
	}
}

// deliveries are the ways in which a service is deployed and scaled.
func deliveries() map[string]fargateai.ServiceProps {
	type props = fargateai.ServiceProps
	deployed := func(change func(*props)) props {
		return with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"), change)
	}
	return map[string]props{
		"no-image-yet":   with(web(8080, "", "/healthz"), func(*props) {}),
		"own-repository": with(web(8080, "", "/healthz"), func(p *props) { p.Image = fargateai.Image{Tag: "v1.2.3"} }),
		"from-parameter": with(web(8080, "", "/healthz"), func(p *props) {
			p.Image = fargateai.Image{Owner: ecs.ImageOwnedByParameter}
		}),
		"blue-green": deployed(func(p *props) {
			p.Image = fargateai.Image{Tag: "1.0.0"}
			p.BlueGreen = &codedeploy.Settings{BakeMinutes: number(2880)}
		}),
		"canary": deployed(func(p *props) {
			p.Image = fargateai.Image{Tag: "1.0.0"}
			p.BlueGreen = &codedeploy.Settings{Canary: &codedeploy.Shift{Percentage: number(5), Minutes: number(30)}}
		}),
		"spot": deployed(func(p *props) {
			p.Deployment = &ecs.ServiceSettings{CapacityProviders: []ecs.CapacityProvider{
				{Name: ecs.Fargate, Base: number(2), Weight: number(1)}, {Name: ecs.FargateSpot, Weight: number(3)}}}
		}),
		"slow-roll": deployed(func(p *props) {
			p.DesiredCount = number(4)
			p.Scaling = &scaling.Settings{MinCapacity: number(4)}
			p.Deployment = &ecs.ServiceSettings{MinHealthyPercent: number(75), MaxHealthyPercent: number(125)}
		}),
		"stop-then-start": deployed(func(p *props) {
			p.Profile = fargateai.ProfileDemo
			p.Deployment = &ecs.ServiceSettings{MinHealthyPercent: number(0), MaxHealthyPercent: number(100)}
		}),
		"nights-off": deployed(func(p *props) {
			p.Scaling = &scaling.Settings{Schedules: []scaling.Schedule{
				{Name: "evening", Expression: "cron(0 20 ? * MON-FRI *)", TimeZone: "Europe/Berlin",
					MinCapacity: number(0), MaxCapacity: number(0)},
				{Name: "morning", Expression: "cron(0 7 ? * MON-FRI *)", TimeZone: "Europe/Berlin",
					MinCapacity: number(2), MaxCapacity: number(10)}}}
		}),
		"by-memory": deployed(func(p *props) {
			p.Scaling = &scaling.Settings{MemoryUtilization: &scaling.TargetTracking{TargetValue: number(70)}}
		}),
		"leap-day": deployed(func(p *props) {
			p.Scaling = &scaling.Settings{Schedules: []scaling.Schedule{{Name: "leap", MinCapacity: number(3),
				Expression: "cron(0 0 29 2 ? *)"}}}
		}),
		"shell": deployed(func(p *props) { p.EnableExecute = yes }),
	}
}

// observed are services with their logs, alarms, sidecars and rights.
func observed() map[string]fargateai.ServiceProps {
	type props = fargateai.ServiceProps
	service := func(change func(*props)) props {
		return with(web(8080, "ghcr.io/acme/api:1.0.0", "/healthz"), change)
	}
	may := func(actions, resources []string) props {
		return service(func(p *props) {
			p.TaskPolicies = []ecs.PolicyStatement{{Actions: actions, Resources: resources}}
		})
	}
	return map[string]props{
		"reads-a-bucket": may([]string{"s3:GetObject"}, []string{"arn:aws:s3:::acme-documents/*"}),
		"lists-a-bucket": may([]string{"s3:ListBucket"}, []string{"arn:aws:s3:::acme-documents"}),
		"a-prefix":       may([]string{"s3:GetObject", "s3:PutObject"}, []string{"arn:aws:s3:::acme-documents/tenants/*"}),
		"a-table": may([]string{"dynamodb:GetItem", "dynamodb:Query"}, []string{
			"arn:aws:dynamodb:eu-west-1:210987654321:table/sessions",
			"arn:aws:dynamodb:eu-west-1:210987654321:table/sessions/index/*"}),
		"who-am-i": may([]string{"sts:GetCallerIdentity"}, []string{"*"}),
		"polly": service(func(p *props) {
			p.TaskPolicies = []ecs.PolicyStatement{{Actions: []string{"polly:SynthesizeSpeech"}, Resources: []string{"*"},
				UnscopedReason: "a call without a lexicon names no resource"}}
		}),
		"transcribe": may([]string{"transcribe:StartStreamTranscription"}, []string{"*"}),
		"publishes": may([]string{"sns:Publish", "sqs:SendMessage"}, []string{
			"arn:aws:sns:eu-west-1:210987654321:answers", "arn:aws:sqs:eu-west-1:210987654321:answers"}),
		"watched": service(func(p *props) {
			p.Guardrails = &guardrails.Settings{Topic: &guardrails.Topic{Emails: texts("oncall@acme.dev")},
				Alarms: guardrails.Alarms{TimeToFirstByteSeconds: number(20)}}
		}),
		"counted": service(func(p *props) {
			p.Logs = &logs.Props{TokenFilters: []logs.TokenFilter{{Format: logs.TokenLogOpenAIChat}}}
			p.Guardrails = &guardrails.Settings{Alarms: guardrails.Alarms{TokensPerDay: number(5e6)}}
		}),
		"kept-long": service(func(p *props) { p.Logs = &logs.Props{RetentionDays: number(400), Mode: logs.ModeBlocking} }),
		"collector": service(func(p *props) {
			p.Sidecars = []ecs.Sidecar{ecs.ADOTCollector(ecs.ADOTProps{ServiceName: "api", MetricNamespace: "AIService/api",
				LogGroupName: "/ecs/api/metrics", LogGroupARN: "arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/api/metrics"})}
		}),
		"many-variables": service(func(p *props) {
			p.Environment = map[string]string{
				"OPENAI_MODEL": "gpt-4o-mini", "ANTHROPIC_MODEL": "claude-sonnet-4-20250514", "TOKENIZERS_PARALLELISM": "false",
				"MAX_TOKENS": "4096", "SECRET_NAME": "api/openai", "KEY_ID": "alias/app", "AUTH_MODE": "oidc",
				"PASSWORD_MIN_LENGTH": "12", "TOKEN_LIMIT": "8000", "PUBLIC_KEY_URL": "https://login.acme.dev/keys",
				"COMMIT": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "REQUEST_ID": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
				"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318", "DATABASE_HOST": "db.internal", "DATABASE_PORT": "5432",
			}
		}),
		"parameters": service(func(p *props) {
			p.Secrets = map[string]secrets.Reference{"OPENAI_API_KEY": {ParameterName: "/api/openai"}}
		}),
		"checked-inside": service(func(p *props) {
			p.ContainerHealthCheck = &ecs.HealthCheck{StartPeriod: number(60),
				Command: texts("CMD-SHELL", "curl -fsS http://localhost:8080/healthz || exit 1")}
		}),
		"tagged": service(func(p *props) {
			p.Tags = map[string]string{"team": "search", "cost-center": "4711", "Owner": "ai@acme.dev", "empty": ""}
		}),
	}
}

func env(name, value string) func(*fargateai.ServiceProps) {
	return func(p *fargateai.ServiceProps) { p.Environment = map[string]string{name: value} }
}

func command(words ...string) func(*fargateai.ServiceProps) {
	return func(p *fargateai.ServiceProps) { p.Command = texts(words...) }
}

func workload(w fargateai.Workload) func(*fargateai.ServiceProps) {
	return func(p *fargateai.ServiceProps) { p.Workload = w }
}

func sticky(p *fargateai.ServiceProps) {
	p.Target = &loadbalancer.TargetSettings{Stickiness: &loadbalancer.Stickiness{}}
}
