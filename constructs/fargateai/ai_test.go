package fargateai

import (
	"reflect"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/bedrock"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/queue"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

func proxy() ServiceProps {
	p := validProps()
	p.Workload = WorkloadLLMProxy
	return p
}

func worker() ServiceProps {
	return ServiceProps{Workload: WorkloadEvalWorker, Image: Image{Tag: "v1"},
		ContainerHealthCheck: &ecs.HealthCheck{Command: jsii.Strings("CMD", "/app", "--check")}}
}

func TestWorkloadProblems(t *testing.T) {
	number := jsii.Number[float64]
	checktest.Run(t, proxy, func(p *ServiceProps) error { return p.Validate("llm-proxy") }, []checktest.Case[ServiceProps]{
		{Name: "defaults", Change: func(*ServiceProps) {}},
		{Name: "agent", Change: func(p *ServiceProps) { p.Workload = WorkloadAgentRuntime }},
		{Name: "retrieval", Change: func(p *ServiceProps) { p.Workload = WorkloadRetrievalAPI }},
		{Name: "worker", Change: func(p *ServiceProps) { *p = worker() }},
		{Name: "workload", Change: func(p *ServiceProps) { p.Workload = "chat" }, Want: []string{"workload one-of"}},
		{Name: "longest stream", Change: func(p *ServiceProps) { p.MaxStreamDuration = number(7200) },
			Want: []string{
				"maxStreamDuration: got 7200s, want at most 3720s: 3600s of deregistration delay, which is AWS's limit, and 120s " +
					"of stopTimeout",
			}},
		{Name: "a second longer than a stream may be", Change: func(p *ServiceProps) { p.MaxStreamDuration = number(3721) },
			Want: []string{"maxStreamDuration service-stream-survives"}},
		{Name: "as long as a stream may be", Change: func(p *ServiceProps) { p.MaxStreamDuration = number(3720) }},
		{Name: "longest stream, protected",
			Change: func(p *ServiceProps) { p.MaxStreamDuration, p.TaskProtection = number(7200), jsii.Bool(true) }},
		{Name: "no stream at all", Change: func(p *ServiceProps) { p.MaxStreamDuration = number(0) },
			Want: []string{"maxStreamDuration range"}},
		{Name: "drains too early",
			Change: func(p *ServiceProps) {
				p.Target = &loadbalancer.TargetSettings{DeregistrationDelay: number(60)}
			},
			Want: []string{
				"target.deregistrationDelay service-stream-drains",
			}},
		{Name: "keep-alive too short",
			Change: func(p *ServiceProps) { p.Environment = map[string]string{KeepAliveVariable: "75"} },
			Want:   []string{"environment.KEEPALIVE_TIMEOUT service-keep-alive-outlasts"}},
		{Name: "keep-alive", Change: func(p *ServiceProps) { p.Environment = map[string]string{KeepAliveVariable: "700"} }},

		{Name: "stream that Terraform computes", Change: func(p *ServiceProps) { p.MaxStreamDuration = number(-1.9e289) },
			Want: []string{"maxStreamDuration known-value"}},
		{Name: "stop timeout that Terraform computes", Change: func(p *ServiceProps) { p.StopTimeout = number(-1.9e289) }},
		{Name: "count above the workload's maximum", Change: func(p *ServiceProps) { p.DesiredCount = number(50) },
			Want: []string{"desiredCount service-count-within-scaling"}},
		{Name: "half a token", Change: func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{PerMinute: number(0.5), MaxConcurrency: number(2.5)}
		},
			Want: []string{"tokenBudget.maxConcurrency range", "tokenBudget.perMinute range"}},

		{Name: "over the quota", Change: func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{PerMinute: number(100000), QuotaPerMinute: number(1000000)}
		}, Want: []string{
			"tokenBudget.perMinute: got 100000, want at most 50000: the quota of 1000000 tokens a minute, shared by up to 20 " +
				"tasks",
		}},
		{Name: "a token over the quota", Change: func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{PerMinute: number(50001), QuotaPerMinute: number(1000000)}
		}, Want: []string{"tokenBudget.perMinute service-token-budget-within-quota"}},
		{Name: "within the quota", Change: func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{PerMinute: number(100000), QuotaPerMinute: number(1000000)}
			p.Scaling = &scaling.Settings{MaxCapacity: number(10)}
		}},
		{Name: "budget", Change: func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{PerMinute: number(1000), PerDay: number(500), PerRequest: number(2000),
				MaxConcurrency: number(0)}
		}, Want: []string{"tokenBudget.maxConcurrency range", "tokenBudget.perDay service-token-budget-order",
			"tokenBudget.perRequest service-token-budget-order"}},
		{Name: "monthly budget", Change: func(p *ServiceProps) { p.TokenBudget = &TokenBudget{MonthlyUSD: number(-5)} },
			Want: []string{"tokenBudget.monthlyUSD range"}},
		{Name: "variables", Change: func(p *ServiceProps) {
			p.TokenBudget = &TokenBudget{Variables: TokenBudgetVariables{PerDay: "AI_MAX_CONCURRENCY"}}
		},
			Want: []string{"tokenBudget.variables.maxConcurrency unique"}},

		{Name: "provider", Change: func(p *ServiceProps) { p.ModelProviders = []ModelProvider{{Name: "acme"}} },
			Want: []string{"modelProviders[0].name one-of"}},
		{Name: "provider without internet", Change: func(p *ServiceProps) {
			p.Network = &network.Props{Egress: network.EgressNone}
			p.ModelProviders = []ModelProvider{{Name: ModelProviderOpenAI}}
		}, Want: []string{"modelProviders[0] service-egress-to-models"}},
		{Name: "images without internet", Change: func(p *ServiceProps) {
			p.Network, p.Image = &network.Props{Egress: network.EgressNone}, Image{URI: "ghcr.io/acme/app:v1"}
			p.Sidecars = []ecs.Sidecar{{Containers: []ecs.Container{{Name: "side", Image: "public.ecr.aws/acme/side:v1"}}}}
		}, Want: []string{
			"image.uri service-egress-to-registry", "sidecars[0].containers[0].image service-egress-to-registry",
		}},
		{Name: "adopted network without internet", Change: func(p *ServiceProps) {
			p.ExistingNetwork, p.ModelProviders = ref(), []ModelProvider{{Name: ModelProviderAnthropic}}
			p.ExistingNetwork.Egress = network.EgressNone
		}, Want: []string{"modelProviders[0] service-egress-to-models"}},
		{Name: "models", Change: func(p *ServiceProps) { p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "*"}}} },
			Want: []string{"models.models[0].id bedrock-wildcard"}},

		{Name: "health check that is paid for", Change: func(p *ServiceProps) {
			p.Image, p.HealthCheck = Image{URI: "ghcr.io/berriai/litellm:main-v1.63.2-stable"},
				&loadbalancer.HealthCheck{Path: "/health"}
		}, Want: []string{"healthCheck.path service-health-check-calls-models"}},
		{Name: "streams on Spot", Change: func(p *ServiceProps) {
			p.Deployment = &ecs.ServiceSettings{
				CapacityProviders: []ecs.CapacityProvider{{Name: ecs.Fargate, Base: number(1)},
					{Name: ecs.FargateSpot}},
			}
		}, Want: []string{"deployment.capacityProviders[1] service-spot-cuts-streams"}},
		{Name: "short answers on Spot", Change: func(p *ServiceProps) {
			p.Workload = WorkloadRetrievalAPI
			p.Deployment = &ecs.ServiceSettings{CapacityProviders: []ecs.CapacityProvider{{Name: ecs.FargateSpot}}}
		}},
		{Name: "money rolls back", Change: func(p *ServiceProps) {
			p.Deployment =
				&ecs.ServiceSettings{
					DeploymentAlarms: &ecs.DeploymentAlarms{AlarmNames: jsii.Strings("llm-proxy-server-errors",
						"llm-proxy-spend-per-hour", "other")},
				}
		}, Want: []string{"deployment.deploymentAlarms.alarmNames[1] service-rollback-by-release"}},

		{Name: "queue of a proxy", Change: func(p *ServiceProps) { p.Queue = &queue.Props{} },
			Want: []string{"queue service-queue-of-worker"}},
		{Name: "guardrails", Change: func(p *ServiceProps) {
			p.Guardrails = &guardrails.Settings{Topic: &guardrails.Topic{Emails: jsii.Strings("ops")}}
		}, Want: []string{"guardrails.topic.emails[0] invalid"}},
		{Name: "kill switch without a budget",
			Change: func(p *ServiceProps) {
				p.Guardrails = &guardrails.Settings{KillSwitch: &guardrails.KillSwitch{}}
			},
			Want: []string{"guardrails.killSwitch guardrails-kill-switch-budget"}},

		{Name: "worker with a load balancer", Change: func(p *ServiceProps) {
			*p = worker()
			p.Rule, p.LoadBalancer = &loadbalancer.Rule{}, &loadbalancer.Settings{}
		}, Want: []string{"loadBalancer service-without-load-balancer", "rule service-without-load-balancer"}},
		{Name: "worker that nobody checks", Change: func(p *ServiceProps) { *p = worker(); p.ContainerHealthCheck = nil },
			Want: []string{"containerHealthCheck service-health-check-in-container"}},
		{Name: "two queues", Change: func(p *ServiceProps) {
			*p = worker()
			p.Queue, p.ExistingQueue = &queue.Props{},
				&queue.Ref{Name: "jobs", ARN: "arn:aws:sqs:eu-west-1:210987654321:jobs",
					URL: "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs"}
		}, Want: []string{"queue exclusive"}},
		{Name: "adopted queue", Change: func(p *ServiceProps) { *p = worker(); p.ExistingQueue = &queue.Ref{} },
			Want: []string{"existingQueue.arn required", "existingQueue.name required", "existingQueue.url required"}},
	})
}

