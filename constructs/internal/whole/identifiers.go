package whole

import (
	"cmp"
	"regexp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// identifier is a name in Terraform.
//
//	https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
var identifier = regexp.MustCompile(`^[\p{L}_][\p{L}\p{M}\p{N}_-]*$`)

// identifierProblems judges the names that resources have in Terraform. CDKTF makes them of the ids of constructs, of
// which it drops what Terraform does not take, but for a digit or a hyphen at the beginning. The first name of a
// construct stands for all that are in it.
func (a app) identifierProblems(ms *rules.Mistakes) {
	for _, s := range a {
		told := map[string]bool{}
		for _, section := range []string{"resource", "data"} {
			kinds := object(s.document, section)
			for _, kind := range check.SortedKeys(kinds) {
				bodies, _ := kinds[kind].(map[string]any)
				for _, name := range check.SortedKeys(bodies) {
					if identifier.MatchString(name) {
						continue
					}
					body, _ := bodies[name].(map[string]any)
					path, _ := object(object(body, "//"), "metadata")["path"].(string)
					path = cmp.Or(path, s.path+"/"+kind+"."+name)
					if construct := firstBelow(s.path, path); !told[construct] {
						told[construct] = true
						ms.Break(rules.Invalid, construct, "the name "+check.Quote(name)+" in Terraform", "one that begins with a letter",
							"it comes from the ids of the constructs: let the first begin with a letter")
					}
				}
			}
		}
	}
}
