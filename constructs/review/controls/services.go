package controls

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

const ecsService = "aws_ecs_service"

var ofServices = []string{ecsService}

// services are the controls of services and clusters of ECS.
var services = []Control{
	{ID: "ecs-private-tasks", Tier: Default, Severity: review.High,
		Holds:  "Tasks of a service have no public address",
		Remedy: "run them in private subnets, behind a NAT gateway or endpoints", Source: securityHub("ECS.2"),
		Answers: words("ECS.2 CKV_AWS_333 CT.ECS.PR.9 bafe7989"), Types: ofServices, OptOut: "private-tasks",
		Prop: "ecs.ServiceProps.AssignPublicIP", judge: protected("private-tasks",
			"network_configuration.assign_public_ip")},
	{ID: "ecs-private-task-sets", Tier: Must, Severity: review.High,
		Holds: "Tasks of a task set have no public address", Remedy: "set assign_public_ip to false",
		Source: securityHub("ECS.16"), Answers: words("ECS.16"), Types: words("aws_ecs_task_set"),
		judge: attribute("network_configuration.assign_public_ip", off)},
	{ID: "ecs-platform-version", Tier: Must, Severity: review.Medium,
		Holds:  "Tasks run on the newest platform of Fargate: platform_version is LATEST or not set",
		Remedy: "unset platform_version", Source: securityHub("ECS.10"),
		Answers: words("ECS.10 CKV_AWS_332 CT.ECS.PR.1"), Types: ofServices,
		judge: attribute("platform_version", oneOf("", "LATEST"))},
	{ID: "ecs-container-insights", Tier: Default, Severity: review.Medium,
		Holds:  "Container Insights is on: the setting containerInsights is enabled or enhanced",
		Remedy: "set containerInsights to enhanced", Source: securityHub("ECS.12"),
		Answers: words("ECS.12 CKV_AWS_65 AWS-0034 CT.ECS.PR.2 97cb0688"), Types: words("aws_ecs_cluster"),
		OptOut: "container-insights", Prop: "ecs.ClusterProps.ContainerInsights",
		judge: protected("container-insights", "setting.value")},
	{ID: "ecs-runs", Tier: Default, Severity: review.Low,
		Holds:   "A service runs a task: its desired count, or what it scales to, is 1 or more",
		Remedy:  "set desired_count, or max_capacity of its scalable target",
		Source:  guideECS + "service_definition_parameters.html",
		Answers: words("91f16d09"), Types: ofServices, OptOut: "running", Prop: "ecs.ServiceProps.DesiredCount",
		judge: protected("running", "desired_count")},
	{ID: "ecs-circuit-breaker", Tier: Must, Severity: review.High,
		Holds:  "A deployment whose tasks do not start is stopped and rolled back",
		Remedy: "set deployment_circuit_breaker with enable and rollback",
		Source: guideECS + "deployment-circuit-breaker.html",
		Types:  ofServices, judge: all(risk("no-circuit-breaker"),
			attribute("deployment_circuit_breaker.enable", knowable))},
	{ID: "ecs-steady-capacity", Tier: Default, Severity: review.Medium,
		Holds:  "A deployment never has fewer tasks behind a load balancer than are desired: the least is 100 %",
		Remedy: "set deployment_minimum_healthy_percent to 100", Source: guideECS + "deployment-type-ecs.html",
		Types: ofServices, OptOut: "steady-capacity", Prop: "ecs.ServiceSettings.MinHealthyPercent",
		judge: where(balanced, protected("steady-capacity", "deployment_minimum_healthy_percent"))},
	{ID: "ecs-room-to-deploy", Tier: Must, Severity: review.Medium,
		Holds:  "A deployment has room: it may start a task before, or stop one after, another",
		Remedy: "set deployment_maximum_percent above deployment_minimum_healthy_percent",
		Source: guideECS + "deployment-type-ecs.html", Types: ofServices, judge: roomToDeploy},
	{ID: "ecs-waits-for-listener", Tier: Must, Severity: review.High,
		Holds:  "A service waits for the listener that sends to its target group: AWS refuses a group without one",
		Remedy: "name the listener, or its rule, in depends_on", Source: guideECS + "service-load-balancing.html",
		Types: ofServices, judge: where(balanced, waitsForListener)},
	{ID: "ecs-waits-for-permissions", Tier: Must, Severity: review.Medium,
		Holds:  "A service waits for the policies of its execution role: tasks that start before them fail",
		Remedy: "name the policies in depends_on", Source: guideECS + "task_execution_IAM_role.html",
		Types: ofServices, judge: waitsForPermissions},
	{ID: "ecs-scaling-is-kept", Tier: Must, Severity: review.Medium,
		Holds:  "An apply does not set back what scaling has set: a service that scales ignores changes of desired_count",
		Remedy: "name desired_count in ignore_changes", Source: guideECS + "service-auto-scaling.html",
		Types: ofServices, judge: scalingIsKept},
	{ID: "ecs-scaling-bounds", Tier: Must, Severity: review.Medium,
		Holds:  "What a service scales between is in order: min_capacity is at most max_capacity",
		Remedy: "raise max_capacity, or lower min_capacity", Source: guideECS + "service-auto-scaling.html",
		Types: words("aws_appautoscaling_target"), judge: inOrder("min_capacity", "max_capacity", false)},
	{ID: "ecs-grace-period", Tier: Must, Severity: review.Medium,
		Holds:  "A task behind a load balancer has time to start before its health counts",
		Remedy: "set health_check_grace_period_seconds to what the start takes",
		Source: guideECS + "load-balancer-healthcheck.html",
		Types:  ofServices, judge: where(balanced, attribute("health_check_grace_period_seconds", between(1, 1e9, 0)))},
	{ID: "ecs-tags-on-tasks", Tier: Must, Severity: review.Low,
		Holds:  "Tasks carry the tags of their service, so that their cost can be told: propagate_tags is SERVICE",
		Remedy: "set propagate_tags to SERVICE", Source: guideECS + "ecs-using-tags.html", Types: ofServices,
		judge: attribute("propagate_tags", oneOf("SERVICE", "TASK_DEFINITION"))},
	{ID: "ecs-managed-tags", Tier: Must, Severity: review.Low,
		Holds:  "Tasks carry the names of their cluster and service as tags: enable_ecs_managed_tags is on",
		Remedy: "set enable_ecs_managed_tags", Source: guideECS + "ecs-using-tags.html", Types: ofServices,
		judge: attribute("enable_ecs_managed_tags", on)},
	{ID: "ecs-rebalanced", Tier: Must, Severity: review.Low,
		Holds:  "ECS spreads tasks over the zones again after one was lost: availability_zone_rebalancing is ENABLED",
		Remedy: "set availability_zone_rebalancing to ENABLED", Source: guideECS + "service-rebalancing.html",
		Types: ofServices, judge: where(canRebalance, attribute("availability_zone_rebalancing", oneOf("ENABLED")))},
	{ID: "ecs-not-forced", Tier: Default, Severity: review.Low,
		Holds:  "Destroying a service first waits until its tasks have stopped: force_delete is off",
		Remedy: "unset force_delete",
		Source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html",
		Types:  ofServices, OptOut: "kept-tasks", Prop: "ecs.ServiceSettings.ForceDelete",
		judge: protected("kept-tasks", "force_delete")},
	{ID: "ecs-two-tasks", Tier: Production, Severity: review.Medium,
		Holds:  "A service runs two tasks or more, so that the loss of one is no outage",
		Remedy: "set desired_count, and min_capacity where it scales, to 2",
		Source: reliable + "rel_fault_isolation_multiaz_region_system.html",
		Types:  ofServices, judge: all(risk("single-task"), attribute("desired_count", knowable))},
	{ID: "ecs-shell-is-logged", Tier: Production, Severity: review.Medium,
		Holds:  "What is typed into a shell in a container is encrypted and logged",
		Remedy: "set execute_command_configuration with a key and logging OVERRIDE", Source: guideECS + "ecs-exec.html",
		Answers: words("CKV_AWS_223 CKV_AWS_224"), Types: words("aws_ecs_cluster"), judge: where(shellIn, all(
			attribute("configuration.execute_command_configuration.kms_key_id", given),
			attribute("configuration.execute_command_configuration.logging", oneOf("", "DEFAULT", "OVERRIDE"))))},
}

