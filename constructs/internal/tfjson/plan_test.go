package tfjson

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// notPrinted requires that no secret stands in what a model prints.
func notPrinted(t *testing.T, m *Model, secrets ...string) {
	t.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var printed strings.Builder
	printed.WriteString(string(text))
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		printed.WriteString(fmt.Sprintf(format, *m) + fmt.Sprintf(format, m.Variables) + fmt.Sprintf(format, m.Outputs))
		for _, r := range m.Resources {
			fmt.Fprintf(&printed, format, *r)
		}
	}
	for _, secret := range secrets {
		if strings.Contains(printed.String(), secret) || strings.Contains(printed.String(), fmt.Sprintf("%x", secret)) {
			t.Errorf("%s is printed in\n%s", secret, printed.String())
		}
	}
}

// planned is a plan of one resource in a module: its values, marks, expressions and what is sensitive.
func planned(values, unknown, expressions, sensitive string) string {
	changes := ""
	if unknown != "" {
		changes = `{"address": "module.m[\"a]b\"].x.y", "type": "x", "change": {"actions": ["update"], "after_unknown": ` +
			`` + unknown + `}},
			{"address": "module.m[\"a]b\"].x.y", "deposed": "1", "type": "x", "change": {"actions": ["update"], ` +
			`"after_unknown": {}}},
			{"address": "module.m[\"a]b\"].aws_a.k", "type": "x", "change": {"actions": ["update"], "after_unknown": ` +
			`{"arn": true}}}`
	}
	return `{"format_version": "1.2", "prior_state": 5, "planned_values": {"root_module": {"child_modules": [
			{"address": "module.m[\"a]b\"]", "resources": [null, {"address": "module.m[\"a]b\"].x.y", "mode": "managed",
				"type": "x", "name": "y", "values": ` + values + `, "sensitive_values": ` + sensitive + `}]}]}},
		"resource_changes": [` + changes + `],
		"configuration": {"root_module": {"module_calls": {"m": {"module": {"resources": [
			{"mode": "data", "type": "x", "name": "y", "expressions": {"a": {"references": ["data.wrong"]}}},
			{"mode": "managed", "type": "x", "name": "y", "expressions": ` + expressions + `}]}}}}}}`
}

