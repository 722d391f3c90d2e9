package scaling

import (
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/schedule"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p *Props) scheduleProblems(ps *rules.Mistakes) {
	for i, s := range p.Schedules {
		path := rules.Index("schedules", i)
		check.Required(ps, path+".expression", s.Expression, "cron(…), rate(…) or at(…)", "")
		schedule.Check(ps, path+".expression", s.Expression)
		schedule.CheckTimeZone(ps, path+".timeZone", s.TimeZone)
		check.WholeNumber(ps, path+".minCapacity", s.MinCapacity, 0, mostTasks, " tasks", "")
		check.WholeNumber(ps, path+".maxCapacity", s.MaxCapacity, 0, mostTasks, " tasks", "")
		switch {
		case s.MinCapacity == nil && s.MaxCapacity == nil:
			ps.Break(rules.Required, path, "neither minCapacity nor maxCapacity", "at least one of them", "")
		case check.Known(s.MinCapacity) && check.Known(s.MaxCapacity) && *s.MinCapacity > *s.MaxCapacity:
			ps.Break(capacityOrder, path+".maxCapacity", check.Number(*s.MaxCapacity)+" tasks",
				"at least minCapacity, "+check.Number(*s.MinCapacity), "")
		}
		p.inheritedProblems(ps, path, i)
		start, end := moment(ps, path+".startTime", s.StartTime), moment(ps, path+".endTime", s.EndTime)
		if !start.IsZero() && !end.IsZero() && !end.After(start) {
			ps.Break(scheduleEnd, path+".endTime", check.Quote(s.EndTime), "a time after startTime", "")
		}
	}
}

// inheritedProblems are about the bound that a schedule leaves to whatever set it last: Application Auto Scaling
// refuses a minimum above the maximum only when the time has come.
func (p *Props) inheritedProblems(ps *rules.Mistakes, path string, i int) {
	s := p.Schedules[i]
	lowest, highest := optional.Or(p.MaxCapacity, DefaultMaxCapacity), optional.Or(p.MinCapacity, DefaultMinCapacity)
	raised := false
	if token.IsNumber(lowest) {
		lowest = mostTasks
	}
	for _, other := range p.Schedules {
		if check.Known(other.MaxCapacity) {
			lowest = min(lowest, *other.MaxCapacity)
		}
		if check.Known(other.MinCapacity) {
			highest = max(highest, *other.MinCapacity)
		}
		raised = raised || other.MaxCapacity != nil && *other.MaxCapacity != 0
	}
	if s.MaxCapacity == nil && check.Known(s.MinCapacity) && *s.MinCapacity > lowest {
		ps.Break(scheduleBounds, path+".maxCapacity", "", "a value, as elsewhere the maximum is "+check.Number(lowest),
			"a schedule without one keeps the maximum that was set last, which may be below its minimum")
	}
	if s.MinCapacity == nil && check.Known(s.MaxCapacity) && *s.MaxCapacity < highest {
		ps.Break(scheduleBounds, path+".minCapacity", "", "a value, as elsewhere the minimum is "+check.Number(highest),
			"a schedule without one keeps the minimum that was set last, which may be above its maximum")
	}
	if s.MaxCapacity != nil && *s.MaxCapacity == 0 && !raised {
		ps.Break(scheduleReturn, path+".maxCapacity", "0 tasks and no schedule that raises it",
			"another schedule with a maxCapacity above 0", "nothing else sets the maximum again, not even an apply")
	}
}

// moment reads a time; it is zero where there is none to compare.
func moment(ps *rules.Mistakes, path, text string) time.Time {
	if text == "" || token.Is(text) {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		ps.Break(rules.Invalid, path, check.Quote(text), "a time such as 2030-01-01T00:00:00Z",
			"RFC 3339 needs a zone: Z, or an offset such as +01:00")
	}
	return t
}
