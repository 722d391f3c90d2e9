// Package hcltext makes HCL that Terraform reads, and that people like to read, of what CDKTF renders.
package hcltext

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// CDKTF 0.21 is no longer repaired, and four things it renders as HCL (SYNTH_HCL_OUTPUT=true) no Terraform reads: the
// override of terraform.required_version, conditions of a lifecycle, which it writes as lists although they are blocks,
// and for the same reason the statements of WAF rules, for which the provider's binding has no types
// (https://github.com/hashicorp/terraform-cdk/issues/3630), and blocks that AddOverride adds. Texts of several lines it
// writes with a line more than they have.
var (
	requiredVersion = regexp.MustCompile(`(?m)^\s*0 = "required_version"$`)
	untyped         = regexp.MustCompile(`(?m)^# Warning: The following attribute is of an unexpected type.*\n(#.*\n)*`)
)

// Mend repairs the text of a file that asks for a version of Terraform; isBlock says of an attribute of a resource
// ("aws_lb.public", "access_logs") whether it is a block.
func Mend(text []byte, name, version string, isBlock func(resource, attribute string) bool) ([]byte, error) {
	text = requiredVersion.ReplaceAll(text, fmt.Appendf(nil, "required_version = %q", version))
	text = untyped.ReplaceAll(text, nil)
	parsed, diagnostics := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, fmt.Errorf("read the rendered HCL: %w", diagnostics)
	}
	if edits := heredocs(parsed.Body.(*hclsyntax.Body), text); len(edits) > 0 {
		text = apply(text, edits)
		if parsed, diagnostics = hclsyntax.ParseConfig(text, name, hcl.InitialPos); diagnostics.HasErrors() {
			return nil, fmt.Errorf("read the mended HCL: %w", diagnostics)
		}
	}
	var edits []edit
	for _, resource := range parsed.Body.(*hclsyntax.Body).Blocks {
		for _, block := range resource.Body.Blocks {
			switch block.Type {
			case "lifecycle":
				edits = append(edits, conditions(block.Body, text)...)
			case "rule":
				edits = append(edits, statement(block.Body, text)...)
			}
		}
		if resource.Type != "resource" {
			continue
		}
		for name, attribute := range resource.Body.Attributes {
			if holdsObjects(attribute.Expr) && isBlock(strings.Join(resource.Labels, "."), name) {
				edits = append(edits, asBlocks(attribute, text))
			}
		}
	}
	return hclwrite.Format(apply(text, edits)), nil
}

// edit replaces a range of the text.
type edit struct {
	from, to int
	by       []byte
}

// heredocs takes the line back that CDKTF adds to the end of a text of several lines.
func heredocs(body *hclsyntax.Body, text []byte) []edit {
	var out []edit
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		where := node.Range()
		from, to := where.Start.Byte, where.End.Byte
		if _, ok := node.(*hclsyntax.TemplateExpr); !ok || !bytes.HasPrefix(text[from:to], []byte("<<")) {
			return nil
		}
		end := from + bytes.LastIndexByte(bytes.TrimRight(text[from:to], "\n"), '\n') // before the closing word
		if text[end-1] == '\n' {
			out = append(out, edit{from: end, to: end + 1})
		} else { // the text ends in the middle of a line
			out = append(out, edit{from, from, []byte("chomp(")}, edit{to, to, []byte("\n)")})
		}
		return nil
	})
	return out
}

// conditions turns "postcondition = [{ … }]" into blocks.
func conditions(lifecycle *hclsyntax.Body, text []byte) []edit {
	var out []edit
	for _, name := range []string{"precondition", "postcondition"} {
		attribute := lifecycle.Attributes[name]
		if attribute == nil {
			continue
		}
		list, ok := attribute.Expr.(*hclsyntax.TupleConsExpr)
		if !ok {
			continue
		}
		var blocks bytes.Buffer
		for _, item := range list.Exprs {
			object, ok := item.(*hclsyntax.ObjectConsExpr)
			if !ok {
				return nil
			}
			fmt.Fprintf(&blocks, "%s {\n", name)
			for _, pair := range object.Items {
				fmt.Fprintf(&blocks, "%s = %s\n", source(text, pair.KeyExpr), source(text, pair.ValueExpr))
			}
			blocks.WriteString("}\n")
		}
		out = append(out, edit{attribute.SrcRange.Start.Byte, attribute.SrcRange.End.Byte, blocks.Bytes()})
	}
	return out
}

// statement turns "statement = { … }" of a WAF rule into a block of blocks: within it, whatever is an object or a
// list of objects is one.
func statement(rule *hclsyntax.Body, text []byte) []edit {
	attribute := rule.Attributes["statement"]
	if attribute == nil {
		return nil
	}
	return []edit{asBlocks(attribute, text)}
}

// asBlocks writes an attribute as the block or the blocks that it is.
func asBlocks(attribute *hclsyntax.Attribute, text []byte) edit {
	var out bytes.Buffer
	blocks(&out, attribute.Name, attribute.Expr, text)
	return edit{attribute.SrcRange.Start.Byte, attribute.SrcRange.End.Byte, out.Bytes()}
}

func blocks(out *bytes.Buffer, name string, value hclsyntax.Expression, text []byte) {
	switch v := value.(type) {
	case *hclsyntax.ObjectConsExpr:
		fmt.Fprintf(out, "%s {\n", name)
		for _, pair := range v.Items {
			blocks(out, strings.Trim(string(source(text, pair.KeyExpr)), `"`), pair.ValueExpr, text)
		}
		out.WriteString("}\n")
	case *hclsyntax.TupleConsExpr:
		if len(v.Exprs) == 0 || !isObject(v.Exprs[0]) {
			fmt.Fprintf(out, "%s = %s\n", name, source(text, value))
			return
		}
		for _, item := range v.Exprs {
			blocks(out, name, item, text)
		}
	default:
		fmt.Fprintf(out, "%s = %s\n", name, source(text, value))
	}
}

// holdsObjects is for an object, and for a list of them.
func holdsObjects(value hclsyntax.Expression) bool {
	list, isList := value.(*hclsyntax.TupleConsExpr)
	return isObject(value) || isList && len(list.Exprs) > 0 && isObject(list.Exprs[0])
}

func isObject(value hclsyntax.Expression) bool {
	_, ok := value.(*hclsyntax.ObjectConsExpr)
	return ok
}

func source(text []byte, expression hclsyntax.Expression) []byte {
	return expression.Range().SliceBytes(text)
}

// apply makes the edits, which stand in any order and do not overlap.
func apply(text []byte, edits []edit) []byte {
	for len(edits) > 0 {
		last := 0
		for i := range edits {
			if edits[i].from > edits[last].from {
				last = i
			}
		}
		e := edits[last]
		text = append(append(append([]byte(nil), text[:e.from]...), e.by...), text[e.to:]...)
		edits = append(edits[:last], edits[last+1:]...)
	}
	return text
}
