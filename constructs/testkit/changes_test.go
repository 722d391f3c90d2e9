package testkit_test

import (
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

func TestChanges(t *testing.T) {
	change := func(address string, c tfjson.Change) *tfjson.ResourceChange {
		return &tfjson.ResourceChange{Address: address, Change: &c}
	}
	got := testkit.Changes(&tfjson.Plan{
		ResourceChanges: []*tfjson.ResourceChange{
			change("x.same", tfjson.Change{Actions: tfjson.Actions{tfjson.ActionNoop}}),
			change("data.x.read", tfjson.Change{Actions: tfjson.Actions{tfjson.ActionRead}}),
			change("x.new", tfjson.Change{Actions: tfjson.Actions{tfjson.ActionCreate}, After: map[string]any{"a": 1}}),
			change("x.replaced", tfjson.Change{
				Actions:         tfjson.Actions{tfjson.ActionDelete, tfjson.ActionCreate},
				Before:          map[string]any{"id": "1", "name": "a", "same": "s", "password": "old"},
				After:           map[string]any{"name": "b", "same": "s", "password": "new"},
				AfterUnknown:    map[string]any{"id": true, "list": []any{}},
				BeforeSensitive: map[string]any{"password": true}, AfterSensitive: map[string]any{"password": true},
			}),
		},
		OutputChanges: map[string]*tfjson.Change{"url": {Actions: tfjson.Actions{tfjson.ActionUpdate}}},
	})
	want := []string{
		"create x.new",
		"replace x.replaced\n    id: \"1\" -> known after apply\n    name: \"a\" -> \"b\"\n    password: (sensitive) -> " +
			"(sensitive)",
		"update output.url",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
