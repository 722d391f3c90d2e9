package taskdefinition

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// answer is what a reference is, once it is known.
type answer struct {
	value any
	known bool // false while it is evaluated: a reference that comes back to itself finds that
}

// largest is the most text that a reference may stand for: twice what ECS takes as a task definition. Locals that
// double each other would fill the memory.
const largest = 128 << 10

// value is a JSON value with its templates evaluated.
func (s *stack) value(v any) any {
	switch v := v.(type) {
	case string:
		return s.template(v)
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = s.value(element)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, member := range v {
			if name != "//" {
				out[name] = s.value(member)
			}
		}
		return out
	}
	return v
}

// template is the value of a text of Terraform's JSON.
func (s *stack) template(text string) any {
	if !strings.Contains(text, "${") && !strings.Contains(text, "%{") {
		return text
	}
	expression, bad := parse(text)
	if bad != nil {
		return bad
	}
	return s.expression(text, expression)
}

// json is the value of an argument that holds JSON. A jsonencode call is not encoded, so that a hole stands where it
// belongs.
func (s *stack) json(reference string, v any) any {
	text, _ := v.(string)
	if strings.HasPrefix(text, "${") {
		expression, bad := parse(text)
		if bad != nil {
			return bad
		}
		if wrap, ok := expression.(*hclsyntax.TemplateWrapExpr); ok {
			if call, ok := wrap.Wrapped.(*hclsyntax.FunctionCallExpr); ok && call.Name == "jsonencode" && len(call.Args) == 1 &&
				!call.ExpandFinal {
				return s.expression(text, call.Args[0])
			}
		}
	}
	value := s.value(v)
	return decoded(reference, value)
}

// decoded is the JSON in a text; anything but text stays as it is.
func decoded(reference string, v any) any {
	text, ok := v.(string)
	if !ok {
		return v
	}
	value, err := decode([]byte(text))
	if err != nil {
		return hole{{reference, err.Error()}}
	}
	return value
}

// expression is the value of an expression; objects and lists that it spells out keep their holes where they are.
func (s *stack) expression(source string, e hclsyntax.Expression) any {
	switch e := e.(type) {
	case *hclsyntax.TemplateWrapExpr:
		return s.expression(source, e.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		return s.expression(source, e.Expression)
	case *hclsyntax.TupleConsExpr:
		out := make([]any, len(e.Exprs))
		for i, element := range e.Exprs {
			out[i] = s.expression(source, element)
		}
		return out
	case *hclsyntax.ObjectConsExpr:
		out := make(map[string]any, len(e.Items))
		for _, item := range e.Items {
			switch key := asText(s.leaf(source, item.KeyExpr)).(type) {
			case string:
				out[key] = s.expression(source, item.ValueExpr)
			case hole:
				return key
			default:
				return hole{{cut(source, item.KeyExpr.Range()), "the key of an object is text"}}
			}
		}
		return out
	}
	return s.leaf(source, e)
}

// leaf evaluates an expression as a whole.
func (s *stack) leaf(source string, e hclsyntax.Expression) any {
	var missing hole
	known := scope{}
	for _, reference := range e.Variables() {
		path, value := s.resolve(source, reference)
		if needs := holesIn(value); len(needs) > 0 {
			missing = missing.with(needs)
			continue
		}
		known.set(path, toCty(value))
	}
	if len(missing) > 0 {
		return missing
	}
	value, diagnostics := e.Value(&hcl.EvalContext{Variables: known.values(), Functions: functions})
	if diagnostics.HasErrors() {
		return hole{{cut(source, e.Range()), diagnostics.Errs()[0].Error()}}
	}
	if !value.IsWhollyKnown() {
		return hole{{cut(source, e.Range()), afterApply}}
	}
	return fromCty(value)
}

// resolve is the value of a reference's first names, and which of them that are.
func (s *stack) resolve(source string, reference hcl.Traversal) (path []string, value any) {
	for _, step := range reference {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			path = append(path, step.Name)
			continue
		case hcl.TraverseAttr:
			path = append(path, step.Name)
			continue
		}
		break
	}
	unknown := func(remedy string) hole { return hole{{cut(source, reference.SourceRange()), remedy}} }
	length := 3
	switch path[0] {
	case "local":
		length = 2
	case "data":
		length = 4
	case "var":
		return nil, unknown("a variable; render from a plan, which has its value")
	}
	if len(path) < length {
		return nil, unknown(afterApply)
	}
	path = path[:length]
	key := strings.Join(path, ".")
	if a, asked := s.answers[key]; asked {
		if !a.known {
			return nil, unknown("it refers to itself")
		}
		return path, a.value
	}
	s.answers[key] = answer{}
	if length == 2 {
		value = s.local(path[1])
	} else if r, ok := s.resources[strings.Join(path[:length-1], ".")]; ok {
		value = s.attribute(r, path[length-1])
	} else {
		value = unknown(afterApply)
	}
	if size(value) > largest {
		value = unknown("it is too large for a task definition")
	}
	s.answers[key] = answer{value, true}
	return path, value
}

// cut is a part of an expression's source, shortened.
func cut(source string, r hcl.Range) string {
	text := strings.TrimSpace(source[min(r.Start.Byte, len(source)):min(max(r.Start.Byte, r.End.Byte), len(source))])
	if letters := []rune(text); len(letters) > 80 {
		return string(letters[:79]) + "…"
	}
	return text
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

// parse reads a template, if it is one that can be read without exhausting the stack or the memory.
func parse(text string) (hclsyntax.Expression, hole) {
	whole := hcl.Range{End: hcl.Pos{Byte: len(text)}}
	if len(text) > largest || tooDeep(text) {
		return nil, hole{{cut(text, whole), "it is too large or nested too deeply for a task definition"}}
	}
	expression, diagnostics := hclsyntax.ParseTemplate([]byte(text), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, hole{{cut(text, whole), "it is no template of Terraform: " + diagnostics.Errs()[0].Error()}}
	}
	return expression, nil
}

var (
	opening = []hclsyntax.TokenType{
		hclsyntax.TokenOParen, hclsyntax.TokenOBrack, hclsyntax.TokenOBrace, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc,
		hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl,
		hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenQuestion, // operators nest, and nothing closes them
	}
	closing = []hclsyntax.TokenType{
		hclsyntax.TokenCParen, hclsyntax.TokenCBrack, hclsyntax.TokenCBrace, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc,
		hclsyntax.TokenTemplateSeqEnd,
	}
)

// tooDeep tells that brackets and operators are nested deeper than in any task definition, or that a number has more
// than a few digits in its exponent: the parser recurses, and a number is written out.
func tooDeep(text string) bool {
	tokens, _ := hclsyntax.LexTemplate([]byte(text), "", hcl.InitialPos)
	depth := 0
	for _, token := range tokens {
		switch {
		case slices.Contains(opening, token.Type):
			depth++
		case slices.Contains(closing, token.Type):
			depth = max(depth-1, 0)
		case token.Type == hclsyntax.TokenNumberLit && hugeExponent(string(token.Bytes)):
			return true
		}
		if depth > 200 {
			return true
		}
	}
	return false
}

func hugeExponent(number string) bool {
	_, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	return len(exponent) > 3
}
