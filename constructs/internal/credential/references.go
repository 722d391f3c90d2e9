package credential

import (
	"regexp"
	"strings"
)

// withoutReferences is a text with {} in the place of each ${…}: what Terraform computes is not known. What is
// written in such an expression is: expressions are those that hold a text.
func withoutReferences(text string) (around string, expressions []string) {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(text, "${")
		out.WriteString(before)
		if !found {
			return out.String(), expressions
		}
		end := endOfExpression(after)
		if end < 0 {
			out.WriteString("${" + after)
			return out.String(), expressions
		}
		switch expression := after[:end]; {
		case shellDefault.MatchString(expression):
			expressions = append(expressions, shellDefault.ReplaceAllString(expression, "$1=$2"))
		case strings.Contains(expression, `"`):
			expressions = append(expressions, withoutTraversals(expression))
		}
		out.WriteString("{}")
		text = after[end+1:]
	}
}

// shellDefault is what a shell takes for a variable that is not set: ${TOKEN:-VALUE}.
var shellDefault = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*):?[-=](.+)$`)

// endOfExpression is where the brace stands that closes an expression, or -1.
func endOfExpression(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
		case c == '}':
			return i
		}
	}
	return -1
}

// withoutTraversals is an expression with {} in the place of what it refers to, such as random_password.db.result.
func withoutTraversals(expression string) string {
	return part.ReplaceAllStringFunc(expression, func(part string) string {
		if strings.HasPrefix(part, `"`) {
			return part
		}
		return traversal.ReplaceAllString(part, "{}")
	})
}

var (
	part      = regexp.MustCompile(`"(?:[^"\\]|\\.)*"?|[^"]+`)
	traversal = regexp.MustCompile(`\b[a-z_][a-zA-Z0-9_-]*(?:\.[a-zA-Z0-9_*-]+|\[[^\]]*\])+`)
)
