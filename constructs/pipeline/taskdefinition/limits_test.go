package taskdefinition

import (
	"strings"
	"testing"
)

// A document that is too large, too deep or of another shape is an error that says so, never a stack without task
// definitions.
func TestReadRefusesWhatIsNoSource(t *testing.T) {
	deep := strings.Repeat("[", 300) + strings.Repeat("]", 300)
	for text, want := range map[string]string{
		`{"family": "f", "x": ` + deep + `}`:                "got JSON that is nested deeper than 200",
		`{"resource": {}}` + strings.Repeat(" ", 32<<20):    "got more than 33554432 bytes, want at most 32 MiB",
		`{"x": [` + strings.Repeat("0,", 1_000_000) + `0]}`: "want at most 1000000",
		`{"terraform": 5}`:                                  "terraform: got a number, want an object",
		`{"resource": {"aws_ecs_task_definition": "x"}}`:    "resource.aws_ecs_task_definition: got a text, want an object",
		`{"format_version": "1.2", "planned_values": 5}`:    "planned_values: got JSON of the kind number, want an object",
		`{"format_version": "1.0", "values": {}}`:           "values.root_module: got nothing, want an object",
		`{"format_version": "3.0"}`:                         "format_version: got \"3.0\", want 0.x or 1.x",
	} {
		all, err := Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || all != nil {
			t.Errorf("%.60s: got %v, %v, want %q", text, all, err, want)
		}
	}
}

// A plan tells of each block what that one lacks.
func TestFromPlanTellsBlocksApart(t *testing.T) {
	all, err := FromPlan([]byte(`{"planned_values": {"root_module": {"resources": [
			{"address": "aws_ecs_task_definition.t", "type": "aws_ecs_task_definition", "name": "t", "values": {"family": "f",
				"container_definitions": "[{\"name\": \"app\"}]", "volume": [{"name": "a", "host_path": ""}, {"name": "b"}]}}]}},
		"resource_changes": [{"address": "aws_ecs_task_definition.t", "type": "aws_ecs_task_definition",
			"change": {"actions": ["create"], "after_unknown": {"volume": [
			{"configure_at_launch": true}, {"host_path": true}]}}}],
		"configuration": {"root_module": {"resources": [{"type": "aws_ecs_task_definition", "name": "t", "expressions": {
			"volume": [{"host_path": {"references": ["aws_a.a.id"]}}, {"host_path": {"references": ["aws_b.b.id"]}}]}}]}}}`))
	d := only(t, all, err)
	if len(d.Unresolved) != 1 || d.Unresolved[0].Path != "volumes[b].host.sourcePath" ||
		d.Unresolved[0].Reference != "aws_b.b.id" {
		t.Errorf("got %v", d.Unresolved)
	}
}

// A file is registered with what is sensitive in it.
func TestSensitiveValuesAreRegistered(t *testing.T) {
	all, err := FromPlan([]byte(`{"values": {"root_module": {"resources": [
		{"address": "aws_ecs_task_definition.t", "type": "aws_ecs_task_definition", "name": "t", "values": {"family": "f",
			"cpu": "512", "container_definitions": "[{\"name\": \"app\", \"image\": \"i\"}]"},
			"sensitive_values": {"container_definitions": true, "cpu": true}}]}}}`))
	same(t, parsed(t, `{"family": "f", "cpu": "512", "containerDefinitions": [{"name": "app", "image": "i"}]}`),
		only(t, all, err))
}
