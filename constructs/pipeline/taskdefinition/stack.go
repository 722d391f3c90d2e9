package taskdefinition

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"

// FromStack reads a synthesized cdk.tf.json, or any Terraform configuration in JSON, and returns every task definition
// in it by address.
//
// It evaluates what can be known without AWS: literals, Terraform's functions, locals, the stated arguments of other
// resources, the region and the account of the provider (region, allowed_account_ids), and ARNs and URLs that follow
// from those and a stated name. A variable is not known, even with a default: an apply may set it.
func FromStack(text []byte) ([]Definition, error) {
	stack, err := tfjson.ReadStack(text)
	if err != nil {
		return nil, err
	}
	var out []Definition
	for _, r := range stack.Managed(resourceType) {
		out = append(out, newDefinition(r.Address, stated(stack, r)))
	}
	return out, nil
}

// stated is what Terraform would register for a resource of a stack. What is not known stands in it as such.
func stated(stack *tfjson.Model, r *tfjson.Resource) map[string]any {
	attributes := map[string]any{}
	for name, value := range r.Attributes {
		switch name {
		case "container_definitions":
			attributes[name] = stack.JSON(r.Address+"."+name, value)
		case "tags", "tags_all", "region": // see below
		default:
			attributes[name] = stack.Value(value)
		}
	}
	attributes["tags"] = stack.Tags(r)
	out := input(attributes)
	for _, repeated := range []string{"count", "for_each", "dynamic"} {
		if r.Attributes[repeated] != nil {
			out[repeated] = missing(r.Address+"."+repeated, instances)
		}
	}
	return out
}
