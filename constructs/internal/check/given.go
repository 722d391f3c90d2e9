package check

import (
	"fmt"
	"reflect"
	"sort"
	"sync"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Given returns props as rules can judge them, and the mistakes that may stand in any prop, however deep: a nil in a
// list, a placeholder that nobody replaced, a credential, spaces around a value, and tags that AWS refuses. Nil props
// are blank ones.
//
// In the copy, an unknown value stands in the place of what was refused, so that all other rules stay silent about it;
// nil elements that are neither strings nor numbers are left out. Without such mistakes the copy is p itself.
func Given[P any](p *P) (*P, rules.Mistakes) {
	if p == nil {
		return new(P), nil
	}
	value := reflect.ValueOf(p).Elem()
	if !judged(value.Type()) {
		return p, nil
	}
	var ms rules.Mistakes
	clean, changed := given(&ms, nil, value)
	if !changed {
		return p, nil
	}
	out := clean.Interface().(P)
	return &out, ms
}

// place is where a value lies in props. Its text is made only for a mistake.
type place struct {
	parent *place
	field  string // name of a field, or key of a map
	key    bool
	index  int
}

func (at *place) path() string {
	switch {
	case at == nil:
		return ""
	case at.field == "":
		return rules.Index(at.parent.path(), at.index)
	case at.key:
		return rules.Join(at.parent.path(), at.field)
	default:
		return rules.Join(at.parent.path(), PropName(at.field))
	}
}

// given copies as much of v as differs.
func given(ms *rules.Mistakes, at *place, v reflect.Value) (clean reflect.Value, changed bool) {
	switch v.Kind() {
	case reflect.String:
		return givenText(ms, at, v)
	case reflect.Pointer:
		return givenPointer(ms, at, v)
	case reflect.Struct:
		return givenStruct(ms, at, v)
	case reflect.Slice:
		return givenSlice(ms, at, v)
	case reflect.Map:
		return givenMap(ms, at, v)
	default:
		return v, false
	}
}

func givenText(ms *rules.Mistakes, at *place, v reflect.Value) (reflect.Value, bool) {
	text := v.String()
	if text == "" {
		return v, false
	}
	if what := at.credential(text); what != "" {
		BreakCredential(ms, at.path(), what)
		return unknownText(v.Type()), true
	}
	if found := placeholder.Find(text); found != "" {
		ms.Break(rules.Placeholder, at.path(), "the placeholder "+Quote(found), "a real value",
			"replace it before anything is synthesized")
	} else if rule, want := wellTyped(text); want != "" && !at.free() {
		ms.Break(rule, at.path(), Quote(text), want, "")
	} else {
		return v, false
	}
	return unknownText(v.Type()), true
}

func givenPointer(ms *rules.Mistakes, at *place, v reflect.Value) (reflect.Value, bool) {
	if v.IsNil() {
		return v, false
	}
	clean, changed := given(ms, at, v.Elem())
	if !changed {
		return v, false
	}
	out := reflect.New(v.Type().Elem())
	out.Elem().Set(clean)
	return out, true
}

func givenStruct(ms *rules.Mistakes, at *place, v reflect.Value) (reflect.Value, bool) {
	out, changed := v, false
	for _, i := range judgedFields(v.Type()) {
		field := v.Type().Field(i)
		within := at
		if !field.Anonymous {
			within = &place{parent: at, field: field.Name}
		}
		clean, differs := given(ms, within, v.Field(i))
		if tags, ok := clean.Interface().(map[string]string); ok && field.Name == "Tags" {
			if right, wrong := givenTags(ms, within, tags); wrong {
				clean, differs = reflect.ValueOf(right), true
			}
		}
		if !differs {
			continue
		}
		if !changed {
			out, changed = reflect.New(v.Type()).Elem(), true
			out.Set(v)
		}
		out.Field(i).Set(clean)
	}
	return out, changed
}

func givenSlice(ms *rules.Mistakes, at *place, v reflect.Value) (reflect.Value, bool) {
	var out reflect.Value // valid once something differs
	for i := range v.Len() {
		clean, keep, differs := givenElement(ms, &place{parent: at, index: i}, v, i)
		if differs && !out.IsValid() {
			out = reflect.MakeSlice(v.Type(), 0, v.Len())
			out = reflect.AppendSlice(out, v.Slice(0, i))
		}
		if out.IsValid() && keep {
			out = reflect.Append(out, clean)
		}
	}
	if !out.IsValid() {
		return v, false
	}
	return out, true
}

// givenElement is given for element i of list. keep is false for one that is left out.
func givenElement(ms *rules.Mistakes, at *place, list reflect.Value, i int) (clean reflect.Value, keep, changed bool) {
	element := list.Index(i)
	if isNil(element) {
		ms.Break(rules.NilElement, at.path(), "nil", "a value",
			"leave the element out, or set the variable that it came from")
		clean, keep = unknown(element.Type())
		return clean, keep, true
	}
	if !judged(list.Type().Elem()) {
		return element, true, false
	}
	if isEmptyText(element) && !at.free() {
		ms.Break(rules.Required, at.path(), "an empty text", "a value",
			"leave the element out, or set the variable that it came from")
		return unknownText(element.Type()), true, true
	}
	clean, changed = given(ms, at, element)
	if what := flagged(list, i); what != "" && !changed {
		BreakCredential(ms, at.path(), what)
		return unknownText(element.Type()), true, true
	}
	return clean, true, changed
}

func givenMap(ms *rules.Mistakes, at *place, v reflect.Value) (reflect.Value, bool) {
	keys := v.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keyText(keys[i]) < keyText(keys[j]) })
	out, changed := v, false
	set := func(key, value reflect.Value) {
		if !changed {
			out, changed = reflect.MakeMapWithSize(v.Type(), v.Len()), true
			for _, k := range keys {
				out.SetMapIndex(k, v.MapIndex(k))
			}
		}
		out.SetMapIndex(key, value)
	}
	for _, key := range keys {
		within := &place{parent: at, field: keyText(key), key: true}
		if what := credential.In(keyText(key)); what != "" {
			BreakCredential(ms, (&place{parent: at, field: credential.Redacted, key: true}).path(), what+" as a key")
			set(key, reflect.Value{})
		} else if clean, differs := given(ms, within, v.MapIndex(key)); differs {
			set(key, clean)
		}
	}
	return out, changed
}

