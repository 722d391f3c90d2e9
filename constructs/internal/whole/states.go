package whole

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// states are the attributes that say where a backend keeps a state.
var states = map[string][]string{
	"s3":      {"bucket", "key"},
	"gcs":     {"bucket", "prefix"},
	"azurerm": {"storage_account_name", "container_name", "key"},
	"http":    {"address"},
}

// stateProblems judges states that two stacks would share: each would destroy what the other made.
func (a app) stateProblems(ms *rules.Mistakes) {
	first := map[string]*stack{}
	for _, s := range a {
		for kind, config := range object(object(s.document, "terraform"), "backend") {
			attributes, ok := config.(map[string]any)
			parts := []string{kind}
			for _, name := range states[kind] {
				part := known(attributes[name])
				ok = ok && part != ""
				parts = append(parts, part)
			}
			if !ok || len(parts) == 1 {
				continue
			}
			key := strings.Join(parts, "\n")
			if other := first[key]; other != nil {
				ms.Break(rules.Unique, s.path+".backend", check.Quote(strings.Join(parts[1:], "/"))+" again",
					"a state of its own: "+other.path+" has that one", "leave the key to its default, or name it after the stack")
				continue
			}
			first[key] = s
		}
	}
}
