package codedeploy

import (
	"cmp"
	"math"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

// config is the props with every default filled in.
type config struct {
	Props
	strategy       Strategy // "" with custom steps
	shift          *Shift   // those steps; nil with one of AWS's strategies
	linear         bool     // they are equal ones
	bake, approval float64
	events         []string // that roll back
}

func (p Props) resolve() config {
	c := config{
		Props:    p,
		strategy: p.chosen(),
		shift:    cmp.Or(p.Canary, p.Linear),
		linear:   p.Canary == nil && p.Linear != nil,
		bake:     optional.Or(p.BakeMinutes, DefaultBakeMinutes),
		approval: optional.Or(p.ApprovalMinutes, 0),
		events:   []string{"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"},
	}
	if c.alarmed() {
		c.events = append(c.events, "DEPLOYMENT_STOP_ON_ALARM")
	}
	return c
}

func (p Settings) chosen() Strategy {
	if p.Canary != nil || p.Linear != nil {
		return p.Strategy
	}
	return cmp.Or(p.Strategy, DefaultStrategy)
}

// shiftMinutes from the first step of AWS's own strategies to the last.
var shiftMinutes = map[Strategy]float64{Canary10Percent5Minutes: 5, Canary10Percent15Minutes: 15,
	Linear10PercentEvery1Minutes: 9, Linear10PercentEvery3Minutes: 27}

// ShiftMinutes returns how long the requests take to move, from the first to the last; 0 where Terraform alone knows.
func (p Settings) ShiftMinutes() float64 {
	switch {
	case p.Canary != nil:
		return p.Canary.wait()
	case p.Linear != nil:
		return p.Linear.minutes()
	}
	return shiftMinutes[p.chosen()]
}

// wait is the time between two steps, in minutes.
func (s *Shift) wait() float64 {
	if !check.Known(s.Minutes) {
		return 0
	}
	return *s.Minutes
}

// minutes is the time of all equal steps.
func (s *Shift) minutes() float64 {
	if !check.Known(s.Percentage) || *s.Percentage < 1 {
		return 0
	}
	return (math.Ceil(100 / *s.Percentage) - 1) * s.wait()
}

func (p Props) alarmed() bool { return p.AlarmNames != nil && len(*p.AlarmNames) > 0 }
