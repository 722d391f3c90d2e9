package testkit

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// Changes lists what an apply of the plan would do: a line "update aws_ecs_service.service" per resource, followed by
// an indented line per attribute that changes, and a line per output. Sensitive values are not shown. Empty for an
// empty plan.
func Changes(plan *tfjson.Plan) []string {
	var out []string
	for _, resource := range plan.ResourceChanges {
		if verb := verbOf(resource.Change.Actions); verb != "" {
			out = append(out, strings.Join(append([]string{verb + " " + resource.Address}, attributeChanges(resource.Change)...),
				"\n    "))
		}
	}
	for _, name := range sortedKeys(plan.OutputChanges) {
		if verb := verbOf(plan.OutputChanges[name].Actions); verb != "" {
			out = append(out, verb+" output."+name)
		}
	}
	sort.Strings(out)
	return out
}

func verbOf(actions tfjson.Actions) string {
	switch {
	case actions.NoOp(), actions.Read():
		return ""
	case actions.Replace():
		return "replace"
	}
	return string(actions[0])
}

// attributeChanges says what becomes of each attribute of a resource that stays.
func attributeChanges(change *tfjson.Change) []string {
	before, _ := change.Before.(map[string]any)
	after, _ := change.After.(map[string]any)
	if before == nil || after == nil {
		return nil
	}
	unknown, _ := change.AfterUnknown.(map[string]any)
	names := map[string]bool{}
	for _, attributes := range []map[string]any{before, after, unknown} {
		for name := range attributes {
			names[name] = true
		}
	}
	var out []string
	for _, name := range sortedKeys(names) {
		isUnknown := holdsTrue(unknown[name])
		if !isUnknown && reflect.DeepEqual(before[name], after[name]) {
			continue
		}
		now := "known after apply"
		if !isUnknown {
			now = shown(after[name], change.AfterSensitive, name)
		}
		out = append(out, fmt.Sprintf("%s: %s -> %s", name, shown(before[name], change.BeforeSensitive, name), now))
	}
	return out
}

func shown(value, sensitive any, name string) string {
	if marks, ok := sensitive.(map[string]any); ok && holdsTrue(marks[name]) {
		return "(sensitive)"
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

// holdsTrue looks for a mark in the shape that Terraform marks values with: true, or lists and objects of marks.
func holdsTrue(marks any) bool {
	switch m := marks.(type) {
	case bool:
		return m
	case []any:
		if slices.ContainsFunc(m, holdsTrue) {
			return true
		}
	case map[string]any:
		for _, x := range m {
			if holdsTrue(x) {
				return true
			}
		}
	}
	return false
}
