package filterpattern

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// Pattern is a JSON filter pattern, such as { $.usage.total_tokens = * && $.level != "debug" }.
type Pattern struct{ root node }

// node is a condition, all of several nodes, or any of several nodes.
type node interface {
	match(line any) bool
	render(b *strings.Builder)
	selectors(add func(Selector))
}

type (
	all          []node // at least two, none of them an all
	alternatives []node // at least two, none of them an alternatives
)

// Match reports whether a filter with the pattern counts the line.
func (p Pattern) Match(line []byte) bool {
	object, ok := decode(line)
	return ok && p.root != nil && p.root.match(object)
}

// String writes the pattern with single spaces, quotes around every string and no needless parentheses.
func (p Pattern) String() string {
	if p.root == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString("{ ")
	p.root.render(&b)
	b.WriteString(" }")
	return b.String()
}

// Refers reports whether the pattern compares what the selector points at. A metric takes its value and dimensions only
// from such fields.
func (p Pattern) Refers(to Selector) bool {
	found := false
	if p.root != nil {
		p.root.selectors(func(s Selector) { found = found || s.String() == to.String() })
	}
	return found
}

// Value is the number that the selector points at in the line.
func Value(selector string, line []byte) (float64, bool) {
	s, err := ParseSelector(selector)
	if err != nil || s.Wildcard() {
		return 0, false
	}
	object, ok := decode(line)
	if !ok {
		return 0, false
	}
	for _, value := range s.find(object) {
		return number(value)
	}
	return 0, false
}

// decode reads a line that is exactly one JSON object.
func decode(line []byte) (map[string]any, bool) {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var object map[string]any
	if decoder.Decode(&object) != nil || object == nil {
		return nil, false
	}
	_, err := decoder.Token()
	return object, err == io.EOF
}

func (a all) match(line any) bool {
	for _, n := range a {
		if !n.match(line) {
			return false
		}
	}
	return true
}

func (a alternatives) match(line any) bool {
	for _, n := range a {
		if n.match(line) {
			return true
		}
	}
	return false
}

func (a all) render(b *strings.Builder) {
	for i, n := range a {
		if i > 0 {
			b.WriteString(" && ")
		}
		if nested, ok := n.(alternatives); ok {
			b.WriteByte('(')
			nested.render(b)
			b.WriteByte(')')
			continue
		}
		n.render(b)
	}
}

func (a alternatives) render(b *strings.Builder) {
	for i, n := range a {
		if i > 0 {
			b.WriteString(" || ")
		}
		n.render(b)
	}
}

func (a all) selectors(add func(Selector)) {
	for _, n := range a {
		n.selectors(add)
	}
}

func (a alternatives) selectors(add func(Selector)) {
	for _, n := range a {
		n.selectors(add)
	}
}
