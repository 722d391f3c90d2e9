package everyprop

import (
	"reflect"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// place is one in props where a value can stand: a text, a number, a list or a map.
type place struct {
	path     string
	of       reflect.Type
	set      func(props, value reflect.Value)
	variable bool // of an environment, which has a rule of its own
	key      bool // of a map
	zero     bool // 0 is a value, and not the default
}

// anything reports whether the place is a prop of any type, which has a rule of its own.
func (p place) anything() bool { return p.of.Kind() == reflect.Interface }

func (p place) text() bool { return p.of.Kind() == reflect.String || p.anything() }

func (p place) setText(props reflect.Value, text string) {
	p.set(props, reflect.ValueOf(text).Convert(p.of))
}

// places are all of a type, each reached with one element in every list and map above it.
func places(t reflect.Type, seen []reflect.Type) []place {
	if slices.Contains(seen, t) {
		return nil
	}
	within := append(slices.Clone(seen), t)
	var out []place
	through := func(inner []place, prefix string, open func(reflect.Value) (reflect.Value, func())) {
		for _, i := range inner {
			set := i.set
			i.path = rules.Join(prefix, i.path)
			i.set = func(props, value reflect.Value) {
				element, done := open(props)
				set(element, value)
				done()
			}
			out = append(out, i)
		}
	}
	self := place{of: t, set: func(v, value reflect.Value) { v.Set(value) }}
	switch t.Kind() {
	case reflect.String, reflect.Float64, reflect.Int:
		return []place{self}
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return []place{self}
		}
	case reflect.Pointer:
		through(places(t.Elem(), seen), "", func(v reflect.Value) (reflect.Value, func()) {
			if v.IsNil() {
				v.Set(reflect.New(t.Elem()))
			}
			return v.Elem(), func() {}
		})
		for i := range out {
			out[i].zero = out[i].zero || out[i].path == ""
		}
	case reflect.Slice:
		through(places(t.Elem(), within), "[0]", func(v reflect.Value) (reflect.Value, func()) {
			v.Set(reflect.MakeSlice(t, 1, 1))
			return v.Index(0), func() {}
		})
		out = append(out, self)
	case reflect.Map:
		through(places(t.Elem(), within), "KEY", func(v reflect.Value) (reflect.Value, func()) {
			element := reflect.New(t.Elem()).Elem()
			return element, func() {
				v.Set(reflect.MakeMap(t))
				v.SetMapIndex(reflect.ValueOf("KEY").Convert(t.Key()), element)
			}
		})
		out = append(out, self, place{path: "[redacted]", of: t.Key(), key: true, set: func(v, value reflect.Value) {
			v.Set(reflect.MakeMap(t))
			v.SetMapIndex(value, reflect.New(t.Elem()).Elem())
		}})
	case reflect.Struct:
		for i := range t.NumField() {
			field := t.Field(i)
			if !field.IsExported() {
				continue
			}
			name := check.PropName(field.Name)
			if field.Anonymous {
				name = ""
			}
			before := len(out)
			through(places(field.Type, within), name, func(v reflect.Value) (reflect.Value, func()) {
				return v.Field(i), func() {}
			})
			for j := before; j < len(out); j++ {
				out[j].variable = out[j].variable || field.Type.Kind() == reflect.Map && field.Name == "Environment"
			}
		}
	}
	return out
}
