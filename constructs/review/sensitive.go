package review

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// redactor takes out of a text what Terraform marks as sensitive in a resource, and what stands in JSON that is marked.
// Rules look at such values all the same.
func redactor(r Resource) func(text string) string {
	var secrets []string
	var collect func(v any, marked bool)
	collect = func(v any, marked bool) {
		switch v := v.(type) {
		case tfjson.Sensitive:
			collect(tfjson.Reveal(v), true)
		case string:
			if !marked {
				return
			}
			if len(v) > 2 { // less would hit half of the words
				secrets = append(secrets, v)
			}
			collect(document(v), true)
		case json.Number:
			if marked && len(v) > 2 {
				secrets = append(secrets, v.String())
			}
		case []any:
			for _, element := range v {
				collect(element, marked)
			}
		case map[string]any:
			for _, member := range v {
				collect(member, marked)
			}
		}
	}
	collect(r.Attributes, false)
	if len(secrets) == 0 {
		return func(text string) string { return text }
	}
	slices.SortFunc(secrets, func(a, b string) int { // a longer one may hold a shorter one
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	var pairs []string
	for _, secret := range slices.Compact(secrets) {
		pairs = append(pairs, secret, tfjson.Sensitive{}.String())
	}
	return strings.NewReplacer(pairs...).Replace
}