func TestTimersFollowFromTheLongestStream(t *testing.T) {
	for stream, want := range map[float64]timers{
		10: {60, 10, 65}, 60: {60, 60, 65}, 600: {600, 600, 605}, 3600: {3600, 3600, 3605}, 3700: {3700, 3600, 3705},
		5000: {4000, 3600, 4005},
	} {
		if got := timersFor(stream, stream); got != want {
			t.Errorf("%vs: got %+v, want %+v", stream, got, want)
		}
	}
	r := partsOf(proxy(), "llm-proxy")
	if *r.balancer.IdleTimeout != 600 || *r.target.DeregistrationDelay != 600 ||
		r.task.Containers[0].Environment[KeepAliveVariable] != "605" {
		t.Errorf("got idle %v, deregistration %v, environment %v", *r.balancer.IdleTimeout, *r.target.DeregistrationDelay,
			r.task.Containers[0].Environment)
	}
	if *r.service.DeploymentTimeoutMinutes != 30 {
		t.Errorf("got %v minutes", *r.service.DeploymentTimeoutMinutes)
	}
	p := proxy()
	p.LoadBalancer = &loadbalancer.Settings{IdleTimeout: jsii.Number(900)}
	if got := partsOf(p, "x").task.Containers[0].Environment[KeepAliveVariable]; got != "905" {
		t.Errorf("the application keeps connections for %ss, want longer than the load balancer's 900s", got)
	}
}

