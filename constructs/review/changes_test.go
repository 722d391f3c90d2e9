package review

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// planOf is a plan of a service with changes.
func planOf(changes string) string {
	return `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
		{"address": "aws_ecs_service.s", "type": "aws_ecs_service", "name": "s", "values": {"name": "llm-proxy"}}]}},
		"resource_changes": [` + changes + `]}`
}

func changeOf(address, actions, paths string) string {
	kind, _, _ := strings.Cut(address, ".")
	return fmt.Sprintf(`{"address": %q, "mode": "managed", "type": %q,
		"change": {"actions": [%s], "replace_paths": [%s]}}`,
		address, kind, actions, paths)
}

func TestReplacedTellsWhatForcesIt(t *testing.T) {
	in, err := Read([]byte(planOf(strings.Join([]string{
		changeOf("aws_ecs_service.s", `"delete", "create"`,
			`["capacity_provider_strategy"], ["network_configuration", 0, "subnets"]`),
		changeOf("aws_ecs_task_definition.t", `"create", "delete"`, `["container_definitions"], ["container_definitions"]`),
		changeOf("aws_lb.l", `"update"`, ""), changeOf("aws_lb.same", `"no-op"`, ""), changeOf("aws_eip.e", `"delete"`, ""),
		changeOf("aws_eip.asked", `"delete", "create"`, ""),
		`{"address": "data.aws_region.r", "mode": "data", "type": "aws_region", "change": {"actions": ["read"]}}`,
		`{"address": "aws_lb.old", "mode": "managed", "type": "aws_lb", "deposed": "1", "change": {"actions": ["delete"]}}`,
	}, ","))))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range NewPlanReview(in, Options{}).Changes {
		if text, _, _ := strings.Cut(c.String(), "; "); c.Action != Reading {
			all = append(all, text)
		}
	}
	sameLines(t, all, []string{
		"aws_ecs_service.s: replaced, the old one first, forced by capacity_provider_strategy, " +
			"network_configuration[0].subnets",
		"aws_eip.asked: replaced, the old one first",
		"aws_lb.old: what is left of an earlier replacement is destroyed",
		"aws_eip.e: destroyed",
		"aws_lb.l: updated",
		"aws_ecs_task_definition.t: a new revision, forced by container_definitions",
	})
}

func sameLines(t *testing.T, got, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Capacity providers that are added to a running service replace it:
// https://github.com/hashicorp/terraform-provider-aws/issues/22823.
func TestReplacedServiceIsARisk(t *testing.T) {
	forced := `["capacity_provider_strategy"]`
	for change, want := range map[string]string{
		changeOf("aws_ecs_service.s", `"delete", "create"`, forced): "high interrupting-replacement aws_ecs_service.s: the " +
			"tasks of the service stop, and none answers until new ones have started; forced by capacity_provider_strategy; ",
		changeOf("aws_lb.l", `"delete", "create"`, `["internal"]`): "high interrupting-replacement aws_lb.l: the load " +
			"balancer and its DNS name go, and nothing answers until clients know the new one; forced by internal; ",
		changeOf("aws_ecs_service.s", `"create", "delete"`, forced):         "",
		changeOf("aws_ecs_service.s", `"update"`, ""):                       "",
		changeOf("aws_ecs_service.s", `"create"`, ""):                       "",
		changeOf("aws_ecs_task_definition.t", `"delete", "create"`, forced): "",
	} {
		in, err := Read([]byte(planOf(change)))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range Risks(in) {
			if r.ID == "interrupting-replacement" {
				got = r.String()
			}
		}
		if (got == "") != (want == "") || !strings.HasPrefix(got, want) {
			t.Errorf("%s\n got %s\nwant %s…", change, got, want)
		}
	}
}
