package stackcheck

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// fileReaders are Terraform's functions that read files, with how many arguments say which.
var fileReaders = map[string]int{
	"file": 1, "filebase64": 1, "filebase64sha256": 1, "filebase64sha512": 1, "fileexists": 1, "filemd5": 1, "fileset": 2,
	"filesha1": 1, "filesha256": 1, "filesha512": 1, "templatefile": 1,
}

// fileAttributes are those of the AWS provider that name a file of the machine.
var fileAttributes = map[string]string{
	"aws_s3_object": "source", "aws_s3_bucket_object": "source", "aws_lambda_function": "filename",
	"aws_lambda_layer_version": "filename", "aws_synthetics_canary": "zip_file", "aws_gamelift_script": "zip_file",
	"aws_connect_contact_flow": "filename", "aws_connect_contact_flow_module": "filename",
	"aws_rds_custom_db_engine_version": "filename",
}

// expressions judges every template in a value, names of objects too, as Terraform reads them as templates as well.
func (c *checker) expressions(place string, value any) {
	switch v := value.(type) {
	case string:
		c.template(place, v)
	case []any:
		for i, element := range v {
			c.expressions(place+"["+strconv.Itoa(i)+"]", element)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			c.template(place, key)
			c.expressions(place+"."+name(key), v[key])
		}
	}
}

func (c *checker) template(place, text string) {
	if !strings.Contains(text, "${") && !strings.Contains(text, "%{") {
		return
	}
	expression, ok := tfjson.Template(text)
	if !ok {
		c.find(place, "an expression that cannot be read", "one of Terraform")
		return
	}
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		if call, ok := node.(*hclsyntax.FunctionCallExpr); ok {
			c.call(place, call)
		}
		return nil
	})
}

func (c *checker) call(place string, call *hclsyntax.FunctionCallExpr) {
	function := strings.TrimPrefix(call.Name, "core::")
	if function == "templatestring" {
		c.find(place, "templatestring", "a template that is written out")
	}
	count, reads := fileReaders[function]
	if !reads {
		return
	}
	var path []string
	for _, argument := range call.Args[:min(count, len(call.Args))] {
		text, ok := constant(argument)
		// a pattern has alternatives in braces, which may lead upwards
		if !ok || !filepath.IsLocal(text) || call.ExpandFinal || function == "fileset" && strings.Contains(text, "..") {
			c.find(place, function+" of a file that is not in the stack", "one of its assets")
			return
		}
		path = append(path, text)
	}
	if function == "fileset" || len(path) != 1 {
		return
	}
	if !c.asset(path[0]) {
		c.find(place, function+" of a file that is not in the stack", "one of its assets")
	} else if file := filepath.Clean(path[0]); function == "templatefile" && !c.templates[file] {
		c.templates[file] = true // once, as one may name itself
		text, err := os.ReadFile(filepath.Join(c.dir, file))
		if err != nil {
			c.find(place, "a template that cannot be read", "one of its assets")
			return
		}
		c.template(place, string(text)) // which may call functions, too
	}
}

// file judges an attribute that names a file.
func (c *checker) file(place string, value any) {
	if path := literal(value); !c.asset(path) {
		c.find(place, "a file that is not in the stack", "one of its assets")
	}
}

func (c *checker) asset(path string) bool {
	return filepath.IsLocal(path) && c.files[filepath.ToSlash(filepath.Clean(path))]
}

// constant is the text of an expression that depends on nothing but the place of the stack.
func constant(expression hclsyntax.Expression) (string, bool) {
	here := cty.ObjectVal(map[string]cty.Value{"module": cty.StringVal("."), "root": cty.StringVal(".")})
	value, diagnostics := expression.Value(&hcl.EvalContext{Variables: map[string]cty.Value{"path": here}})
	if diagnostics.HasErrors() || !value.IsWhollyKnown() || value.IsNull() || value.Type() != cty.String {
		return "", false
	}
	return value.AsString(), true
}
