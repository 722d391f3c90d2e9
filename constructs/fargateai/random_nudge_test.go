package fargateai_test

import (
	"reflect"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// spot is a field of a type of props.
type spot struct {
	of    reflect.Type
	field int
}

// meant are the values that the sound services state in each field of each type.
var meant = func() map[spot][]reflect.Value {
	out := map[spot][]reflect.Value{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			keys := v.MapKeys()
			slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
			for _, key := range keys {
				walk(v.MapIndex(key))
			}
		case reflect.Struct:
			for _, i := range exportedOf(v.Type()) {
				if at := (spot{v.Type(), i}); !v.Field(i).IsZero() && !slices.ContainsFunc(out[at], func(other reflect.Value) bool {
					return reflect.DeepEqual(other.Interface(), v.Field(i).Interface())
				}) {
					out[at] = append(out[at], v.Field(i))
				}
				walk(v.Field(i))
			}
		}
	}
	for _, props := range soundServices {
		walk(reflect.ValueOf(props))
	}
	return out
}()

func exportedOf(t reflect.Type) (fields []int) {
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			fields = append(fields, i)
		}
	}
	return fields
}

// Values that somebody may well mean: other than a damage, they often pass.
var (
	plainNumbers = []float64{0, 1, 2, 3, 5, 10, 30, 60, 80, 100, 120, 200, 256, 300, 443, 512, 600, 900, 1024, 2048, 3600,
		4096, 8080, 8192, 65535, anyNumber}
	plainTexts = []string{anyText, anyText, "x", "another", "/healthz", "ai2.acme.dev", "10.1.0.0/16", "198.51.100.0/24",
		"sg-0123456789abcdef0", "1.2.3", "arn:aws:sns:eu-west-1:210987654321:alerts", strings.Repeat("long-name-", 3),
		strings.Repeat("very-", 40) + "long"}
)

// References to variables; the number stands for one until a stack is there.
const (
	anyText   = "${var.text}"
	anyNumber = -1.888154589708e289
)

// nudge changes one place of a struct to something that could be meant.
func nudge(t *rapid.T, v reflect.Value) {
	fields := exportedOf(v.Type())
	if len(fields) == 0 {
		return
	}
	i := rapid.SampledFrom(fields).Draw(t, "nudged field")
	known := meant[spot{v.Type(), i}]
	if len(known) > 0 && rapid.IntRange(0, 2).Draw(t, "known") > 0 {
		v.Field(i).Set(copied(rapid.SampledFrom(known).Draw(t, "known value")))
		return
	}
	nudgeValue(t, v.Field(i))
}

func nudgeValue(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
			if v.Elem().Kind() == reflect.Struct {
				return // all defaults
			}
		}
		nudgeValue(t, v.Elem())
	case reflect.Struct:
		nudge(t, v)
	case reflect.Slice:
		switch n := v.Len(); {
		case n == 0 || rapid.IntRange(0, 3).Draw(t, "longer") == 0:
			element := reflect.New(v.Type().Elem()).Elem()
			nudgeValue(t, element)
			v.Set(reflect.Append(v, element))
		default:
			nudgeValue(t, v.Index(rapid.IntRange(0, n-1).Draw(t, "element")))
		}
	case reflect.Map:
		if v.Type().Key().Kind() != reflect.String {
			return
		}
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
		keys := []string{"another", "ANOTHER", "Another-Key"}
		for _, key := range v.MapKeys() {
			keys = append(keys, key.String())
		}
		slices.Sort(keys)
		key := reflect.ValueOf(rapid.SampledFrom(keys).Draw(t, "key")).Convert(v.Type().Key())
		element := reflect.New(v.Type().Elem()).Elem()
		if old := v.MapIndex(key); old.IsValid() {
			element.Set(copied(old))
		}
		nudgeValue(t, element)
		v.SetMapIndex(key, element)
	case reflect.Float64:
		v.SetFloat(rapid.SampledFrom(append([]float64{v.Float() + 1, v.Float() - 1, 2 * v.Float()}, plainNumbers...)).
			Draw(t, "plain number"))
	case reflect.String:
		v.SetString(rapid.SampledFrom(plainTexts).Draw(t, "plain text"))
	case reflect.Bool:
		v.SetBool(!v.Bool())
	}
}
