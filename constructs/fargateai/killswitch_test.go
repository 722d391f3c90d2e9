package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/codedeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/scaling"
)

func switched() ServiceProps {
	p := proxy()
	p.TokenBudget = &TokenBudget{PerMinute: jsii.Number(1000)}
	p.KillSwitch = &killswitch.Settings{Mode: killswitch.Automatic}
	return p
}

func TestKillSwitchProblems(t *testing.T) {
	checktest.Run(t, switched, func(p *ServiceProps) error { return p.Validate("llm-proxy") },
		[]checktest.Case[ServiceProps]{
			{Name: "automatic", Change: func(*ServiceProps) {}},
			{Name: "by hand", Change: func(p *ServiceProps) { p.KillSwitch, p.TokenBudget = &killswitch.Settings{}, nil }},
			{Name: "worker", Change: func(p *ServiceProps) {
				budget := p.TokenBudget
				*p = worker()
				p.TokenBudget, p.KillSwitch = budget, &killswitch.Settings{Mode: killswitch.Automatic}
			}},
			{Name: "blue/green", Change: func(p *ServiceProps) { p.BlueGreen = &codedeploy.Settings{} }},
			{Name: "other alarms", Change: func(p *ServiceProps) {
				p.TokenBudget, p.KillSwitch.AlarmNames = nil, jsii.Strings("billing")
			}},
			{Name: "nobody is told", Change: func(p *ServiceProps) { p.Workload = WorkloadGeneral },
				Want: []string{"killSwitch service-kill-switch-told"}},
			{Name: "nothing pulls", Change: func(p *ServiceProps) { p.TokenBudget = nil },
				Want: []string{"killSwitch.alarmNames service-kill-switch-alarm"}},
			{Name: "a budget pulls nothing", Change: func(p *ServiceProps) {
				p.TokenBudget = &TokenBudget{MonthlyUSD: jsii.Number(100)}
			}, Want: []string{"killSwitch.alarmNames service-kill-switch-alarm"}},
			{Name: "the alarm is disabled", Change: func(p *ServiceProps) {
				p.TokenBudget = nil
				p.Guardrails = &guardrails.Settings{Alarms: guardrails.Alarms{
					Disabled: []guardrails.AlarmKind{guardrails.TokensPerMinute}}}
			}, Want: []string{"killSwitch.alarmNames service-kill-switch-alarm"}},
			{Name: "alarms by hand", Change: func(p *ServiceProps) {
				p.KillSwitch = &killswitch.Settings{AlarmNames: jsii.Strings("billing")}
			}, Want: []string{"killSwitch.alarmNames kill-switch-alarms"}},
		})
}

func TestKillSwitchProps(t *testing.T) {
	p := switched()
	p.TokenBudget.PerDay = jsii.Number(100_000)
	p.Guardrails = &guardrails.Settings{Topic: &guardrails.Topic{KMSKeyARN: "key"},
		Alarms: guardrails.Alarms{TokenAnomalyDeviations: jsii.Number(3)}}
	p.Scaling = &scaling.Settings{MinCapacity: jsii.Number(3), Schedules: []scaling.Schedule{{Name: "night"}}}
	parts := partsOf(p, "llm-proxy")
	k := parts.killSwitchProps(parts.unknownReferences())
	if diff := cmp.Diff([]string{"llm-proxy-tokens-per-minute", "llm-proxy-tokens-per-day"},
		texts(k.AlarmNames)); diff != "" {
		t.Error(diff)
	}
	if *k.Scaling.MinCapacity != 3 || *k.Scaling.MaxCapacity != 20 || !*k.Scaling.Scheduled || k.TopicKMSKeyARN != "key" {
		t.Errorf("got %+v, %+v", k, k.Scaling)
	}
	p.Image, p.KillSwitch = Image{}, &killswitch.Settings{}
	parts = partsOf(p, "llm-proxy")
	k = parts.killSwitchProps(parts.unknownReferences())
	if k.Scaling != nil || *k.DesiredCount != 0 || k.AlarmNames != nil {
		t.Errorf("without an image: got %+v", k)
	}
}
