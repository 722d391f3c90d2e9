package workflow

import (
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// github evaluates expressions as GitHub does: contexts by their full name, and how the steps or jobs before ended.
type github struct {
	value             func(name string) string
	failed, cancelled bool
}

var expression = regexp.MustCompile(`\$\{\{ (.+?) \}\}`)

// text fills the expressions in a text in.
func (g github) text(t testing.TB, text string) string {
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		return asText(g.evaluate(t, expression.FindStringSubmatch(found)[1]))
	})
}

var statusFunction = regexp.MustCompile(`\b(always|success|failure|cancelled)\(\)`)

// holds tells whether a step or job with this condition runs.
func (g github) holds(t testing.TB, condition string) bool {
	if !statusFunction.MatchString(condition) && (g.failed || g.cancelled) {
		return false
	}
	return condition == "" || truth(g.evaluate(t, condition))
}

func (g github) evaluate(t testing.TB, text string) any {
	t.Helper()
	node, err := actionlint.NewExprParser().Parse(actionlint.NewExprLexer(text + "}}"))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return g.node(t, node)
}

func (g github) node(t testing.TB, node actionlint.ExprNode) any {
	switch n := node.(type) {
	case *actionlint.StringNode:
		return n.Value
	case *actionlint.BoolNode:
		return n.Value
	case *actionlint.ObjectDerefNode, *actionlint.VariableNode:
		return g.value(dotted(t, n))
	case *actionlint.NotOpNode:
		return !truth(g.node(t, n.Operand))
	case *actionlint.CompareOpNode:
		same := strings.EqualFold(asText(g.node(t, n.Left)), asText(g.node(t, n.Right)))
		return same == (n.Kind == actionlint.CompareOpNodeKindEq)
	case *actionlint.LogicalOpNode:
		left := g.node(t, n.Left)
		if truth(left) == (n.Kind == actionlint.LogicalOpNodeKindOr) {
			return left
		}
		return g.node(t, n.Right)
	case *actionlint.FuncCallNode:
		switch n.Callee {
		case "always":
			return true
		case "success":
			return !g.failed && !g.cancelled
		case "failure":
			return g.failed
		case "cancelled":
			return g.cancelled
		}
	}
	t.Fatalf("the test knows no %T", node)
	return nil
}

func dotted(t testing.TB, node actionlint.ExprNode) string {
	switch n := node.(type) {
	case *actionlint.VariableNode:
		return n.Name
	case *actionlint.ObjectDerefNode:
		return dotted(t, n.Receiver) + "." + n.Property
	}
	t.Fatalf("the test knows no %T", node)
	return ""
}

func truth(value any) bool {
	if b, ok := value.(bool); ok {
		return b
	}
	return value != ""
}

func asText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		if v {
			return "true"
		}
	}
	return "false"
}
