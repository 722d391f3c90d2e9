package guardrails

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

const reference = "${TfToken[TOKEN.1]}"

var numberReference = -1.8881545897087503e+289

func valid() Props {
	return Props{
		ClusterName:           "ai",
		ServiceName:           "llm-proxy",
		LoadBalancerARNSuffix: "app/ai/50dc6c495c0c9188",
		TargetGroupARNSuffix:  "targetgroup/ai/943f017f100becff",
		Settings: Settings{
			Name:   "llm-proxy",
			Topic:  &Topic{Emails: jsii.Strings("oncall@acme.dev")},
			Models: []Model{{InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)}},
			Budget: &Budget{MonthlyUSD: jsii.Number(500)},
		},
	}
}

func run(t *testing.T, cases []checktest.Case[Props]) {
	t.Helper()
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, cases)
}

func numbersOf(values ...float64) *[]*float64 {
	out := []*float64{}
	for _, v := range values {
		out = append(out, &v)
	}
	return &out
}

func TestSourceProblems(t *testing.T) {
	run(t, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "worker", Change: func(p *Props) {
			p.LoadBalancerARNSuffix, p.TargetGroupARNSuffix, p.QueueName, p.DeadLetterQueueName = "", "", "evals", "evals-failed"
		}},
		{Name: "references", Change: func(p *Props) {
			*p = Props{
				ClusterName:           reference,
				ServiceName:           reference,
				LoadBalancerARNSuffix: reference,
				TargetGroupARNSuffix:  reference,
				QueueName:             reference,
				DeadLetterQueueName:   reference,
				Settings: Settings{
					Name:            reference,
					MetricNamespace: reference,
					MaxConcurrency:  &numberReference,
					Models: []Model{{ModelID: reference, InputUSDPerMillion: &numberReference, OutputUSDPerMillion: &numberReference},
						{ModelID: reference}},
					Topic: &Topic{Name: reference, Emails: jsii.Strings(reference, reference),
						Webhooks: jsii.Strings("#{TfToken[TOKEN.3]}"), KMSKeyARN: reference},
					Alarms: Alarms{TokensPerMinute: &numberReference, TokensPerDay: &numberReference,
						TokenAnomalyDeviations:  &numberReference,
						ModelThrottlesPerMinute: &numberReference, TimeToFirstByteSeconds: &numberReference,
						ServerErrorPercent:     &numberReference,
						ServerErrorMinRequests: &numberReference, SaturationPercent: &numberReference, QueueAgeSeconds: &numberReference},
					CostTag:     CostTag{Key: reference, Value: reference},
					Budget:      &Budget{MonthlyUSD: &numberReference, ActualPercent: numbersOf(numberReference, numberReference)},
					CostAnomaly: &CostAnomaly{MinimumUSD: &numberReference},
					KillSwitch:  &KillSwitch{Mode: KillSwitchMode(reference), ThresholdPercent: &numberReference},
				},
				TaskRoleARN: reference,
			}
		}},
		{Name: "no names", Change: func(p *Props) { p.Name, p.ClusterName, p.ServiceName = "", "", " " },
			Want: []string{"clusterName required", "name required", "serviceName required"}},
		{Name: "name with a space", Change: func(p *Props) { p.Name = "llm proxy" },
			Want: []string{"name invalid"}},
		{Name: "name too long", Change: func(p *Props) { p.Name = strings.Repeat("ab", 33) },
			Want: []string{"name invalid"}},
		{Name: "ARN for a suffix", Change: func(p *Props) {
			p.LoadBalancerARNSuffix = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/ai/5"
			p.TargetGroupARNSuffix = "targetgroup/ai"
		}, Want: []string{"loadBalancerARNSuffix invalid",
			"targetGroupARNSuffix invalid"}},
		{Name: "network load balancer", Change: func(p *Props) { p.LoadBalancerARNSuffix = "net/ai/50dc6c495c0c9188" },
			Want: []string{"loadBalancerARNSuffix invalid"}},
		{Name: "blue and green", Change: func(p *Props) {
			p.GreenTargetGroupARNSuffix =
				"targetgroup/ai-green/943f017f100becff"
		}},
		{Name: "green", Change: func(p *Props) { p.GreenTargetGroupARNSuffix = "ai-green" },
			Want: []string{"greenTargetGroupARNSuffix invalid"}},
		{Name: "green alone", Change: func(p *Props) {
			p.LoadBalancerARNSuffix, p.TargetGroupARNSuffix, p.GreenTargetGroupARNSuffix = "", "",
				"targetgroup/ai-green/943f017f100becff"
		}, Want: []string{"greenTargetGroupARNSuffix guardrails-target-group"}},
		{Name: "no target group", Change: func(p *Props) { p.TargetGroupARNSuffix = "" },
			Want: []string{"targetGroupARNSuffix guardrails-target-group"}},
		{Name: "no load balancer", Change: func(p *Props) { p.LoadBalancerARNSuffix = "" },
			Want: []string{"loadBalancerARNSuffix guardrails-target-group"}},
		{Name: "one queue twice", Change: func(p *Props) { p.QueueName, p.DeadLetterQueueName = "evals", "evals" },
			Want: []string{"deadLetterQueueName unique"}},
		{Name: "queue by ARN and URL", Change: func(p *Props) {
			p.QueueName, p.DeadLetterQueueName = "arn:aws:sqs:eu-west-1:210987654321:evals",
				"https://sqs.eu-west-1.amazonaws.com/210987654321/failed"
		}, Want: []string{"deadLetterQueueName invalid", "queueName invalid"}},
		{Name: "namespace of AWS", Change: func(p *Props) { p.MetricNamespace = "AWS/Bedrock" },
			Want: []string{"metricNamespace invalid"}},
		{Name: "namespace with a colon", Change: func(p *Props) { p.MetricNamespace = ":tokens" },
			Want: []string{"metricNamespace invalid"}},
		{Name: "half a request", Change: func(p *Props) { p.MaxConcurrency = jsii.Number(0.5) },
			Want: []string{"maxConcurrency range"}},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} }, Want: []string{"clusterName required", "name required",
			"serviceName required"}},
	})
	if err := (*Props)(nil).Validate(); err == nil || len(strings.Split(err.Error(), "\n")) != 3 {
		t.Errorf("nil props: %v", err)
	}
}

