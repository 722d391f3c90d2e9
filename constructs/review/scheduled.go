package review

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/price"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/schedule"
)

// scheduled prices the tasks that EventBridge Scheduler runs. The calls themselves are free up to 14 million a month.
func (e *estimator) scheduled() {
	e.of("aws_scheduler_schedule", func(r Resource, instances float64) {
		target := block(r.Attributes["target"])
		parameters := block(target["ecs_parameters"])
		if len(parameters) == 0 {
			return
		}
		runs, known := schedule.Times{Expression: text(r.Attributes["schedule_expression"]),
			TimeZone: text(r.Attributes["schedule_expression_timezone"])}.PerMonth()
		if !known {
			runs = 1
			e.assume(r.label() + ": one run a month, as its expression does not say")
		}
		definition, found := e.inventory.familyOf(r, parameters["task_definition_arn"])
		if !found {
			e.assume(r.label() + ": its task definition is not in this stack")
		}
		tasks := e.numberOf(r, parameters, "task_count", 1)
		minutes := e.used(e.usage.ScheduledRunMinutes, 30, "minutes that each scheduled run takes")
		size := e.size(r, definition)
		share := runs * minutes / 60 / price.HoursPerMonth
		usd := instances * tasks * share * e.perTask(size)
		cost := fixed(usd)
		item := r.label() + ": " + plural(float64(int(runs+0.5)), "run") + " a month of " + plural(minutes, "minute") + ", " +
			plural(tasks, "task") + " of " + size.String()
		if text(r.Attributes["state"]) == "DISABLED" {
			item, cost = item+", disabled", Range{0, 0, usd}
		}
		e.add(groupCompute, item, r.Address, cost)
	})
}

// familyOf is the task definition that a value refers to, or whose family an ARN in it names.
func (in *Inventory) familyOf(from Resource, value any) (Resource, bool) {
	if definition, ok := in.first(from, value, "aws_ecs_task_definition"); ok {
		return definition, true
	}
	_, named, _ := strings.Cut(text(value), ":task-definition/")
	family, _, _ := strings.Cut(named, ":")
	for _, definition := range in.Of("aws_ecs_task_definition") {
		if family != "" && text(definition.Attributes["family"]) == family {
			return definition, true
		}
	}
	return Resource{}, false
}

// undelivered judges a schedule whose failures leave no trace.
func undelivered(_ *Inventory, r Resource, report reporter) {
	target := block(r.Attributes["target"])
	if len(target) > 0 && len(block(target["dead_letter_config"])) == 0 {
		report("schedule-dead-letters", Medium, "what the schedule cannot deliver is lost, and nobody is told",
			"give it a dead-letter queue, and an alarm on that")
	}
}

// schedulerTrust judges a role that every schedule of any account could be made to use: a confused deputy.
func schedulerTrust(in *Inventory, r Resource, report reporter) {
	for _, s := range iampolicy.Statements(in.policy(r, r.Attributes["assume_role_policy"], 0)) {
		for _, p := range s.Principals {
			if p.ID == "scheduler.amazonaws.com" && len(s.Conditions) == 0 && !s.Deny {
				report("schedule-trust", High, "EventBridge Scheduler may assume the role on behalf of anybody's schedule",
					"add conditions on aws:SourceAccount and, with the schedule group's ARN, aws:SourceArn")
			}
		}
	}
}
