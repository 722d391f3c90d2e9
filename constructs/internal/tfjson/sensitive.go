package tfjson

import (
	"fmt"
	"io"
	"slices"
)

// Sensitive is a text, a number or a boolean that Terraform marks as sensitive. It never prints its value, in whatever
// structure it stands; [Reveal] takes the mark off.
//
// The value is behind a function because package fmt, given a verb that does not fit, and printers for debugging look
// into fields, whatever methods there are.
type Sensitive struct{ reveal *func() any }

func sensitive(v any) Sensitive {
	reveal := func() any { return v }
	return Sensitive{&reveal}
}

const hidden = "(sensitive value)"

// String is the same for every value.
func (Sensitive) String() string { return hidden }

// Format is the same for every verb.
func (Sensitive) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText is the same for every value.
func (Sensitive) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Reveal is a value without its marks. Who shows it answers for that.
func Reveal(v any) any {
	return mapped(v, func(leaf any) any {
		s, is := leaf.(Sensitive)
		switch {
		case !is:
			return leaf
		case s.reveal == nil:
			return nil
		}
		return (*s.reveal)()
	})
}

// Unmarked is a value in which nothing stands for what is marked.
func Unmarked(v any) any {
	return mapped(v, func(leaf any) any {
		if _, is := leaf.(Sensitive); is {
			return nil
		}
		return leaf
	})
}

// mapped is a value with lists and objects of its own, in which each leaf has become another.
func mapped(v any, become func(leaf any) any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = mapped(element, become)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			out[name] = mapped(member, become)
		}
		return out
	}
	return become(v)
}

// Marked tells that a value or a part of it is marked.
func Marked(v any) bool {
	switch v := v.(type) {
	case Sensitive:
		return true
	case []any:
		return slices.ContainsFunc(v, Marked)
	case map[string]any:
		for _, member := range v {
			if Marked(member) {
				return true
			}
		}
	}
	return false
}

// marked is a value with marks where Terraform has true in a tree of the same form.
func marked(v, marks any) any {
	switch marks := marks.(type) {
	case bool:
		if marks {
			return allMarked(v)
		}
	case map[string]any:
		if members, ok := v.(map[string]any); ok {
			for name, inner := range marks {
				if value, there := members[name]; there {
					members[name] = marked(value, inner)
				}
			}
		}
	case []any:
		if elements, ok := v.([]any); ok {
			for i := range min(len(elements), len(marks)) {
				elements[i] = marked(elements[i], marks[i])
			}
		}
	}
	return v
}

func allMarked(v any) any {
	switch v := v.(type) {
	case nil, Unknown, Sensitive:
		return v
	case []any:
		for i := range v {
			v[i] = allMarked(v[i])
		}
		return v
	case map[string]any:
		for name := range v {
			v[name] = allMarked(v[name])
		}
		return v
	}
	return sensitive(v)
}
