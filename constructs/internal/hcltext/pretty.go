package hcltext

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// Pretty writes a file as people do: references without quotes around them, an object's entries on lines of their own,
// and names without the hashes by which CDKTF tells them apart, where they differ without.
func Pretty(text []byte, name string) ([]byte, error) {
	parsed, diagnostics := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, fmt.Errorf("read the rendered HCL: %w", diagnostics)
	}
	body := parsed.Body.(*hclsyntax.Body)
	text = apply(text, prettyBody(body, text))
	return hclwrite.Format(spaced(shortNames(text, body.Blocks))), nil
}

func prettyBody(body *hclsyntax.Body, text []byte) []edit {
	var edits []edit
	for name, attribute := range body.Attributes {
		r := attribute.Expr.Range()
		edits = append(edits, edit{r.Start.Byte, r.End.Byte, []byte(printer{text}.attribute(name, attribute.Expr))})
	}
	for _, block := range body.Blocks {
		edits = append(edits, prettyBody(block.Body, text)...)
	}
	return edits
}

// printer writes expressions of a text.
type printer struct{ text []byte }

func (p printer) attribute(name string, e hclsyntax.Expression) string {
	if alias, ok := e.(*hclsyntax.TemplateExpr); ok && name == "provider" && alias.IsStringLiteral() {
		return strings.Trim(p.source(e), `"`)
	}
	list, ok := e.(*hclsyntax.TupleConsExpr)
	if !ok || name != "depends_on" && name != "ignore_changes" {
		return p.expression(e)
	}
	var lines []string // which Terraform wants without quotes
	for _, item := range list.Exprs {
		lines = append(lines, strings.Trim(p.source(item), `"`)+",\n")
	}
	return "[\n" + strings.Join(lines, "") + "]"
}

// short is as much as fits on a line with others.
const short = 80

func (p printer) expression(e hclsyntax.Expression) string {
	switch e := e.(type) {
	case *hclsyntax.TemplateWrapExpr:
		return p.expression(e.Wrapped)
	case *hclsyntax.ObjectConsExpr:
		if len(e.Items) == 0 {
			return "{}"
		}
		var out strings.Builder
		out.WriteString("{\n")
		for _, pair := range e.Items {
			out.WriteString(p.key(pair.KeyExpr) + " = " + p.expression(pair.ValueExpr) + "\n")
		}
		return out.String() + "}"
	case *hclsyntax.TupleConsExpr:
		return p.list("[", e.Exprs, "]")
	case *hclsyntax.FunctionCallExpr:
		return p.call(e)
	case *hclsyntax.ForExpr:
		return p.loop(e)
	default:
		return strings.TrimSpace(p.source(e))
	}
}

func (p printer) source(e hclsyntax.Expression) string { return string(source(p.text, e)) }

var plainKey = regexp.MustCompile(`^"[A-Za-z_][A-Za-z0-9_-]*"$`)

func (p printer) key(e hclsyntax.Expression) string {
	if key := p.source(e); !plainKey.MatchString(key) || key == `"for"` { // which begins a loop
		return key
	}
	return strings.Trim(p.source(e), `"`)
}

func (p printer) list(from string, items []hclsyntax.Expression, to string) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = p.expression(item)
	}
	if line := from + strings.Join(words, ", ") + to; len(line) <= short && !strings.Contains(line, "\n") {
		return line
	}
	return from + "\n" + strings.Join(words, ",\n") + ",\n" + to
}

func (p printer) call(e *hclsyntax.FunctionCallExpr) string {
	if len(e.Args) == 1 {
		return e.Name + "(" + p.expression(e.Args[0]) + ")"
	}
	return p.list(e.Name+"(", e.Args, ")")
}

// loop leaves out a key that nothing names.
func (p printer) loop(e *hclsyntax.ForExpr) string {
	if e.KeyExpr != nil || e.CondExpr != nil {
		return p.source(e)
	}
	value := p.expression(e.ValExpr)
	key := e.KeyVar + ", "
	if !slices.ContainsFunc(e.ValExpr.Variables(), func(t hcl.Traversal) bool { return t.RootName() == e.KeyVar }) {
		key = ""
	}
	return "[\nfor " + key + e.ValVar + " in " + p.expression(e.CollExpr) + " : " + value + "\n]"
}

var hash = regexp.MustCompile(`_[0-9A-F]{8}$`)

// shortNames takes the hashes from the names of resources and data sources, and the hyphens, which HCL's style has not.
func shortNames(text []byte, blocks hclsyntax.Blocks) []byte {
	plain := map[string][]string{} // by type and short name
	of := func(b *hclsyntax.Block) string {
		return strings.ReplaceAll(hash.ReplaceAllString(b.Labels[1], ""), "-", "_")
	}
	for _, b := range blocks {
		if len(b.Labels) == 2 {
			plain[b.Labels[0]+"."+of(b)] = append(plain[b.Labels[0]+"."+of(b)], b.Labels[1])
		}
	}
	shorter := map[string]string{}
	for _, b := range blocks {
		if len(b.Labels) == 2 && len(plain[b.Labels[0]+"."+of(b)]) == 1 {
			kind, name := b.Labels[0], b.Labels[1]
			shorter[kind+"."+name] = kind + "." + of(b)
			shorter[`"`+kind+`" "`+name+`"`] = `"` + kind + `" "` + of(b) + `"`
		}
	}
	return named.ReplaceAllFunc(text, func(whole []byte) []byte {
		if short, ok := shorter[string(whole)]; ok {
			return []byte(short)
		}
		return whole
	})
}

// named are the whole names of resources, in references and as the labels of their blocks: one may begin with another.
var named = regexp.MustCompile(`[a-z0-9]+_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*|"[a-z0-9]+_[a-z0-9_]+" "[^"]+"`)

var (
	touching = regexp.MustCompile(`(?m)^}\n([a-z])`)
	empty    = regexp.MustCompile(`\{\n+\}`)
	last     = regexp.MustCompile(`\n\n( *\})`)
	many     = regexp.MustCompile(`\n{3,}`)
)

// spaced has one empty line between blocks.
func spaced(text []byte) []byte {
	text = touching.ReplaceAll(text, []byte("}\n\n$1"))
	text = empty.ReplaceAll(text, []byte("{}"))
	text = last.ReplaceAll(text, []byte("\n$1"))
	return append(bytes.TrimSpace(many.ReplaceAll(text, []byte("\n\n"))), '\n')
}

// Block is one block of a file, with its text.
type Block struct {
	Type string
	Text []byte
}

// Blocks are the blocks of a file, in their order.
func Blocks(text []byte, name string) ([]Block, error) {
	parsed, diagnostics := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, fmt.Errorf("read the rendered HCL: %w", diagnostics)
	}
	var out []Block
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		out = append(out, Block{b.Type, b.Range().SliceBytes(text)})
	}
	return out, nil
}
