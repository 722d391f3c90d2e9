package whole

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// outputProblems judges outputs of one name in a stack, of which Terraform's JSON keeps only the last.
func (a app) outputProblems(ms *rules.Mistakes) {
	for _, s := range a {
		first := map[string]string{}
		var walk func(path string, tree map[string]any)
		walk = func(path string, tree map[string]any) {
			for _, id := range check.SortedKeys(tree) {
				at := id
				if path != "" {
					at = path + "/" + id
				}
				switch v := tree[id].(type) {
				case map[string]any:
					walk(at, v)
				case string:
					if other := first[v]; other != "" {
						ms.Break(rules.Unique, at, "the output "+check.Quote(v)+" again", "a name that "+other+" does not have", "")
						continue
					}
					first[v] = at
				}
			}
		}
		walk("", object(object(s.document, "//"), "outputs"))
	}
}
