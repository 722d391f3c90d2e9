package review

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadSynth(t *testing.T) {
	in, err := Read(load(t, synthFile))
	if err != nil {
		t.Fatal(err)
	}
	if in.Region != "us-east-1" || len(in.Resources) != 38 {
		t.Errorf("got region %q and %d resources, want us-east-1 and 38", in.Region, len(in.Resources))
	}
	got := in.Of("aws_lb")[0]
	if got.Address != "aws_lb.balancer" || got.Path != "proxy/llm-proxy/balancer/load-balancer" ||
		got.Attributes["//"] != nil {
		t.Errorf("got %+v", got)
	}
}

// What a plan does not know yet, such as every id and policy, must not make a reviewer see less.
func TestPlanTellsTheSame(t *testing.T) {
	synth, err := Read(load(t, synthFile))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := Read(load(t, planFile))
	if err != nil {
		t.Fatal(err)
	}
	if plan.Region != "us-east-1" {
		t.Errorf("got region %q from the plan's variable, want us-east-1", plan.Region)
	}
	if diff := cmp.Diff(NewEstimate(synth, Options{}), NewEstimate(plan, Options{})); diff != "" {
		t.Errorf("estimate (-synth +plan):\n%s", diff)
	}
	if diff := cmp.Diff(Risks(synth), Risks(plan)); diff != "" {
		t.Errorf("risks (-synth +plan):\n%s", diff)
	}
	for _, kind := range []string{"aws_iam_role_policy", "aws_ecs_task_definition"} {
		for _, r := range plan.Of(kind) {
			if document(r.Attributes["policy"]) == nil && len(containers(r)) == 0 {
				t.Errorf("%s of the plan has no document that can be judged", r.Address)
			}
		}
	}
}

func TestPlanOfModules(t *testing.T) {
	in, err := Read([]byte(`{"format_version": "1.2",
		"planned_values": {"root_module": {"child_modules": [
			{"address": "module.cell[\"a\"]", "resources": [
				{"address": "module.cell[\"a\"].aws_ecs_service.s[0]", "mode": "managed", "type": "aws_ecs_service",
					"name": "s", "index": 0,
					"values": {"name": "api", "desired_count": 3, "launch_type": "FARGATE"}},
				{"address": "module.cell[\"a\"].aws_ecs_task_definition.t", "mode": "managed",
					"type": "aws_ecs_task_definition", "name": "t",
					"values": {"cpu": "2048", "memory": "4096"}}]}]}},
		"configuration": {"root_module": {"module_calls": {"cell": {"module": {"resources": [
			{"mode": "managed", "type": "aws_ecs_service", "name": "s",
				"expressions": {"task_definition": {"references": ["aws_ecs_task_definition.t.arn",
					"aws_ecs_task_definition.t"]}}}]}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	lines := NewEstimate(in, Options{}).Lines
	if len(lines) != 1 || lines[0].Item != "api: 3 tasks of 2 vCPU, 4 GB (x86)" {
		t.Errorf("got %+v, want the size of the task definition in the same module", lines)
	}
}

func TestRegion(t *testing.T) {
	for name, c := range map[string]struct {
		edits []edit
		want  string
	}{
		"stated": {nil, "us-east-1"},
		"of a variable": {[]edit{{"/provider.aws", object{"region": "${var.where}"}},
			{"/variable.where", object{"default": "eu-west-1"}}}, "eu-west-1"},
		"unknown variable": {[]edit{{"/provider.aws", object{"region": "${var.where}"}},
			{"/variable.where", object{"type": "string"}}}, ""},
		"not the alias's": {[]edit{{"/provider.aws",
			[]any{object{"alias": "far", "region": "ap-south-1"}, object{"region": "eu-west-1"}}}}, "eu-west-1"},
		"not stated": {[]edit{{"/provider", nil}}, ""},
	} {
		if got := edited(t, c.edits...).Region; got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``:                           "no JSON object",
		`[]`:                         "no JSON object",
		`{}`:                         "want a cdk.tf.json",
		`{"Resources": {}}`:          "want a cdk.tf.json",
		`{"format_version": "1.0"}`:  "want the output of terraform show -json",
		`{"format_version": "99.0"}`: "read the plan",
		`{"format_version": "1.0", "values": {"root_module": {}}}`: "want the output of terraform show -json",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", text, err, want)
		}
	}
}

// askEverything of a text that may be read: no panic, and sums that hold.
func askEverything(t *testing.T, content []byte) {
	in, err := Read(content)
	if err != nil {
		return
	}
	e := NewEstimate(in, Options{})
	if total := e.Total; math.IsNaN(total.Expected) || total.Minimum < 0 || total.Minimum > total.Expected ||
		total.Expected > total.Maximum {
		t.Errorf("got total %+v", total)
	}
	if e.String() == "" || e.Markdown() == "" {
		t.Error("want some text")
	}
	for _, risk := range Risks(in) {
		if risk.ID == "" || risk.Remedy == "" {
			t.Errorf("got %+v", risk)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(
		[]byte(
			`{"resource": {"aws_ecs_service": {"s": {"count": "${x}", "desired_count": "1e300", ` +
				`"capacity_provider_strategy": [{"weight": 1}]}}}}`,
		),
	)
	f.Add(
		[]byte(`{"resource": [{"aws_iam_policy": [{"p": [{"policy": "${jsonencode({(x) = [1, \"a$${b}${c}\"]})}"}]}]}]}`),
	)
	f.Add(
		[]byte(
			`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{"type": "aws_lb", "name": "l", ` +
				`"values": {}}]}}}`,
		),
	)
	f.Fuzz(askEverything)
}

// FuzzValue puts any value in any place of a stack or a plan.
func FuzzValue(f *testing.F) {
	for i, value := range []string{`null`, `""`, `-1`, `1e308`, `"1e308"`, `[]`, `{}`, `[null]`, `[[{}]]`, `true`,
		`"${x}"`, `"${jsonencode("`, `"${jsonencode([{}])}"`} {
		for place := range 8 {
			f.Add(i%2 == 0, uint16(place*61+i), value)
		}
	}
	f.Fuzz(func(t *testing.T, plan bool, place uint16, value string) {
		file := synthFile
		if plan {
			file = planFile
		}
		var top, replacement any
		if json.Unmarshal([]byte(value), &replacement) != nil {
			replacement = value
		}
		if err := json.Unmarshal(load(t, file), &top); err != nil {
			t.Fatal(err)
		}
		left := int(place)
		content, err := json.Marshal(replaced(top, &left, replacement))
		if err != nil {
			t.Fatal(err)
		}
		askEverything(t, content)
	})
}

// replaced is v with the value at a place, counted from the top, replaced.
func replaced(v any, left *int, value any) any {
	if *left == 0 {
		*left = -1
		return value
	}
	*left--
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if *left >= 0 {
				v[key] = replaced(v[key], left, value)
			}
		}
	case []any:
		for i := range v {
			if *left >= 0 {
				v[i] = replaced(v[i], left, value)
			}
		}
	}
	return v
}
