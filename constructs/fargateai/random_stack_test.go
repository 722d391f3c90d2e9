package fargateai_test

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// asked are the risks that somebody takes by a prop. No other may be found in a stack, nor one that is not asked for.
var asked = map[string]func(fargateai.ServiceProps) bool{
	"exec-enabled":           func(p fargateai.ServiceProps) bool { return optional.Value(p.EnableExecute) },
	"force-destroy":          disposable,
	"no-deletion-protection": unprotected,
	"plaintext-listener": func(p fargateai.ServiceProps) bool {
		return demo(p) || optional.Value(optional.Value(p.LoadBalancer).AllowPlaintextHTTP)
	},
	"public-task-addresses": func(p fargateai.ServiceProps) bool {
		return demo(p) || optional.Value(p.Network).Egress == network.EgressPublicIP ||
			optional.Value(optional.Value(p.ExistingNetwork).AssignPublicIP)
	},
	"single-task": func(p fargateai.ServiceProps) bool {
		return demo(p) || p.Workload == fargateai.WorkloadEvalWorker || p.Exposure == fargateai.ExposureNone ||
			optional.Value(optional.Value(p.Scaling).MinCapacity) == 1
	},
}

func demo(p fargateai.ServiceProps) bool { return p.Profile == fargateai.ProfileDemo }

func disposable(p fargateai.ServiceProps) bool { return demo(p) || optional.Value(p.Disposable) }

func unprotected(p fargateai.ServiceProps) bool {
	return disposable(p) || !optional.Or(optional.Value(p.LoadBalancer).DeletionProtection, true)
}

// longest are the limits that AWS has for names, and for what Terraform makes a name of.
var longest = map[string]map[string]int{
	"aws_lb":                      {"name": 32},
	"aws_lb_target_group":         {"name": 32, "name_prefix": 6},
	"aws_iam_role":                {"name": 64, "name_prefix": 38},
	"aws_iam_policy":              {"name": 128, "name_prefix": 102},
	"aws_security_group":          {"name": 255, "name_prefix": 229},
	"aws_cloudwatch_log_group":    {"name": 512},
	"aws_cloudwatch_metric_alarm": {"alarm_name": 255},
	"aws_ecs_cluster":             {"name": 255},
	"aws_ecs_service":             {"name": 255},
	"aws_ecs_task_definition":     {"family": 255},
	"aws_ecr_repository":          {"name": 256},
	"aws_sqs_queue":               {"name": 80, "name_prefix": 54},
	"aws_sns_topic":               {"name": 256},
	"aws_sfn_state_machine":       {"name": 80},
	"aws_scheduler_schedule":      {"name": 64},
	"aws_cloudwatch_event_rule":   {"name": 64, "name_prefix": 38},
	"aws_budgets_budget":          {"name": 100},
	"aws_s3_bucket":               {"bucket": 63, "bucket_prefix": 37},
	"aws_cloudwatch_dashboard":    {"dashboard_name": 255},
	"aws_wafv2_web_acl":           {"name": 128},
	"aws_ssm_parameter":           {"name": 1011},
}

// holdsInStack is what is true of every stack that is synthesized.
func holdsInStack(t testing.TB, props fargateai.ServiceProps, text []byte) {
	t.Helper()
	model, err := tfjson.ReadStack(text)
	if err != nil {
		t.Fatal(err)
	}
	tasksAreClosed(t, model)
	containersAreSound(t, model)
	namesFit(t, model)
	for name, document := range iamtest.ReadStack(t, text).Policies {
		for _, action := range actionsOf(document) {
			if service, verb, _ := strings.Cut(action, ":"); service == "*" || verb == "" || verb == "*" {
				t.Errorf("%s allows %q", name, action)
			}
		}
	}
	iamtest.Catalogue(t, text)
	inventory, err := review.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, risk := range review.Risks(inventory) {
		if taken := asked[risk.ID]; taken == nil || !taken(props) {
			t.Errorf("nobody asked for the risk %s", risk)
		}
	}
}

