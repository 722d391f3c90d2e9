package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// atBalancer is the stage of a timer of a load balancer.
const atBalancer = "load balancer"

// Timer is a time limit, on the way of a request from the client to the model and back.
type Timer struct {
	Address string `json:"address"`
	Stage   string `json:"stage"` // client, load balancer, task, model, queue or alarm
	Name    string `json:"name"`
	Before  string `json:"before"` // in seconds, or "not set"
	After   string `json:"after"`
	Changed bool   `json:"changed"`

	owner     string // the resource, or the container in it
	container bool   // it is of a container
}

// stages in the order in which a request meets them.
var stages = []string{"client", atBalancer, "task", "model", "queue", "network", "deployment", "alarm"}

// onScale are the stages of which all timers are told where one changes.
var onScale = map[string]bool{"client": true, atBalancer: true, "task": true, "model": true}

const noTimer = "not set"

// timed are attributes that are seconds, or minutes.
var timed = []struct {
	kinds, path, stage, name string
	factor                   float64
}{
	{"aws_lb", "client_keep_alive", "client", "connection kept at most", 1},
	{"aws_cloudfront_distribution", "origin.custom_origin_config.origin_read_timeout", "client",
		"CloudFront waits for an answer", 1},
	{"aws_lb", "idle_timeout", atBalancer, "silence allowed", 1},
	{"aws_lb_listener", "tcp_idle_timeout_seconds", "network", "silence allowed", 1},
	{"aws_lb_target_group", "deregistration_delay", atBalancer,
		"time for open requests when a task goes", 1},
	{"aws_lb_target_group", "slow_start", atBalancer, "slow start", 1},
	{"aws_lb_target_group", "health_check.timeout", atBalancer,
		"health check answers within", 1},
	{"aws_lb_target_group", "health_check.interval", atBalancer, "health check every", 1},
	{"aws_lb_target_group", "stickiness.cookie_duration", atBalancer,
		"clients stay with a task", 1},
	{"aws_apigatewayv2_integration", "timeout_milliseconds", atBalancer, "answer within", 0.001},
	{"aws_ecs_service", "service_connect_configuration.service.timeout.idle_timeout_seconds", atBalancer,
		"Service Connect: silence allowed", 1},
	{"aws_ecs_service", "service_connect_configuration.service.timeout.per_request_timeout_seconds", atBalancer,
		"Service Connect: answer within", 1},
	{"aws_ecs_service", "health_check_grace_period_seconds", "task", "time to start before health counts", 1},
	{"aws_lambda_function", "timeout", "task", "runs at most", 1},
	{"aws_ecs_service", "deployment_configuration.bake_time_in_minutes", "deployment", "watched afterwards", 60},
	{"aws_codedeploy_deployment_group", "blue_green_deployment_config.terminate_blue_instances_on_deployment_success." +
		"termination_wait_time_in_minutes", "deployment", "old tasks are kept", 60},
	{"aws_codedeploy_deployment_group", "blue_green_deployment_config.deployment_ready_option.wait_time_in_minutes",
		"deployment", "waits before traffic moves", 60},
	{"aws_sqs_queue", "visibility_timeout_seconds", "queue", "time for one message", 1},
	{"aws_sqs_queue", "message_retention_seconds", "queue", "messages are kept", 1},
	{"aws_sqs_queue", "delay_seconds", "queue", "messages wait before", 1},
	{"aws_sqs_queue", "receive_wait_time_seconds", "queue", "a request for messages waits", 1},
	{"aws_scheduler_schedule", "target.retry_policy.maximum_event_age_in_seconds", "queue", "tried again for at most", 1},
	{"aws_scheduler_schedule", "flexible_time_window.maximum_window_in_minutes", "queue", "starts within", 60},
	{"aws_appautoscaling_policy", "target_tracking_scaling_policy_configuration.scale_in_cooldown", "deployment",
		"waits before tasks go", 1},
	{"aws_appautoscaling_policy", "target_tracking_scaling_policy_configuration.scale_out_cooldown", "deployment",
		"waits before more tasks come", 1},
	{"aws_cloudwatch_metric_alarm", "period", "alarm", "looks at", 1},
	{"aws_iam_role", "max_session_duration", "deployment", "a session lasts at most", 1},
}