func keyText(key reflect.Value) string { return fmt.Sprint(key.Interface()) }

// isNil reports whether an element says nothing: a nil pointer, a nil interface, or an interface with a nil pointer.
func isNil(element reflect.Value) bool {
	switch element.Kind() {
	case reflect.Pointer:
		return element.IsNil()
	case reflect.Interface:
		return element.IsNil() || element.Elem().Kind() == reflect.Pointer && element.Elem().IsNil()
	default:
		return false
	}
}

// unknown is what rules are silent about, in the place of a nil of type t. There is none for most types.
func unknown(t reflect.Type) (value reflect.Value, ok bool) {
	if t.Kind() != reflect.Pointer {
		return value, false
	}
	value = reflect.New(t.Elem())
	switch t.Elem().Kind() {
	case reflect.String:
		value.Elem().SetString(token.Unknown)
	case reflect.Float64:
		value.Elem().SetFloat(token.UnknownNumber)
	default:
		return value, false
	}
	return value, true
}

// unknownText is the same in the place of a text, or of a pointer to one.
func unknownText(t reflect.Type) reflect.Value {
	if value, ok := unknown(t); ok {
		return value
	}
	return reflect.ValueOf(token.Unknown).Convert(t)
}

// types says of each type that was asked for whether its values may hold a string or a nil element. It only spares the
// next call the look.
var types sync.Map

func judged(t reflect.Type) bool {
	if known, ok := types.Load(t); ok {
		return known.(bool)
	}
	found := mayBeWrong(t, map[reflect.Type]bool{})
	types.Store(t, found)
	return found
}

func mayBeWrong(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] { // what a type that contains itself may hold is found elsewhere in it
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.String:
		return true
	case reflect.Slice:
		nilable := t.Elem().Kind() == reflect.Pointer || t.Elem().Kind() == reflect.Interface
		return nilable || mayBeWrong(t.Elem(), seen)
	case reflect.Pointer:
		return mayBeWrong(t.Elem(), seen)
	case reflect.Map:
		return mayBeWrong(t.Key(), seen) || mayBeWrong(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if t.Field(i).IsExported() && mayBeWrong(t.Field(i).Type, seen) {
				return true
			}
		}
	}
	return false
}

// fields are the indices of the exported fields of structs that are judged.
var fields sync.Map

func judgedFields(t reflect.Type) []int {
	if known, ok := fields.Load(t); ok {
		return known.([]int)
	}
	var found []int
	for i := range t.NumField() {
		if t.Field(i).IsExported() && judged(t.Field(i).Type) {
			found = append(found, i)
		}
	}
	fields.Store(t, found)
	return found
}
