package taskdefinition

import (
	"errors"
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// stack is a Terraform configuration in JSON whose expressions are evaluated when something asks for them.
type stack struct {
	resources map[string]resource       // by address; data sources too, as data.TYPE.NAME
	locals    map[string]any            // by name
	providers map[string]map[string]any // those of AWS, by alias
	answers   map[string]answer         // by reference
}

// resource is a block of the configuration.
type resource struct {
	kind, address string // kind is the type, with data. before that of a data source
	arguments     map[string]any
}

// FromStack reads a synthesized cdk.tf.json, or any Terraform configuration in JSON, and returns every task definition
// in it by address.
//
// It evaluates what can be known without AWS: literals, Terraform's functions, locals, the stated arguments of other
// resources, the region and the account of the provider (region, allowed_account_ids), and ARNs and URLs that follow
// from those and a stated name. A variable is not known, even with a default: an apply may set it.
func FromStack(text []byte) ([]Definition, error) {
	document, err := object(text, "a synthesized cdk.tf.json")
	if err != nil {
		return nil, err
	}
	if document["resource"] == nil && document["provider"] == nil && document["terraform"] == nil {
		return nil, errors.New("got neither resource nor provider nor terraform, want a synthesized cdk.tf.json")
	}
	s := newStack(document)
	var out []Definition
	for _, address := range check.SortedKeys(s.resources) {
		if r := s.resources[address]; r.kind == resourceType {
			out = append(out, newDefinition(address, s.input(r)))
		}
	}
	return out, nil
}

func newStack(document map[string]any) *stack {
	s := &stack{
		resources: map[string]resource{}, locals: map[string]any{}, providers: map[string]map[string]any{},
		answers: map[string]answer{},
	}
	s.add("", document["resource"])
	s.add("data.", document["data"])
	for _, locals := range blocks(document["locals"]) {
		for name, value := range locals {
			s.locals[name] = value
		}
	}
	for _, providers := range blocks(document["provider"]) {
		for _, aws := range blocks(providers["aws"]) {
			alias, _ := aws["alias"].(string)
			s.providers[alias] = aws
		}
	}
	return s
}

func (s *stack) add(prefix string, v any) {
	for _, kinds := range blocks(v) {
		for kind, named := range kinds {
			for _, names := range blocks(named) {
				for name, body := range names {
					for _, arguments := range blocks(body) {
						address := prefix + kind + "." + name
						s.resources[address] = resource{kind: prefix + kind, address: address, arguments: arguments}
					}
				}
			}
		}
	}
}

// input is what Terraform would register for a resource, with holes.
func (s *stack) input(r resource) map[string]any {
	attributes := map[string]any{}
	for name, value := range r.arguments {
		switch name {
		case "container_definitions":
			attributes[name] = s.json(r.address+"."+name, value)
		case "tags", "tags_all", "region": // see below
		default:
			attributes[name] = s.value(value)
		}
	}
	attributes["tags"] = s.tags(r)
	out := input(attributes)
	for _, repeated := range []string{"count", "for_each", "dynamic"} {
		if r.arguments[repeated] != nil {
			out[repeated] = hole{{r.address + "." + repeated, "render from a plan, which has what " + repeated + " makes"}}
		}
	}
	return out
}

// tags are those of the provider with those of the resource over them.
func (s *stack) tags(r resource) any {
	all := map[string]any{}
	sources := []any{r.arguments["tags"]}
	for _, defaults := range blocks(s.provider(r)["default_tags"]) {
		sources = append([]any{defaults["tags"]}, sources...)
	}
	for _, source := range sources {
		switch tags := s.value(source).(type) {
		case hole:
			return tags
		case map[string]any:
			for name, value := range tags {
				all[name] = value
			}
		}
	}
	return all
}

// provider is the configuration that a resource is made with.
func (s *stack) provider(r resource) map[string]any {
	name, _ := r.arguments["provider"].(string)
	_, alias, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, "${"), "}"), ".")
	return s.providers[alias]
}

// attribute is an attribute of a resource: one that is stated, or one that follows from what is stated.
func (s *stack) attribute(r resource, name string) any {
	reference := r.address + "." + name
	if r.arguments["count"] != nil || r.arguments["for_each"] != nil {
		return hole{{reference, afterApply}}
	}
	if stated := r.arguments[name]; stated != nil {
		switch value := s.value(stated).(type) {
		case map[string]any:
			if name == "tags" {
				return value
			}
			return hole{{reference, afterApply}} // a block, which Terraform has as a list
		case []any:
			if len(objects(value)) > 0 {
				return hole{{reference, afterApply}}
			}
			return value
		default:
			return value
		}
	}
	if pattern, ok := computed[r.kind][name]; ok {
		return s.expand(r, reference, pattern)
	}
	return hole{{reference, afterApply}}
}

func (s *stack) local(name string) any {
	value, ok := s.locals[name]
	if !ok {
		return hole{{"local." + name, fmt.Sprintf("the stack has no local value %s", name)}}
	}
	return s.value(value)
}
