package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// ReadPlan reads what terraform show -json prints of a plan: the resources as they will be. In the place of an
// attribute that Terraform does not know yet stands its expression, as synthesized, or for a stack written in HCL the
// references in it.
func ReadPlan(document []byte) (*Inventory, error) {
	var plan tfjson.Plan
	if err := json.Unmarshal(document, &plan); err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	if plan.PlannedValues == nil {
		return nil, errors.New("read the plan: got no planned_values, want the output of terraform show -json PLANFILE")
	}
	// Package tfjson drops the text of an expression that has references.
	var raw struct{ Configuration map[string]any }
	if err := json.Unmarshal(document, &raw); err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	expressions := map[string]map[string]any{}
	collect(expressions, "", block(raw.Configuration["root_module"]))
	var resources []Resource
	var visit func(module *tfjson.StateModule)
	visit = func(module *tfjson.StateModule) {
		if module == nil {
			return
		}
		for _, r := range module.Resources {
			if r == nil || r.Mode == tfjson.DataResourceMode {
				continue
			}
			attributes := r.AttributeValues
			if attributes == nil {
				attributes = map[string]any{}
			}
			fill(attributes, expressions[join(withoutKeys(module.Address), r.Type+"."+r.Name)])
			resources = append(resources,
				Resource{Address: r.Address, Type: r.Type, Name: r.Name, Module: module.Address, Attributes: attributes})
		}
		for _, child := range module.ChildModules {
			visit(child)
		}
	}
	visit(plan.PlannedValues.RootModule)
	return newInventory(plannedRegion(raw.Configuration, plan.Variables), resources), nil
}

// withoutKeys is a module's address in the configuration, where module.cell["a"] is module.cell.
func withoutKeys(module string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(module, "[")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, module, _ = strings.Cut(after, "]")
	}
}

// collect adds the expressions of each resource block of a module, by the block's address.
func collect(out map[string]map[string]any, path string, module map[string]any) {
	for _, r := range blocks(module["resources"]) {
		out[join(path, text(r["type"])+"."+text(r["name"]))] = block(r["expressions"])
	}
	calls := block(module["module_calls"])
	for _, name := range check.SortedKeys(calls) {
		collect(out, join(path, "module."+name), block(block(calls[name])["module"]))
	}
}

// fill puts expressions in the place of values that are not known yet.
func fill(attributes, expressions map[string]any) {
	for name, expression := range expressions {
		if nested, ok := expression.([]any); ok {
			values := blocks(attributes[name])
			for i, inner := range blocks(nested) {
				if i < len(values) {
					fill(values[i], inner)
				}
			}
			continue
		}
		references := words(block(expression)["references"])
		if attributes[name] != nil || len(references) == 0 {
			continue
		}
		attributes[name] = block(expression)["constant_value"]
		if attributes[name] == nil {
			attributes[name] = "${" + strings.Join(references, "} ${") + "}"
		}
	}
}

// plannedRegion is that of the AWS provider without an alias, or of the variable that it refers to.
func plannedRegion(configuration map[string]any, variables map[string]*tfjson.PlanVariable) string {
	aws := block(block(configuration["provider_config"])["aws"])
	region := block(block(aws["expressions"])["region"])
	for _, reference := range words(region["references"]) {
		if variable := variables[strings.TrimPrefix(reference, "var.")]; variable != nil {
			return text(variable.Value)
		}
	}
	if name := text(region["constant_value"]); !isReference(name) {
		return name
	}
	return ""
}
