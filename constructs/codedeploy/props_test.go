package codedeploy

import (
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const (
	reference = "${TfToken[TOKEN.1]}"
	listener  = "arn:aws:elasticloadbalancing:eu-west-1:210987654321:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"
	function  = "arn:aws:lambda:eu-west-1:210987654321:function:judge"
)

func valid() Props {
	return Props{
		ClusterName:          "ai",
		ServiceName:          "llm-proxy",
		ListenerARN:          listener,
		TestListenerARN:      listener + "0",
		BlueTargetGroupName:  "llm-proxy-1",
		GreenTargetGroupName: "llm-proxy-green-1",
		TaskRoleARNs:         jsii.Strings("arn:aws:iam::210987654321:role/execution"),
		Settings: Settings{
			Name: "llm-proxy",
		},
	}
}

func TestProblems(t *testing.T) {
	number := jsii.Number(-1.8881545897087626e+289)
	own := func(canary, linear *Shift) func(*Props) {
		return func(p *Props) { p.Canary, p.Linear = canary, linear }
	}
	shift := func(percentage, minutes float64) *Shift { return &Shift{Percentage: &percentage, Minutes: &minutes} }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "valid", Change: func(*Props) {}},
		{Name: "references", Change: func(p *Props) {
			*p = Props{
				ClusterName:          reference,
				ServiceName:          reference,
				ListenerARN:          reference,
				TestListenerARN:      reference,
				BlueTargetGroupName:  reference,
				GreenTargetGroupName: reference,
				TaskRoleARNs:         jsii.Strings(reference, reference),
				Settings: Settings{
					Name:            reference,
					Canary:          &Shift{Percentage: number, Minutes: number},
					BakeMinutes:     number,
					ApprovalMinutes: number,
					AlarmNames:      jsii.Strings("#{TfToken[TOKEN.2]}"),
					Hooks:           map[Hook]string{BeforeInstall: reference},
				},
			}
		}},
		{Name: "computed steps", Change: own(nil, &Shift{Percentage: number, Minutes: number})},
		{Name: "computed strategy", Change: func(p *Props) { p.Strategy = reference }},
		{Name: "no test listener", Change: func(p *Props) { p.TestListenerARN, p.ApprovalMinutes = "", jsii.Number(0) }},
		{Name: "everything", Change: func(p *Props) {
			p.Strategy, p.BakeMinutes, p.ApprovalMinutes, p.AlarmNames = Linear10PercentEvery3Minutes, jsii.Number(2880),
				jsii.Number(2880), jsii.Strings("5xx", reference, reference)
			p.Hooks = map[Hook]string{BeforeInstall: function, AfterInstall: function, AfterAllowTestTraffic: function,
				BeforeAllowTraffic: function, AfterAllowTraffic: function}
		}},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} },
			Want: []string{"blueTargetGroupName: got", "clusterName: got", "greenTargetGroupName: got",
				"listenerARN: got nothing",
				"name: got", "serviceName: got", "taskRoleARNs: got nothing"}},
		{Name: "name", Change: func(p *Props) { p.Name = "llm/proxy" }, Want: []string{`name: got "llm/proxy"`}},
		{Name: "ARNs for names", Change: func(p *Props) {
			p.ClusterName, p.ServiceName = "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", "ai/llm-proxy"
			p.BlueTargetGroupName, p.GreenTargetGroupName = "arn:aws:elasticloadbalancing:r:210987654321:targetgroup/a/1", "a/1"
		}, Want: []string{"blueTargetGroupName: got", "clusterName: got", "greenTargetGroupName: got", "serviceName: got"}},
		{Name: "listeners", Change: func(p *Props) { p.ListenerARN, p.TestListenerARN = "443", "8443" },
			Want: []string{`listenerARN: got "443"`, `testListenerARN: got "8443"`}},
		{Name: "one listener", Change: func(p *Props) { p.TestListenerARN = p.ListenerARN },
			Want: []string{"testListenerARN: got"}},
		{Name: "one target group", Change: func(p *Props) { p.GreenTargetGroupName = p.BlueTargetGroupName },
			Want: []string{`greenTargetGroupName: got "llm-proxy-1" again`}},
		{Name: "roles", Change: func(p *Props) {
			p.TaskRoleARNs = jsii.Strings("task", "", "arn:aws:iam::210987654321:role/a", "arn:aws:iam::210987654321:role/a")
		},
			Want: []string{`taskRoleARNs[0]: got "task"`, "taskRoleARNs[1]: got nothing",
				`taskRoleARNs[3]: got "arn:aws:iam::210987654321:role/a" again`}},
		{Name: "computed roles", Change: func(p *Props) { p.TaskRoleARNs = jsii.Strings("#{TfToken[TOKEN.2]}") },
			Want: []string{"taskRoleARNs: got a list that Terraform computes"}},
		{Name: "strategy", Change: func(p *Props) { p.Strategy = "CodeDeployDefault.AllAtOnce" },
			Want: []string{`strategy: got "CodeDeployDefault.AllAtOnce"`}},
		{Name: "two strategies", Change: func(p *Props) { p.Strategy, p.Canary = AllAtOnce, shift(5, 60) },
			Want: []string{"strategy: got canary and strategy, want only one of them"}},
		{Name: "two kinds", Change: own(shift(5, 60), shift(5, 60)), Want: []string{"strategy: got canary and linear"}},
		{Name: "empty shifts", Change: own(&Shift{}, nil),
			Want: []string{"canary.minutes: got nothing", "canary.percentage: got nothing"}},
		{Name: "canary", Change: own(shift(100, 2881), nil),
			Want: []string{"canary.minutes: got 2881 minutes", "canary.percentage: got 100 %"}},
		{Name: "slow canary", Change: own(shift(1, 2880), nil)},
		{Name: "linear", Change: own(nil, shift(0, 0)),
			Want: []string{"linear.minutes: got 0 minutes", "linear.percentage: got 0 %"}},
		{Name: "slow linear", Change: own(nil, shift(20, 721)),
			Want: []string{"linear: got 2884 minutes from the first shift to the last, want at most 2880"}},
		{Name: "linear in two days", Change: own(nil, shift(20, 720))},
		{Name: "waits", Change: func(p *Props) { p.BakeMinutes, p.ApprovalMinutes = jsii.Number(2881), jsii.Number(-1) },
			Want: []string{"approvalMinutes: got -1 minutes", "bakeMinutes: got 2881 minutes"}},
		{Name: "approval of nothing", Change: func(p *Props) { p.ApprovalMinutes, p.TestListenerARN = jsii.Number(30), "" },
			Want: []string{"approvalMinutes: got a wait without testListenerARN"}},
		{Name: "alarms", Change: func(p *Props) { p.AlarmNames = jsii.Strings("", "5xx", "5xx") },
			Want: []string{"alarmNames[0]: got nothing", `alarmNames[2]: got "5xx" again`}},
		{Name: "hooks", Change: func(p *Props) {
			p.Hooks = map[Hook]string{"AfterTraffic": function, BeforeInstall: "judge", AfterInstall: ""}
		},
			Want: []string{`hooks: got "AfterTraffic"`, "hooks.AfterInstall: got nothing", `hooks.BeforeInstall: got "judge"`}},
		{Name: "test of nothing",
			Change: func(p *Props) { p.Hooks, p.TestListenerARN = map[Hook]string{AfterAllowTestTraffic: function}, "" },
			Want:   []string{"hooks.AfterAllowTestTraffic: got a function without testListenerARN"}},
	})
}

