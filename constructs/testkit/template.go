package testkit

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Object is a part of a resource: every attribute in it must be there with that value; attributes that it does not name
// may be anything. Nested Objects match the same way; [Absent] wants no value.
type Object map[string]any

// Absent is the value of an attribute in an [Object] that must not be set.
var Absent = absent{}

type absent struct{}

// Template is a synthesized stack.
type Template struct {
	Notices  []Notice
	document map[string]any
	text     []byte
}

func parse(text []byte) (map[string]any, error) {
	var document map[string]any
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("parse the synthesized JSON: %w", err)
	}
	return document, nil
}

// Parse reads the text of a cdk.tf.json.
func Parse(t testing.TB, text []byte) *Template {
	t.Helper()
	document, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return &Template{document: document, text: text}
}

// Text returns the synthesized cdk.tf.json.
func (m *Template) Text() []byte { return m.text }

// Resources returns the resources of a type ("aws_lb", or "data.aws_region" for data sources) by their Terraform name.
func (m *Template) Resources(kind string) map[string]Object {
	section, name := "resource", kind
	if after, ok := strings.CutPrefix(kind, "data."); ok {
		section, name = "data", after
	}
	all, _ := m.document[section].(map[string]any)
	of, _ := all[name].(map[string]any)
	out := make(map[string]Object, len(of))
	for id, body := range of {
		if attributes, ok := body.(map[string]any); ok {
			delete(attributes, "//")
			out[id] = attributes
		}
	}
	return out
}

// One returns the only resource of a type and its address, and fails the test when there is not exactly one.
func (m *Template) One(t testing.TB, kind string) (address string, resource Object) {
	t.Helper()
	all := m.Resources(kind)
	if len(all) != 1 {
		t.Fatalf("got %d resources of type %s, want 1", len(all), kind)
	}
	for id, body := range all {
		address, resource = kind+"."+id, body
	}
	return address, resource
}

// Count fails the test unless there are exactly n resources of the type.
func (m *Template) Count(t testing.TB, kind string, n int) {
	t.Helper()
	if got := len(m.Resources(kind)); got != n {
		t.Errorf("got %d resources of type %s, want %d", got, kind, n)
	}
}

// Has fails the test unless a resource of the type matches want; the message shows what the nearest one differs in.
func (m *Template) Has(t testing.TB, kind string, want Object) {
	t.Helper()
	wanted := normalize(want)
	nearest, nearestAddress := "", ""
	all := m.Resources(kind)
	for _, id := range sortedKeys(all) {
		got := project(map[string]any(all[id]), wanted)
		diff := cmp.Diff(wanted, got)
		if diff == "" {
			return
		}
		if nearest == "" || len(diff) < len(nearest) {
			nearest, nearestAddress = diff, kind+"."+id
		}
	}
	if nearest == "" {
		t.Errorf("no resource of type %s", kind)
		return
	}
	t.Errorf("no resource of type %s matches; %s differs (-want +got):\n%s", kind, nearestAddress, nearest)
}

// HasOutput fails the test unless the stack has the output.
func (m *Template) HasOutput(t testing.TB, name string) {
	t.Helper()
	outputs, _ := m.document["output"].(map[string]any)
	if _, ok := outputs[name]; !ok {
		t.Errorf("no output %s; there are %s", name, strings.Join(sortedKeys(outputs), ", "))
	}
}

// Addresses lists every managed resource and data source, sorted: the contract that must stay stable between releases.
func (m *Template) Addresses() []string {
	var out []string
	for section, prefix := range map[string]string{"resource": "", "data": "data."} {
		kinds, _ := m.document[section].(map[string]any)
		for kind, of := range kinds {
			for id := range of.(map[string]any) {
				out = append(out, prefix+kind+"."+id)
			}
		}
	}
	sort.Strings(out)
	return out
}

// normalize gives want the types that parsed JSON has.
func normalize(want any) any {
	switch v := want.(type) {
	case Object:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = normalize(x)
		}
		return out
	case absent:
		return v
	}
	if v := reflect.ValueOf(want); v.Kind() == reflect.Slice {
		out := make([]any, v.Len())
		for i := range out {
			out[i] = normalize(v.Index(i).Interface())
		}
		return out
	}
	text, err := json.Marshal(want)
	if err != nil {
		panic(fmt.Sprintf("testkit: cannot compare a %T", want))
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		panic(fmt.Sprintf("testkit: cannot compare a %T", want))
	}
	return out
}

// project cuts got down to what want names.
func project(got, want any) any {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return got
		}
		out := map[string]any{}
		for k, x := range w {
			value, there := g[k]
			switch {
			case there:
				out[k] = project(value, x)
			case x == Absent:
				out[k] = Absent
			}
		}
		return out
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return got
		}
		out := make([]any, len(g))
		for i := range g {
			out[i] = project(g[i], w[i])
		}
		return out
	}
	return got
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
