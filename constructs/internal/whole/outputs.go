package whole

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/check"

// outputClashes adds outputs of one name in a stack, of which Terraform's JSON keeps only the last. CDKTF says beside
// it which constructs they belong to.
func (s *stack) outputClashes(all *clashes) {
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
					all.add(at, other, "output "+check.Quote(v), false, false)
					continue
				}
				first[v] = at
			}
		}
	}
	walk("", object(object(s.document, "//"), "outputs"))
}
