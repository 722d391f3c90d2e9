package tfjson

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Stated are the attributes of a resource of a stack as far as the stack itself tells them: local values and functions
// of literals are evaluated, and dynamic blocks stand where the blocks that they make would. What refers to anything
// else stays text, for who reads it follows the reference.
func (m *Model) Stated(r *Resource) map[string]any {
	out, _ := m.stated(r.Attributes, nil).(map[string]any)
	return out
}

// iterators are the elements for which a dynamic block is made, by the name that its content calls them.
type iterators map[string]map[string]any

func (m *Model) stated(v any, of iterators) any {
	switch v := v.(type) {
	case string:
		return m.statedText(v, of)
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = m.stated(element, of)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			if name != "dynamic" {
				out[name] = m.stated(member, of)
			}
		}
		for _, dynamic := range Blocks(v["dynamic"]) {
			for _, name := range check.SortedKeys(dynamic) {
				for _, block := range Blocks(dynamic[name]) {
					m.dynamic(out, name, block, of)
				}
			}
		}
		return out
	}
	return v
}

// maxDynamic are more blocks than people write for one. Of more, the first ones are read.
const maxDynamic = 200

// dynamic adds the blocks that a dynamic one makes; one with references in it where it is not known of what.
func (m *Model) dynamic(to map[string]any, name string, block map[string]any, of iterators) {
	iterator, _ := block["iterator"].(string)
	if iterator == "" {
		iterator = name
	}
	var all []any
	switch old := to[name].(type) {
	case nil:
	case []any:
		all = old
	default:
		all = []any{old}
	}
	add := func(element map[string]any) {
		if len(all) >= maxDynamic {
			return
		}
		inner := iterators{}
		maps.Copy(inner, of)
		if element != nil {
			inner[iterator] = element
		}
		for _, content := range Blocks(block["content"]) {
			all = append(all, m.stated(content, inner))
		}
	}
	switch each := m.stated(block["for_each"], of).(type) {
	case []any:
		for _, value := range each {
			add(map[string]any{"key": value, "value": value})
		}
	case map[string]any:
		for _, key := range check.SortedKeys(each) {
			add(map[string]any{"key": key, "value": each[key]})
		}
	default:
		add(nil)
	}
	if len(all) > 0 {
		to[name] = all
	}
}

func (m *Model) statedText(text string, of iterators) any {
	if !isTemplate(text) || strings.Contains(text, "$${") || strings.Contains(text, "%%{") {
		return text
	}
	asks := strings.Contains(text, "local.")
	for iterator := range of {
		asks = asks || strings.Contains(text, iterator+".")
	}
	if !asks && strings.HasPrefix(text, "${jsonencode(") { // Document reads it
		return text
	}
	expression, bad := template(text)
	if bad != nil || !asks && len(expression.Variables()) > 0 {
		return text
	}
	e := evaluator{source: text, texts: true, resolve: func(source string, reference hcl.Traversal) ([]string, any) {
		root := reference.RootName()
		if element, ok := of[root]; ok && len(reference) > 1 {
			if step, ok := reference[1].(hcl.TraverseAttr); ok && element[step.Name] != nil {
				return []string{root, step.Name}, element[step.Name]
			}
		}
		if root == "local" {
			return m.resolve(source, reference)
		}
		return nil, unknown(Need{Reference: cut(source, reference.SourceRange())})
	}}
	argument, encodes := jsonArgument(expression)
	if !encodes {
		return e.value(expression)
	}
	encoded, err := json.Marshal(e.value(argument))
	if err != nil {
		return text
	}
	return string(encoded)
}
