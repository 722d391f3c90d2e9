package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
)

// between is the difference of what a subject may.
func (c *comparison) between(address, kind string, was, is *permitted) []Effect {
	var out []Effect
	add := func(direction Direction, kind, text string) {
		out = append(out, Effect{Address: c.show.text(address), Direction: direction, Kind: kind, Text: c.show.text(text)})
	}
	for _, s := range beyond(is.statements, was.statements) {
		direction, change := More, "added"
		if s.related {
			change = "widened"
		}
		if s.of.Deny {
			direction, change = Less, "denied"
		}
		add(direction, change, s.say(kind))
	}
	for _, s := range beyond(was.statements, is.statements) {
		direction, change := Less, "removed"
		if s.related {
			change = "narrowed"
		}
		if s.of.Deny {
			direction, change = More, "no longer denied"
		}
		add(direction, change, s.say(kind))
	}
	for _, arn := range is.attached {
		if !slices.Contains(was.attached, arn) {
			add(More, "added", "everything that the policy "+arn+" allows")
		}
	}
	for _, arn := range was.attached {
		if !slices.Contains(is.attached, arn) {
			add(Less, "removed", "everything that the policy "+arn+" allows")
		}
	}
	return out
}

// part of a statement that others do not say.
type part struct {
	of                 iampolicy.Statement
	actions, resources []string
	principals         []iampolicy.Principal
	related            bool // another statement says a part of it, or has its name
}

// beyond are the parts of statements that others do not say.
func beyond(all, others []iampolicy.Statement) []part {
	var out []part
	for i := range all {
		s := &all[i]
		if slices.ContainsFunc(others, func(o iampolicy.Statement) bool { return sameStatement(*s, o) }) {
			continue
		}
		grants := s.Grants()
		if grants == nil {
			out = append(out, part{of: *s, actions: s.Actions, resources: s.Resources, principals: s.Principals})
			continue
		}
		// What is not covered, as one rectangle of actions, resources and principals.
		p := part{of: *s}
		covered := 0
		for _, g := range grants {
			if slices.ContainsFunc(others, func(o iampolicy.Statement) bool { return o.Covers(g) }) {
				covered++
				continue
			}
			p.actions, p.resources = once(p.actions, g.Action), once(p.resources, g.Resource)
			if !slices.Contains(p.principals, g.Principal) {
				p.principals = append(p.principals, g.Principal)
			}
		}
		if covered == len(grants) {
			continue
		}
		p.related = covered > 0 || slices.ContainsFunc(others, func(o iampolicy.Statement) bool {
			return o.Deny == s.Deny && (s.Sid != "" && o.Sid == s.Sid || related(o, *s))
		})
		out = append(out, p)
	}
	return out
}

// related tells that two statements are about the same actions.
func related(a, b iampolicy.Statement) bool {
	return slices.ContainsFunc(a.Actions, func(x string) bool {
		return slices.ContainsFunc(b.Actions, func(y string) bool {
			return iampolicy.IncludesAction(x, y) || iampolicy.IncludesAction(y, x)
		})
	})
}

func once(all []string, one string) []string {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

func sameStatement(a, b iampolicy.Statement) bool {
	return a.Deny == b.Deny && a.NotPrincipal == b.NotPrincipal && slices.Equal(a.Actions, b.Actions) &&
		slices.Equal(a.NotActions, b.NotActions) && slices.Equal(a.Resources, b.Resources) &&
		slices.Equal(a.NotResources, b.NotResources) && slices.Equal(a.Principals, b.Principals) &&
		slices.EqualFunc(a.Conditions, b.Conditions, func(a, b iampolicy.Condition) bool {
			return a.Operator == b.Operator && a.Key == b.Key && slices.Equal(a.Values, b.Values)
		})
}

// say writes the part in words.
func (p part) say(kind string) string {
	what := few(p.actions)
	if len(p.of.NotActions) > 0 {
		what = "everything but " + few(p.of.NotActions)
	}
	on := few(p.resources)
	if len(p.of.NotResources) > 0 {
		on = "everything but " + few(p.of.NotResources)
	}
	var who []string
	for _, principal := range p.principals {
		switch {
		case principal == iampolicy.Principal{}:
		case principal.ID == "*":
			who = append(who, "everyone")
		default:
			who = append(who, principal.ID)
		}
	}
	out := what
	switch {
	case kind == "trusts":
		out = few(who) + " may act as it"
		if !slices.Equal(p.actions, []string{"sts:AssumeRole"}) {
			out += " (" + what + ")"
		}
	case p.of.NotPrincipal:
		out = "everyone but " + few(who) + ": " + what
	case len(who) > 0:
		out = few(who) + ": " + what
	}
	if on != "" && kind != "trusts" {
		out += " on " + on
	}
	var conditions []string
	for _, c := range p.of.Conditions {
		conditions = append(conditions, c.Key+" "+c.Operator+" "+few(c.Values))
	}
	if len(conditions) > 0 {
		out += ", if " + strings.Join(conditions, " and ")
	}
	return out
}

// few are the first texts of many.
func few(all []string) string {
	const most = 6
	all = slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" })
	if len(all) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
	}
	return strings.Join(all, ", ")
}
