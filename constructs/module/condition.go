package module

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Condition is what several variables have to hold together; see [Module.Require].
type Condition struct {
	condition string
	message   message
}

func condition(expression, name, got string, rule rules.Rule, want, fix string) Condition {
	var ms rules.Mistakes
	ms.Break(rule, name, "x", want, fix)
	return Condition{expression, message{name: name, got: got, mistake: ms[0]}}
}

// TaskSize is for the variables of a task's CPU units and of its memory in MiB: what Fargate offers together.
func TaskSize(cpu, memory string) Condition {
	var sizes, words []string
	for _, units := range fargate.CPUs() {
		sizes = append(sizes, fmt.Sprintf("%s = [%s]", quoted(check.Number(units)), numbersText(fargate.Memories(units))))
		words = append(words, fmt.Sprintf("%s = %s", quoted(check.Number(units)), quoted(fargate.Offered(units))))
	}
	var ms rules.Mistakes
	least := 0.0
	fargate.CheckSize(&ms, cpu, memory, nil, &least)
	units := "var." + cpu
	ms[0].Want = "\x01"
	ms[0].Fix = ""
	return Condition{
		fmt.Sprintf("contains(lookup({ %s }, tostring(%s), []), var.%s)", strings.Join(sizes, ", "), units, memory),
		message{name: memory, got: "var." + memory, mistake: ms[0], want: fmt.Sprintf(
			"${lookup({ %s }, tostring(%s), \"the memory of a size that there is\")} MiB with ${%s} CPU units",
			strings.Join(words, ", "), units, units)},
	}
}

// InOrder is for variables whose numbers are in ascending order, such as the fewest tasks, those at first and the most.
func InOrder(names ...string) Condition {
	var pairs, got []string
	for i, name := range names {
		got = append(got, "var."+name)
		if i > 0 {
			pairs = append(pairs, "var."+names[i-1]+" <= var."+name)
		}
	}
	return condition(strings.Join(pairs, " && "), check.Words(names), `join(", ", [`+strings.Join(got, ", ")+"])", ordered,
		"numbers in ascending order", "")
}

// Disjoint is for the variables of environment variables and of secrets: none is both.
func Disjoint(environment, secrets string) Condition {
	both := fmt.Sprintf("setintersection(keys(var.%s), keys(var.%s))", environment, secrets)
	return condition("length("+both+") == 0", environment+" and "+secrets, `join(", ", `+both+")", disjoint,
		"each variable in one of them", "leave the value out of "+environment)
}