func TestPlanTellsWhatIsNotKnown(t *testing.T) {
	const own = `module.m["a]b"].x.y.`
	text := func(text string, references ...string) Unknown {
		u := Unknown{Text: text}
		for _, reference := range references {
			u.Needs = append(u.Needs, Need{Reference: reference, Why: Planned})
		}
		return u
	}
	for name, c := range map[string]struct {
		values, unknown, expressions string
		want                         map[string]any
	}{
		"known": {`{"a": 1, "b": null}`, `{}`, `{"b": {"references": ["var.b"]}}`,
			map[string]any{"a": json.Number("1"), "b": nil}},
		"null, in a plan without changes": {`{"b": null}`, ``, `{"b": {"references": ["aws_a.k.arn"]}}`,
			map[string]any{"b": text("${aws_a.k.arn}", "aws_a.k.arn")}},
		"answered by AWS": {`{}`, `{"arn": true}`, `{}`, map[string]any{"arn": text("", own+"arn")}},
		"left out": {`{}`, `{}`, `{"a": {"references": ["aws_a.k.arn", "aws_a.k"]}}`,
			map[string]any{"a": text("${aws_a.k.arn}", "aws_a.k.arn")}},
		"as synthesized": {`{}`, `{"a": true}`, `{"a": {"constant_value": "${aws_a.k.arn}:x", ` +
			`"references": ["aws_a.k.arn"]}}`,
			map[string]any{"a": text("${aws_a.k.arn}:x", "aws_a.k.arn")}},
		"a list of templates": {`{}`, `{"a": true}`,
			`{"a": {"constant_value": ["x", "${aws_a.k.arn}", "${aws_b.k.id}"], "references": ["aws_a.k.arn", "aws_b.k.id"]}}`,
			map[string]any{"a": []any{"x", text("${aws_a.k.arn}", "aws_a.k.arn"), text("${aws_b.k.id}", "aws_b.k.id")}}},
		"elements": {`{"a": ["x", null]}`, `{"a": [false, true]}`, `{"a": {"references": ["aws_a.k.arn"]}}`,
			map[string]any{"a": []any{"x", text("${aws_a.k.arn}", "aws_a.k.arn")}}},
		"members": {`{"a": {"x": "1"}}`, `{"a": {"y": true}}`, `{"a": {"references": ["aws_a.k.arn"]}}`,
			map[string]any{"a": map[string]any{"x": "1", "y": text("${aws_a.k.arn}", "aws_a.k.arn")}}},
		"each block has its own": {`{"v": [{"n": "1"}, {"n": "2"}]}`, `{"v": [{"id": true}, {"id": true, "driver": true}]}`,
			`{"v": [{"n": {}, "id": {"references": ["aws_a.k.arn"]}}, {"id": {"references": ["data.d.e.f"]}}]}`,
			map[string]any{"v": []any{
				map[string]any{"n": "1", "id": text("${aws_a.k.arn}", "aws_a.k.arn")},
				map[string]any{"n": "2", "id": text("${data.d.e.f}", own+"v"), "driver": text("", "aws_a.k.arn")},
			}}},
		"a single block": {`{"v": {"n": "1"}}`, `{"v": {"id": true}}`, `{"v": {"id": {"references": ["aws_a.k.arn"]}}}`,
			map[string]any{"v": map[string]any{"n": "1", "id": text("${aws_a.k.arn}", "aws_a.k.arn")}}},
		"more marks than values": {`{}`, `{"v": [{"id": true}], "w": [], "z": {}}`, `{}`,
			map[string]any{"v": []any{map[string]any{"id": text("", own+"v")}}}},
	} {
		m, err := ReadPlan([]byte(planned(c.values, c.unknown, c.expressions, "{}")))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(c.want, m.Resources[0].Attributes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSensitiveInAPlanIsNotPrinted(t *testing.T) {
	m, err := ReadPlan([]byte(planned(
		`{"a": "hunter2", "b": [{"c": "hunter3", "d": "open"}], "e": {"f": 12345}, "g": "open"}`, `{"h": true}`, `{}`,
		`{"a": true, "b": [{"c": true}], "e": true, "h": true, "i": true, "g": {"x": true}}`)))
	if err != nil {
		t.Fatal(err)
	}
	notPrinted(t, m, "hunter2", "hunter3", "12345")
	a := m.Resources[0].Attributes
	if a["g"] != "open" || fmt.Sprint(a["h"]) != `(not known: module.m["a]b"].x.y.h)` || fmt.Sprint(a["a"]) != hidden {
		t.Errorf("got %v", a)
	}
	m, err = ReadPlan([]byte(`{"planned_values": {"root_module": {}, "outputs": {
		"o": {"sensitive": true, "value": ["hunter2"]}, "p": {"value": "open"}, "q": {}}},
		"variables": {"v": {"value": "hunter3"}, "w": {"value": "eu-west-1"}},
		"configuration": {"root_module": {"variables": {"v": {"sensitive": true}}},
			"provider_config": {"aws": {"expressions": {"region": {"references": ["var.w"]}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	notPrinted(t, m, "hunter2", "hunter3")
	if m.Outputs["p"] != "open" || fmt.Sprint(m.Outputs["q"]) != "(not known: output.q)" || m.Region != "eu-west-1" {
		t.Errorf("got %v, %s", m.Outputs, m.Region)
	}
}

func TestReadPlanRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                        "got JSON that is no object, want the output of terraform show -json",
		`{"format_version": "1"}`:   "got neither planned_values nor values",
		`{"format_version": "2.0"}`: `format_version: got "2.0", want 0.x or 1.x`,
		`{"format_version": "x"}`:   `format_version: got "x"`,
		`{"errored": true, "planned_values": {"root_module": {}}}`: "got a plan that ended in an error, want a whole one",
		`{"errored": 5}`:                                         "errored: got JSON of the kind number, want true or false",
		`{"planned_values": 5}`:                                  "planned_values: got JSON of the kind number",
		`{"planned_values": {}}`:                                 "planned_values.root_module: got nothing, want an object",
		`{"values": {}}`:                                         "values.root_module: got nothing, want an object",
		`{"planned_values": {"root_module": []}}`:                "root_module: got JSON of the kind array",
		`{"planned_values": {"root_module": {"resources": {}}}}`: "root_module.resources: got JSON of the kind object",
		`{"planned_values": {"root_module": {"resources": [{"values": 5}]}}}`: "values: got JSON of the kind number",
		`{"planned_values": {"root_module": {}}, ` +
			`"resource_changes": 5}`: "resource_changes: got JSON of the kind number, want a list",
		`{"planned_values": {"root_module": {}}, ` +
			`"configuration": "x"}`: "configuration: got JSON of the kind string, want an object",
		`{"planned_values": {"root_module": {"resources": [{"address": "a"}, {"address": "a"}]}}}`: "got a second resource a",
	} {
		if _, err := ReadPlan([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
}

func FuzzReadPlan(f *testing.F) {
	f.Add(planned(`{"a": ["x"], "v": [{"n": 1}]}`, `{"a": [true], "v": [{"m": {"o": true}}]}`,
		`{"a": {"references": ["b.c.d"]}, "v": [{"m": [{"o": {"constant_value": ["${e}"], "references": ["e"]}}]}]}`,
		`{"a": true}`))
	f.Add(`{"values": {"root_module": {"child_modules": [{"resources": [{"type": "x"}]}]}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ReadPlan([]byte(text))
		if err != nil {
			return
		}
		for _, r := range m.Resources {
			for _, n := range Missing(r.Attributes).Needs {
				if n.Reference == "" {
					t.Errorf("%s: a need without a reference", r.Address)
				}
			}
		}
	})
}
