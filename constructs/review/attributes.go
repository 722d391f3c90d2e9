package review

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// The same value comes in several shapes: CDKTF writes a single block as an object and several as a list, a plan always
// writes a list, and both write some numbers and booleans as text.

// scalar is a text, number or boolean without its mark of being sensitive.
func scalar(v any) any {
	if marked, ok := v.(tfjson.Sensitive); ok {
		return tfjson.Reveal(marked)
	}
	return v
}

// text is a value that is a string, else "". A sensitive one is judged like any other; see [redactor].
func text(v any) string {
	s, _ := scalar(v).(string)
	return s
}

// number is a value that is a number of a size that a resource may have.
func number(v any) (n float64, known bool) {
	written := text(v)
	if literal, ok := scalar(v).(json.Number); ok {
		written = literal.String()
	}
	n, err := strconv.ParseFloat(written, 64)
	known = err == nil
	if !known || !(math.Abs(n) < 1e9) {
		return 0, false
	}
	return n, true
}

// boolean is a value that is true or false; one that is not set is false, one that only Terraform knows is not known.
func boolean(v any) (b, known bool) {
	switch v := scalar(v).(type) {
	case nil:
		return false, true
	case bool:
		return v, true
	case string:
		b, err := strconv.ParseBool(v)
		return b, err == nil
	}
	return false, false
}

// isTrue tells that a value is known to be true.
func isTrue(v any) bool {
	b, known := boolean(v)
	return b && known
}

// isFalse tells that a value is known to be false or not set.
func isFalse(v any) bool {
	b, known := boolean(v)
	return !b && known
}

// words is the texts of a list.
func words(v any) []string {
	var out []string
	for _, element := range check.List(v) {
		if s, ok := scalar(element).(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// blocks is a value as a list of nested blocks.
func blocks(v any) []map[string]any { return tfjson.Blocks(v) }

// block is the first nested block; empty when there is none.
func block(v any) map[string]any {
	if all := blocks(v); len(all) > 0 {
		return all[0]
	}
	return map[string]any{}
}

// walk visits every string in a value, and in JSON that a string is, in a fixed order.
func walk(v any, visit func(string)) { walkTo(2, v, visit) }

func walkTo(depth int, v any, visit func(string)) {
	switch v := scalar(v).(type) {
	case string:
		visit(v)
		if depth > 0 && (strings.HasPrefix(v, "{") || strings.HasPrefix(v, "[")) {
			walkTo(depth-1, document(v), visit)
		}
	case []any:
		for _, element := range v {
			walkTo(depth, element, visit)
		}
	case map[string]any:
		for _, key := range check.SortedKeys(v) {
			walkTo(depth, v[key], visit)
		}
	}
}
