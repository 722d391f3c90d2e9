package scaling

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// zeroProblems requires that a service that may have no task also has something that starts one.
func (p *Props) zeroProblems(ps *rules.Mistakes) {
	if path := p.zeroPath(); path != "" && !p.wakesByStepOrSchedule() && !p.wakesByTracking() {
		ps.Break(fromZero, path, "0 tasks and nothing that starts the first one", "a signal that has data while no task runs",
			"add a policy on what waits, e.g. WakeOnBacklog, or a schedule with a minCapacity above 0, or keep 1 task; CPU, "+
				"memory, requests per target and the tasks' own metrics are silent without a task")
	}
}

// zeroPath is the first prop that lets the number of tasks fall to 0, or "". A maximum of 0 is an off switch, which
// nothing must undo.
func (p *Props) zeroPath() string {
	zero := func(n *float64) bool { return n != nil && *n == 0 }
	if zero(p.MaxCapacity) {
		return ""
	}
	if zero(p.MinCapacity) {
		return "minCapacity"
	}
	for i, s := range p.Schedules {
		if zero(s.MinCapacity) || zero(s.MaxCapacity) {
			return rules.Index("schedules", i)
		}
	}
	return ""
}

// wakesByStepOrSchedule reports whether the first task is sure to start.
func (p *Props) wakesByStepOrSchedule() bool {
	for _, s := range p.Schedules {
		if s.MinCapacity != nil && *s.MinCapacity != 0 {
			return true
		}
	}
	for _, s := range p.Steps {
		if speaksWithoutTasks(s.Metric, s.Queries) {
			return true
		}
	}
	return false
}

// wakesByTracking reports whether the first task starts once the load is above the target value of one task.
func (p *Props) wakesByTracking() bool {
	for _, m := range p.Metrics {
		if speaksWithoutTasks(m.Metric, m.Queries) {
			return true
		}
	}
	return false
}

// speaksWithoutTasks reports whether a metric, or the result of queries, exists while no task runs. Arithmetic with a
// missing metric gives nothing, so at least one metric must be there and every other one must stand inside FILL.
func speaksWithoutTasks(metric *Metric, queries []MetricQuery) bool {
	if metric != nil {
		return metric.withoutTasks()
	}
	var formulas strings.Builder
	for _, q := range queries {
		formulas.WriteString(q.Expression + "\n")
	}
	some := false
	for _, q := range queries {
		switch {
		case q.Metric == nil:
		case q.Metric.withoutTasks():
			some = true
		case !regexp.MustCompile(`\bFILL\(\s*` + regexp.QuoteMeta(q.ID) + `\b`).MatchString(formulas.String()):
			return false
		}
	}
	return some
}

func (m Metric) withoutTasks() bool {
	switch {
	case m.WithoutTasks != nil:
		return *m.WithoutTasks
	case token.Is(m.Namespace):
		return true
	}
	switch m.Namespace {
	case "AWS/ECS", "AWS/ApplicationELB", "AWS/NetworkELB":
		return false
	}
	return strings.HasPrefix(m.Namespace, "AWS/")
}