func TestBudgetIsStatedOnce(t *testing.T) {
	p := proxy()
	p.TokenBudget = &TokenBudget{PerMinute: jsii.Number(10000), PerDay: jsii.Number(2000000),
		PerRequest: jsii.Number(4096), MaxConcurrency: jsii.Number(50), MonthlyUSD: jsii.Number(800)}
	p.PublishesInFlight = jsii.Bool(true)
	r := partsOf(p, "llm-proxy")
	environment := r.task.Containers[0].Environment
	for name, want := range map[string]string{"AI_TOKEN_BUDGET_PER_MINUTE": "10000", "AI_TOKEN_BUDGET_PER_DAY": "2000000",
		"AI_MAX_TOKENS_PER_REQUEST": "4096", "AI_MAX_CONCURRENCY": "50", "AI_MONTHLY_BUDGET_USD": "800"} {
		if environment[name] != want {
			t.Errorf("got %s=%q, want %s", name, environment[name], want)
		}
	}
	g := r.guardrails
	if *g.Alarms.TokensPerMinute != 200000 || *g.Alarms.TokensPerDay != 40000000 || *g.Budget.MonthlyUSD != 800 ||
		*g.MaxConcurrency != 50 {
		t.Errorf("the alarms do not follow from the budget: %+v", g.Alarms)
	}
	if got := *r.scaling.Metrics[0].TargetValue; got != 35 {
		t.Errorf("scales at %v requests in flight, want 70 %% of 50", got)
	}
	if len(r.scaling.Steps) != 1 || *r.scaling.Steps[0].Period != 10 {
		t.Error("there is no fast lane")
	}
	p.TokenBudget.Variables.PerMinute = "TPM"
	p.Environment = map[string]string{"AI_MAX_CONCURRENCY": "7"}
	if environment := partsOf(p, "x").task.Containers[0].Environment; environment["TPM"] != "10000" ||
		environment["AI_MAX_CONCURRENCY"] != "7" {
		t.Errorf("names and the user's own variables do not win: %v", environment)
	}
}

