package hcltext

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Lost are the paths of what stands in the JSON of a stack and not in its HCL: CDKTF leaves out what AddOverride sets
// within a block that a construct has written, and whatever else than resources and data a stack's AddOverride adds.
func Lost(text []byte, document map[string]any) ([]string, error) {
	parsed, diagnostics := hclsyntax.ParseConfig(text, "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, fmt.Errorf("read the rendered HCL: %w", diagnostics)
	}
	written := map[string]*hclsyntax.Body{}
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		written[b.Type] = nil
		written[strings.Join(append([]string{b.Type}, b.Labels...), ".")] = b.Body
	}
	var lost []string
	for _, section := range check.SortedKeys(document) {
		if _, ok := written[section]; !ok && !isEmpty(document[section]) && section != "//" {
			lost = append(lost, section)
		}
	}
	for _, section := range []string{"resource", "data"} {
		kinds, _ := document[section].(map[string]any)
		for _, kind := range check.SortedKeys(kinds) {
			named, _ := kinds[kind].(map[string]any)
			for _, name := range check.SortedKeys(named) {
				address := kind + "." + name
				attributes, _ := named[name].(map[string]any)
				if body := written[section+"."+address]; body != nil {
					lost = append(lost, lostOf(body, attributes, strings.TrimPrefix(section+".", "resource.")+address)...)
				}
			}
		}
	}
	return lost, nil
}

// apart are arguments that CDKTF writes from the override alone.
var apart = []string{"//", "connection", "dynamic", "provisioner"}

func lostOf(body *hclsyntax.Body, attributes map[string]any, at string) (lost []string) {
	for _, name := range check.SortedKeys(attributes) {
		value, path := attributes[name], at+"."+name
		if slices.Contains(apart, name) || isEmpty(value) {
			continue
		}
		if attribute := body.Attributes[name]; attribute != nil {
			if differs(attribute.Expr, value) {
				lost = append(lost, path)
			}
			continue
		}
		var blocks []*hclsyntax.Body
		dynamic := false
		for _, b := range body.Blocks {
			if b.Type == name {
				blocks = append(blocks, b.Body)
			}
			dynamic = dynamic || b.Type == "dynamic" && slices.Contains(b.Labels, name)
		}
		list, isList := value.([]any)
		if !isList {
			list = []any{value}
		}
		if dynamic {
			continue
		}
		if len(blocks) != len(list) {
			lost = append(lost, path)
			continue
		}
		for i, item := range list {
			within := path
			if isList {
				within += "." + strconv.Itoa(i)
			}
			inner, _ := item.(map[string]any)
			lost = append(lost, lostOf(blocks[i], inner, within)...)
		}
	}
	return lost
}

// differs tells whether a constant of the HCL is another one than the JSON's.
func differs(written hclsyntax.Expression, value any) bool {
	constant, diagnostics := written.Value(nil)
	if diagnostics.HasErrors() || constant.IsNull() {
		return false
	}
	switch v := value.(type) {
	case bool:
		return constant.Type() == cty.Bool && constant.True() != v
	case float64:
		return constant.Type() == cty.Number && !constant.RawEquals(cty.NumberFloatVal(v))
	case string:
		return constant.Type() == cty.String && !strings.ContainsAny(v, "$%") && constant.AsString() != v
	default:
		return false
	}
}

// isEmpty is for what means the same as nothing at all.
func isEmpty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case []any:
		return !slices.ContainsFunc(v, func(item any) bool { return !isEmpty(item) })
	case map[string]any:
		return len(v) == 0
	default:
		return false
	}
}
