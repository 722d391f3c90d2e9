package beanstalk

import (
	"slices"
	"strings"
	"time"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/schedule"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/internal/reader"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// schedules are the scheduled actions, each a resource with options.
func (b *building) schedules() {
	byName := map[string][]setting{}
	var names []string
	for _, s := range b.groups[scheduleNamespace] {
		if byName[s.resource] == nil {
			names = append(names, s.resource)
		}
		byName[s.resource] = append(byName[s.resource], s)
	}
	for _, name := range names {
		group := byName[name]
		action, why := b.scheduled(name, group)
		if why == "" && slices.ContainsFunc(b.service.Scaling.Schedules,
			func(s migration.Schedule) bool { return s.Name == action.Name }) {
			why = "another action has nearly the same name"
		}
		for _, s := range group {
			if why != "" {
				b.decide(s, why+": state the schedule in Scaling.Schedules")
			} else if s.option == "DesiredCapacity" {
				b.drop(s, "a schedule sets the minimum and the maximum; scaling decides between them")
			} else {
				b.mapped(s, "Scaling.Schedules", "")
			}
		}
		if why == "" {
			b.service.Scaling.Schedules = append(b.service.Scaling.Schedules, action)
		}
	}
}

// scheduled is an action, or why it is none here.
func (b *building) scheduled(name string, group []setting) (out migration.Schedule, why string) {
	out = migration.Schedule{Name: migration.ServiceName(name), Source: group[0].source}
	out.Source.Name = scheduleNamespace + " " + name
	for _, s := range group {
		var ok bool
		switch s.option {
		case "Recurrence":
			out.Expression, ok = reader.Cron(s.value)
			if !ok {
				return out, "the recurrence is not one that AWS's cron knows"
			}
		case "MinSize", "MaxSize":
			n, ok := b.whole(s)
			if !ok {
				return out, "its numbers are damaged"
			}
			if s.option == "MinSize" {
				out.Min = migration.Say(n, s.source)
			} else {
				out.Max = migration.Say(n, s.source)
			}
		case "StartTime", "EndTime":
			at, err := time.Parse(time.RFC3339, s.value)
			if err != nil {
				return out, "its time is not one of RFC 3339"
			}
			if s.option == "StartTime" {
				out.Start = at.UTC().Format(time.RFC3339)
			} else {
				out.End = at.UTC().Format(time.RFC3339)
			}
		case "Suspend":
			if strings.EqualFold(s.value, "true") {
				return out, "it is suspended"
			}
		case "DesiredCapacity":
		default:
			return out, "it has an option that this library does not know"
		}
	}
	switch {
	case b.single != nil:
		return out, "a single instance is one task"
	case out.Min == nil && out.Max == nil:
		return out, "it sets neither a minimum nor a maximum"
	case out.Min != nil && out.Max != nil && out.Min.Value > out.Max.Value:
		return out, "its minimum is above its maximum"
	case out.Expression == "" && out.Start == "":
		return out, "it says no time"
	case out.Expression == "":
		at, _ := time.Parse(time.RFC3339, out.Start)
		out.Expression, out.Start, out.End = "at("+at.Format("2006-01-02T15:04:05")+")", "", ""
	}
	// its time must be still to come; a start that is past is no bound any more
	now := time.Now()
	if at, err := time.Parse(time.RFC3339, out.Start); err == nil && at.Before(now) {
		out.Start = ""
	}
	var mistakes rules.Mistakes
	schedule.Times{Expression: out.Expression, Start: out.Start, End: out.End}.Check(&mistakes,
		schedule.Paths{Expression: "e", TimeZone: "z", Start: "s", End: "t"}, now)
	if len(mistakes) > 0 {
		return out, "its time never comes, or is past"
	}
	return out, ""
}
