package whole

import (
	"regexp"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var resourceAddress = regexp.MustCompile(`^([a-z0-9_]+)\.([A-Za-z0-9_-]+)$`)

// dependencyProblems judges depends_on, which CDKTF fills with resources of other stacks too
// (https://github.com/hashicorp/terraform-cdk/issues/3023).
func (a app) dependencyProblems(ms *rules.Mistakes) {
	for _, r := range a.resources() {
		on, _ := r.body["depends_on"].([]any)
		for _, value := range on {
			text, _ := value.(string)
			m := resourceAddress.FindStringSubmatch(text)
			if m == nil || object(object(r.stack.document, "resource"), m[1])[m[2]] != nil || !slices.Contains(kinds(a), m[1]) {
				continue
			}
			ms.Break(rules.Place, r.path+".depends_on", check.Quote(text)+", which "+r.stack.path+" does not have",
				"resources of the same stack", "use a reference of the other stack, and its stack is applied first")
		}
	}
}

// kinds of resources that the app has: an address of any other kind is no resource's.
func kinds(a app) (all []string) {
	for _, r := range a.resources() {
		all = append(all, r.kind)
	}
	return all
}
