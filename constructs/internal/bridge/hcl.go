package bridge

import (
	"reflect"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/hcltext"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var lostInHCL = rules.Rule{
	ID:     "override-in-hcl",
	Judges: "Where HCL is written, AddOverride sets a whole attribute or block of a resource.",
	Why:    "CDKTF leaves an override of a part of a block, and one of a stack, out of its HCL without a word.",
	Source: "https://developer.hashicorp.com/terraform/cdktf/concepts/hcl-interoperability",
}

// LostInHCL are mistakes of overrides that the HCL of a stack lacks, which its JSON has.
func LostInHCL(stack string, text []byte, document map[string]any) (ms rules.Mistakes, err error) {
	lost, err := hcltext.Lost(text, document)
	for _, path := range lost {
		ms.Break(lostInHCL, rules.Join(stack, path), "an override that HCL gets nothing of",
			"an override of a whole attribute or block of a resource, or a prop",
			"name the whole block in AddOverride, with all that it holds; Terraform's JSON takes every override")
	}
	return ms, err
}

// IsBlock tells what of a stack's resources is a block, as the provider's binding has it: there is a method to put it.
// The tree is read when it is first asked.
func IsBlock(stack constructs.IConstruct) func(resource, attribute string) bool {
	var resources map[string]any
	return func(resource, attribute string) bool {
		if resources == nil {
			resources = map[string]any{}
			for _, c := range *stack.Node().FindAll(constructs.ConstructOrder_PREORDER) {
				if r, ok := c.(cdktf.TerraformResource); ok {
					resources[*r.TerraformResourceType()+"."+*r.FriendlyUniqueId()] = r
				}
			}
		}
		var put strings.Builder
		put.WriteString("Put")
		for word := range strings.SplitSeq(attribute, "_") {
			first := min(1, len(word))
			put.WriteString(strings.ToUpper(word[:first]) + word[first:])
		}
		return resources[resource] != nil && reflect.ValueOf(resources[resource]).MethodByName(put.String()).IsValid()
	}
}
