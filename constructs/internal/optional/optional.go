// Package optional reads props that are pointers because nil means "the documented default".
package optional

import "slices"

// Or returns what p points to, or otherwise when p is nil.
func Or[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

// Value returns what p points to, or T's zero value when p is nil.
func Value[T any](p *T) T {
	var zero T
	return Or(p, zero)
}

// Texts are the strings of a list that is no reference: none for nil, and "" for a nil among them.
func Texts(list *[]*string) []string {
	var out []string
	for _, s := range Value(list) {
		out = append(out, Value(s))
	}
	return out
}

// Stated are the texts that are not empty.
func Stated(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