func TestModelProblems(t *testing.T) {
	priced := func(m Model) Model {
		m.InputUSDPerMillion, m.OutputUSDPerMillion = jsii.Number(1), jsii.Number(2)
		return m
	}
	run(t, []checktest.Case[Props]{
		{Name: "by name", Change: func(p *Props) { p.Models = []Model{{Name: "a"}, priced(Model{Name: "b"})} }},
		{Name: "free", Change: func(p *Props) { p.Models[0].InputUSDPerMillion = jsii.Number(0) }},
		{Name: "six", Change: func(p *Props) {
			p.Models = []Model{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "d"}, {Name: "e"}, {Name: "f"}}
		}, Want: []string{"models guardrails-model-count"}},
		{Name: "counted twice in one", Change: func(p *Props) { p.Models = []Model{{Name: "a", ModelID: "b"}} },
			Want: []string{"models[0] exclusive"}},
		{Name: "counted in two ways", Change: func(p *Props) { p.Models = []Model{{Name: "a"}, {ModelID: "b"}} },
			Want: []string{"models guardrails-token-counting"}},
		{Name: "two totals", Change: func(p *Props) { p.Models = []Model{priced(Model{}), priced(Model{})} },
			Want: []string{"models guardrails-token-counting"}},
		{Name: "twice by name", Change: func(p *Props) { p.Models = []Model{{Name: "a"}, {Name: "a"}} },
			Want: []string{"models[1] unique"}},
		{Name: "twice by id", Change: func(p *Props) { p.Models = []Model{{ModelID: "a"}, {ModelID: "a"}} },
			Want: []string{"models[1] unique"}},
		{Name: "negative price", Change: func(p *Props) { p.Models[0].InputUSDPerMillion = jsii.Number(-1) },
			Want: []string{"models[0].inputUSDPerMillion range"}},
		{Name: "price of a billion", Change: func(p *Props) { p.Models[0].OutputUSDPerMillion = jsii.Number(15000) },
			Want: []string{"models[0].outputUSDPerMillion range"}},
		{Name: "no number", Change: func(p *Props) { p.Models[0].OutputUSDPerMillion = jsii.Number(math.NaN()) },
			Want: []string{"models[0].outputUSDPerMillion range"}},
		{Name: "half a price", Change: func(p *Props) { p.Models[0].OutputUSDPerMillion = nil },
			Want: []string{"models[0] guardrails-model-prices"}},
	})
}

