package tfjson

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Blocks is a value as a list of nested blocks: Terraform's JSON has a single one as an object or in a list. What is
// neither is left out.
func Blocks(v any) []map[string]any {
	switch v := v.(type) {
	case map[string]any:
		return []map[string]any{v}
	case []any:
		var out []map[string]any
		for _, element := range v {
			if block, ok := element.(map[string]any); ok {
				out = append(out, block)
			}
		}
		return out
	}
	return nil
}

// shape collects where a document is not what Terraform takes.
type shape struct{ mistakes rules.Mistakes }

// blocks is a value as a list of blocks; anything else but null is a mistake.
func (s *shape) blocks(path string, v any) []map[string]any {
	switch v := v.(type) {
	case nil:
	case map[string]any:
		return []map[string]any{v}
	case []any:
		var out []map[string]any
		for i, element := range v {
			if block, ok := element.(map[string]any); ok {
				out = append(out, block)
			} else {
				s.wrong(rules.Index(path, i), kind(element), "an object")
			}
		}
		return out
	default:
		s.wrong(path, kind(v), "an object, or a list of objects")
	}
	return nil
}

// wrong notes a mistake. A damaged document has thousands; ten are enough to see what it is.
func (s *shape) wrong(path, got, want string) {
	if len(s.mistakes) < 10 {
		s.mistakes.Break(rules.Invalid, shortened(path), got, want, "")
	}
}

// kind of a JSON value, in words. The value itself may be a secret.
func kind(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "true or false"
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case []any:
		return "a list"
	}
	return "an object"
}

// shortened keeps a name, which may be as long as the document, readable in a message.
func shortened(name string) string {
	const most = 200
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return string([]rune(name)[:most-1]) + "…"
}
