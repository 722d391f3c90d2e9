package bridge

import (
	"strconv"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// JSON returns a Terraform jsonencode() call of value, made of map[string]any, []any, strings, numbers and booleans.
// References inside keep working, and both the JSON and the HCL rendering are valid, which a string from json.Marshal
// is not.
func JSON(value any) *string {
	return cdktf.Fn_Jsonencode(escape(value))
}

// template escapes what CDKTF leaves alone when it writes a Go string into an HCL expression.
// Line ends and "${" that is no reference it escapes itself.
var template = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%{`, `%%{`, "\r", `\r`, "\t", `\t`)

func escape(value any) any {
	switch v := value.(type) {
	case string:
		return template.Replace(v)
	case *string:
		return template.Replace(*v)
	case []string:
		out := make([]any, len(v))
		for i := range v {
			out[i] = escape(v[i])
		}
		return &out
	case *[]*string:
		if token.IsList(v) {
			return v
		}
		out := make([]any, len(*v))
		for i, s := range *v {
			out[i] = escape(*s)
		}
		return &out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = escape(v[i])
		}
		return &out
	case map[string]string:
		out := make(map[string]any, len(v))
		for k, s := range v {
			out[template.Replace(k)] = escape(s)
		}
		return &out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[template.Replace(k)] = escape(x)
		}
		return &out
	default:
		return value
	}
}

// Strings is jsii.Strings that turns no values into nil, which CDKTF leaves out.
func Strings(values ...string) *[]*string {
	if len(values) == 0 {
		return nil
	}
	return jsii.Strings(values...)
}

// String is a pointer to s, or nil for the empty string, which CDKTF leaves out.
func String(s string) *string {
	if s == "" {
		return nil
	}
	return jsii.String(s)
}

// Tags is the tag map of a resource: the user's tags, and Name unless the user set it. Nil when there are none.
func Tags(tags map[string]string, name string) *map[string]*string {
	out := make(map[string]*string, len(tags)+1)
	if name != "" {
		out["Name"] = jsii.String(name)
	}
	for k, v := range tags {
		out[k] = jsii.String(v)
	}
	if len(out) == 0 {
		return nil
	}
	return &out
}

// NumberString is a number for an attribute that the provider wants as text, such as a task's CPU units.
func NumberString(n float64) *string {
	if token.IsNumber(n) {
		return jsii.String(*cdktf.Token_AsString(cdktf.Fn_Tostring(n), nil))
	}
	return jsii.String(strconv.FormatFloat(n, 'f', -1, 64))
}
