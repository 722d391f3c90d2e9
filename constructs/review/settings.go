package review

import (
	"slices"
	"strings"
)

// setting is a danger that one attribute tells.
type setting struct {
	kinds string // types of resources, with spaces between
	path  string // of the attribute, through all blocks of a name
	bad   func(v any) bool
	id    string
	Severity
	text, remedy string
}

// settingsOf are the settings by type.
var settingsOf = func() map[string][]setting {
	out := map[string][]setting{}
	for _, s := range settings {
		for kind := range strings.FieldsSeq(s.kinds) {
			out[kind] = append(out[kind], s)
		}
	}
	return out
}()

func settled(_ *Inventory, r Resource, report reporter) {
	for _, s := range settingsOf[r.kind()] {
		if slices.ContainsFunc(at(r.Attributes, strings.Split(s.path, ".")), s.bad) {
			report(s.id, s.Severity, s.text, s.remedy)
		}
	}
}

// at are the values at a path; a block that is not there has an attribute that is not set.
func at(v any, path []string) []any {
	if len(path) == 0 {
		return []any{v}
	}
	all := blocks(v)
	if len(all) == 0 {
		if isReference(text(v)) {
			return nil
		}
		return []any{nil}
	}
	var out []any
	for _, b := range all {
		out = append(out, at(b[path[0]], path[1:])...)
	}
	return out
}

// off is false where it is stated.
func off(v any) bool { return v != nil && isFalse(v) }

func anyOf(values ...string) func(v any) bool {
	return func(v any) bool {
		return slices.ContainsFunc(words(v), func(word string) bool {
			return slices.ContainsFunc(values, func(value string) bool { return strings.EqualFold(word, value) })
		})
	}
}

func zero(v any) bool { n, known := number(v); return known && n == 0 }

func unset(v any) bool { return v == nil || v == "" }

// unsetOr also holds for what AWS takes when nothing is stated.
func unsetOr(values ...string) func(v any) bool {
	return func(v any) bool { return unset(v) || anyOf(values...)(v) }
}

func onByDefault(v any) bool { return v == nil || isTrue(v) }
