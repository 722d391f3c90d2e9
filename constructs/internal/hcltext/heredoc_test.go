package hcltext

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// A text of several lines is the same in HCL as in JSON, wherever it ends.
func TestTextsOfSeveralLines(t *testing.T) {
	for name, test := range map[string]struct{ rendered, want string }{
		"a line at the end":         {"<<EOF\na: 1\nb: 2\n\nEOF", "a: 1\nb: 2\n"},
		"an empty line at the end":  {"<<EOF\na: 1\n\n\nEOF", "a: 1\n\n"},
		"no line at the end":        {"<<EOF\na: 1\nb: 2\nEOF", "a: 1\nb: 2"},
		"a reference":               {"<<EOF\na: ${var.x}\nb: 2\nEOF", "a: X\nb: 2"},
		"within an object":          {"{ text = <<EOF\na: 1\nb: 2\n\nEOF\n}", "a: 1\nb: 2\n"},
		"one line":                  {`"a"`, "a"},
		"what looks like a heredoc": {`"<<EOF\na\nEOF"`, "<<EOF\na\nEOF"},
	} {
		text := "resource \"aws_s3_object\" \"o\" {\n  content = " + test.rendered + "\n}\n"
		mended, err := Mend([]byte(text), "cdk.tf", ">= 1.5", noBlock)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		parsed, diagnostics := hclsyntax.ParseConfig(mended, "cdk.tf", hcl.InitialPos)
		if diagnostics.HasErrors() {
			t.Errorf("%s: %v in\n%s", name, diagnostics, mended)
			continue
		}
		value, diagnostics := parsed.Body.(*hclsyntax.Body).Blocks[0].Body.Attributes["content"].Expr.Value(&hcl.EvalContext{
			Functions: map[string]function.Function{"chomp": stdlib.ChompFunc},
			Variables: map[string]cty.Value{"var": cty.ObjectVal(map[string]cty.Value{"x": cty.StringVal("X")})},
		})
		if !diagnostics.HasErrors() && value.Type().IsObjectType() {
			value = value.GetAttr("text")
		}
		if diagnostics.HasErrors() || value.AsString() != test.want {
			t.Errorf("%s: got %#v, %v, want %q", name, value, diagnostics, test.want)
		}
	}
}
