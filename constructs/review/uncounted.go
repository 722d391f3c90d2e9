package review

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// skip notes what is not priced.
func (e *estimator) skip(what string) { e.NotCounted = append(e.NotCounted, what) }

func (e *estimator) uncounted() {
	e.skip("model tokens, of Bedrock or of any other provider")
	e.skip("data transfer to the internet and between zones")
	if len(e.inventory.Of("aws_cloudwatch_log_group")) > 0 {
		e.skip("storage and queries of logs")
	}
	others := map[string]int{}
	byUse := map[string]bool{}
	for _, r := range e.inventory.Resources {
		if !strings.HasPrefix(r.Type, "aws_") {
			continue
		}
		switch cost := costOf(r.Type); cost {
		case counted, free:
		case "":
			others[r.Type]++
		default:
			byUse[cost] = true
		}
	}
	for _, what := range check.SortedKeys(byUse) {
		e.skip(what)
	}
	for _, kind := range check.SortedKeys(others) {
		e.skip(fmt.Sprintf("%s × %d, which this estimate has no price for", kind, others[kind]))
	}
	e.skip("free tiers, discounts and taxes")
}