func TestTopicProblems(t *testing.T) {
	run(t, []checktest.Case[Props]{
		{Name: "existing", Change: func(p *Props) {
			p.Topic, p.ExistingTopicARN = nil,
				"arn:aws:sns:eu-west-1:210987654321:ops"
		}},
		{Name: "none", Change: func(p *Props) { p.Topic, p.Budget = nil, nil }},
		{Name: "key", Change: func(p *Props) { p.Topic.KMSKeyARN = "arn:aws:kms:eu-west-1:210987654321:key/1" }},
		{Name: "both", Change: func(p *Props) { p.ExistingTopicARN = "arn:aws:sns:eu-west-1:210987654321:ops" },
			Want: []string{"topic exclusive"}},
		{Name: "name of a topic", Change: func(p *Props) { p.Topic, p.ExistingTopicARN = nil, "ops" },
			Want: []string{"existingTopicARN invalid"}},
		{Name: "first in, first out", Change: func(p *Props) { p.Topic.Name = "ops.fifo" },
			Want: []string{"topic.name invalid"}},
		{Name: "new key", Change: func(p *Props) { p.Topic.NewKMSKey = jsii.Bool(true) }},
		{Name: "new key beside another", Change: func(p *Props) {
			p.Topic.NewKMSKey, p.Topic.KMSKeyARN = jsii.Bool(true), "arn:aws:kms:eu-west-1:210987654321:key/1"
		}, Want: []string{"topic exclusive"}},
		{Name: "key of AWS", Change: func(p *Props) { p.Topic.KMSKeyARN = "alias/aws/sns" },
			Want: []string{
				"topic.kmsKeyARN guardrails-topic-key",
			}},
		{Name: "key of AWS by ARN",
			Change: func(p *Props) { p.Topic.KMSKeyARN = "arn:aws:kms:eu-west-1:210987654321:alias/aws/sns" },
			Want: []string{
				"topic.kmsKeyARN guardrails-topic-key",
			}},
		{Name: "key id", Change: func(p *Props) { p.Topic.KMSKeyARN = "1234abcd" },
			Want: []string{"topic.kmsKeyARN invalid"}},
		{Name: "emails", Change: func(p *Props) {
			p.Topic.Emails = jsii.Strings("oncall", "a@localhost", "On Call <a@acme.dev>", "", "a@acme.dev", "A@acme.dev",
				"you@example.com")
		}, Want: []string{"topic.emails[0] invalid", "topic.emails[1] invalid",
			"topic.emails[2] invalid", "topic.emails[3] required",
			"topic.emails[5] unique",
			"topic.emails[6] placeholder"}},
		{Name: "webhooks", Change: func(p *Props) {
			p.Topic.Webhooks = jsii.Strings("http://hooks.acme.dev/1", "hooks.acme.dev", "https://hooks.acme.dev/1",
				"https://hooks.acme.dev/1")
		}, Want: []string{"topic.webhooks[0] guardrails-webhook-tls", "topic.webhooks[1] guardrails-webhook-tls",
			"topic.webhooks[3] unique"}},
		{Name: "webhooks that never confirm", Change: func(p *Props) {
			p.Topic.Webhooks = jsii.Strings("https://hooks.slack.com/services/T0/B0/x", "https://Discord.com/api/webhooks/1/x",
				"https://acme.webhook.office.com/webhookb2/x", "https://chat.googleapis.com/v1/spaces/x/messages",
				"https://prod-1.westeurope.logic.azure.com/workflows/x")
		}, Want: []string{"topic.webhooks[0] guardrails-webhook-confirms", "topic.webhooks[1] guardrails-webhook-confirms",
			"topic.webhooks[2] guardrails-webhook-confirms", "topic.webhooks[3] guardrails-webhook-confirms",
			"topic.webhooks[4] guardrails-webhook-confirms"}},
		{Name: "webhooks that confirm", Change: func(p *Props) {
			p.Topic.Webhooks = jsii.Strings("https://events.pagerduty.com/x", "https://api.eu.opsgenie.com/v1/json/cloudwatch",
				"https://slack.acme.dev/sns", "https://hooks.slack.com.acme.dev/sns", "${TfToken[TOKEN.1]}")
		}},
		{Name: "webhook with a key", Change: func(p *Props) {
			p.Topic.Webhooks = jsii.Strings("https://api.opsgenie.com/v1/json/cloudwatch?apiKey=" + strings.Repeat("a1B2", 9))
		}, Want: []string{"topic.webhooks[0] credential"}},
	})
}

