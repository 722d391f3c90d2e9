package codedeploy

import (
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// maxMinutes is CodeDeploy's limit of every wait in a deployment, and of the time between its first and last shift
// (https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html).
const maxMinutes = 2880

var (
	nameForm    = regexp.MustCompile(`^[a-zA-Z0-9._+=,@-]{1,64}$`)
	targetsForm = regexp.MustCompile(`^[a-zA-Z0-9-]{1,32}$`)
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	formProblems(&ps, "name", p.Name, nameForm.MatchString, "1 to 64 letters, digits and . _ + = , @ -",
		"name it like the service, e.g. llm-proxy")
	formProblems(&ps, "clusterName", p.ClusterName, naming.IsECS, "the name of a cluster, at most 255 characters",
		"give its name, not its ARN")
	formProblems(&ps, "serviceName", p.ServiceName, naming.IsECS, "the name of a service, at most 255 characters",
		"give its name, not its ARN")
	p.routeProblems(&ps)
	p.roleProblems(&ps)
	p.strategyProblems(&ps)
	p.waitProblems(&ps)
	p.hookProblems(&ps)
	return ps
}

func formProblems(ps *rules.Mistakes, path, value string, fits func(string) bool, want, fix string) {
	if !token.Is(value) && !fits(value) {
		ps.Break(check.Form(value), path, check.Quote(value), want, fix)
	}
}

func (p *Props) routeProblems(ps *rules.Mistakes) {
	const fix = "hand over loadbalancer.Target's"
	check.Required(ps, "listenerARN", p.ListenerARN, "the ARN of the listener that clients use", fix+" ListenerARN()")
	arn.Check(ps, "listenerARN", p.ListenerARN, "elasticloadbalancing", fix+" ListenerARN()")
	arn.Check(ps, "testListenerARN", p.TestListenerARN, "elasticloadbalancing", fix+" TestListenerARN()")
	if p.TestListenerARN != "" && !token.Is(p.TestListenerARN) && p.TestListenerARN == p.ListenerARN {
		ps.Break(testListener, "testListenerARN", check.Quote(p.TestListenerARN)+" again",
			"another listener than listenerARN", "clients would reach new tasks before they are tested")
	}
	formProblems(ps, "blueTargetGroupName", p.BlueTargetGroupName, targetsForm.MatchString,
		"the name of a target group, at most 32 characters", fix+" TargetGroupName()")
	formProblems(ps, "greenTargetGroupName", p.GreenTargetGroupName, targetsForm.MatchString,
		"the name of a target group, at most 32 characters", fix+" GreenTargetGroupName()")
	if p.GreenTargetGroupName != "" && !token.Is(p.GreenTargetGroupName) &&
		p.GreenTargetGroupName == p.BlueTargetGroupName {
		ps.Break(targetGroups, "greenTargetGroupName", check.Quote(p.GreenTargetGroupName)+" again",
			"another target group than the blue one", fix+" GreenTargetGroupName()")
	}
}

func (p *Props) roleProblems(ps *rules.Mistakes) {
	const path, fix = "taskRoleARNs", "hand over the task definition's ExecutionRoleARN() and TaskRoleARN()"
	if token.IsList(p.TaskRoleARNs) {
		ps.Break(rules.KnownValue, path, "a list that Terraform computes", "ARNs that are each stated",
			"each may be a reference")
		return
	}
	roles := optional.Texts(p.TaskRoleARNs)
	if len(roles) == 0 {
		ps.Break(rules.Required, path, "", "the roles that the tasks start and run with", fix)
	}
	for i, role := range roles {
		check.Required(ps, rules.Index(path, i), role, "the ARN of a role", fix)
		arn.Check(ps, rules.Index(path, i), role, "iam", fix)
	}
	check.Unique(ps, path, roles, "")
}

func (p *Props) strategyProblems(ps *rules.Mistakes) {
	check.OneOf(ps, "strategy", p.Strategy, AllAtOnce, Canary10Percent5Minutes, Canary10Percent15Minutes,
		Linear10PercentEvery1Minutes, Linear10PercentEvery3Minutes)
	check.Exclusive(ps, "strategy",
		map[string]bool{"strategy": p.Strategy != "", "canary": p.Canary != nil, "linear": p.Linear != nil},
		"a deployment has one strategy")
	p.Canary.problems(ps, "canary")
	p.Linear.problems(ps, "linear")
	if l := p.Linear; l != nil && check.Known(l.Minutes) && *l.Minutes <= maxMinutes {
		if total := l.minutes(); total > maxMinutes {
			ps.Break(shiftTime, "linear", check.Number(total)+" minutes from the first shift to the last",
				"at most "+check.Number(maxMinutes), "raise percentage or lower minutes")
		}
	}
}

func (s *Shift) problems(ps *rules.Mistakes, path string) {
	if s == nil {
		return
	}
	if s.Percentage == nil {
		ps.Break(rules.Required, path+".percentage", "", "the percentage of the requests that move at once", "")
	}
	if s.Minutes == nil {
		ps.Break(rules.Required, path+".minutes", "", "the minutes until the next shift", "")
	}
	check.WholeNumber(ps, path+".percentage", s.Percentage, 1, 99, " %", "to move all at once, use AllAtOnce")
	check.WholeNumber(ps, path+".minutes", s.Minutes, 1, maxMinutes, " minutes", "")
}

func (p *Props) waitProblems(ps *rules.Mistakes) {
	check.WholeNumber(ps, "bakeMinutes", p.BakeMinutes, 0, maxMinutes, " minutes", "")
	check.WholeNumber(ps, "approvalMinutes", p.ApprovalMinutes, 0, maxMinutes, " minutes", "")
	if p.ApprovalMinutes != nil && *p.ApprovalMinutes != 0 && p.TestListenerARN == "" {
		ps.Break(testTraffic, "approvalMinutes", "a wait without testListenerARN",
			"0, or a listener on which the new tasks can be judged", "")
	}
	if !token.IsList(p.AlarmNames) {
		for i, name := range optional.Texts(p.AlarmNames) {
			naming.CheckAlarm(ps, rules.Index("alarmNames", i), name)
		}
		check.Unique(ps, "alarmNames", optional.Texts(p.AlarmNames), "")
	}
}

func (p *Props) hookProblems(ps *rules.Mistakes) {
	for _, hook := range sortedHooks(p.Hooks) {
		path := "hooks." + string(hook)
		check.OneOf(ps, "hooks", hook, BeforeInstall, AfterInstall, AfterAllowTestTraffic, BeforeAllowTraffic,
			AfterAllowTraffic)
		check.Required(ps, path, p.Hooks[hook], "the ARN of a Lambda function", "")
		arn.Check(ps, path, p.Hooks[hook], "lambda", "")
		if hook == AfterAllowTestTraffic && p.TestListenerARN == "" {
			ps.Break(testTraffic, path, "a function without testListenerARN", "a listener for test traffic",
				"use "+string(AfterInstall)+" to test without one")
		}
	}
}
