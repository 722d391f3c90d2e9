package page

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// What Terraform marks as sensitive is of a type of its own: nothing here takes it for a text or a number, and so it is
// on no page.

// word is a value that is a text and no reference. What looks like a credential in it is left out.
func word(v any) string {
	s, _ := v.(string)
	if strings.Contains(s, "${") {
		return ""
	}
	return credential.Redact(s)
}

// number is a value that is a number, also as text.
func number(v any) (float64, bool) {
	s := word(v)
	if n, is := v.(json.Number); is {
		s = n.String()
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}

func isTrue(v any) bool  { return v == true || v == "true" }
func isFalse(v any) bool { return v == nil || v == false || v == "false" }

func blocks(v any) []map[string]any { return tfjson.Blocks(v) }

func first(v any) map[string]any {
	if all := blocks(v); len(all) > 0 {
		return all[0]
	}
	return map[string]any{}
}

func words(v any) []string {
	var out []string
	for _, element := range check.List(v) {
		if s, ok := element.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// definition of a service, or of whatever names one.
func (v *view) definition(r review.Resource, value any) (review.Resource, bool) {
	all := v.Referred(r, value, "aws_ecs_task_definition")
	if len(all) == 0 {
		return review.Resource{}, false
	}
	return all[0], true
}

func (v *view) is(r review.Resource, value any, other review.Resource) bool {
	for _, found := range v.Referred(r, value, other.Type) {
		if found.Address == other.Address {
			return true
		}
	}
	return false
}

// amount is a number with its thousands apart.
func amount(n float64) string {
	s := check.Number(n)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		return whole + "." + rest
	}
	return whole
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	switch {
	case strings.HasSuffix(noun, "cy"), strings.HasSuffix(noun, "ory"):
		noun = strings.TrimSuffix(noun, "y") + "ie"
	case strings.HasSuffix(noun, "s"):
		return amount(float64(n)) + " " + noun
	}
	return amount(float64(n)) + " " + noun + "s"
}
