package check

import (
	"reflect"
	"slices"
	"strings"
)

// At is where a text stands in props.
type At struct{ *place }

// Path of the text, such as "existingCluster.arn".
func (a At) Path() string { return a.path() }

// In reports whether the text stands in a field of one of the names, however deep.
func (a At) In(fields ...string) bool {
	for at := a.place; at != nil; at = at.parent {
		if !at.key && slices.Contains(fields, at.field) {
			return true
		}
	}
	return false
}

// Texts calls visit with every text in props, which are a struct or a pointer to one: with its place, and the struct
// whose field it is, if it is one.
func Texts(props any, visit func(at At, text string, owner reflect.Value)) {
	texts(nil, reflect.ValueOf(props), reflect.Value{}, visit)
}

func texts(at *place, v, owner reflect.Value, visit func(At, string, reflect.Value)) {
	if !v.IsValid() || !judged(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.String:
		visit(At{at}, v.String(), owner)
	case reflect.Pointer:
		texts(at, v.Elem(), owner, visit)
	case reflect.Struct:
		for _, i := range judgedFields(v.Type()) {
			field, within := v.Type().Field(i), at
			if !field.Anonymous {
				within = &place{parent: at, field: field.Name}
			}
			texts(within, v.Field(i), v, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(&place{parent: at, index: i}, v.Index(i), reflect.Value{}, visit)
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(keyText(a), keyText(b)) })
		for _, key := range keys {
			texts(&place{parent: at, field: keyText(key), key: true}, v.MapIndex(key), reflect.Value{}, visit)
		}
	}
}
