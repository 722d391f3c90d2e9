package review

import (
	"encoding/json"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Limits of what is parsed as a document: twice what ECS takes as a task definition, its largest user here, and deeper
// than any of them. The parser recurses, and would end the program on a text of brackets only.
const (
	longest = 128 << 10 // bytes
	deepest = 200
)

// document is the value of an attribute that holds JSON: a jsonencode() call, as constructs write it, or the text
// itself, as a plan has it. References in it stay text. It is nil for anything else, such as a reference to another
// resource's JSON.
func document(attribute any) any {
	source := strings.TrimSpace(text(attribute))
	if source == "" || len(source) > longest {
		return nil
	}
	if source[0] == '{' || source[0] == '[' {
		var value any
		if json.Unmarshal([]byte(source), &value) != nil {
			return nil
		}
		return value
	}
	if tooDeep(source) {
		return nil
	}
	parsed, diagnostics := hclsyntax.ParseTemplate([]byte(source), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil
	}
	wrap, ok := parsed.(*hclsyntax.TemplateWrapExpr)
	if !ok {
		return nil
	}
	call, ok := wrap.Wrapped.(*hclsyntax.FunctionCallExpr)
	if !ok || call.Name != "jsonencode" || len(call.Args) != 1 {
		return nil
	}
	return evaluator(source).value(call.Args[0])
}

// tooDeep tells whether brackets and operators are nested deeper than the limit.
func tooDeep(source string) bool {
	tokens, _ := hclsyntax.LexTemplate([]byte(source), "", hcl.InitialPos)
	depth := 0
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenOParen, hclsyntax.TokenOBrack, hclsyntax.TokenOBrace, hclsyntax.TokenOQuote,
			hclsyntax.TokenOHeredoc,
			hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl,
			hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenQuestion: // operators nest, and nothing closes them
			depth++
		case hclsyntax.TokenCParen, hclsyntax.TokenCBrack, hclsyntax.TokenCBrace, hclsyntax.TokenCQuote,
			hclsyntax.TokenCHeredoc,
			hclsyntax.TokenTemplateSeqEnd:
			depth = max(depth-1, 0)
		}
		if depth > deepest {
			return true
		}
	}
	return false
}

// evaluator turns literals of its source into values; the rest stays source.
type evaluator string

func (source evaluator) value(expression hclsyntax.Expression) any {
	switch e := expression.(type) {
	case *hclsyntax.ObjectConsExpr:
		out := make(map[string]any, len(e.Items))
		for _, item := range e.Items {
			out[source.key(item.KeyExpr)] = source.value(item.ValueExpr)
		}
		return out
	case *hclsyntax.TupleConsExpr:
		out := make([]any, len(e.Exprs))
		for i, element := range e.Exprs {
			out[i] = source.value(element)
		}
		return out
	case *hclsyntax.ParenthesesExpr:
		return source.value(e.Expression)
	case *hclsyntax.TemplateExpr:
		var out strings.Builder
		for _, part := range e.Parts {
			if s, ok := source.value(part).(string); ok {
				out.WriteString(s)
			} else {
				out.WriteString(source.reference(part))
			}
		}
		return out.String()
	case *hclsyntax.TemplateWrapExpr:
		return source.reference(e.Wrapped)
	case *hclsyntax.LiteralValueExpr:
		return literal(e.Val)
	}
	return source.reference(expression)
}

func (source evaluator) key(expression hclsyntax.Expression) string {
	if word := hcl.ExprAsKeyword(expression); word != "" {
		return word
	}
	if key, ok := expression.(*hclsyntax.ObjectConsKeyExpr); ok {
		expression = key.Wrapped
	}
	if s, ok := source.value(expression).(string); ok {
		return s
	}
	return source.reference(expression)
}

func (source evaluator) reference(expression hclsyntax.Expression) string {
	r := expression.Range()
	return "${" + string(source[r.Start.Byte:r.End.Byte]) + "}"
}

func literal(v cty.Value) any {
	if v.IsNull() || !v.IsKnown() {
		return nil
	}
	switch v.Type() {
	case cty.String:
		return v.AsString()
	case cty.Number:
		n, _ := v.AsBigFloat().Float64()
		return n
	case cty.Bool:
		return v.True()
	}
	return nil
}
