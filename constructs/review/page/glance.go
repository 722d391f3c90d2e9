package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// glance is the page in a few lines.
func (v *view) glance(e *review.Estimate, risks []review.Risk, optOuts []review.OptOut) [][2]text {
	var out [][2]text
	add := func(label string, t text) { out = append(out, [2]text{say(label), t}) }
	counts := map[review.Severity]int{}
	for _, r := range risks {
		counts[r.Severity]++
	}
	var found []string
	for _, s := range review.Severities() {
		if counts[s] > 0 {
			found = append(found, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	if len(found) == 0 {
		add("Warnings", say("none"))
	} else {
		add("Warnings", loud(check.Words(found)))
	}
	add("Reached by", v.reachedBy())
	add("Runs", v.runs())
	dollars := func(n float64) string { return amountOf(fmt.Sprintf("%.0f", n)) }
	without := ", without tokens and traffic"
	if least, most := dollars(e.Total.Minimum), dollars(e.Total.Maximum); least != most {
		without = ", " + least + " to " + most + without
	}
	if len(e.Idle) > 0 {
		without += ", and before the first task of " + plural(len(e.Idle), "service")
	}
	add("Costs", loud("about "+dollars(e.Total.Expected)+" USD a month").and(say(without)))
	add("Goes without", say(plural(len(optOuts), "protection")))
	region := ""
	if v.Region != "" && !strings.Contains(v.Region, "${") {
		region = " in " + v.Region
	}
	add("Makes", say(plural(len(v.Resources), "resource")+region))
	return out
}

func (v *view) reachedBy() text {
	var out []text
	for _, b := range v.balancers() {
		for _, l := range v.listeners(b) {
			who := v.callers(b, l)
			n := len(out)
			if n > 0 && strings.HasPrefix(out[n-1].string(), who.string()+" on ") {
				out[n-1] = out[n-1].and(say(", " + protocol(l)))
				continue
			}
			out = append(out, who.and(say(" on "+protocol(l))))
		}
	}
	for _, s := range v.Of("aws_ecs_service") {
		for _, o := range v.rules {
			if o.in && worldwide(o.blocks) && v.of(o, s, first(s.Attributes["network_configuration"])["security_groups"]) {
				out = append(out, loud("the internet").and(say(", "+o.ports+" of the tasks")))
			}
		}
	}
	if len(out) == 0 {
		return say("nobody from outside, by this stack")
	}
	return join(out, "; ")
}

func (v *view) runs() text {
	var out []text
	for _, s := range v.Of("aws_ecs_service") {
		least, _, most := v.Tasks(s)
		count := check.Number(least) + " to " + plural(int(most), "task")
		if least == most {
			count = plural(int(most), "task")
		}
		out = append(out, codeOf(s.Label()).and(say(" with "+count)))
	}
	if n := len(v.Of("aws_scheduler_schedule")); n > 0 {
		out = append(out, say(plural(n, "schedule")))
	}
	if len(out) == 0 {
		return say("no service")
	}
	if len(out) > 6 {
		out = append(slices.Clone(out[:5]), say(plural(len(out)-5, "other")))
	}
	return join(out, ", ")
}
