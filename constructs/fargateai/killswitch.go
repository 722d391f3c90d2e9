package fargateai

import (
	"cmp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/killswitch"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// costAlarms are those that mean money, and so pull the kill switch. An anomaly is none: a launch is one, too.
var costAlarms = []guardrails.AlarmKind{guardrails.TokensPerMinute, guardrails.TokensPerDay, guardrails.SpendPerHour}

func (p plan) killSwitchProblems(ms *rules.Mistakes, r references) {
	if p.KillSwitch == nil {
		return
	}
	if !p.guarded() {
		ms.Break(killSwitchTold, "killSwitch", "a kill switch without guardrails", "guardrails, whose topic tells of it",
			"state guardrails; &guardrails.Settings{} is enough")
		return
	}
	props := p.killSwitchProps(r)
	if props.Mode == killswitch.Automatic && props.AlarmNames == nil {
		ms.Break(killSwitchAlarm, "killSwitch.alarmNames", "no alarm on tokens or spend", "an alarm that pulls the switch",
			"state tokenBudget.perMinute or perDay, guardrails.alarms.tokensPerMinute, tokensPerDay or spendUSDPerHour, or "+
				"alarmNames; a budget is no alarm: AWS's billing data is up to a day old")
		return
	}
	ms.Nested("killSwitch", props.Validate())
}

// killSwitchProps have the alarms on tokens and spend pull the switch, unless others are stated.
func (p plan) killSwitchProps(r references) *killswitch.Props {
	k := killswitch.Props{
		ClusterName: r.cluster.Name, ServiceName: r.service.name, TopicARN: r.topicARN, Settings: *p.KillSwitch,
	}
	if topic := optional.Value(p.Guardrails).Topic; topic != nil {
		k.TopicKMSKeyARN = cmp.Or(k.TopicKMSKeyARN, topic.KMSKeyARN)
	}
	k.TopicKMSKeyARN = cmp.Or(k.TopicKMSKeyARN, r.topicKeyARN)
	k.Name = cmp.Or(k.Name, p.name)
	if k.Mode == killswitch.Automatic && k.AlarmNames == nil {
		k.AlarmNames = bridge.Strings(p.costAlarmNames(r)...)
	}
	if p.scales() {
		k.Scaling = &killswitch.Scaling{MinCapacity: p.minCapacity(), MaxCapacity: p.maxCapacity()}
		if len(optional.Value(p.Scaling).Schedules) > 0 {
			k.Scaling.Scheduled = jsii.Bool(true)
		}
	} else {
		k.DesiredCount = jsii.Number(0) // no image, no task
	}
	k.Tags = merge(p.tags, k.Tags)
	return &k
}

// costAlarmNames are the alarms that the guardrails have.
func (p plan) costAlarmNames(r references) []string {
	g := p.guardrailsProps(r)
	var out []string
	for _, kind := range costAlarms {
		if g.Has(kind) {
			out = append(out, g.Name+"-"+string(kind))
		}
	}
	return out
}

func (s *Service) newKillSwitch(p plan) {
	if p.KillSwitch == nil {
		return
	}
	r := s.refs
	r.topicARN = s.Guardrails.TopicARN()
	if key := s.Guardrails.TopicKey(); key != nil {
		r.topicKeyARN = *key.Arn()
	}
	s.KillSwitch = killswitch.New(s, "kill-switch", p.killSwitchProps(r))
}

// killSwitchNotices say how far an alarm that nobody feeds pulls.
func (p plan) killSwitchNotices() []string {
	if p.KillSwitch == nil || len(p.ScheduledTasks) == 0 || token.Is(string(p.KillSwitch.Mode)) {
		return nil
	}
	return []string{"the kill switch stops the service; scheduled tasks run on"}
}
