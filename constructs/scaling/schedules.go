package scaling

import (
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/schedule"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// times of a schedule.
func (s Schedule) times() schedule.Times {
	return schedule.Times{Expression: s.Expression, TimeZone: s.TimeZone, Start: s.StartTime, End: s.EndTime}
}

// scheduleProblems are seen from now, the day of the plan.
func (p *Props) scheduleProblems(ps *rules.Mistakes, now time.Time) {
	for i, s := range p.Schedules {
		path := rules.Index("schedules", i)
		check.Required(ps, path+".expression", s.Expression, "cron(…), rate(…) or at(…)", "")
		s.times().Check(ps, schedule.Paths{Expression: path + ".expression", TimeZone: path + ".timeZone",
			Start: path + ".startTime", End: path + ".endTime"}, now)
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
		p.simultaneousProblems(ps, path, i, now)
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

// simultaneousProblems are about an earlier schedule that acts at the same time and asks for something else.
func (p *Props) simultaneousProblems(ps *rules.Mistakes, path string, i int, now time.Time) {
	s := p.Schedules[i]
	differ := func(a, b *float64) bool { return check.Known(a) && check.Known(b) && *a != *b }
	above := func(least, most *float64) bool { return check.Known(least) && check.Known(most) && *least > *most }
	for j, other := range p.Schedules[:i] {
		if !differ(s.MinCapacity, other.MinCapacity) && !differ(s.MaxCapacity, other.MaxCapacity) &&
			!above(s.MinCapacity, other.MaxCapacity) && !above(other.MinCapacity, s.MaxCapacity) {
			continue
		}
		if at, both := schedule.Coincide(s.times(), other.times(), now); both {
			ps.Break(scheduleOrder, path+".expression", check.Quote(s.Expression)+" and "+rules.Index("schedules", j)+" at "+
				at.Format(time.RFC3339), "times apart, or the same capacity", "move one of them by a minute")
			return
		}
	}
}
