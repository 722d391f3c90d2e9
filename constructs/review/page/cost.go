package page

import (
	"fmt"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/price"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

func cost(e *review.Estimate) []block {
	t := &table{
		caption: fmt.Sprintf("USD a month of %d hours, list prices of %s in %s", price.HoursPerMonth, e.PricesAsOf, e.Region),
		head:    []string{"", "Minimum", "Expected", "Maximum"}, numbers: 3, last: true,
	}
	groups := map[string][]review.Line{}
	var order []string
	for _, l := range e.Lines {
		if groups[l.Group] == nil {
			order = append(order, l.Group)
		}
		groups[l.Group] = append(groups[l.Group], l)
	}
	row := func(item text, r review.Range) {
		t.rows = append(t.rows, []text{item, say(usd(r.Minimum)), say(usd(r.Expected)), say(usd(r.Maximum))})
	}
	for _, group := range order {
		for _, l := range groups[group] {
			row(say(group+": "+l.Item), l.Cost)
		}
	}
	row(loud("Total"), e.Total)
	out := []block{{table: t}}
	notes := func(title string, lines []string) {
		var all []text
		for _, l := range lines {
			all = append(all, say(l))
		}
		if len(all) > 0 {
			out = append(out, block{folded: fmt.Sprintf("%s: %d", title, len(all)), blocks: []block{{list: all}}})
		}
	}
	notes("What it assumes", e.Assumptions)
	notes("What it does not count", e.NotCounted)
	return out
}

func usd(dollars float64) string {
	cents := fmt.Sprintf("%.2f", dollars)
	return amountOf(cents[:len(cents)-3]) + cents[len(cents)-3:]
}

func amountOf(whole string) string {
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole
}
