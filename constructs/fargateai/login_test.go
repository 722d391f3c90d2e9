package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func cognito() *loadbalancer.Login {
	return &loadbalancer.Login{Cognito: &loadbalancer.Cognito{ClientID: "client", Domain: "acme-chat",
		UserPoolARN: "arn:aws:cognito-idp:eu-west-1:210987654321:userpool/eu-west-1_a1B2c3D4e"}}
}

func TestLoginOfAService(t *testing.T) {
	login := func(change func(*ServiceProps)) func(*ServiceProps) {
		return func(p *ServiceProps) { p.Login = cognito(); change(p) }
	}
	internal := &loadbalancer.Settings{Scheme: loadbalancer.SchemeInternal}
	checktest.Run(t, validProps, func(p *ServiceProps) error { return p.Validate("llm-proxy") },
		[]checktest.Case[ServiceProps]{
			{Name: "login", Change: login(func(*ServiceProps) {})},
			{Name: "without a path to a key", Change: login(func(p *ServiceProps) {
				p.Login.Exceptions = []loadbalancer.Rule{{Priority: jsii.Number(1), Headers: map[string]string{"x-api-key": "*"}}}
			})},
			{Name: "its mistakes", Change: login(func(p *ServiceProps) { p.Login.Scope = "email" }),
				Want: []string{"login.scope load-balancer-login-scope"}},
			{Name: "demo without TLS", Change: login(func(p *ServiceProps) { p.Profile, p.Domain = ProfileDemo, nil }),
				Want: []string{"login load-balancer-login-tls"}},
			{Name: "CodeDeploy", Change: login(func(p *ServiceProps) { p.BlueGreen = &codedeploy.Settings{} }),
				Want: []string{"login load-balancer-login-blue-green"}},
			{Name: "shared load balancer", Change: login(func(p *ServiceProps) {
				p.Domain, p.ExistingLoadBalancer = nil, sharedBalancer()
				p.Rule = &loadbalancer.Rule{Priority: jsii.Number(9), Hosts: jsii.Strings("chat.acme.dev")}
			}), Want: []string{"existingLoadBalancer.loginEgress load-balancer-login-egress"}},
			{Name: "internal behind NAT", Change: login(func(p *ServiceProps) { p.LoadBalancer = internal })},
			{Name: "internal without a way out", Change: login(func(p *ServiceProps) {
				p.LoadBalancer, p.Network = internal, &network.Props{Egress: network.EgressNone}
				p.Image = Image{URI: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat:v1"}
			}), Want: []string{"login service-login-way-out"}},
			{Name: "internal with public addresses", Change: login(func(p *ServiceProps) {
				p.LoadBalancer, p.Network = internal, &network.Props{Egress: network.EgressPublicIP}
			}), Want: []string{"login service-login-way-out"}},
			{Name: "hosts of the domain", Change: func(p *ServiceProps) {
				p.Domain.AlternativeNames = jsii.Strings("*.acme.dev")
				p.Rule = &loadbalancer.Rule{Priority: jsii.Number(9), Hosts: jsii.Strings("chat.acme.dev")}
			}},
			{Name: "host of another domain", Change: func(p *ServiceProps) {
				p.Rule = &loadbalancer.Rule{Priority: jsii.Number(9), Hosts: jsii.Strings("chat.acme.dev")}
			}, Want: []string{"rule.hosts[0] load-balancer-host-covered"}},
			{Name: "host of a further domain", Change: func(p *ServiceProps) {
				p.FurtherDomains = []loadbalancer.Domain{{Name: "chat.acme.com", HostedZoneID: "Z1123456789ABCDEFGHIJ"}}
				p.Rule = &loadbalancer.Rule{Priority: jsii.Number(9), Hosts: jsii.Strings("chat.acme.com")}
			}},
			{Name: "further domain", Change: func(p *ServiceProps) { p.FurtherDomains = []loadbalancer.Domain{{}} },
				Want: []string{"furtherDomains[0].hostedZoneID required", "furtherDomains[0].name required"}},
			{Name: "worker", Change: func(p *ServiceProps) {
				*p = ServiceProps{Workload: WorkloadEvalWorker, Login: cognito(), FurtherDomains: []loadbalancer.Domain{{}},
					ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "alive")}}
			}, Want: []string{"furtherDomains service-worker-without-load-balancer",
				"login service-worker-without-load-balancer"}},
			{Name: "a name that AWS keeps for its load balancers",
				Change: func(p *ServiceProps) { p.Name = "internal-tools" }},
			{Name: "stated for the load balancer", Change: func(p *ServiceProps) {
				p.LoadBalancer = &loadbalancer.Settings{Name: "internal-tools"}
			}, Want: []string{"loadBalancer.name load-balancer-own-name"}},
			{Name: "limit without a number", Change: func(p *ServiceProps) {
				p.LoadBalancer = &loadbalancer.Settings{WAF: &loadbalancer.WAF{KeyRateLimit: &loadbalancer.KeyRateLimit{}}}
			}, Want: []string{"loadBalancer.waf.keyRateLimit.requests required"}},
		})
}

