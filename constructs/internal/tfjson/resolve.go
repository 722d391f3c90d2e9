package tfjson

import (
	"maps"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// answer is what a reference is, once it is known.
type answer struct {
	value any
	known bool // false while it is evaluated: a reference that comes back to itself finds that
}

// resolve is the value of a reference's first names, and which of them that are.
func (m *Model) resolve(source string, reference hcl.Traversal) (path []string, value any) {
	for _, step := range reference {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			path = append(path, step.Name)
			continue
		case hcl.TraverseAttr:
			path = append(path, step.Name)
			continue
		}
		break
	}
	lacking := func(why Why) Unknown {
		return unknown(Need{Reference: cut(source, reference.SourceRange()), Why: why})
	}
	length := 3
	switch path[0] {
	case "local":
		length = 2
	case "data":
		length = 4
	case "var":
		return nil, lacking(OfVariable)
	}
	if len(path) < length {
		return nil, lacking(AfterApply)
	}
	path = path[:length]
	key := strings.Join(path, ".")
	if a, asked := m.answers[key]; asked {
		if !a.known {
			return nil, lacking(OfItself)
		}
		return path, a.value
	}
	m.answers[key] = answer{}
	if length == 2 {
		value = m.local(path[1])
	} else if r := m.byAddress[strings.Join(path[:length-1], ".")]; r != nil {
		value = m.attribute(r, path[length-1])
	} else {
		value = lacking(AfterApply)
	}
	if size(value) > maxTemplate {
		value = lacking(TooLarge)
	}
	m.answers[key] = answer{value, true}
	return path, value
}

func (m *Model) local(name string) any {
	value, ok := m.Locals[name]
	if !ok {
		return unknown(Need{Reference: "local." + name, Why: NoLocal})
	}
	return m.Value(value)
}

// attribute is an attribute of a resource: one that is stated, or one that follows from what is stated.
func (m *Model) attribute(r *Resource, name string) any {
	reference := r.Address + "." + name
	missing := unknown(Need{Reference: reference, Why: AfterApply})
	if r.Attributes["count"] != nil || r.Attributes["for_each"] != nil {
		return missing
	}
	if stated := r.Attributes[name]; stated != nil {
		value := m.Value(stated)
		switch value.(type) {
		case map[string]any:
			if name != "tags" {
				return missing // a block, which Terraform has as a list
			}
		case []any:
			if len(Blocks(value)) > 0 {
				return missing
			}
		}
		return value
	}
	if pattern, ok := computed[r.kind()][name]; ok {
		return m.expand(r, reference, pattern)
	}
	return missing
}

// Tags are the tags of the provider with those of the resource over them.
func (m *Model) Tags(r *Resource) any {
	all := map[string]any{}
	sources := []any{r.Attributes["tags"]}
	for _, defaults := range Blocks(m.provider(r).defaultTags) {
		sources = append([]any{defaults["tags"]}, sources...)
	}
	for _, source := range sources {
		switch tags := m.Value(source).(type) {
		case Unknown:
			return tags
		case map[string]any:
			maps.Copy(all, tags)
		}
	}
	return all
}

// provider is the configuration that a resource is made with.
func (m *Model) provider(r *Resource) provider {
	name, _ := r.Attributes["provider"].(string)
	_, alias, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, "${"), "}"), ".")
	return m.providers[alias]
}
