package tfjson

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Limits of a template, and of what a reference in one stands for: twice what ECS takes as a task definition, the
// largest there is. The parser of templates recurses, and local values that double each other would fill the memory.
const (
	maxTemplate      = 128 << 10 // bytes
	maxTemplateDepth = 200
)

// template is the expression in a text of Terraform's JSON, if it is one that can be read without exhausting the stack
// or the memory.
func template(text string) (hclsyntax.Expression, *Need) {
	whole := hcl.Range{End: hcl.Pos{Byte: len(text)}}
	if len(text) > maxTemplate || tooDeep(text) {
		return nil, &Need{Reference: cut(text, whole), Why: TooLarge}
	}
	expression, diagnostics := hclsyntax.ParseTemplate([]byte(text), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, &Need{Reference: cut(text, whole), Why: NoTemplate, Detail: diagnostics.Errs()[0].Error()}
	}
	return expression, nil
}

// Template is the expression in a text of Terraform's JSON, if it can be read within the limits.
func Template(text string) (hclsyntax.Expression, bool) {
	expression, bad := template(text)
	return expression, bad == nil
}

// Literals are the texts that a template has in quotes inside its expressions. What is around them is not told.
func Literals(text string) []string {
	expression, bad := template(text)
	if bad != nil {
		return nil
	}
	var out literals
	_ = hclsyntax.Walk(expression, &out)
	return out
}

type literals []string

func (l *literals) Enter(node hclsyntax.Node) hcl.Diagnostics {
	if literal, ok := node.(*hclsyntax.LiteralValueExpr); ok && literal.Val.Type() == cty.String && !literal.Val.IsNull() {
		*l = append(*l, literal.Val.AsString())
	}
	return nil
}

func (*literals) Exit(hclsyntax.Node) hcl.Diagnostics { return nil }

// isTemplate tells whether Terraform would evaluate a text.
func isTemplate(text string) bool {
	return strings.Contains(text, "${") || strings.Contains(text, "%{")
}

// jsonArgument is what a template of one jsonencode call encodes.
func jsonArgument(expression hclsyntax.Expression) (hclsyntax.Expression, bool) {
	wrap, ok := expression.(*hclsyntax.TemplateWrapExpr)
	if !ok {
		return nil, false
	}
	call, ok := wrap.Wrapped.(*hclsyntax.FunctionCallExpr)
	if !ok || call.Name != "jsonencode" || len(call.Args) != 1 || call.ExpandFinal {
		return nil, false
	}
	return call.Args[0], true
}

// cut is a part of a template's source, shortened.
func cut(source string, r hcl.Range) string {
	text := strings.TrimSpace(sourceOf(source, r))
	if utf8.RuneCountInString(text) > 80 {
		return string([]rune(text)[:79]) + "…"
	}
	return text
}

func sourceOf(source string, r hcl.Range) string {
	return source[min(r.Start.Byte, len(source)):min(max(r.Start.Byte, r.End.Byte), len(source))]
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

// tooDeep tells that brackets and operators are nested deeper than the limit, or that a number has more than a few
// digits in its exponent: a number is written out.
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
		if depth > maxTemplateDepth {
			return true
		}
	}
	return false
}

func hugeExponent(number string) bool {
	_, exponent, _ := strings.Cut(strings.ToLower(number), "e")
	return len(exponent) > 3
}
