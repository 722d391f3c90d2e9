package scaling

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems(time.Now()).Err() }

// mostTasks is ECS's quota for a service.
const mostTasks = 5000

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// problems are seen from now, since a schedule may be over.
func (p *Props) problems(now time.Time) rules.Mistakes {
	p, ps := check.Given(p)
	naming.CheckECS(&ps, "clusterName", p.ClusterName, "hand over Cluster.Name()")
	naming.CheckECS(&ps, "serviceName", p.ServiceName, "hand over Service.Name()")
	p.capacityProblems(&ps)
	p.trackingProblems(&ps)
	p.nameProblems(&ps)
	p.insightsProblems(&ps)
	for i, m := range p.Metrics {
		path := rules.Index("metrics", i)
		signalProblems(&ps, path, m.Metric, m.Queries, false)
		m.tracking().problems(&ps, path)
	}
	for i, s := range p.Steps {
		s.problems(&ps, rules.Index("steps", i))
	}
	p.scheduleProblems(&ps, now)
	p.zeroProblems(&ps)
	return ps
}

func (p *Props) capacityProblems(ps *rules.Mistakes) {
	check.WholeNumber(ps, "minCapacity", p.MinCapacity, 0, mostTasks, " tasks", "")
	check.WholeNumber(ps, "maxCapacity", p.MaxCapacity, 0, mostTasks, " tasks", "5000 is ECS's quota for a service")
	least, most := optional.Or(p.MinCapacity, DefaultMinCapacity), optional.Or(p.MaxCapacity, DefaultMaxCapacity)
	if !token.IsNumber(least) && !token.IsNumber(most) && least > most {
		ps.Break(capacityOrder, "maxCapacity", check.Number(most)+" tasks", "at least minCapacity, "+check.Number(least), "")
	}
	if most == 0 && !p.raised() && !optional.Value(p.HeldAtZero) && p.policies() > 0 {
		ps.Break(roomToScale, "maxCapacity", "0 tasks with policies", "at least 1 task",
			"leave the policies out, as nothing can scale; a target without a service around it has heldAtZero")
	}
	if p.CPUUtilization == nil && p.MemoryUtilization == nil && p.RequestsPerTarget == nil &&
		len(p.Metrics)+len(p.Steps)+len(p.Schedules) == 0 {
		ps.Break(signal, "metrics", "no policy and no schedule", "something that changes the number of tasks",
			"add e.g. InFlightPerTask to metrics, or cpuUtilization; for a fixed number of tasks do without a scalable target")
	}
}

// policies is how many there are.
func (p *Props) policies() int {
	n := len(p.Metrics) + len(p.Steps)
	for _, t := range []*TargetTracking{p.CPUUtilization, p.MemoryUtilization, p.RequestsPerTarget} {
		if t != nil {
			n++
		}
	}
	return n
}

// raised reports that a schedule raises the maximum.
func (p *Props) raised() bool {
	return slices.ContainsFunc(p.Schedules, func(s Schedule) bool { return s.MaxCapacity != nil && *s.MaxCapacity != 0 })
}

// insightsProblems refuse policies on metrics that a cluster without Container Insights does not publish.
func (p *Props) insightsProblems(ps *rules.Mistakes) {
	if optional.Or(p.ContainerInsights, true) {
		return
	}
	judge := func(path string, metric *Metric, queries []MetricQuery) {
		for _, m := range metricsOf(metric, queries) {
			if m.Namespace == insightsNamespace {
				ps.Break(publishedSignal, path, check.Quote(m.Namespace+" "+m.Name)+" of a cluster that does not publish it",
					"a cluster with Container Insights", "turn them on (containerInsights), or scale on another signal")
				return
			}
		}
	}
	for i, m := range p.Metrics {
		judge(rules.Index("metrics", i), m.Metric, m.Queries)
	}
	for i, s := range p.Steps {
		judge(rules.Index("steps", i), s.Metric, s.Queries)
	}
}

func (p *Props) trackingProblems(ps *rules.Mistakes) {
	percent := func(path string, t *TargetTracking) {
		if t == nil {
			return
		}
		t.problems(ps, path)
		if check.Known(t.TargetValue) && *t.TargetValue > 0 && (*t.TargetValue < 1 || *t.TargetValue > 100) {
			ps.Break(rules.Range, path+".targetValue", check.Number(*t.TargetValue)+" %", "1 to 100 %",
				"it is a percentage, not a fraction")
		}
	}
	percent("cpuUtilization", p.CPUUtilization)
	percent("memoryUtilization", p.MemoryUtilization)
	if r := p.RequestsPerTarget; r != nil {
		r.problems(ps, "requestsPerTarget")
		suffixProblems(ps, "loadBalancerARNSuffix", p.LoadBalancerARNSuffix, "app/", "app/NAME/ID")
		suffixProblems(ps, "targetGroupARNSuffix", p.TargetGroupARNSuffix, "targetgroup/", "targetgroup/NAME/ID")
	}
}

func suffixProblems(ps *rules.Mistakes, path, got, prefix, want string) {
	if !token.Is(got) && (!strings.HasPrefix(got, prefix) || strings.Count(got, "/") != 2) {
		quoted := got
		if got != "" {
			quoted = check.Quote(got)
		}
		ps.Break(check.Form(got), path, quoted, want, "it is the end of the ARN, which Terraform calls arn_suffix")
	}
}

func (t TargetTracking) problems(ps *rules.Mistakes, path string) {
	switch {
	case t.TargetValue == nil:
		ps.Break(rules.Required, path+".targetValue", "", "the value to keep", "")
	case check.Known(t.TargetValue) && !(*t.TargetValue > 0):
		ps.Break(rules.Range, path+".targetValue", check.Number(*t.TargetValue), "a value above 0", "")
	}
	cooldownProblems(ps, path+".scaleInCooldown", t.ScaleInCooldown)
	cooldownProblems(ps, path+".scaleOutCooldown", t.ScaleOutCooldown)
}

func cooldownProblems(ps *rules.Mistakes, path string, n *float64) {
	check.WholeNumber(ps, path, n, 0, 86400, "s", "")
}

// nameProblems requires names that Terraform addresses can be made of, and that no two policies share one.
func (p *Props) nameProblems(ps *rules.Mistakes) {
	taken := map[string]string{PolicyCPUUtilization: "cpuUtilization", PolicyMemoryUtilization: "memoryUtilization",
		PolicyRequestsPerTarget: "requestsPerTarget"}
	for i, m := range p.Metrics {
		nameProblems(ps, rules.Index("metrics", i), m.Name, taken)
	}
	for i, s := range p.Steps {
		nameProblems(ps, rules.Index("steps", i), s.Name, taken)
	}
	taken = map[string]string{}
	for i, s := range p.Schedules {
		nameProblems(ps, rules.Index("schedules", i), s.Name, taken)
	}
}

func nameProblems(ps *rules.Mistakes, path, got string, taken map[string]string) {
	if !nameForm.MatchString(got) {
		ps.Break(check.Form(got), path+".name", check.Quote(got), "at most 63 lower-case letters, digits and hyphens",
			"the name becomes part of the Terraform address")
		return
	}
	if by, is := taken[got]; is {
		ps.Break(rules.Unique, path+".name", check.Quote(got)+" again", "a name different from that of "+by, "")
		return
	}
	taken[got] = path
}