func TestAlarmProblems(t *testing.T) {
	run(t, []checktest.Case[Props]{
		{Name: "all", Change: func(p *Props) {
			p.QueueName, p.MaxConcurrency = "evals", jsii.Number(40)
			p.Alarms = Alarms{TokensPerMinute: jsii.Number(1000), TokensPerDay: jsii.Number(1000),
				SpendUSDPerHour: jsii.Number(0.01), TokenAnomalyDeviations: jsii.Number(2.5),
				TimeToFirstByteSeconds: jsii.Number(0.2), ServerErrorPercent: jsii.Number(100),
				ServerErrorMinRequests: jsii.Number(1), SaturationPercent: jsii.Number(50), QueueAgeSeconds: jsii.Number(1)}
		}},
		{Name: "zeros", Change: func(p *Props) {
			zero := jsii.Number(0)
			p.QueueName, p.MaxConcurrency, p.Models = "evals", jsii.Number(40),
				[]Model{{ModelID: "m", InputUSDPerMillion: zero, OutputUSDPerMillion: zero}}
			p.Alarms = Alarms{TokensPerMinute: zero, TokensPerDay: zero, SpendUSDPerHour: zero, TokenAnomalyDeviations: zero,
				ModelThrottlesPerMinute: zero,
				TimeToFirstByteSeconds:  zero, ServerErrorPercent: zero, ServerErrorMinRequests: zero, SaturationPercent: zero,
				QueueAgeSeconds: zero}
		}, Want: []string{"alarms.modelThrottlesPerMinute range", "alarms.queueAgeSeconds range",
			"alarms.saturationPercent range",
			"alarms.serverErrorMinRequests range", "alarms.serverErrorPercent range",
			"alarms.spendUSDPerHour range",
			"alarms.timeToFirstByteSeconds range", "alarms.tokenAnomalyDeviations range", "alarms.tokensPerDay range",
			"alarms.tokensPerMinute range"}},
		{Name: "no end", Change: func(p *Props) { p.Alarms.TokensPerDay = jsii.Number(math.Inf(1)) },
			Want: []string{"alarms.tokensPerDay range"}},
		{Name: "no number", Change: func(p *Props) { p.Alarms.TokensPerMinute = jsii.Number(math.NaN()) },
			Want: []string{"alarms.tokensPerMinute range"}},
		{Name: "milliseconds", Change: func(p *Props) { p.Alarms.TimeToFirstByteSeconds = jsii.Number(8000) },
			Want: []string{"alarms.timeToFirstByteSeconds range"}},
		{Name: "more than all requests", Change: func(p *Props) { p.Alarms.ServerErrorPercent = jsii.Number(101) },
			Want: []string{"alarms.serverErrorPercent range"}},
		{Name: "day below minute",
			Change: func(p *Props) { p.Alarms.TokensPerMinute, p.Alarms.TokensPerDay = jsii.Number(1000), jsii.Number(999) },
			Want:   []string{"alarms.tokensPerDay guardrails-token-thresholds"}},
		{Name: "nothing to measure", Change: func(p *Props) {
			one := jsii.Number(1)
			p.LoadBalancerARNSuffix, p.TargetGroupARNSuffix, p.Models = "", "", nil
			p.Alarms = Alarms{SpendUSDPerHour: one, ModelThrottlesPerMinute: one, TimeToFirstByteSeconds: one,
				ServerErrorPercent: one, ServerErrorMinRequests: one, SaturationPercent: one, QueueAgeSeconds: one}
		}, Want: []string{"alarms.modelThrottlesPerMinute guardrails-alarm-source",
			"alarms.queueAgeSeconds guardrails-alarm-source",
			"alarms.saturationPercent guardrails-alarm-source", "alarms.serverErrorMinRequests guardrails-alarm-source",
			"alarms.serverErrorPercent guardrails-alarm-source",
			"alarms.spendUSDPerHour guardrails-alarm-source",
			"alarms.timeToFirstByteSeconds guardrails-alarm-source"}},
		{Name: "spend with a price unknown", Change: func(p *Props) {
			p.Models = []Model{{Name: "a", InputUSDPerMillion: jsii.Number(1), OutputUSDPerMillion: jsii.Number(1)}, {Name: "b"}}
			p.Alarms.SpendUSDPerHour = jsii.Number(1)
		}, Want: []string{"alarms.spendUSDPerHour guardrails-alarm-source"}},
		{Name: "disabled", Change: func(p *Props) {
			p.Alarms.ServerErrorPercent = jsii.Number(1)
			p.Alarms.Disabled = []AlarmKind{"latency", ServerErrors, UnhealthyHosts, UnhealthyHosts}
		}, Want: []string{"alarms.disabled[0] one-of",
			"alarms.disabled[1] exclusive", "alarms.disabled[3] unique"}},
	})
}