func TestHealthChecksThatCallModels(t *testing.T) {
	check := func(path string, change func(*ServiceProps)) func(*ServiceProps) {
		return func(p *ServiceProps) { p.HealthCheck = &loadbalancer.HealthCheck{Path: path}; change(p) }
	}
	none := func(*ServiceProps) {}
	refused := []string{"healthCheck.path service-health-check-calls-models"}
	var cases []checktest.Case[ServiceProps]
	for name, change := range map[string]func(*ServiceProps){
		"image":      func(p *ServiceProps) { p.Image = Image{URI: "ghcr.io/berriai/litellm:v1.80.0"} },
		"repository": func(p *ServiceProps) { p.Image.Repository = &ecr.Props{Name: "ai/litellm"} },
		"adopted repository": func(p *ServiceProps) {
			p.Image.ExistingRepository = &ecr.Ref{URL: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/litellm",
				ARN: "arn:aws:ecr:eu-west-1:210987654321:repository/litellm"}
		},
		"variable": func(p *ServiceProps) { p.Environment = map[string]string{"LITELLM_MODE": "PRODUCTION"} },
		"secret": func(p *ServiceProps) {
			p.Secrets = map[string]secrets.Reference{"LITELLM_MASTER_KEY": {SecretName: "llm-proxy/key"}}
		},
		"command": func(p *ServiceProps) { p.Command = jsii.Strings("litellm", "--port", "4000") },
		"name":    func(p *ServiceProps) { p.Name = "litellm" },
	} {
		cases = append(cases, checktest.Case[ServiceProps]{Name: name, Change: check("/health", change), Want: refused},
			checktest.Case[ServiceProps]{Name: name + ", sound", Change: check("/health/liveliness", change)})
	}
	for _, path := range []string{"/v1/chat/completions", "/chat/completions", "/v1/messages", "/v1/embeddings/"} {
		cases = append(cases, checktest.Case[ServiceProps]{Name: path, Change: check(path, none), Want: refused})
	}
	for _, path := range []string{"/health", "/v1/models", "/messages", "/healthz"} {
		cases = append(cases, checktest.Case[ServiceProps]{Name: path, Change: check(path, none)})
	}
	checktest.Run(t, validProps, func(p *ServiceProps) error { return p.Validate("llm-proxy") }, cases)
}

func TestProductionIsToldWhatItAllows(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*ServiceProps)
		want   int
	}{
		"TLS": {func(*ServiceProps) {}, 0},
		"plaintext": {func(p *ServiceProps) {
			p.Domain, p.LoadBalancer = nil, &loadbalancer.Settings{AllowPlaintextHTTP: jsii.Bool(true)}
		}, 1},
		"disposable": {func(p *ServiceProps) { p.Disposable = jsii.Bool(true) }, 1},
	} {
		p := validProps()
		c.change(&p)
		if got := p.resolve("llm-proxy", "eu-west-1").notices(); len(got) != c.want {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
