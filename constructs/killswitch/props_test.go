package killswitch

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const (
	reference = "${TfToken[TOKEN.1]}"
	list      = "#{TfToken[TOKEN.2]}"
	topic     = "arn:aws:sns:eu-west-1:210987654321:llm-proxy-guardrails"
)

func valid() Props {
	return Props{
		ClusterName: "ai", ServiceName: "llm-proxy", TopicARN: topic,
		Scaling: &Scaling{MinCapacity: jsii.Number(2), MaxCapacity: jsii.Number(20)},
		Settings: Settings{Name: "llm-proxy", Mode: Automatic, AlarmNames: jsii.Strings("llm-proxy-spend-per-hour",
			"llm-proxy-tokens-per-minute")},
	}
}

func TestProblems(t *testing.T) {
	number := jsii.Number[float64]
	computed := -1.9e289
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "automatic", Change: func(*Props) {}},
		{Name: "by hand", Change: func(p *Props) { p.Mode, p.AlarmNames = Manual, nil }},
		{Name: "by hand, unless stated", Change: func(p *Props) { p.Mode, p.AlarmNames = "", nil }},
		{Name: "without scaling", Change: func(p *Props) { p.Scaling, p.DesiredCount = nil, number(3) }},
		{Name: "from zero", Change: func(p *Props) { p.Scaling.MinCapacity = number(0) }},
		{Name: "references", Change: func(p *Props) {
			*p = Props{ClusterName: reference, ServiceName: reference, TopicARN: reference,
				Scaling: &Scaling{MinCapacity: &computed, MaxCapacity: &computed},
				Settings: Settings{Name: reference, Mode: Automatic, AlarmNames: jsii.Strings(reference, reference),
					TopicKMSKeyARN: reference}}
		}},
		{Name: "a list of Terraform", Change: func(p *Props) { p.AlarmNames = jsii.Strings(list) }},

		{Name: "nothing", Change: func(p *Props) { *p = Props{} }, Want: []string{"clusterName required", "name required",
			"serviceName required", "topicARN required"}},
		{Name: "ARNs for names", Change: func(p *Props) {
			p.ClusterName, p.ServiceName = "arn:aws:ecs:eu-west-1:210987654321:cluster/ai",
				"arn:aws:ecs:eu-west-1:210987654321:service/ai/llm-proxy"
		}, Want: []string{"clusterName invalid", "serviceName invalid"}},
		{Name: "longest name", Change: func(p *Props) { p.Name = strings.Repeat("n", 50) }},
		{Name: "long name", Change: func(p *Props) { p.Name = strings.Repeat("n", 51) }, Want: []string{"name invalid"}},
		{Name: "name", Change: func(p *Props) { p.Name = "llm proxy" }, Want: []string{"name invalid"}},
		{Name: "topic's name", Change: func(p *Props) { p.TopicARN = "llm-proxy-guardrails" },
			Want: []string{"topicARN invalid"}},
		{Name: "alias", Change: func(p *Props) { p.TopicKMSKeyARN = "arn:aws:kms:eu-west-1:210987654321:alias/ai" },
			Want: []string{"topicKMSKeyARN invalid"}},
		{Name: "key's id", Change: func(p *Props) { p.TopicKMSKeyARN = "1234abcd-12ab-34cd-56ef-1234567890ab" },
			Want: []string{"topicKMSKeyARN invalid"}},

		{Name: "no capacities", Change: func(p *Props) { p.Scaling = &Scaling{} },
			Want: []string{"scaling.maxCapacity required", "scaling.minCapacity required"}},
		{Name: "more than most", Change: func(p *Props) { p.Scaling.MinCapacity = number(21) },
			Want: []string{"scaling.minCapacity kill-switch-scaling"}},
		{Name: "too many tasks", Change: func(p *Props) { p.Scaling.MaxCapacity = number(5001) },
			Want: []string{"scaling.maxCapacity range"}},
		{Name: "half a task", Change: func(p *Props) { p.Scaling.MinCapacity = number(0.5) },
			Want: []string{"scaling.minCapacity range"}},
		{Name: "a count beside scaling", Change: func(p *Props) { p.DesiredCount = number(2) },
			Want: []string{"desiredCount exclusive"}},
		{Name: "too high a count", Change: func(p *Props) { p.Scaling, p.DesiredCount = nil, number(5001) },
			Want: []string{"desiredCount range"}},

		{Name: "mode", Change: func(p *Props) { p.Mode, p.AlarmNames = "auto", nil }, Want: []string{"mode one-of"}},
		{Name: "a mode that Terraform computes", Change: func(p *Props) { p.Mode = reference },
			Want: []string{"mode known-value"}},
		{Name: "nobody pulls", Change: func(p *Props) { p.AlarmNames = nil },
			Want: []string{"alarmNames kill-switch-alarms"}},
		{Name: "an empty list", Change: func(p *Props) { p.AlarmNames = &[]*string{} },
			Want: []string{"alarmNames kill-switch-alarms"}},
		{Name: "alarms by hand", Change: func(p *Props) { p.Mode = Manual }, Want: []string{"alarmNames kill-switch-alarms"}},
		{Name: "alarm's ARN", Change: func(p *Props) {
			p.AlarmNames = jsii.Strings("arn:aws:cloudwatch:eu-west-1:210987654321:alarm:llm")
		}, Want: []string{"alarmNames[0] invalid"}},
		{Name: "no name of an alarm", Change: func(p *Props) { p.AlarmNames = jsii.Strings("") },
			Want: []string{"alarmNames[0] required"}},
		{Name: "one alarm twice", Change: func(p *Props) { p.AlarmNames = jsii.Strings("a", "a") },
			Want: []string{"alarmNames[1] unique"}},
		{Name: "nil", Change: func(p *Props) { p.AlarmNames = &[]*string{nil} }, Want: []string{"alarmNames[0] nil-element"}},
		{Name: "most alarms", Change: func(p *Props) { p.AlarmNames = jsii.Strings(alarms(20)...) }},
		{Name: "too many alarms", Change: func(p *Props) { p.AlarmNames = jsii.Strings(alarms(21)...) },
			Want: []string{"alarmNames range"}},
		{Name: "long names of alarms", Change: func(p *Props) {
			var long []string
			for _, name := range alarms(8) {
				long = append(long, name+strings.Repeat("long", 57))
			}
			p.AlarmNames = jsii.Strings(long...)
		}, Want: []string{"alarmNames range"}},
	})
}

func alarms(n int) []string {
	var out []string
	for i := range n {
		out = append(out, "alarm-"+strings.Repeat("ab", i))
	}
	return out
}
