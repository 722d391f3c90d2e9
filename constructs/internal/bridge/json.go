package bridge

import (
	"regexp"
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
		return escapeList(v)
	case token.Each:
		return each(v)
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

// escapeList joins what is known of a list with what only Terraform knows.
func escapeList(list []any) any {
	var parts []any
	known := []any{}
	computed := false
	for _, element := range list {
		if e, ok := element.(token.Each); ok {
			computed = true
			if len(known) > 0 {
				parts, known = append(parts, known), []any{}
			}
			parts = append(parts, each(e))
			continue
		}
		known = append(known, element)
	}
	if !computed {
		for i := range known {
			known[i] = escape(known[i])
		}
		return &known
	}
	if len(known) > 0 {
		parts = append(parts, known)
	}
	for i, part := range parts {
		if list, ok := part.([]any); ok {
			parts[i] = escape(joined(list))
		}
	}
	return cdktf.Fn_Concat(&parts)
}

// each is the expression for one.
func each(e token.Each) cdktf.IResolvable {
	if list, ok := e.Over[0].(*[]*string); ok {
		return cdktf.TerraformIterator_FromList(list).ForExpressionForList(jsii.String(e.Element))
	}
	over := make([]any, len(e.Over))
	for i, part := range e.Over {
		over[i] = escape(joined(part))
	}
	whole := over[0]
	if len(over) > 1 {
		whole = cdktf.Fn_Merge(&over)
	}
	return cdktf.TerraformIterator_FromMap(cdktf.Token_AsAnyMap(whole, nil)).ForExpressionForList(jsii.String(e.Element))
}

// joined is a value without templates: CDKTF warns of them within calls that lie in another call.
func joined(value any) any {
	switch v := value.(type) {
	case string:
		return joinedText(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = joined(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for key := range v {
			out[key] = joined(v[key])
		}
		return out
	case map[string]string:
		out := make(map[string]any, len(v))
		for key := range v {
			out[key] = joinedText(v[key])
		}
		return out
	default:
		return value
	}
}

var reference = regexp.MustCompile(`\$\{TfToken\[[^]]*]}`)

// joinedText is a text with references among others as a call of join.
func joinedText(text string) string {
	var parts []string
	end := 0
	for _, at := range reference.FindAllStringIndex(text, -1) {
		if at[0] > end {
			parts = append(parts, template.Replace(text[end:at[0]]))
		}
		parts, end = append(parts, text[at[0]:at[1]]), at[1]
	}
	if len(parts) == 0 || len(parts) == 1 && end == len(text) {
		return text
	}
	if end < len(text) {
		parts = append(parts, template.Replace(text[end:]))
	}
	return *cdktf.Fn_Join(jsii.String(""), jsii.Strings(parts...))
}

// Matches are the matches of a pattern in a text that only Terraform knows, as a list of objects where its groups have
// names.
func Matches(pattern, text string) *[]*string {
	return cdktf.Fn_Regexall(jsii.String(template.Replace(pattern)), jsii.String(text))
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
	tags, references := token.MapKeys(tags)
	out := make(map[string]*string, len(tags)+1)
	if name != "" {
		out["Name"] = jsii.String(name)
	}
	for k, v := range tags {
		out[k] = jsii.String(v)
	}
	if len(references) > 0 {
		if len(out) == 0 && len(references) == 1 {
			return cdktf.Token_AsStringMap(references[0], nil)
		}
		maps := []any{out}
		for _, reference := range references {
			maps = append(maps, reference)
		}
		return cdktf.Token_AsStringMap(cdktf.Fn_Merge(&maps), nil)
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
