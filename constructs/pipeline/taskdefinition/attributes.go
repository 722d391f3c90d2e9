package taskdefinition

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

const resourceType = "aws_ecs_task_definition"

var (
	anyText         = &shape{kind: textKind}
	proxyProperties = skeleton.members["proxyconfiguration"].members["properties"] // a map in Terraform
)

// renamed are the attributes of the resource that the API names differently. All others are its snake case.
var renamed = map[string]string{
	"volume": "volumes", "inference_accelerator": "inferenceAccelerators", "configure_at_launch": "configuredAtLaunch",
}

// input is the API's input for the attributes of the resource. The container definitions are decoded, the tags those of
// all sources.
func input(attributes map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range check.SortedKeys(attributes) {
		var value any
		to, member := skeleton.member(apiName(name))
		switch {
		case name == "tags":
			value = pairs(attributes[name], "key")
		case name == "container_definitions":
			value = attributes[name]
		case member != nil:
			value = member.fromTerraform(attributes[name])
		}
		if value = member.canonical(value); value != nil {
			out[to] = value
		}
	}
	return out
}

func apiName(attribute string) string {
	if name := renamed[attribute]; name != "" {
		return name
	}
	return strings.ReplaceAll(attribute, "_", "")
}

// fromTerraform is an attribute's value with the names of the API. Blocks come alone or in a list, and what is not set
// as null, as an empty text or as an empty list: all of them are nil here.
func (s *shape) fromTerraform(v any) any {
	switch value := v.(type) {
	case string:
		if value == "" {
			return nil
		}
		return value
	case []any:
		switch {
		case len(value) == 0:
			return nil
		case s.kind == objectKind:
			return s.fromTerraform(value[0])
		case s.kind == listKind:
			out := make([]any, len(value))
			for i, element := range value {
				out[i] = s.element.fromTerraform(element)
			}
			return out
		}
	case map[string]any:
		switch {
		case s == proxyProperties:
			return pairs(value, "name")
		case s.kind == listKind:
			return []any{s.element.fromTerraform(value)}
		case s.kind != objectKind || len(value) == 0:
			return v
		}
		out := map[string]any{}
		for _, name := range check.SortedKeys(value) {
			if name == "host_path" { // of a volume: the only attribute with a level less than in the API
				if path := anyText.fromTerraform(value[name]); path != nil {
					out["host"] = map[string]any{"sourcePath": path}
				}
				continue
			}
			to, member := s.member(apiName(name))
			if member == nil {
				continue
			}
			if inner := member.fromTerraform(value[name]); inner != nil {
				out[to] = inner
			}
		}
		return out
	}
	return v
}

// pairs is a map as a list of what the API has in its place: entries with a name, or key, and a value.
func pairs(v any, name string) any {
	entries, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := make([]any, 0, len(entries))
	for _, key := range check.SortedKeys(entries) {
		if entries[key] != nil {
			out = append(out, map[string]any{name: key, "value": entries[key]})
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
