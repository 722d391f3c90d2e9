package reader

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Overlay is a document with what another one says above it: mappings are merged, all else is replaced. The values keep
// their lines.
func Overlay(base, above Tree) Tree {
	if !base.IsMap() || !above.IsMap() {
		if above.IsNull() {
			return base
		}
		return above
	}
	merged := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: base.node.Line, Column: base.node.Column}
	add := func(e Entry) {
		key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: e.Key, Line: e.Value.node.Line}
		merged.Content = append(merged.Content, key, e.Value.node)
	}
	on := map[string]Tree{}
	for _, e := range above.Last() {
		on[e.Key] = e.Value
	}
	for _, e := range base.Last() {
		if v, ok := on[e.Key]; ok {
			e.Value = Overlay(e.Value, v)
			delete(on, e.Key)
		}
		add(e)
	}
	for _, e := range above.Last() {
		if _, left := on[e.Key]; left {
			add(e)
		}
	}
	return Tree{base.file, merged}
}

// Without is a mapping without some of its keys.
func (t Tree) Without(keys ...string) Tree {
	out := *t.node
	out.Content = nil
	for _, e := range t.Last() {
		if !slices.Contains(keys, e.Key) {
			out.Content = append(out.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: e.Key,
				Line: e.Value.node.Line}, e.Value.node)
		}
	}
	return Tree{t.file, &out}
}

// Replaced is a document with each of its texts replaced, and no aliases.
func (t Tree) Replaced(with func(string) string) Tree {
	if t.node == nil {
		return t
	}
	out := *t.node
	out.Content = nil
	switch {
	case t.IsMap():
		for _, e := range t.Entries() {
			out.Content = append(out.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: e.Key,
				Line: e.Value.node.Line}, e.Value.Replaced(with).node)
		}
	case t.IsList():
		for _, item := range t.Items() {
			out.Content = append(out.Content, item.Replaced(with).node)
		}
	case t.IsText() && t.node.Tag == "!!str":
		out.Value = with(t.node.Value)
		if _, err := strconv.Atoi(out.Value); err == nil && out.Value != t.node.Value {
			out.Tag = "!!int"
		}
	}
	return Tree{t.file, &out}
}

// Only is a mapping of one key.
func (t Tree) Only(key string, value Tree) Tree {
	return Tree{t.file, &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: t.node.Line,
		Content: []*yaml.Node{{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: value.node.Line}, value.node}}}
}
