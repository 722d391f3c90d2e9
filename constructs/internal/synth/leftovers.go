package synth

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// leftovers finds placeholders in everything that was synthesized, wherever it came from: props, overrides, raw
// resources.
func leftovers(stack Stack) rules.Mistakes {
	var problems rules.Mistakes
	var document map[string]any
	if json.Unmarshal(stack.Text, &document) != nil {
		for i, line := range strings.Split(string(stack.Text), "\n") { // HCL
			report(&problems, fmt.Sprintf("%s line %d", stack.Name, i+1), line)
		}
		return problems
	}
	delete(document, "//")
	walk(&problems, stack.Name, document)
	return problems
}

func walk(problems *rules.Mistakes, path string, value any) {
	switch v := value.(type) {
	case string:
		report(problems, path, v)
	case []any:
		for i, x := range v {
			walk(problems, rules.Index(path, i), x)
		}
	case map[string]any:
		for _, key := range check.SortedKeys(v) {
			if key != "//" {
				walk(problems, rules.Join(path, key), v[key])
			}
		}
	}
}

func report(problems *rules.Mistakes, path, text string) {
	if found := placeholder.Find(text); found != "" {
		problems.Break(rules.Placeholder, path, "the placeholder "+check.Quote(found), "a real value",
			"replace it before anything is synthesized")
	}
}
