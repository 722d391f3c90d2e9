package tfjson

import (
	"encoding/json"
	"strconv"

	"github.com/zclconf/go-cty/cty"
)

// toCty is a JSON value without holes as Terraform has it.
func toCty(v any) cty.Value {
	switch v := v.(type) {
	case string:
		return cty.StringVal(v)
	case bool:
		return cty.BoolVal(v)
	case json.Number:
		if n, err := cty.ParseNumberVal(v.String()); err == nil && !hugeExponent(v.String()) {
			return n
		}
		return cty.StringVal(v.String())
	case []any:
		elements := make([]cty.Value, len(v))
		for i, element := range v {
			elements[i] = toCty(element)
		}
		return cty.TupleVal(elements)
	case map[string]any:
		members := make(map[string]cty.Value, len(v))
		for name, member := range v {
			members[name] = toCty(member)
		}
		return cty.ObjectVal(members)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// fromCty is a known value as JSON has it.
func fromCty(v cty.Value) any {
	switch t := v.Type(); {
	case v.IsNull():
		return nil
	case t == cty.String:
		return v.AsString()
	case t == cty.Bool:
		return v.True()
	case t == cty.Number:
		n := v.AsBigFloat()
		if exponent := n.MantExp(nil); exponent > 1<<12 || exponent < -1<<12 { // of 2: it has thousands of digits
			return json.Number(n.Text('e', -1))
		}
		return json.Number(n.Text('f', -1))
	case t.IsObjectType() || t.IsMapType():
		out := map[string]any{}
		for name, member := range v.AsValueMap() {
			out[name] = fromCty(member)
		}
		return out
	case t.IsTupleType() || t.IsListType() || t.IsSetType():
		out := []any{}
		for _, element := range v.AsValueSlice() {
			out = append(out, fromCty(element))
		}
		return out
	}
	return nil
}

// size is roughly how many bytes a value has as JSON.
func size(v any) (n int) {
	switch v := v.(type) {
	case string:
		return len(v)
	case json.Number:
		return len(v)
	case []any:
		for _, element := range v {
			n += 1 + size(element)
		}
	case map[string]any:
		for name, member := range v {
			n += 2 + len(name) + size(member)
		}
	}
	return n
}

// Text is a number or a boolean as text; anything else stays as it is.
func Text(v any) any {
	switch v := v.(type) {
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return v
}
