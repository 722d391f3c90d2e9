package tfjson

import (
	"regexp"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// maxWork bounds the steps and the bytes that an expression takes.
const maxWork = 1 << 26

// multiplying are the functions whose result, or time, is a product of what they are given.
var multiplying = []string{"distinct", "formatlist", "join"}

// wide is a verb of format that pads to thousands of characters.
var wide = regexp.MustCompile(`%[^A-Za-z%]*[0-9]{4}`)

// tooMuch tells that an expression may take more than the limit: loops and the functions above multiply what they are
// given, those in each other once more. What it refuses is not known, which is safe; sums that people write are small.
func tooMuch(source string, x hclsyntax.Expression, given []any) bool {
	w := work{}
	_ = hclsyntax.Walk(x, &w)
	source = sourceOf(source, x.Range())
	if w.formats && (wide.MatchString(source) || anyWide(given)) {
		return true
	}
	most := len(source) + size(given)
	steps := 1
	for range w.deepest + 1 {
		if steps *= most; steps > maxWork {
			return w.deepest > 0
		}
	}
	return false
}

func anyWide(v any) bool {
	switch v := v.(type) {
	case string:
		return wide.MatchString(v)
	case []any:
		return slices.ContainsFunc(v, anyWide)
	case map[string]any:
		for _, member := range v {
			if anyWide(member) {
				return true
			}
		}
	}
	return false
}

type work struct {
	depth, deepest int
	formats        bool
}

func (w *work) Enter(node hclsyntax.Node) hcl.Diagnostics {
	if w.multiplies(node) {
		w.depth++
		w.deepest = max(w.deepest, w.depth)
	}
	return nil
}

func (w *work) Exit(node hclsyntax.Node) hcl.Diagnostics {
	if w.multiplies(node) {
		w.depth--
	}
	return nil
}

func (w *work) multiplies(node hclsyntax.Node) bool {
	switch node := node.(type) {
	case *hclsyntax.ForExpr:
		return true
	case *hclsyntax.FunctionCallExpr:
		w.formats = w.formats || node.Name == "format" || node.Name == "formatlist"
		return slices.Contains(multiplying, node.Name)
	}
	return false
}