// tasksAreClosed wants no rule by which the internet reaches the group of a service.
func tasksAreClosed(t testing.TB, model *tfjson.Model) {
	t.Helper()
	open := map[string][]netip.Prefix{}
	for _, rule := range model.Managed("aws_vpc_security_group_ingress_rule") {
		group := fmt.Sprint(rule.Attributes["security_group_id"])
		for _, attribute := range []string{"cidr_ipv4", "cidr_ipv6"} {
			if block, err := netip.ParsePrefix(fmt.Sprint(rule.Attributes[attribute])); err == nil {
				open[group] = append(open[group], block)
			}
		}
	}
	for _, service := range model.Managed("aws_ecs_service") {
		network := object(service.Attributes["network_configuration"])
		for _, group := range list(network["security_groups"]) {
			if cidr.Worldwide(open[fmt.Sprint(group)]) {
				t.Errorf("%s: the internet reaches %s", service.Address, group)
			}
		}
	}
}

// containersAreSound wants the port of the target group to be one of a container, and no secret in plain sight.
func containersAreSound(t testing.TB, model *tfjson.Model) {
	t.Helper()
	ports := map[string]bool{}
	for _, task := range model.Managed("aws_ecs_task_definition") {
		containers, ok := model.JSON(task.Address, task.Attributes["container_definitions"]).([]any)
		if !ok {
			t.Errorf("%s: its containers cannot be read", task.Address)
		}
		for _, c := range containers {
			container := object(c)
			for _, mapping := range list(container["portMappings"]) {
				ports[fmt.Sprint(container["name"], " ", object(mapping)["containerPort"])] = true
			}
			secrets := map[any]bool{}
			for _, secret := range list(container["secrets"]) {
				secrets[object(secret)["name"]] = true
			}
			for _, variable := range list(container["environment"]) {
				name, value := object(variable)["name"], object(variable)["value"]
				text, known := value.(string)
				if why, found := credential.Find(fmt.Sprint(name), text); secrets[name] || known && found {
					t.Errorf("%s: %v is in the environment, %s", task.Address, name, why)
				}
			}
		}
	}
	for _, service := range model.Managed("aws_ecs_service") {
		for _, b := range list(service.Attributes["load_balancer"]) {
			balanced := object(b)
			at := fmt.Sprint(balanced["container_name"], " ", balanced["container_port"])
			if !ports[at] && !token.Is(at) {
				t.Errorf("%s: no container has the port %s: %v", service.Address, at, slices.Sorted(maps.Keys(ports)))
			}
		}
	}
}

// namesFit wants no name longer than AWS allows, and no two alike.
func namesFit(t testing.TB, model *tfjson.Model) {
	t.Helper()
	for kind, limits := range longest {
		seen := map[string]bool{}
		for _, r := range model.Managed(kind) {
			for attribute, limit := range limits {
				name, _ := r.Attributes[attribute].(string)
				if name == "" || token.Is(name) {
					continue
				}
				if len(name) > limit {
					t.Errorf("%s: its %s has %d characters, AWS takes %d", r.Address, attribute, len(name), limit)
				}
				if !strings.HasSuffix(attribute, "_prefix") && seen[name] {
					t.Errorf("%s: %s is taken", r.Address, name)
				}
				seen[name] = true
			}
		}
	}
}

// actionsOf are the actions that a policy allows.
func actionsOf(document any) (actions []string) {
	for _, statement := range list(object(document)["Statement"]) {
		if s := object(statement); s["Effect"] == "Allow" {
			for _, action := range list(s["Action"]) {
				actions = append(actions, fmt.Sprint(action))
			}
		}
	}
	return actions
}

// object is one, or the first of a list of them.
func object(v any) map[string]any {
	if many, ok := v.([]any); ok && len(many) > 0 {
		v = many[0]
	}
	o, _ := v.(map[string]any)
	return o
}

// list is one, or a list of the only element.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}