func TestQueueAgeAllowsForTheWork(t *testing.T) {
	for _, c := range []struct {
		stated, visibility *float64
		want               float64
	}{
		{nil, nil, 900}, {nil, jsii.Number(1800), 2700}, {jsii.Number(60), jsii.Number(1800), 60},
		{nil, jsii.Number(token.UnknownNumber), 900},
	} {
		p := Props{ClusterName: "b", ServiceName: "c", QueueName: "q", QueueVisibilityTimeout: c.visibility,
			Settings: Settings{Name: "a", Alarms: Alarms{QueueAgeSeconds: c.stated}}}
		for _, a := range p.resolve(check.Number).alarms {
			if a.kind == QueueAge && *a.threshold != c.want {
				t.Errorf("got %v, want %v", *a.threshold, c.want)
			}
		}
	}
}

func TestNoAlarmOnTasksThatNobodyCounts(t *testing.T) {
	p := Props{ClusterName: "b", ServiceName: "c", ContainerInsights: jsii.Bool(false), Settings: Settings{Name: "a"}}
	for _, a := range p.resolve(check.Number).alarms {
		if a.kind == TasksBelowDesired {
			t.Error("there is one")
		}
	}
}

func TestKillSwitchOrder(t *testing.T) {
	run(t, []checktest.Case[Props]{
		{Name: "told before", Change: func(p *Props) {
			p.TaskRoleARN = "arn:aws:iam::210987654321:role/task"
			p.Budget = &Budget{MonthlyUSD: jsii.Number(100), ActualPercent: &[]*float64{jsii.Number(119)}}
			p.KillSwitch = &KillSwitch{}
		}},
		{Name: "told at the same time", Change: func(p *Props) {
			p.TaskRoleARN = "arn:aws:iam::210987654321:role/task"
			p.Budget = &Budget{MonthlyUSD: jsii.Number(100), ActualPercent: &[]*float64{jsii.Number(120)}}
			p.KillSwitch = &KillSwitch{}
		}, Want: []string{"killSwitch.thresholdPercent guardrails-kill-switch-order"}},
		{Name: "pulled below every notification", Change: func(p *Props) {
			p.TaskRoleARN = "arn:aws:iam::210987654321:role/task"
			p.Budget = &Budget{MonthlyUSD: jsii.Number(100)}
			p.KillSwitch = &KillSwitch{ThresholdPercent: jsii.Number(20)}
		}, Want: []string{"killSwitch.thresholdPercent guardrails-kill-switch-order"}},
		{Name: "a reference", Change: func(p *Props) {
			p.TaskRoleARN = "arn:aws:iam::210987654321:role/task"
			p.Budget = &Budget{MonthlyUSD: jsii.Number(100), ActualPercent: &[]*float64{jsii.Number(token.UnknownNumber)}}
			p.KillSwitch = &KillSwitch{ThresholdPercent: jsii.Number(20)}
		}},
	})
}

