package module

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/fargate"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/retention"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// numeric makes a rule for numbers a judge.
func numeric(judge func(ms *rules.Mistakes, path string, n *float64)) func(*rules.Mistakes, string, any) {
	return func(ms *rules.Mistakes, path string, value any) {
		n, _ := value.(float64)
		judge(ms, path, &n)
	}
}

func between(least, most float64) func(string) string {
	return func(value string) string {
		return fmt.Sprintf("%[1]s >= %[2]s && %[1]s <= %[3]s && floor(%[1]s) == %[1]s", value, check.Number(least),
			check.Number(most))
	}
}

func among(numbers []float64) func(string) string {
	return func(value string) string { return "contains([" + numbersText(numbers) + "], " + value + ")" }
}

func numbersText(numbers []float64) string {
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = check.Number(n)
	}
	return strings.Join(out, ", ")
}

// Port is for a TCP port.
func Port() Check {
	return one(clause{judge: numeric(check.Port), wrong: 0.0, condition: between(1, check.MostPort)})
}

// WholeNumber is for a whole number between two others, of a unit such as " tasks".
func WholeNumber(least, most float64, unit string) Check {
	return one(clause{
		judge: numeric(func(ms *rules.Mistakes, path string, n *float64) {
			check.WholeNumber(ms, path, n, least, most, unit, "")
		}),
		wrong: least - 1, condition: between(least, most),
	})
}

// CPU is for the CPU units of a task; see [TaskSize].
func CPU() Check {
	return one(clause{
		judge: numeric(func(ms *rules.Mistakes, path string, n *float64) {
			if fargate.Memories(*n) == nil {
				fargate.CheckSize(ms, path, path, n, nil)
			}
		}),
		wrong: fargate.MaxCPU + 1.0, condition: among(fargate.CPUs()),
	})
}

// LogRetention is for the days that log lines are kept; 0 is for ever.
func LogRetention() Check {
	return one(clause{
		judge: numeric(func(ms *rules.Mistakes, path string, n *float64) {
			check.OneOfNumbers(ms, path, n, " days", retention.Days()...)
		}),
		wrong: -1.0, condition: among(retention.Days()),
	})
}

// AtLeast is for a list of so many different elements at least.
func AtLeast(n int) Check {
	return one(clause{
		judge: func(ms *rules.Mistakes, path string, value any) {
			list, _ := value.([]string)
			different := map[string]bool{}
			for _, v := range list {
				different[v] = true
			}
			if len(different) < n || len(different) < len(list) {
				ms.Break(rules.Range, path, fmt.Sprint(len(list)), fmt.Sprintf("at least %d, each once", n), "")
			}
		},
		wrong: []string{"a", "a"}, condition: func(value string) string {
			return fmt.Sprintf("length(%[1]s) >= %[2]d && length(distinct(%[1]s)) == length(%[1]s)", value, n)
		},
	})
}
