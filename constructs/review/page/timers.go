package page

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// timer is how long something waits.
type timer struct {
	hop     string // client, load balancer, task, …
	what    string
	seconds float64
}

// limit is how much is let through.
type limit struct{ what, value string }

// timers of each way from a client to a model, on one scale, and the limits beside them.
func (v *view) timers() []block {
	t := &table{caption: "From the client to the model, on one scale from a second to a day",
		head: []string{"Where", "Timer", "How long", "1 s to 1 day"}}
	for _, timer := range v.allTimers() {
		t.rows = append(t.rows, []text{say(timer.hop), say(timer.what), say(duration(timer.seconds)),
			barOf(steps(timer.seconds))})
	}
	limits := &table{caption: "Limits", head: []string{"Where", "Limit", "Value"}}
	for _, d := range v.Of("aws_ecs_task_definition") {
		for _, l := range v.limitsOf(d) {
			limits.rows = append(limits.rows, []text{say("task ").and(codeOf(d.Label())), say(l.what), say(l.value)})
		}
	}
	for _, s := range v.Of("aws_ecs_service") {
		least, _, most := v.Tasks(s)
		limits.rows = append(limits.rows, []text{say("service ").and(codeOf(s.Label())), say("tasks"), say(fromTo(least, most))})
	}
	var out []block
	if len(t.rows) > 0 {
		out = append(out, block{table: t})
	}
	if len(limits.rows) > 0 {
		out = append(out, block{table: limits})
	}
	return out
}

func fromTo(least, most float64) string {
	if least == most {
		return check.Number(most)
	}
	return check.Number(least) + " to " + check.Number(most)
}

// The scale of timers is logarithmic: a step is a third of the way to eight times as long.
const (
	scaleSteps = 17
	longest    = 24 * 60 * 60
)

func steps(seconds float64) int {
	if seconds <= 0 {
		return 0
	}
	n := 1 + math.Round(math.Log(seconds)/math.Log(longest)*(scaleSteps-1))
	return int(min(max(n, 1), scaleSteps))
}

// duration in words, such as 10 min.
func duration(seconds float64) string {
	for _, unit := range []struct {
		of   float64
		name string
	}{{24 * 60 * 60, "d"}, {60 * 60, "h"}, {60, "min"}} {
		if seconds >= unit.of && math.Mod(seconds, unit.of) == 0 {
			return check.Number(seconds/unit.of) + " " + unit.name
		}
	}
	if seconds > 100 {
		return check.Number(seconds) + " s (" + check.Number(math.Round(seconds/6)/10) + " min)"
	}
	return check.Number(seconds) + " s"
}

// hops are the order of the way.
var hops = []string{"load balancer", "target group", "queue", "Service Connect", "service", "task"}

func (v *view) allTimers() []timer {
	var out []timer
	add := func(hop string, r review.Resource, what string, value any) {
		if n, known := number(value); known && n > 0 {
			out = append(out, timer{hop + " " + labelOf(r), what, n})
		}
	}
	for _, r := range v.balancers() {
		a := r.Attributes
		add("load balancer", r, "a client's connection is kept", either(a["client_keep_alive"], "3600"))
		add("load balancer", r, "no byte flows, in either direction", either(a["idle_timeout"], "60"))
	}
	for _, r := range v.Of("aws_lb_target_group") {
		service := r
		for _, s := range v.Of("aws_ecs_service") {
			if v.is(s, s.Attributes["load_balancer"], r) {
				service = s
			}
		}
		health := first(r.Attributes["health_check"])
		add("target group", service, "a stream may end after its task is asked to stop",
			either(r.Attributes["deregistration_delay"], "300"))
		interval, ok := number(health["interval"])
		bad, ok2 := number(health["unhealthy_threshold"])
		if ok && ok2 {
			add("target group", service, "a sick task is sent requests", check.Number(interval*bad))
		}
	}
	for _, r := range v.Of("aws_sqs_queue") {
		add("queue", r, "a message is hidden while a task works on it", r.Attributes["visibility_timeout_seconds"])
		add("queue", r, "a message is kept", r.Attributes["message_retention_seconds"])
	}
	for _, r := range v.Of("aws_ecs_service") {
		a := r.Attributes
		for _, s := range blocks(first(a["service_connect_configuration"])["service"]) {
			timeout := first(s["timeout"])
			add("Service Connect", r, "a call between services takes", timeout["per_request_timeout_seconds"])
			add("Service Connect", r, "a call between services is idle", timeout["idle_timeout_seconds"])
		}
		add("service", r, "a new task may fail its health check", a["health_check_grace_period_seconds"])
	}
	for _, d := range v.Of("aws_ecs_task_definition") {
		for _, c := range v.containers(d) {
			for _, e := range blocks(c["environment"]) {
				name := word(e["name"])
				switch {
				case strings.Contains(name, "KEEPALIVE") || strings.Contains(name, "KEEP_ALIVE"):
					add("task", d, "an idle connection is kept ("+name+")", e["value"])
				case strings.Contains(name, "TIMEOUT"):
					add("task", d, name, e["value"])
				}
			}
			if c["essential"] == nil || !isFalse(c["essential"]) {
				add("task", d, "a stopped container may finish", c["stopTimeout"])
			}
		}
	}
	slices.SortStableFunc(out, func(a, b timer) int { return cmp.Compare(rank(a.hop), rank(b.hop)) })
	return slices.Compact(out)
}

// either is a value, or what AWS takes when none is stated.
func either(v any, otherwise string) any {
	if v == nil {
		return otherwise
	}
	return v
}

func rank(hop string) int {
	return slices.IndexFunc(hops, func(h string) bool { return strings.HasPrefix(hop, h+" ") })
}

var budgetVariable = regexp.MustCompile(`^AI_[A-Z_]*(?:BUDGET|MAX)[A-Z_]*$`)

// limitsOf are the limits that the environment of a task states.
func (v *view) limitsOf(d review.Resource) []limit {
	var out []limit
	cpu, okCPU := number(d.Attributes["cpu"])
	memory, okMemory := number(d.Attributes["memory"])
	if okCPU && okMemory {
		out = append(out, limit{"size", check.Number(cpu/1024) + " vCPU, " + check.Number(memory/1024) + " GB"})
	}
	for _, c := range v.containers(d) {
		for _, e := range blocks(c["environment"]) {
			name := word(e["name"])
			if n, known := number(e["value"]); known && budgetVariable.MatchString(name) {
				out = append(out, limit{strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, "AI_"), "_", " ")), amount(n)})
			}
		}
	}
	return out
}