func TestCostProblems(t *testing.T) {
	role := "arn:aws:iam::210987654321:role/task"
	run(t, []checktest.Case[Props]{
		{Name: "all", Change: func(p *Props) {
			p.CostTag = CostTag{Key: "cost center", Value: "ai/llm @ home", Activate: jsii.Bool(true)}
			p.Budget.ActualPercent, p.Budget.ForecastedPercent = numbersOf(5, 10, 20, 30, 40, 50, 60, 70, 1000), numbersOf(100)
			p.CostAnomaly, p.KillSwitch = &CostAnomaly{MinimumUSD: jsii.Number(1)},
				&KillSwitch{Mode: KillSwitchAutomatic}
			p.TaskRoleARN = role
		}},
		{Name: "no limit", Change: func(p *Props) { p.Budget.MonthlyUSD = nil },
			Want: []string{"budget.monthlyUSD required"}},
		{Name: "limit of nothing", Change: func(p *Props) { p.Budget.MonthlyUSD = jsii.Number(0) },
			Want: []string{"budget.monthlyUSD range"}},
		{Name: "fractions", Change: func(p *Props) {
			p.Budget.ActualPercent, p.Budget.ForecastedPercent = numbersOf(0.8), numbersOf(100, 100)
		},
			Want: []string{"budget.actualPercent[0] range",
				"budget.forecastedPercent[1] unique"}},
		{Name: "eleven", Change: func(p *Props) { p.Budget.ActualPercent = numbersOf(5, 10, 20, 30, 40, 50, 60, 70, 80, 90) },
			Want: []string{"budget.actualPercent range"}},
		{Name: "no percentage", Change: func(p *Props) { p.Budget.ActualPercent = &[]*float64{nil} },
			Want: []string{"budget.actualPercent[0] nil-element"}},
		{Name: "no topic", Change: func(p *Props) { p.Topic, p.CostAnomaly = nil, &CostAnomaly{} },
			Want: []string{"budget guardrails-cost-topic", "costAnomaly guardrails-cost-topic"}},
		{Name: "anomaly of nothing", Change: func(p *Props) { p.CostAnomaly = &CostAnomaly{MinimumUSD: jsii.Number(0)} },
			Want: []string{"costAnomaly.minimumUSD range"}},
		{Name: "prefixed key", Change: func(p *Props) { p.CostTag.Key = "user:Service" },
			Want: []string{"costTag.key guardrails-cost-tag-key"}},
		{Name: "key of AWS", Change: func(p *Props) { p.CostTag.Key = "aws:createdBy" },
			Want: []string{"costTag.key guardrails-cost-tag-key"}},
		{Name: "characters", Change: func(p *Props) { p.CostTag = CostTag{Key: "a%{b}", Value: "a$b"} },
			Want: []string{"costTag.key invalid", "costTag.value invalid"}},
		{Name: "activated for nothing", Change: func(p *Props) { p.CostTag.Activate, p.Budget = jsii.Bool(true), nil },
			Want: []string{"costTag.activate guardrails-cost-tag-use"}},
		{Name: "switch without budget",
			Change: func(p *Props) { p.Budget, p.KillSwitch, p.TaskRoleARN = nil, &KillSwitch{}, role },
			Want:   []string{"killSwitch guardrails-kill-switch-budget"}},
		{Name: "switch without role", Change: func(p *Props) { p.KillSwitch = &KillSwitch{} },
			Want: []string{"taskRoleARN required"}},
		{Name: "switch", Change: func(p *Props) {
			p.KillSwitch = &KillSwitch{Mode: "NEVER", ThresholdPercent: jsii.Number(1.2)}
			p.TaskRoleARN = "llm-proxy-task"
		},
			Want: []string{"killSwitch.mode one-of",
				"killSwitch.thresholdPercent range",
				"taskRoleARN invalid"}},
		{Name: "user for a role",
			Change: func(p *Props) { p.KillSwitch, p.TaskRoleARN = &KillSwitch{}, "arn:aws:iam::210987654321:user/me" },
			Want:   []string{"taskRoleARN invalid"}},
	})
}

