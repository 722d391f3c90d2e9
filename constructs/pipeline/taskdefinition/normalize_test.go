package taskdefinition

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// setAt sets a value in the first element of each list on its way.
func setAt(v any, path []string, value any) any {
	if len(path) == 0 {
		return value
	}
	switch v := v.(type) {
	case []any:
		v[0] = setAt(v[0], path, value)
		return v
	case map[string]any:
		v[path[0]] = setAt(v[path[0]], path[1:], value)
		return v
	}
	return map[string]any{path[0]: setAt(nil, path[1:], value)}
}

// Each default is the same as none, and is a member of the API; another value is a difference.
func TestDefaults(t *testing.T) {
	with := func(path string, value any) Definition {
		document, err := tfjson.Decode([]byte(`{"family": "f", "volumes": [{"name": "v", "host": {"sourcePath": "/"}}],
			"containerDefinitions": [{"name": "a",
			"portMappings": [{"containerPort": 1}], "mountPoints": [{"containerPath": "/"}],
				"volumesFrom": [{"sourceContainer": "b"}]}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if path != "" {
			document = setAt(document, strings.Split(path, "."), value)
		}
		text, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		return parsed(t, string(text))
	}
	for path, value := range defaults {
		same(t, with(path, value), with("", nil))
		var other any = "other"
		switch v := value.(type) {
		case bool:
			other = !v
		case json.Number:
			other = 77
		}
		if differences, err := Diff(with(path, other), with("", nil), DiffOptions{}); err != nil || len(differences) == 0 {
			t.Errorf("%s: %v is no difference, %v", path, other, err)
		}
		member := skeleton
		for name := range strings.SplitSeq(path, ".") {
			if _, member = member.member(name); member == nil {
				t.Fatalf("%s: the API has no %s", path, name)
			}
			if member.kind == listKind {
				member = member.element
			}
		}
	}
}

// Each list that is told apart by members, and each set, is one of the API, with those members.
func TestIdentities(t *testing.T) {
	lists := map[string]*shape{}
	var visit func(s *shape)
	visit = func(s *shape) {
		for _, name := range s.names {
			member := s.members[strings.ToLower(name)]
			if member.kind == listKind {
				lists[name] = member.element
				member = member.element
			}
			visit(member)
		}
	}
	visit(skeleton)
	for list, members := range identities {
		for _, name := range members {
			if _, member := lists[list].member(name); member == nil {
				t.Errorf("the API has no %s in %s", name, list)
			}
		}
	}
	for list := range sets {
		if lists[list] == nil || lists[list].kind == objectKind {
			t.Errorf("the API has no list %s of plain values", list)
		}
	}
}