// balanced is a service with a target group.
func balanced(_ *view, r review.Resource) bool { return !unset(r.Attributes["load_balancer"]) }

// ownController is a service that ECS does not deploy itself.
func ownController(r review.Resource) bool {
	kind := review.Text(block(r.Attributes["deployment_controller"])["type"])
	return kind != "" && kind != "ECS"
}

func roomToDeploy(_ *view, r review.Resource) answer {
	least, most := r.Attributes["deployment_minimum_healthy_percent"], r.Attributes["deployment_maximum_percent"]
	if isReference(least) || isReference(most) {
		return open("the percentages of a deployment are known only after an apply")
	}
	low, stated := review.Number(least)
	if !stated {
		low = 100
	}
	high, stated := review.Number(most)
	if !stated {
		high = 200
	}
	if low >= 100 && high <= 100 || high <= low && high < 100 {
		return fail("deployment_minimum_healthy_percent is %v, deployment_maximum_percent is %v", low, high)
	}
	return pass
}

// hidden is what a plan does not show.
func hidden(v *view, name string) (answer, bool) {
	return open("a plan does not show %s", name), v.Planned()
}

func waitsForListener(v *view, r review.Resource) answer {
	var needed []string
	for _, balancer := range blocks(r.Attributes["load_balancer"]) {
		for _, group := range v.Referred(r, balancer["target_group_arn"], "aws_lb_target_group") {
			for _, kind := range []string{"aws_lb_listener", "aws_lb_listener_rule"} {
				for _, l := range v.byType[kind] {
					if v.means(l, l.Attributes, group) {
						needed = append(needed, l.Type+"."+l.Name)
					}
				}
			}
		}
	}
	switch {
	case len(needed) == 0:
		return skip // the listener is elsewhere, and so older
	case waitsForAny(r, needed):
		return pass
	}
	if a, is := hidden(v, "depends_on"); is {
		return a
	}
	return fail("depends_on does not name %s", needed[0])
}

