package tfjson

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readStack(t *testing.T, text string) *Model {
	t.Helper()
	m, err := ReadStack([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func addresses(m *Model) (out []string) {
	for _, r := range m.Resources {
		out = append(out, r.Address)
	}
	return out
}

// Blocks come alone or in lists, at every level; comments and nulls are none.
func TestReadStackForms(t *testing.T) {
	m := readStack(t, `{
		"//": {"metadata": {}}, "terraform": [{"backend": {}}, {"required_version": "1"}],
		"provider": [{"aws": [{"alias": "far", "region": "ap-south-1"}, {"region": "${local.where}"}]}, {"random": null}],
		"resource": [
			{"aws_lb": {"b": {"name": "b", "//": {"metadata": {"path": "stack/b"}}}}},
			{"aws_eip": [{"a": [{}]}], "aws_vpc": null, "//": 5, "aws_subnet": {"//": "none", "x": null}}
		],
		"data": {"aws_region": {"here": {}}},
		"locals": [{"where": "eu-${local.side}-1"}, {"side": "west"}]
	}`)
	want := []string{"aws_eip.a", "aws_lb.b", "data.aws_region.here"}
	if diff := cmp.Diff(want, addresses(m)); diff != "" {
		t.Errorf("addresses (-want +got):\n%s", diff)
	}
	b := m.Managed("aws_lb")[0]
	if b.Path != "stack/b" || len(b.Attributes) != 1 {
		t.Errorf("got %+v", b)
	}
	if m.Region != "eu-west-1" {
		t.Errorf("got region %q", m.Region)
	}
}

// A document of another shape is an error that says where, never an empty model.
func TestReadStackRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:                                   "got JSON that is no object, want a cdk.tf.json",
		`{}`:                                   "got neither resource nor provider nor terraform, want a cdk.tf.json",
		`{"resource": null}`:                   "got neither resource",
		`{"terraform": 5}`:                     "terraform: got a number, want an object, or a list of objects",
		`{"terraform": {}, "resource": "x"}`:   "resource: got a text, want an object",
		`{"resource": {"aws_lb": true}}`:       "resource.aws_lb: got true or false, want an object",
		`{"resource": {"aws_lb": {"a": 5}}}`:   "resource.aws_lb.a: got a number, want an object",
		`{"resource": [{"aws_lb": [[]]}]}`:     "resource.aws_lb[0]: got a list, want an object",
		`{"terraform": {}, "data": 5}`:         "data: got a number",
		`{"terraform": {}, "locals": [5]}`:     "locals[0]: got a number",
		`{"terraform": {}, "variable": []}`:    "",
		`{"provider": {"aws": "eu-west-1"}}`:   "provider.aws: got a text",
		`{"terraform": {}, "output": {"o":5}}`: "output.o: got a number",
		`{"resource": [{"aws_lb": {"a": {}}}, ` +
			`{"aws_lb": {"a": {}}}]}`: "resource.aws_lb.a: got a second resource aws_lb.a, want one",
		`{"resource": {"aws_lb": {"` + strings.Repeat("x", MaxName) + `": {}}}}`: "got an address of 4103 bytes",
		`{"resource": {"aws_lb": {"` + strings.Repeat("x", 999) + `": 5}}}`:      "x…: got a number",
	} {
		_, err := ReadStack([]byte(text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%.60s: got %v, want %q", text, err, want)
		}
	}
	_, err := ReadStack([]byte(`{"resource": [` + strings.Repeat("5,", 1000) + `5]}`))
	if err == nil || strings.Count(err.Error(), "\n") != 9 {
		t.Errorf("got %v, want ten of the thousand mistakes", err)
	}
}

// What is marked as sensitive never stands in what is printed, whatever is printed.
func TestSensitiveInAStackIsNotPrinted(t *testing.T) {
	m := readStack(t, `{"terraform": {}, "provider": {"aws": {"secret_key": "hunter2"}},
		"variable": {"v": {"sensitive": true, "default": {"a": ["hunter2", 12345, true, null]}}},
		"output": {"o": {"sensitive": true, "value": "hunter2"}}}`)
	notPrinted(t, m, "hunter2", "12345")
	if Reveal(m.Outputs["o"]) != "hunter2" {
		t.Errorf("got %v", Reveal(m.Outputs["o"]))
	}
	want := map[string]any{"a": []any{"hunter2", json.Number("12345"), true, nil}}
	if diff := cmp.Diff(any(want), Reveal(m.Variables["v"])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRegionOfAVariable(t *testing.T) {
	for region, want := range map[string]string{
		"${var.where}": "eu-west-1", "${var.where}-x": "", "${var.other}": "", "${aws_x.y.z}": "", "cn-north-1": "cn-north-1",
	} {
		m := readStack(t, `{"provider": {"aws": {"region": "`+region+`"}}, "variable": {"where": {"default": "eu-west-1"}}}`)
		if m.Region != want {
			t.Errorf("%s: got %q, want %q", region, m.Region, want)
		}
	}
}