func FuzzProblems(f *testing.F) {
	f.Add("llm-proxy", "ai", listener, "AfterInstall", function, 10.0, 3.0, 60.0)
	f.Add(reference, "", "", "x", "", 0.0, -1.0, 2881.0)
	f.Fuzz(func(t *testing.T, name, cluster, listenerARN, hook, lambda string, percentage, minutes, wait float64) {
		p := Props{
			ClusterName:          cluster,
			ServiceName:          cluster,
			ListenerARN:          listenerARN,
			TestListenerARN:      listenerARN,
			BlueTargetGroupName:  name,
			GreenTargetGroupName: name,
			Settings: Settings{
				Name:            name,
				Linear:          &Shift{Percentage: &percentage, Minutes: &minutes},
				BakeMinutes:     &wait,
				ApprovalMinutes: &wait,
				Hooks:           map[Hook]string{Hook(hook): lambda},
			},
		}
		if p.Validate() == nil {
			t.Error("props without a role are valid")
		}
		AppSpec(listenerARN, name, 4000, p.Hooks)
	})
}

func TestHowLongRequestsTakeToMove(t *testing.T) {
	for want, p := range map[float64]Settings{
		5: {}, 0: {Strategy: AllAtOnce}, 15: {Strategy: Canary10Percent15Minutes},
		9: {Strategy: Linear10PercentEvery1Minutes}, 27: {Strategy: Linear10PercentEvery3Minutes},
		7:  {Canary: &Shift{Percentage: jsii.Number(30), Minutes: jsii.Number(7)}},
		30: {Linear: &Shift{Percentage: jsii.Number(30), Minutes: jsii.Number(10)}},
	} {
		if got := p.ShiftMinutes(); got != want {
			t.Errorf("%+v: got %v minutes, want %v", p, got, want)
		}
	}
}
