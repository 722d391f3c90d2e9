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
			Want: []string{"blueTargetGroupName required", "clusterName required", "greenTargetGroupName required",
				"listenerARN required",
				"name required", "serviceName required", "taskRoleARNs required"}},
		{Name: "name", Change: func(p *Props) { p.Name = "llm/proxy" }, Want: []string{"name invalid"}},
		{Name: "ARNs for names", Change: func(p *Props) {
			p.ClusterName, p.ServiceName = "arn:aws:ecs:eu-west-1:210987654321:cluster/ai", "ai/llm-proxy"
			p.BlueTargetGroupName, p.GreenTargetGroupName = "arn:aws:elasticloadbalancing:r:210987654321:targetgroup/a/1", "a/1"
		}, Want: []string{"blueTargetGroupName invalid", "clusterName invalid", "greenTargetGroupName invalid",
			"serviceName invalid"}},
		{Name: "listeners", Change: func(p *Props) { p.ListenerARN, p.TestListenerARN = "443", "8443" },
			Want: []string{"listenerARN invalid", "testListenerARN invalid"}},
		{Name: "one listener", Change: func(p *Props) { p.TestListenerARN = p.ListenerARN },
			Want: []string{"testListenerARN codedeploy-test-listener"}},
		{Name: "one target group", Change: func(p *Props) { p.GreenTargetGroupName = p.BlueTargetGroupName },
			Want: []string{"greenTargetGroupName codedeploy-target-groups"}},
		{Name: "roles", Change: func(p *Props) {
			p.TaskRoleARNs = jsii.Strings("task", "", "arn:aws:iam::210987654321:role/a", "arn:aws:iam::210987654321:role/a")
		},
			Want: []string{"taskRoleARNs[0] invalid", "taskRoleARNs[1] required",
				"taskRoleARNs[3] unique"}},
		{Name: "computed roles", Change: func(p *Props) { p.TaskRoleARNs = jsii.Strings("#{TfToken[TOKEN.2]}") },
			Want: []string{"taskRoleARNs known-value"}},
		{Name: "strategy", Change: func(p *Props) { p.Strategy = "CodeDeployDefault.AllAtOnce" },
			Want: []string{"strategy one-of"}},
		{Name: "two strategies", Change: func(p *Props) { p.Strategy, p.Canary = AllAtOnce, shift(5, 60) },
			Want: []string{"strategy exclusive"}},
		{Name: "two kinds", Change: own(shift(5, 60), shift(5, 60)), Want: []string{"strategy exclusive"}},
		{Name: "empty shifts", Change: own(&Shift{}, nil),
			Want: []string{"canary.minutes required", "canary.percentage required"}},
		{Name: "canary", Change: own(shift(100, 2881), nil),
			Want: []string{"canary.minutes range", "canary.percentage range"}},
		{Name: "slow canary", Change: own(shift(1, 2880), nil)},
		{Name: "linear", Change: own(nil, shift(0, 0)),
			Want: []string{"linear.minutes range", "linear.percentage range"}},
		{Name: "slow linear", Change: own(nil, shift(20, 721)),
			Want: []string{"linear codedeploy-shift-time"}},
		{Name: "linear in two days", Change: own(nil, shift(20, 720))},
		{Name: "waits", Change: func(p *Props) { p.BakeMinutes, p.ApprovalMinutes = jsii.Number(2881), jsii.Number(-1) },
			Want: []string{"approvalMinutes range", "bakeMinutes range"}},
		{Name: "approval of nothing", Change: func(p *Props) { p.ApprovalMinutes, p.TestListenerARN = jsii.Number(30), "" },
			Want: []string{"approvalMinutes codedeploy-test-traffic"}},
		{Name: "alarms", Change: func(p *Props) { p.AlarmNames = jsii.Strings("", "5xx", "5xx") },
			Want: []string{"alarmNames[0] required", "alarmNames[2] unique"}},
		{Name: "hooks", Change: func(p *Props) {
			p.Hooks = map[Hook]string{"AfterTraffic": function, BeforeInstall: "judge", AfterInstall: ""}
		},
			Want: []string{"hooks one-of", "hooks.AfterInstall required", "hooks.BeforeInstall invalid"}},
		{Name: "test of nothing",
			Change: func(p *Props) { p.Hooks, p.TestListenerARN = map[Hook]string{AfterAllowTestTraffic: function}, "" },
			Want:   []string{"hooks.AfterAllowTestTraffic codedeploy-test-traffic"}},
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