// waitsForAny tells whether a resource depends on one of the blocks, or refers to it.
func waitsForAny(r review.Resource, needed []string) bool {
	found := false
	var look func(v any)
	look = func(v any) {
		text := review.Text(v)
		found = found || text != "" && slices.ContainsFunc(needed, func(name string) bool { return mentions(text, name) })
		for _, element := range list(v) {
			if _, same := v.([]any); same {
				look(element)
			}
		}
		if members, is := v.(map[string]any); is {
			for _, member := range members {
				look(member)
			}
		}
	}
	look(r.Attributes)
	return found
}

// mentions tells whether a text has the address of a block, whole.
func mentions(text, block string) bool {
	for {
		i := strings.Index(text, block)
		if i < 0 {
			return false
		}
		text = text[i+len(block):]
		if text == "" || !strings.ContainsRune("-_", rune(text[0])) && !('0' <= text[0] && text[0] <= '9') &&
			!('a' <= text[0]|0x20 && text[0]|0x20 <= 'z') {
			return true
		}
	}
}

// waitsForPermissions looks for the policies that are resources of their own: of those, ECS knows nothing.
func waitsForPermissions(v *view, r review.Resource) answer {
	for _, definition := range v.Referred(r, r.Attributes["task_definition"], taskDefinition) {
		for _, role := range v.Referred(definition, definition.Attributes["execution_role_arn"], "aws_iam_role") {
			var needed []string
			for _, kind := range []string{"aws_iam_role_policy", "aws_iam_role_policy_attachment"} {
				for _, p := range v.byType[kind] {
					if v.means(p, p.Attributes["role"], role) {
						needed = append(needed, p.Type+"."+p.Name)
					}
				}
			}
			if len(needed) == 0 || waitsForAny(r, needed) || waitsForAny(definition, needed) {
				continue
			}
			if a, is := hidden(v, "depends_on"); is {
				return a
			}
			return fail("depends_on does not name %s", needed[0])
		}
	}
	return pass
}

func scalingIsKept(v *view, r review.Resource) answer {
	if !slices.ContainsFunc(v.byType["aws_appautoscaling_target"], func(target review.Resource) bool {
		return v.means(target, target.Attributes["resource_id"], r)
	}) {
		return skip
	}
	if a, is := hidden(v, "ignore_changes"); is {
		return a
	}
	ignored := list(block(r.Attributes["lifecycle"])["ignore_changes"])
	if slices.Contains(ignored, any("desired_count")) || slices.Contains(ignored, any("all")) {
		return pass
	}
	return fail("ignore_changes does not name desired_count")
}

// inOrder requires a number that is at most another one, or below it.
func inOrder(low, high string, below bool) judge {
	return func(_ *view, r review.Resource) answer {
		l, h := r.Attributes[low], r.Attributes[high]
		least, lowKnown := review.Number(l)
		most, highKnown := review.Number(h)
		switch {
		case !lowKnown || !highKnown:
			return open("%s and %s are known only after an apply", low, high)
		case least > most || below && least == most:
			return fail("%s is %s, %s is %s", low, shown(l), high, shown(h))
		}
		return pass
	}
}

// canRebalance leaves out what AWS refuses: daemons, other controllers and a maximum of 100 %.
func canRebalance(_ *view, r review.Resource) bool {
	most, known := review.Number(r.Attributes["deployment_maximum_percent"])
	return !ownController(r) && review.Text(r.Attributes["scheduling_strategy"]) != "DAEMON" && !(known && most <= 100)
}

// shellIn is a cluster that has a service with a shell.
func shellIn(v *view, cluster review.Resource) bool {
	return slices.ContainsFunc(v.byType[ecsService], func(r review.Resource) bool {
		shell, _ := review.Boolean(r.Attributes["enable_execute_command"])
		return shell && v.means(r, r.Attributes["cluster"], cluster)
	})
}