// ofContainers are members of container definitions that are seconds.
var ofContainers = []struct{ path, name string }{
	{"stopTimeout", "time to end when it is stopped"}, {"startTimeout", "time to start"},
	{"healthCheck.timeout", "own health check answers within"}, {"healthCheck.interval", "own health check every"},
	{"healthCheck.startPeriod", "own health check counts after"},
}

// timers are those on the scales on which one changes: of what belongs together, all are told, since one alone says
// little.
func (c *comparison) timers() []Timer {
	was, existed := c.timersOf(c.before)
	is, exists := c.timersOf(c.after)
	for key, t := range was {
		if _, there := is[key]; !there && exists[t.owner] {
			t.After = noTimer
			is[key] = t
		}
	}
	var out []Timer
	changed := false
	for _, key := range check.SortedKeys(is) {
		t := is[key]
		before, there := was[key]
		t.Before = t.After
		if !there && existed[t.owner] {
			t.Before, there = noTimer, true
		} else if there && c.touched[t.Address] && (t.After != noTimer || t.container) {
			// an attribute that is not set afterwards is what AWS answers; what goes from a container is gone
			t.Before = before.After
		}
		t.Changed = t.Before != t.After
		changed = changed || t.Changed
		if t.Changed || there && t.After != noTimer && t.After != "0 s" && onScale[t.Stage] {
			out = append(out, t)
		}
	}
	if !changed {
		return nil
	}
	const most = 200
	if len(out) > most {
		out = slices.DeleteFunc(out, func(t Timer) bool { return !t.Changed })
	}
	for i := range out {
		out[i].Address, out[i].Name = c.show.text(out[i].Address), c.show.text(out[i].Name)
		out[i].Before, out[i].After = c.show.text(out[i].Before), c.show.text(out[i].After)
	}
	slices.SortStableFunc(out, func(a, b Timer) int {
		return cmp.Or(cmp.Compare(slices.Index(stages, a.Stage), slices.Index(stages, b.Stage)),
			strings.Compare(a.Address, b.Address), strings.Compare(a.Name, b.Name))
	})
	return out
}

// timersOf are the timers of an inventory, and whatever could have one there.
func (c *comparison) timersOf(in *Inventory) (out map[string]Timer, owners map[string]bool) {
	out, owners = map[string]Timer{}, map[string]bool{}
	for _, t := range timed {
		for kind := range strings.FieldsSeq(t.kinds) {
			for _, r := range in.allOf(kind) {
				owners[r.Address] = true
				values := at(r.Attributes, strings.Split(t.path, "."))
				if len(values) > 0 {
					out[r.Address+" "+t.path] = Timer{owner: r.Address, Address: r.Address, Stage: t.stage, Name: t.name,
						After: seconds(values[0], t.factor)}
				}
			}
		}
	}
	for _, r := range in.byType["aws_ecs_task_definition"] {
		for _, container := range blocks(spelled(document(r.Attributes["container_definitions"]))) {
			name := text(container["name"])
			owners[r.Address+" "+name] = true
			for _, t := range ofContainers {
				values := at(container, strings.Split(t.path, "."))
				if len(values) == 1 && values[0] != nil {
					out[r.Address+" "+name+" "+t.path] = Timer{owner: r.Address + " " + name,
						Address: r.Address, Stage: "task", container: true,
						Name: "container " + name + ": " + t.name, After: seconds(values[0], 1)}
				}
			}
			for _, pair := range blocks(container["environment"]) {
				if n, known := number(pair["value"]); known && modelTimer(text(pair["name"])) {
					stage := "model"
					if strings.Contains(strings.ToUpper(text(pair["name"])), "KEEP") {
						stage = "task"
					}
					out[r.Address+" "+name+" "+text(pair["name"])] = Timer{
						owner: r.Address + " " + name, Address: r.Address, Stage: stage, container: true,
						Name: "container " + name + ": " + text(pair["name"]), After: amount(n)}
				}
			}
		}
	}
	return out, owners
}

// modelTimer tells that a variable of a container says how long it waits.
func modelTimer(name string) bool {
	name = strings.ToUpper(name)
	return (strings.Contains(name, "TIMEOUT") || strings.Contains(name, "KEEP_ALIVE") ||
		strings.Contains(name, "KEEPALIVE")) && !confidential(strings.ToLower(name))
}

func seconds(v any, factor float64) string {
	n, known := number(v)
	switch {
	case known:
		return amount(n*factor) + " s"
	case isReference(text(v)):
		return "known after the apply"
	}
	return noTimer
}