func TestNotices(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Props)
		want   []string
	}{
		"nobody hears":  {func(p *Props) { p.Topic, p.Budget = nil, nil }, []string{"nobody hears the alarms"}},
		"nobody joined": {func(p *Props) { p.Topic.Emails, p.Budget = nil, nil }, []string{"nobody is subscribed"}},
		"day beyond minutes": {func(p *Props) {
			p.Budget, p.Alarms.TokensPerMinute, p.Alarms.TokensPerDay = nil, jsii.Number(1000), jsii.Number(1_440_001)
		}, []string{"alarms.tokensPerDay is more than tokensPerMinute allows"}},
		"day of minutes": {func(p *Props) {
			p.Budget, p.Alarms.TokensPerMinute, p.Alarms.TokensPerDay = nil, jsii.Number(1000), jsii.Number(1_440_000)
		}, nil},
		"inactive tag": {func(*Props) {}, []string{"costs are seen only once the tag Service is activated"}},
		"active tag":   {func(p *Props) { p.CostTag.Activate = jsii.Bool(false) }, nil},
	} {
		p := valid()
		c.change(&p)
		got := p.resolve(check.Number).notices
		if len(got) != len(c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
			continue
		}
		for i := range got {
			if !strings.HasPrefix(got[i], c.want[i]) {
				t.Errorf("%s: got %q, want %q…", name, got[i], c.want[i])
			}
		}
	}
}

// everything is props with every alarm.
func everything() Props {
	p := valid()
	p.QueueName, p.DeadLetterQueueName, p.MaxConcurrency = "evals", "evals-failed", jsii.Number(40)
	p.Models = nil
	for i := range mostModels {
		p.Models = append(p.Models,
			Model{ModelID: fmt.Sprintf("m%d", i), InputUSDPerMillion: jsii.Number(3), OutputUSDPerMillion: jsii.Number(15)})
	}
	p.Alarms = Alarms{TokensPerMinute: jsii.Number(1000), TokensPerDay: jsii.Number(1_000_000),
		SpendUSDPerHour: jsii.Number(25), TokenAnomalyDeviations: jsii.Number(3)}
	return p
}

