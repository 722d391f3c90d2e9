package taskdefinition

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// plan is what terraform show -json prints of a plan or of a state.
type plan struct {
	configuration map[string]any            // empty for a state
	unknown       map[string]map[string]any // what an apply answers, by the resource's address
}

// FromPlan reads what terraform show -json prints of a plan or of a state, and returns every task definition in it by
// address. What the plan does not know yet is unresolved.
func FromPlan(text []byte) ([]Definition, error) {
	document, err := object(text, "the output of terraform show -json")
	if err != nil {
		return nil, err
	}
	values, ok := document["planned_values"].(map[string]any)
	if !ok {
		values, ok = document["values"].(map[string]any)
	}
	if !ok {
		return nil, errors.New(
			"got neither planned_values nor values, want the output of terraform show -json; is nothing applied yet?",
		)
	}
	p := plan{configuration: member(document["configuration"], "root_module"), unknown: map[string]map[string]any{}}
	for _, changed := range objects(document["resource_changes"]) {
		address, _ := changed["address"].(string)
		p.unknown[address] = member(changed["change"], "after_unknown")
	}
	out := p.definitions(member(values, "root_module"))
	slices.SortStableFunc(out, func(a, b Definition) int { return strings.Compare(a.Address, b.Address) })
	return out, nil
}

func (p plan) definitions(module map[string]any) (out []Definition) {
	path, _ := module["address"].(string)
	for _, r := range objects(module["resources"]) {
		if r["type"] == resourceType && r["mode"] != "data" {
			address, _ := r["address"].(string)
			out = append(out, newDefinition(address, p.input(path, address, r)))
		}
	}
	for _, child := range objects(module["child_modules"]) {
		out = append(out, p.definitions(child)...)
	}
	return out
}

// answered are attributes that AWS answers where they are not stated: they are not registered.
var answered = map[string]bool{"network_mode": true, "enable_fault_injection": true, "configure_at_launch": true,
	"driver": true, "scope": true}

// input is what Terraform would register for a resource of a module, with holes.
func (p plan) input(module, address string, r map[string]any) map[string]any {
	name, _ := r["name"].(string)
	expressions := p.expressions(module, name)
	attributes := map[string]any{}
	for attribute, value := range member(r, "values") {
		attributes[attribute] = value
	}
	for attribute, unknown := range p.unknown[address] {
		if answered[attribute] && len(references(expressions[attribute])) == 0 {
			continue
		}
		attributes[attribute] = overlay(attributes[attribute], unknown,
			p.needs(module, address+"."+attribute, expressions[attribute]))
	}
	for attribute, expression := range expressions { // a plan leaves out what it does not know
		if _, there := attributes[attribute]; !there && len(references(expression)) > 0 {
			attributes[attribute] = p.needs(module, address+"."+attribute, expression)
		}
	}
	if _, there := attributes["container_definitions"]; !there {
		attributes["container_definitions"] = hole{{address + ".container_definitions", applyFirst}}
	}
	if all, ok := attributes["tags_all"]; ok {
		attributes["tags"] = all
	}
	attributes["container_definitions"] = decoded(address+".container_definitions", attributes["container_definitions"])
	return input(attributes)
}

// overlay is a value with holes where it is not known yet.
func overlay(value, unknown any, needs hole) any {
	switch unknown := unknown.(type) {
	case bool:
		if unknown {
			return needs
		}
	case map[string]any:
		out := map[string]any{}
		if members, ok := value.(map[string]any); ok {
			out = members
		}
		for _, inner := range check.SortedKeys(unknown) {
			if v := overlay(out[inner], unknown[inner], needs); v != nil && !answered[inner] {
				out[inner] = v
			}
		}
		return out
	case []any:
		out, _ := value.([]any)
		for i, inner := range unknown {
			if i == len(out) {
				out = append(out, nil)
			}
			out[i] = overlay(out[i], inner, needs)
		}
		return out
	}
	return value
}

const applyFirst = "apply, then render from terraform show -json or from an output"

// needs are the references of an attribute's expressions that are not known, or the attribute itself where the plan
// does not tell.
func (p plan) needs(module, attribute string, expression any) (out hole) {
	for _, reference := range references(expression) {
		i := strings.LastIndexByte(reference, '.')
		if i < 0 {
			continue
		}
		unknown, changes := p.unknown[rules.Join(module, reference[:i])]
		read := !changes && strings.HasPrefix(reference, "data.") // while planning
		if read || changes && unknown[reference[i+1:]] != true || strings.HasPrefix(reference, "var.") {
			continue
		}
		out = append(out, need{reference, applyFirst})
	}
	if len(out) == 0 {
		return hole{{attribute, applyFirst}}
	}
	return out
}

// references are those of an expression or of the expressions of a block. A plan lists a resource beside its attribute:
// only the attribute is told.
func references(v any) (out []string) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range check.SortedKeys(v) {
			if name != "references" {
				out = append(out, references(v[name])...)
				continue
			}
			list, _ := v[name].([]any)
			for i, element := range list {
				reference, ok := element.(string)
				longer := slices.ContainsFunc(list[:i], func(other any) bool {
					text, _ := other.(string)
					return strings.HasPrefix(text, reference+".")
				})
				if ok && !longer {
					out = append(out, reference)
				}
			}
		}
	case []any:
		for _, element := range v {
			out = append(out, references(element)...)
		}
	}
	return out
}

var instance = regexp.MustCompile(`\[[^\]]*\]`)

// expressions of the task definition of a name, in a module.
func (p plan) expressions(module, name string) map[string]any {
	configuration := p.configuration
	for i, step := range strings.Split(instance.ReplaceAllString(module, ""), ".") {
		if i%2 == 1 { // module.NAME.module.NAME
			configuration = member(member(member(configuration, "module_calls"), step), "module")
		}
	}
	for _, r := range objects(configuration["resources"]) {
		if r["type"] == resourceType && r["name"] == name {
			return member(r, "expressions")
		}
	}
	return nil
}

// member is an object in another one, or nil.
func member(v any, name string) map[string]any {
	outer, _ := v.(map[string]any)
	inner, _ := outer[name].(map[string]any)
	return inner
}
