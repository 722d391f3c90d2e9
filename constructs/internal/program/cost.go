package program

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// cost says in a line what the stack costs a month, and in a second one when its budgets contradict that.
func cost(inventory *review.Inventory) []string {
	estimate := review.NewEstimate(inventory, review.Options{})
	total := estimate.Total
	lines := []string{fmt.Sprintf("about %.0f USD a month (%.0f with the fewest tasks, %.0f with the most; "+
		"%s prices of %s, without tokens and traffic)",
		total.Expected, total.Minimum, total.Maximum, estimate.Region, estimate.PricesAsOf)}
	if len(estimate.Idle) > 0 {
		lines = append(lines, idle(estimate.Idle))
	}
	if budget := budgets(inventory); budget > 0 && total.Maximum > budget {
		lines = append(lines, fmt.Sprintf("warning: with the most tasks it costs more than its budget of %.0f USD; "+
			"raise the budget or lower scaling.maxCapacity", budget))
	}
	return lines
}

// idle says what the first task costs of services that run none: without it, the total is no price of what serves.
func idle(of []review.Line) string {
	var each []string
	for _, line := range of[:min(len(of), 3)] {
		each = append(each, fmt.Sprintf("%s, %.0f USD a month", line.Item, line.Cost.Expected))
	}
	if more := len(of) - len(each); more > 0 {
		each = append(each, fmt.Sprintf("%d more services", more))
	}
	return "no task runs yet, and each adds to that: " + strings.Join(each, "; ")
}

// budgets is the sum of the stack's budgets in USD a month.
func budgets(inventory *review.Inventory) (sum float64) {
	for _, resource := range inventory.Of("aws_budgets_budget") {
		text, _ := resource.Attributes["limit_amount"].(string)
		if amount, err := strconv.ParseFloat(text, 64); err == nil {
			sum += amount
		}
	}
	return sum
}
