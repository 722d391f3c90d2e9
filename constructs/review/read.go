package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Read reads a synthesized cdk.tf.json or the JSON of a plan, whichever the text is.
func Read(document []byte) (*Inventory, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(document, &top); err != nil {
		return nil, fmt.Errorf(
			"read the stack: got no JSON object, want a cdk.tf.json or the output of terraform show -json: %w", err,
		)
	}
	if _, plan := top["format_version"]; plan {
		return ReadPlan(document)
	}
	return ReadSynth(document)
}

// ReadSynth reads a synthesized cdk.tf.json, or any Terraform configuration in JSON.
func ReadSynth(document []byte) (*Inventory, error) {
	var top struct {
		Provider, Resource, Variable any
		Terraform                    json.RawMessage
	}
	if err := json.Unmarshal(document, &top); err != nil {
		return nil, fmt.Errorf("read the synthesized stack: %w", err)
	}
	if top.Provider == nil && top.Resource == nil && top.Terraform == nil {
		return nil, errors.New(
			"read the synthesized stack: got neither provider nor resource nor terraform, want a cdk.tf.json",
		)
	}
	var resources []Resource
	for _, kinds := range blocks(top.Resource) {
		for _, kind := range check.SortedKeys(kinds) {
			for _, names := range blocks(kinds[kind]) {
				for _, name := range check.SortedKeys(names) {
					if attributes := block(names[name]); len(attributes) > 0 {
						resources = append(resources, synthesized(kind, name, attributes))
					}
				}
			}
		}
	}
	return newInventory(synthesizedRegion(top.Provider, top.Variable), resources), nil
}

func synthesized(kind, name string, attributes map[string]any) Resource {
	path := text(block(block(attributes["//"])["metadata"])["path"])
	delete(attributes, "//")
	return Resource{Address: kind + "." + name, Type: kind, Name: name, Path: path, Attributes: attributes}
}

// synthesizedRegion is that of the AWS provider without an alias, or of a variable's default.
func synthesizedRegion(provider, variable any) string {
	for _, providers := range blocks(provider) {
		for _, aws := range blocks(providers["aws"]) {
			if aws["alias"] != nil {
				continue
			}
			region := text(aws["region"])
			if !isReference(region) {
				return region
			}
			name := strings.TrimSuffix(strings.TrimPrefix(region, "${var."), "}")
			for _, variables := range blocks(variable) {
				if value := text(block(variables[name])["default"]); value != "" {
					return value
				}
			}
		}
	}
	return ""
}
