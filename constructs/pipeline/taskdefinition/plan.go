package taskdefinition

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"

// FromPlan reads what terraform show -json prints of a plan or of a state, and returns every task definition in it by
// address. What the plan does not know yet is unresolved.
func FromPlan(text []byte) ([]Definition, error) {
	plan, err := tfjson.ReadPlan(text)
	if err == nil {
		err = plan.Whole()
	}
	if err != nil {
		return nil, err
	}
	var out []Definition
	for _, r := range plan.Managed(resourceType) {
		out = append(out, newDefinition(r.Address, planned(r)))
	}
	return out, nil
}

// planned is what Terraform would register for a resource of a plan or a state. What is not known stands in it as such.
func planned(r *tfjson.Resource) map[string]any {
	attributes := unanswered(tfjson.Reveal(r.Attributes)).(map[string]any)
	address := r.Address + ".container_definitions"
	containers, there := attributes["container_definitions"]
	if !there {
		containers = missing(address, tfjson.Planned)
	}
	attributes["container_definitions"] = tfjson.Decoded(address, containers)
	if all, ok := attributes["tags_all"]; ok {
		attributes["tags"] = all
	}
	return input(attributes)
}

// answered are attributes that AWS answers where they are not stated: they are not registered.
var answered = map[string]bool{"network_mode": true, "enable_fault_injection": true, "configure_at_launch": true,
	"driver": true, "scope": true}

// unanswered is a value without the members that AWS answers.
func unanswered(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if u, ok := value.(tfjson.Unknown); ok && u.Text == "" && answered[name] {
				delete(v, name)
			} else {
				v[name] = unanswered(value)
			}
		}
	case []any:
		for i := range v {
			v[i] = unanswered(v[i])
		}
	}
	return v
}