// Each alarm keeps the limits of CloudWatch, and says what to do.
func TestAlarmsKeepTheLimits(t *testing.T) {
	p := everything()
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	c := p.resolve(check.Number)
	var made []AlarmKind
	for _, a := range c.alarms {
		made = append(made, a.kind)
		window := 86400.0
		if a.period >= 3600 {
			window = 604800
		}
		if a.period*a.evaluated > window || a.breaching > a.evaluated || a.breaching < 1 {
			t.Errorf("%s: %g of %g periods of %g s", a.kind, a.breaching, a.evaluated, a.period)
		}
		if (a.metric == nil) == (len(a.queries) == 0) || (a.threshold == nil) != (a.kind == TokenAnomaly) {
			t.Errorf("%s: a metric or queries, and a threshold or a band", a.kind)
		}
		if a.missing != silenceIsGood && a.missing != silenceIsUnknown {
			t.Errorf("%s: missing data is %q", a.kind, a.missing)
		}
		if n := len(a.meaning); n < 80 || n > 1024 || !strings.HasSuffix(a.meaning, ".") {
			t.Errorf("%s: a description of %d characters", a.kind, n)
		}
		metrics, returned, known := 0, 0, map[string]bool{}
		for _, q := range a.queries {
			if known[q.id] || (q.metric == nil) == (q.expression == "") {
				t.Errorf("%s: query %s", a.kind, q.id)
			}
			known[q.id] = true
			if q.metric != nil {
				metrics++
			}
			if q.returned {
				returned++
			}
		}
		wanted := 0
		switch {
		case a.threshold == nil:
			wanted = 2 // the tokens and their band
		case a.metric == nil:
			wanted = 1
		}
		if metrics > 10 || returned != wanted {
			t.Errorf("%s: %d metrics, %d results", a.kind, metrics, returned)
		}
	}
	if diff := cmp.Diff(kinds, made); diff != "" {
		t.Errorf("alarms (-all +made):\n%s", diff)
	}
}

func TestMayRollBack(t *testing.T) {
	var got []AlarmKind
	for _, kind := range kinds {
		if kind.MayRollBack() {
			got = append(got, kind)
		}
	}
	if diff := cmp.Diff([]AlarmKind{TimeToFirstByte, ServerErrors, UnhealthyHosts, TasksBelowDesired}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the props, the rules do not panic, and props that they let pass resolve to alarms with finite numbers.
func FuzzValidate(f *testing.F) {
	f.Add("llm-proxy", "app/ai/1", "targetgroup/ai/1", "oncall@acme.dev", "https://acme.dev", "Service",
		"arn:aws:iam::210987654321:role/task", 200.0, 3.0, 80.0, 500.0)
	f.Add("${x}", "", "#{TfToken[TOKEN.1]}", "@", "://", "user:", "role", numberReference, -1.0, math.NaN(), math.Inf(1))
	f.Fuzz(func(t *testing.T, name, balancer, target, email, webhook, key, role string, tokens, price, percent,
		usd float64) {
		p := Props{
			ClusterName:           name,
			ServiceName:           name,
			LoadBalancerARNSuffix: balancer,
			TargetGroupARNSuffix:  target,
			QueueName:             key,
			DeadLetterQueueName:   role,
			Settings: Settings{
				Name:            name,
				MetricNamespace: key,
				MaxConcurrency:  &tokens,
				Topic:           &Topic{Emails: &[]*string{&email, nil}, Webhooks: &[]*string{&webhook}, KMSKeyARN: role},
				Models:          []Model{{Name: key, InputUSDPerMillion: &price, OutputUSDPerMillion: &price}, {ModelID: role}},
				CostTag:         CostTag{Key: key, Value: name},
				Alarms: Alarms{TokensPerMinute: &tokens, TokensPerDay: &tokens, SpendUSDPerHour: &usd, ServerErrorPercent: &percent,
					Disabled: []AlarmKind{AlarmKind(key)}},
				Budget:     &Budget{MonthlyUSD: &usd, ActualPercent: &[]*float64{&percent, nil}},
				KillSwitch: &KillSwitch{Mode: KillSwitchMode(key), ThresholdPercent: &percent},
			},
			TaskRoleARN: role,
		}
		if p.Validate() == nil {
			t.Error("a recipient and a percentage are missing")
		}
		p.Topic.Emails, p.Budget.ActualPercent, p.Models = &[]*string{&email}, nil, p.Models[:1]
		p.Alarms.Disabled = nil
		if p.Validate() == nil && !(usd > 0 && tokens != 0 && price == price) {
			t.Errorf("passed: %+v", p)
		}
		for _, a := range p.resolve(check.Number).alarms {
			if a.meaning == "" || a.operator == "" || a.missing == "" || a.period == 0 {
				t.Errorf("unfinished alarm %+v", a)
			}
		}
	})
}
