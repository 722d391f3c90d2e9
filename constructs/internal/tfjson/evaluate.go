package tfjson

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// evaluator gives the values of expressions of one template.
type evaluator struct {
	source string
	// resolve is the value of a reference's first names, and which of them that are.
	resolve func(source string, reference hcl.Traversal) (path []string, value any)
	// texts leaves what is not known as the text that it is in the template, in place of an [Unknown].
	texts bool
}

// Document is the JSON of a value: that in a text, or that of a template which is one jsonencode call. References in it
// stay text, such as "${aws_lb.main.arn}". It is nil for anything else, such as a reference to another resource's JSON.
func Document(v any) any {
	text, _ := v.(string)
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		return parsed.of(text, plain)
	}
	return parsed.of(text, called)
}

// plain is the value of a text of JSON, or nil.
func plain(text string) any {
	value, err := Decode([]byte(text))
	if err != nil {
		return nil
	}
	return value
}

// called is the JSON of a jsonencode call.
func called(text string) any {
	expression, bad := template(text)
	if bad != nil {
		return nil
	}
	argument, ok := jsonArgument(expression)
	if !ok {
		return nil
	}
	none := func(source string, reference hcl.Traversal) ([]string, any) {
		return nil, unknown(Need{Reference: cut(source, reference.SourceRange())})
	}
	return evaluator{source: text, resolve: none, texts: true}.value(argument)
}

// Value is a value of a stack with its templates evaluated.
//
// It evaluates what can be known without AWS: literals, Terraform's functions, locals, the stated arguments of other
// resources, the region and the account of the provider (region, allowed_account_ids), and ARNs and URLs that follow
// from those and a stated name. A variable is not known, even with a default: an apply may set it.
func (m *Model) Value(v any) any {
	switch v := v.(type) {
	case string:
		if !isTemplate(v) {
			return v
		}
		expression, bad := template(v)
		if bad != nil {
			return unknown(*bad)
		}
		return evaluator{source: v, resolve: m.resolve}.value(expression)
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = m.Value(element)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			if name != "//" {
				out[name] = m.Value(member)
			}
		}
		return out
	}
	return v
}

// JSON is the value of an argument that holds JSON. That of a jsonencode call is not encoded and decoded again, so that
// what is not known stands where it belongs. The reference names the argument where its text is no JSON.
func (m *Model) JSON(reference string, v any) any {
	if text, _ := v.(string); strings.HasPrefix(text, "${") {
		expression, bad := template(text)
		if bad != nil {
			return unknown(*bad)
		}
		if argument, ok := jsonArgument(expression); ok {
			return evaluator{source: text, resolve: m.resolve}.value(argument)
		}
	}
	return Decoded(reference, m.Value(v))
}

// Decoded is the JSON in a text; anything but text stays as it is.
func Decoded(reference string, v any) any {
	text, ok := v.(string)
	if !ok {
		return v
	}
	value, err := Decode([]byte(text))
	if err != nil {
		return unknown(Need{Reference: reference, Why: NoJSON, Detail: err.Error()})
	}
	return value
}

// value of an expression; objects and lists that it spells out keep what is not known where it is.
func (e evaluator) value(x hclsyntax.Expression) any {
	switch x := x.(type) {
	case *hclsyntax.TemplateWrapExpr:
		return e.value(x.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		return e.value(x.Expression)
	case *hclsyntax.TupleConsExpr:
		out := make([]any, len(x.Exprs))
		for i, element := range x.Exprs {
			out[i] = e.value(element)
		}
		return out
	case *hclsyntax.ObjectConsExpr:
		out := make(map[string]any, len(x.Items))
		for _, item := range x.Items {
			switch key := Text(e.leaf(item.KeyExpr)).(type) {
			case string:
				out[key] = e.value(item.ValueExpr)
			case Unknown:
				return key
			default:
				source := cut(e.source, item.KeyExpr.Range())
				if !e.texts {
					return unknown(Need{Reference: source, Why: KeyOfAnother})
				}
				out["${"+source+"}"] = e.value(item.ValueExpr)
			}
		}
		return out
	}
	return e.leaf(x)
}

// leaf evaluates an expression as a whole.
func (e evaluator) leaf(x hclsyntax.Expression) any {
	var missing Unknown
	known := scope{}
	var given []any
	for _, reference := range x.Variables() {
		path, value := e.resolve(e.source, reference)
		if needs := Missing(value); len(needs.Needs) > 0 {
			missing = missing.With(needs)
			continue
		}
		known.set(path, toCty(value))
		given = append(given, value)
	}
	if len(missing.Needs) > 0 {
		return e.unknown(x, missing)
	}
	if tooMuch(e.source, x, given) {
		return e.unknown(x, unknown(Need{Reference: cut(e.source, x.Range()), Why: TooLarge}))
	}
	value, diagnostics := x.Value(&hcl.EvalContext{Variables: known.values(), Functions: functions})
	if diagnostics.HasErrors() {
		return e.unknown(x, unknown(Need{
			Reference: cut(e.source, x.Range()), Why: Failed, Detail: diagnostics.Errs()[0].Error(),
		}))
	}
	if !value.IsWhollyKnown() {
		return e.unknown(x, unknown(Need{Reference: cut(e.source, x.Range()), Why: AfterApply}))
	}
	out := fromCty(value)
	if size(out) > 2*maxTemplate {
		return e.unknown(x, unknown(Need{Reference: cut(e.source, x.Range()), Why: TooLarge}))
	}
	return out
}

// unknown is what stands in the place of an expression that is not known.
func (e evaluator) unknown(x hclsyntax.Expression, missing Unknown) any {
	if !e.texts {
		return missing
	}
	switch x := x.(type) {
	case *hclsyntax.TemplateExpr:
		var out strings.Builder
		for _, part := range x.Parts {
			if text, ok := Text(e.value(part)).(string); ok {
				out.WriteString(text)
			} else {
				out.WriteString("${" + sourceOf(e.source, part.Range()) + "}")
			}
		}
		return out.String()
	case *hclsyntax.ObjectConsKeyExpr:
		return e.leaf(x.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		return e.leaf(x.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return e.leaf(x.Wrapped)
	}
	return "${" + sourceOf(e.source, x.Range()) + "}"
}

// scope holds the values of references by their names.
type scope map[string]any

func (s scope) set(path []string, value cty.Value) {
	for _, name := range path[:len(path)-1] {
		inner, ok := s[name].(scope)
		if !ok {
			inner = scope{}
			s[name] = inner
		}
		s = inner
	}
	s[path[len(path)-1]] = value
}

func (s scope) values() map[string]cty.Value {
	out := make(map[string]cty.Value, len(s))
	for name, value := range s {
		switch value := value.(type) {
		case scope:
			out[name] = cty.ObjectVal(value.values())
		case cty.Value:
			out[name] = value
		}
	}
	return out
}
