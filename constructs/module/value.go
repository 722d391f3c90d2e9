package module

import (
	"strconv"
	"strings"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// plainly is a value of a variable as checks judge it, and whether it is one of the type.
func plainly(value any, kind string) (plain any, ok bool) {
	switch v := value.(type) {
	case string:
		return v, kind == "string"
	case int:
		return float64(v), kind == "number"
	case float64:
		return v, kind == "number"
	case bool:
		return v, kind == "bool"
	case []string:
		return v, kind == "list(string)"
	case map[string]string:
		return v, kind == "map(string)"
	default:
		return nil, false
	}
}

// asDefault is a value as CDKTF takes it.
func asDefault(value any) any {
	switch v := value.(type) {
	case []string:
		return jsii.Strings(v...)
	case map[string]string:
		out := map[string]*string{}
		for key, text := range v {
			out[key] = jsii.String(text)
		}
		return &out
	default:
		return value
	}
}

// literal is a value of Go as HCL.
func literal(value any) string {
	switch v := value.(type) {
	case string:
		return quoted(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return check.Number(v)
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return "[" + listed(v) + "]"
	case map[string]string:
		if len(v) == 0 {
			return "{}"
		}
		var out strings.Builder
		out.WriteString("{\n")
		for _, key := range check.SortedKeys(v) {
			out.WriteString(quoted(key) + " = " + quoted(v[key]) + "\n")
		}
		return out.String() + "}"
	default:
		return "a value of another type"
	}
}
