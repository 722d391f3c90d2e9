package taskdefinition

import (
	"strings"
	"testing"
)

// The state and the plan of the fixture are those of Terraform with the AWS provider, trimmed.
func TestFromPlan(t *testing.T) {
	all, err := FromStack(file(t, fixture))
	stack := only(t, all, err)
	all, err = FromPlan(file(t, "testdata/llm-proxy.state.json"))
	state := only(t, all, err)
	same(t, parsed(t, rendered(t, state)), state)
	same(t, state, stack)
	if state.Address != stack.Address || state.App() != "litellm" {
		t.Errorf("got %s, %s", state.Address, state.App())
	}

	all, err = FromPlan(file(t, "testdata/llm-proxy.plan.json"))
	plan := only(t, all, err)
	var got []string
	for _, u := range plan.Unresolved {
		got = append(got, u.Path+" "+u.Reference)
	}
	const want = `containerDefinitions aws_ecr_repository.litellm_repository_AE202721.repository_url
taskRoleArn aws_iam_role.litellm_task_D4AAA4B4.arn
executionRoleArn aws_iam_role.litellm_task_execution_6CD9BE19.arn
containerDefinitions aws_s3_bucket.config.id`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestFromPlanOfModules(t *testing.T) {
	const plan = `{"format_version": "1.2",
		"planned_values": {"root_module": {"child_modules": [{"address": "module.m[\"x\"]", "resources": [
		{"address": "module.m[\"x\"].aws_ecs_task_definition.t", "mode": "managed", "type": "aws_ecs_task_definition",
			"name": "t", "values": {
			"family": "f", "container_definitions": "[{\"name\": \"app\", \"image\": \"i\"}]", "tags": null,
			"volume": [{"name": "v", "efs_volume_configuration": [{"root_directory": "/"}]}]}}]}]}},
		"resource_changes": [{"address": "module.m[\"x\"].aws_ecs_task_definition.t", "type": "aws_ecs_task_definition",
			"change": {"actions": ["create"], "after_unknown":
			{"arn": true, "network_mode": true, "tags_all": true, "volume": [{"configure_at_launch": true,
				"efs_volume_configuration": [{"file_system_id": true}]}]}}}],
		"configuration": {"root_module": {"module_calls": {"m": {"module": {"resources": [
			{"type": "aws_ecs_task_definition", "name": "t", "expressions": {
			"task_role_arn": {"references": ["var.role"]},
			"volume": [{"efs_volume_configuration": [{"file_system_id": {"references": ["aws_efs_file_system.e.id",
				"aws_efs_file_system.e"]}}]}]}}]}}}}}}`
	all, err := FromPlan([]byte(plan))
	d := only(t, all, err)
	const apply = "apply, then render from terraform show -json or from an output"
	want := []Unresolved{
		{"volumes[v].efsVolumeConfiguration.fileSystemId", "aws_efs_file_system.e.id", apply},
		{"tags", `module.m["x"].aws_ecs_task_definition.t.tags_all`, apply},
		{"taskRoleArn", `module.m["x"].aws_ecs_task_definition.t.task_role_arn`, apply},
	}
	if len(d.Unresolved) != 3 || d.Unresolved[0] != want[0] || d.Unresolved[1] != want[1] || d.Unresolved[2] != want[2] {
		t.Errorf("got %v", d.Unresolved)
	}
}

// What a plan leaves out is not known, even where nothing says so.
func TestFromPlanWithoutContainers(t *testing.T) {
	all, err :=
		FromPlan(
			[]byte(
				`{"planned_values": {"root_module": {"resources": [{"address": "aws_ecs_task_definition.t", ` +
					`"type": "aws_ecs_task_definition", "name": "t", "values": {"family": "f"}}]}}}`,
			),
		)
	if d := only(t, all, err); len(d.Unresolved) != 1 || d.Unresolved[0].Path != "containerDefinitions" {
		t.Errorf("got %v", d.Unresolved)
	}
}

func TestWithoutContainersThereIsNoFile(t *testing.T) {
	all, err :=
		FromStack([]byte(`{"resource": {"aws_ecs_task_definition": {"t": {"family": "f", "container_definitions": "[]"}}}}`))
	if _, err := only(t, all, err).JSON(); err == nil ||
		err.Error() != "containerDefinitions: got nothing, want a list of at least one container" {
		t.Errorf("got %v", err)
	}
}