func TestLiteLLM(t *testing.T) {
	b := &TokenBudget{PerMinute: jsii.Number(10000), MaxConcurrency: jsii.Number(50), MonthlyUSD: jsii.Number(800)}
	want := map[string]any{
		"litellm_settings": map[string]any{"max_budget": 800.0, "budget_duration": "30d",
			"default_key_generate_params": map[string]any{"tpm_limit": 10000.0}},
		"general_settings": map[string]any{"global_max_parallel_requests": 50.0},
	}
	if got := b.LiteLLM(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestEveryWorkloadIsComplete(t *testing.T) {
	for name, d := range workloads {
		if d.maximum < d.minimum || d.stopTimeout < 2 || d.stopTimeout > 120 {
			t.Errorf("%s: %+v", name, d)
		}
		if d.worker == (d.cpuPercent > 0) {
			t.Errorf("%s is scaled by both a queue and its load, or by nothing", name)
		}
		p := validProps()
		p.Workload = name
		if d.worker {
			p = worker()
		}
		if err := p.Validate("x1"); err != nil {
			t.Errorf("%s: its own defaults are mistakes:\n%v", name, err)
		}
	}
}

func TestWorkerHasAQueueAndNoLoadBalancer(t *testing.T) {
	p := worker()
	r := partsOf(p, "evals")
	if len(r.service.Targets) != 0 || len(r.service.Ingress) != 0 || r.queueProps().Name != "evals" {
		t.Error("a worker is reached by a queue only")
	}
	if *r.scaling.MinCapacity != 0 || len(r.scaling.Metrics) != 1 || len(r.scaling.Steps) != 1 {
		t.Errorf("a worker scales from zero by its backlog: %+v", r.scaling)
	}
	if len(r.service.CapacityProviders) != 2 {
		t.Error("a worker's tasks run on Spot, but the first")
	}
}

func TestNetworkWithoutInternetGetsTheEndpointsOfTheModels(t *testing.T) {
	p := proxy()
	p.Network, p.EnableExecute = &network.Props{Egress: network.EgressNone}, jsii.Bool(true)
	p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.nova-lite-v1:0"}}}
	var names []string
	for _, e := range partsOf(p, "x").network.Endpoints {
		names = append(names, string(e))
	}
	if got := strings.Join(names, " "); got != "bedrock-runtime ssmmessages" {
		t.Errorf("got the endpoints %s", got)
	}
}

func FuzzStreamProblems(f *testing.F) {
	f.Add(600.0, 120.0, 300.0, "75")
	f.Add(1e9, -1.0, 0.0, "x")
	f.Fuzz(func(t *testing.T, stream, stop, drain float64, kept string) {
		p := proxy()
		p.MaxStreamDuration, p.StopTimeout = &stream, &stop
		p.Target = &loadbalancer.TargetSettings{DeregistrationDelay: &drain}
		p.Environment = map[string]string{KeepAliveVariable: kept}
		var ps rules.Mistakes
		p.resolve("x", "").streamProblems(&ps)
		if len(ps) == 0 && check.Known(&stream) && check.Known(&drain) && check.Known(&stop) && stop <= 120 &&
			drain+stop < stream {
			t.Errorf("streams of %vs are cut after %vs", stream, drain+stop)
		}
	})
}

func TestSizeOfWhatIsNotStated(t *testing.T) {
	sidecar := func(cpu, memory float64) []ecs.Sidecar {
		return []ecs.Sidecar{{Containers: []ecs.Container{{Name: "side", Image: "ghcr.io/acme/side:v1"}}, CPU: cpu,
			MemoryMiB: memory}}
	}
	for name, test := range map[string]struct {
		change      func(*ServiceProps)
		cpu, memory float64
	}{
		"workload":            {func(*ServiceProps) {}, 2048, 4096},
		"general":             {func(p *ServiceProps) { p.Workload = "" }, 512, 1024},
		"memory alone":        {func(p *ServiceProps) { p.MemoryLimitMiB = jsii.Number(8192) }, 2048, 8192},
		"little memory alone": {func(p *ServiceProps) { p.MemoryLimitMiB = jsii.Number(1024) }, 256, 1024},
		"cpu alone":           {func(p *ServiceProps) { p.CPU = jsii.Number(1024) }, 1024, 2048},
		"small sidecar":       {func(p *ServiceProps) { p.Sidecars = sidecar(64, 256) }, 2048, 5120},
		"large sidecar":       {func(p *ServiceProps) { p.Sidecars = sidecar(1024, 2048) }, 4096, 8192},
	} {
		p := proxy()
		test.change(&p)
		r := partsOf(p, "x1")
		if *r.task.CPU != test.cpu || *r.task.MemoryLimitMiB != test.memory {
			t.Errorf("%s: got %v CPU units and %v MiB, want %v and %v", name, *r.task.CPU, *r.task.MemoryLimitMiB, test.cpu,
				test.memory)
		}
		if err := p.Validate("x1"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOneScalingPropDropsNoSignal(t *testing.T) {
	p := worker()
	p.Scaling = &scaling.Settings{
		Schedules: []scaling.Schedule{{Name: "day", Expression: "cron(0 7 ? * MON-FRI *)",
			MinCapacity: jsii.Number(1)}},
	}
	if s := partsOf(p, "x1").scaling; len(s.Metrics) != 1 || len(s.Steps) != 1 || len(s.Schedules) != 1 {
		t.Errorf("a schedule took the queue's signals away: %+v", s)
	}
	p = proxy()
	p.PublishesInFlight, p.Scaling = jsii.Bool(true),
		&scaling.Settings{CPUUtilization: &scaling.TargetTracking{TargetValue: jsii.Number(50)}}
	if s := partsOf(p, "x1").scaling; len(s.Metrics) != 1 || len(s.Steps) != 1 ||
		*s.CPUUtilization.TargetValue != 50 {
		t.Errorf("what the code publishes is not used: %+v", s)
	}
}

func TestKeepAliveIsLongerThanTheLoadBalancers(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*ServiceProps)
		want   string
	}{
		"derived": {func(*ServiceProps) {}, "605"},
		"stated": {func(p *ServiceProps) {
			p.LoadBalancer = &loadbalancer.Settings{IdleTimeout: jsii.Number(900)}
		}, "905"},
		"unknown": {func(p *ServiceProps) {
			p.LoadBalancer = &loadbalancer.Settings{IdleTimeout: jsii.Number(-1.9e289)}
		},
			"4005"},
		"shared": {func(p *ServiceProps) { p.ExistingLoadBalancer = &loadbalancer.Ref{IdleTimeout: jsii.Number(900)} },
			"905"},
		"of another": {func(p *ServiceProps) { p.ExistingLoadBalancer = &loadbalancer.Ref{} }, "4005"},
	} {
		p := proxy()
		test.change(&p)
		if got := partsOf(p, "x1").task.Containers[0].Environment[KeepAliveVariable]; got != test.want {
			t.Errorf("%s: got %s s, want %s", name, got, test.want)
		}
	}
}

func TestGuardrailsWatchWhatIsMade(t *testing.T) {
	p := proxy()
	p.Deployment = &ecs.ServiceSettings{Name: "renamed"}
	p.Tags = map[string]string{"Service": "shared"}
	p.TokenBudget = &TokenBudget{PerMinute: jsii.Number(10), MonthlyUSD: jsii.Number(100)}
	p.Models = &bedrock.Access{Models: []bedrock.Model{{ID: "amazon.nova-lite-v1:0"}}}
	r := partsOf(p, "x1")
	if r.guardrails.ServiceName != "renamed" || r.guardrails.CostTag.Value != "shared" {
		t.Errorf("watches %s by the tag %s", r.guardrails.ServiceName, r.guardrails.CostTag.Value)
	}
	told := strings.Join(r.notices(), "\n")
	for _, want := range []string{"nobody is known to count tokens", "the budget does not see them"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told:\n%s", want, told)
		}
	}
}

func TestDeploymentMayTakeAsLongAsItsTimers(t *testing.T) {
	p := proxy()
	p.Target = &loadbalancer.TargetSettings{DeregistrationDelay: jsii.Number(3600)}
	if got := *partsOf(p, "x1").service.DeploymentTimeoutMinutes; got != 79 {
		t.Errorf("got %v minutes for a drain of an hour", got)
	}
}
