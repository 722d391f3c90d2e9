package fargateai_test

import (
	"maps"
	"math"
	"reflect"
	"slices"

	"pgregory.net/rapid"

	"github.com/fargate-ai/fargate-ai-service/constructs/fargateai"
)

// Services that nobody thought of: each prop is that of one sound service or another, and some are damaged.

// soundServices are the services of [TestSoundServicesPass], in the order of their names.
var soundServices = func() (list []fargateai.ServiceProps) {
	all := map[string]fargateai.ServiceProps{}
	for _, services := range []map[string]fargateai.ServiceProps{
		applications(), gateways(), workers(), networks(), deliveries(), observed(),
	} {
		maps.Copy(all, services)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, all[name])
	}
	return list
}()

// crossed is a sound service with a few props of others.
func crossed(t *rapid.T) fargateai.ServiceProps {
	props := rapid.SampledFrom(soundServices).Draw(t, "service")
	child := copied(reflect.ValueOf(props))
	for range rapid.IntRange(0, 4).Draw(t, "props of others") {
		other := reflect.ValueOf(rapid.SampledFrom(soundServices).Draw(t, "other"))
		stated := fieldsOf(other)
		if len(stated) > 0 {
			i := rapid.SampledFrom(stated).Draw(t, "prop")
			child.Field(i).Set(copied(other.Field(i)))
		}
	}
	return child.Interface().(fargateai.ServiceProps)
}

// fieldsOf are the fields that are stated.
func fieldsOf(v reflect.Value) (stated []int) {
	for i := range v.NumField() {
		if !v.Field(i).IsZero() {
			stated = append(stated, i)
		}
	}
	return stated
}

// copied is a copy of a value that shares nothing with it, so that it can be damaged.
func copied(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(copied(v.Elem()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(copied(v.Field(i)))
			}
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(copied(v.Index(i)))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMap(v.Type()))
			for _, key := range v.MapKeys() {
				out.SetMapIndex(key, copied(v.MapIndex(key)))
			}
		}
	default:
		out.Set(v)
	}
	return out
}

// Values that stand where another was meant.
var (
	strangeNumbers = []float64{0, -1, 1, 0.5, 2, 59, 61, 121, 3601, 65536, 1e9, 1e308, -1e308, math.NaN(), math.Inf(1),
		math.SmallestNonzeroFloat64, -1.8881545897087626e+289}
	strangeTexts = []string{"", " ", "a", "-", "*", "latest", "/", "..", "a b", "A\nB", "\x00", "${aws_vpc.x.id}", "${",
		"%{ if true }", "${TfToken[TOKEN.4711]}", "ünïcödé", "naïve.example", "0", "arn:aws:", "arn:aws:s3:::b", "vpc-1",
		"https://x", "{}", "[]", "null", "\ufeff", string(make([]byte, 300))}
)

// damage changes one place of a value.
func damage(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
			return
		}
		if rapid.IntRange(0, 9).Draw(t, "drop") == 0 {
			v.SetZero()
			return
		}
		damage(t, v.Elem())
	case reflect.Struct:
		var exported []int
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				exported = append(exported, i)
			}
		}
		if len(exported) > 0 {
			damage(t, v.Field(rapid.SampledFrom(exported).Draw(t, "field")))
		}
	case reflect.Slice:
		switch n := v.Len(); rapid.IntRange(0, 3).Draw(t, "list") {
		case 0:
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		case 1:
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		default:
			if n > 0 {
				damage(t, v.Index(rapid.IntRange(0, n-1).Draw(t, "element")))
			}
		}
	case reflect.Map:
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
		key, element := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		if keys := v.MapKeys(); len(keys) > 0 && rapid.Bool().Draw(t, "known key") {
			slices.SortFunc(keys, func(a, b reflect.Value) int { return compareText(a.String(), b.String()) })
			key = keys[rapid.IntRange(0, len(keys)-1).Draw(t, "key")]
			element.Set(copied(v.MapIndex(key)))
			damage(t, element)
		} else {
			damage(t, key)
		}
		v.SetMapIndex(key, element)
	case reflect.Float64:
		v.SetFloat(rapid.SampledFrom(strangeNumbers).Draw(t, "number"))
	case reflect.String:
		v.SetString(rapid.SampledFrom(strangeTexts).Draw(t, "text"))
	case reflect.Bool:
		v.SetBool(!v.Bool())
	}
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
