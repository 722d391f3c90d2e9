package taskdefinition

import (
	"fmt"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// instances is why a resource of a stack is not known that makes several, or none.
const instances tfjson.Why = -1

// missing stands in the place of a value that is not known for one reason.
func missing(reference string, why tfjson.Why) tfjson.Unknown {
	return tfjson.Unknown{Needs: []tfjson.Need{{Reference: reference, Why: why}}}
}

const afterApply = "render from a plan or an output after an apply"

// remedy is what makes a value known.
func remedy(n tfjson.Need) string {
	switch n.Why {
	case instances:
		return "render from a plan, which has what " + n.Reference[strings.LastIndexByte(n.Reference, '.')+1:] + " makes"
	case tfjson.Planned:
		return "apply, then render from terraform show -json or from an output"
	case tfjson.OfVariable:
		return "a variable; render from a plan, which has its value"
	case tfjson.NoAccount:
		return "state the account (allowed_account_ids of the provider)"
	case tfjson.NoRegion:
		return "state the region (region of the provider)"
	case tfjson.NoName:
		return "give " + n.Of + " a fixed name (" + n.Detail + " in place of " + n.Detail + "_prefix), or " + afterApply
	case tfjson.NoLocal:
		return "the stack has no such local value"
	case tfjson.OfItself:
		return "it refers to itself"
	case tfjson.TooLarge:
		return "it is too large or nested too deeply for a task definition"
	case tfjson.NoTemplate:
		return "it is no template of Terraform: " + n.Detail
	case tfjson.KeyOfAnother:
		return "the key of an object is text"
	case tfjson.NoJSON, tfjson.Failed:
		return n.Detail
	}
	return afterApply
}

// visitUnknown visits everything that is not known in a value. field is the name of the member that holds it.
func visitUnknown(path, field string, v any, visit func(path string, u tfjson.Unknown)) {
	switch v := v.(type) {
	case tfjson.Unknown:
		visit(path, v)
	case map[string]any:
		for _, name := range check.SortedKeys(v) {
			visitUnknown(rules.Join(path, name), name, v[name], visit)
		}
	case []any:
		for i, element := range v {
			name := identity(field, element)
			if name == "" {
				name = fmt.Sprint(i)
			}
			visitUnknown(path+"["+name+"]", "", element, visit)
		}
	}
}
