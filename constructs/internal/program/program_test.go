package program

import (
	"bytes"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func TestComplainCountsOne(t *testing.T) {
	var problems rules.Mistakes
	problems.Break(rules.Required, "port", "", "a port", "")
	var out bytes.Buffer
	complain(&out, problems.Err())
	if want := "1 mistake, nothing was written:\n\n  port: got nothing, want a port\n" +
		"\nWhy: go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai rules required\n"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

// Mistakes fit into the columns, and the command that explains them stays in one line.
func TestComplainFits(t *testing.T) {
	t.Setenv("COLUMNS", "40")
	var problems rules.Mistakes
	problems.Break(rules.Range, "containers[0].stopTimeout", "180s", "at most 120s on Fargate", "move the rest elsewhere")
	var out bytes.Buffer
	complain(&out, problems.Err())
	if want := "1 mistake, nothing was written:\n\n  containers[0].stopTimeout: got 180s,\n  want at most 120s on " +
		"Fargate; move the\n" +
		"  rest elsewhere\n\nWhy: go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai rules " +
		"range\n"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

func TestCostAboveTheBudgetIsAWarning(t *testing.T) {
	stack := func(limit string) []byte {
		return []byte(
			`{"provider":{"aws":[{"region":"us-east-1"}]},
				"resource":{"aws_nat_gateway":{"a":{"subnet_id":"s"},"b":{"subnet_id":"t"}},
				"aws_budgets_budget":{"b":{"limit_amount":"` + limit + `"}}}}`,
		)
	}
	if lines := costOf(t, stack("100")); len(lines) != 1 ||
		!strings.HasPrefix(lines[0],
			"about 66 USD a month (66 with the fewest tasks, 66 with the most; us-east-1 prices of ") {
		t.Errorf("got %q", lines)
	}
	if lines := costOf(t, stack("50")); len(lines) != 2 || !strings.Contains(lines[1], "more than its budget of 50 USD") {
		t.Errorf("got %q", lines)
	}
}

func costOf(t *testing.T, document []byte) []string {
	t.Helper()
	inventory, err := review.Read(document)
	if err != nil {
		t.Fatal(err)
	}
	return cost(inventory)
}
