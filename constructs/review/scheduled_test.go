package review

import "testing"

// nightly is a schedule that runs the stack's task, 30 minutes every night.
func nightly(change func(schedule, parameters object)) edit {
	parameters := object{"task_definition_arn": "${aws_ecs_task_definition.task.arn}", "task_count": 1}
	schedule := object{"name": "evaluation", "schedule_expression": "cron(0 2 * * ? *)", "state": "ENABLED",
		"target": object{"ecs_parameters": parameters, "dead_letter_config": object{"arn": "${aws_sqs_queue.failed.arn}"}}}
	change(schedule, parameters)
	return edit{"aws_scheduler_schedule.evaluation", schedule}
}

func TestScheduledRunsCost(t *testing.T) {
	const run = (29.5504 + 6.4897) / 730 / 2 // 1 vCPU, 2 GB, half an hour
	for name, test := range map[string]struct {
		change func(schedule, parameters object)
		part   string
		want   Range
	}{
		"nightly": {func(_, _ object) {}, "evaluation: 30 runs a month of 30 minutes, 1 task of 1 vCPU, 2 GB", fixed(30.4375 * run)},
		"hourly, two tasks": {func(schedule, parameters object) {
			schedule["schedule_expression"], parameters["task_count"] = "rate(1 hour)", 2
		}, "730 runs a month of 30 minutes, 2 tasks", fixed(2 * 730 * run)},
		"by family": {func(_, parameters object) {
			parameters["task_definition_arn"] = "arn:aws:ecs:eu-west-1:210987654321:task-definition/llm-proxy"
		}, "1 task of 1 vCPU, 2 GB", fixed(30.4375 * run)},
		"once":     {func(schedule, _ object) { schedule["schedule_expression"] = "at(2030-01-01T00:00:00)" }, "1 run a month", fixed(run)},
		"disabled": {func(schedule, _ object) { schedule["state"] = "DISABLED" }, ", disabled", Range{0, 0, 30.4375 * run}},
	} {
		line, found := lineOf(NewEstimate(edited(t, nightly(test.change)), Options{}), test.part)
		if !found || !near(line.Cost.Minimum, test.want.Minimum) || !near(line.Cost.Expected, test.want.Expected) ||
			!near(line.Cost.Maximum, test.want.Maximum) {
			t.Errorf("%s: got %+v, want %+v", name, line, test.want)
		}
	}
	elsewhere := func(_, parameters object) { parameters["task_definition_arn"] = "${var.task}" }
	if e := NewEstimate(edited(t, nightly(elsewhere)), Options{}); len(e.Assumptions) < 3 {
		t.Errorf("got the assumptions %q", e.Assumptions)
	}
	bus := func(schedule, _ object) { schedule["target"] = object{"arn": "${aws_sqs_queue.jobs.arn}"} }
	if line, found := lineOf(NewEstimate(edited(t, nightly(bus)), Options{}), "evaluation"); found {
		t.Errorf("a message is no task: %+v", line)
	}
}
