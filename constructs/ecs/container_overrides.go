package ecs

import (
	"encoding/json"
	"maps"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// definitions are the containers in the shape of ECS's API, with what overrides them.
func (c taskConfig) definitions() []any {
	return each(c.containers, func(container containerConfig) map[string]any {
		overrides, _ := plain(c.ContainerOverrides[container.Name])
		return override(container.definition(), overrides)
	})
}

// override merges maps; anything else replaces what is there, and nil removes it.
func override(d, by map[string]any) map[string]any {
	out := maps.Clone(d)
	if out == nil {
		out = map[string]any{}
	}
	for _, name := range check.SortedKeys(by) {
		switch value := by[name].(type) {
		case nil:
			delete(out, name)
		case map[string]any:
			inner, _ := out[name].(map[string]any)
			out[name] = override(inner, value)
		default:
			out[name] = value
		}
	}
	return out
}

// plain writes values of any type as JSON knows them: maps, lists, strings, numbers and booleans.
func plain(values map[string]any) (map[string]any, error) {
	text, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	var out map[string]any
	err = json.Unmarshal(text, &out)
	return out, err
}
