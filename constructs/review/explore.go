package review

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// What other readers of a stack ask of an inventory; see package page.

// Label returns what a reader knows the resource by: its own name, else where it was constructed, else its address.
func (r Resource) Label() string { return line(r.label()) }

// Redact takes what Terraform marks as sensitive in the resource out of a text.
func (r Resource) Redact(text string) string { return redactor(r)(text) }

// Referred returns the resources of a type, or of every type for "", that a value of from means: by a reference, an
// ARN, an id or a name.
func (in *Inventory) Referred(from Resource, value any, kind string) []Resource {
	return in.referred(from, value, kind)
}

// Tasks returns how many tasks a service runs: at the least, as desired, and at the most.
func (in *Inventory) Tasks(service Resource) (minimum, desired, maximum float64) {
	s := in.tasks(service, func(Resource, string, float64) {})
	return s.minimum, s.expected, s.maximum
}

// At returns the values at a path of blocks with dots between: one for each block, nil where it is not set, none where
// a block is not known.
func (r Resource) At(path string) []any { return at(r.Attributes, strings.Split(path, ".")) }

// Containers returns the definitions of a task's containers, with their names as ECS spells them. It is not known which
// there are where that is a reference.
func (r Resource) Containers() (all []map[string]any, known bool) {
	all = containers(r)
	return all, len(all) > 0 || unset(r.Attributes["container_definitions"])
}

// Text returns a value that is a text, else "". A sensitive one is judged like any other: see [Resource.Redact] before
// it is shown.
func Text(v any) string { return text(v) }

// Number returns a value that is a number, also as a text.
func Number(v any) (n float64, known bool) { return number(v) }

// Boolean returns a value that is true or false, also as a text; one that is not set is false.
func Boolean(v any) (b, known bool) { return boolean(v) }

// Unexpanded returns the modules whose resources the stack does not have.
func (in *Inventory) Unexpanded() []string { return slices.Clone(in.modules) }

// Planned reports whether the inventory is of a plan, which does not show depends_on and lifecycle.
func (in *Inventory) Planned() bool { return in.planned }

// Findings returns the [Risks] that resources and their policies tell, in no order: without what they tell together,
// and without credentials outside of containers.
func (in *Inventory) Findings() []Risk {
	var out []Risk
	for _, r := range in.Resources {
		redact := redactor(r)
		for _, look := range rulesOf(r) {
			look(in, r, func(id string, s Severity, text, remedy string) {
				out = append(out, Risk{ID: id, Address: line(r.Address), Severity: s, Remedy: remedy,
					Text: line(credential.Redact(redact(text)))})
			})
		}
	}
	return out
}

// Opening is a rule of a security group by which the internet comes in.
type Opening struct {
	Address   string
	Protocol  string  // "" for every one
	Low, High float64 // ports
}

// Openings returns the openings to the internet, also to most of it by several rules of a group together, and also
// those on ports 80 and 443.
func (in *Inventory) Openings() []Opening {
	var out []Opening
	for _, o := range in.opened() {
		out = append(out, Opening{in.Resources[o.of].Address, o.protocol, max(o.low, 0), o.high})
	}
	return out
}

// Policy is a policy in a resource.
type Policy struct {
	Attribute string // that has it
	Trust     bool   // it says who may assume a role
	Document  any    // decoded; references in it are text
}

// Policies returns the policies in a resource, also where an attribute only refers to them. What Terraform marks as
// sensitive is left out.
func (in *Inventory) Policies(r Resource) []Policy {
	var out []Policy
	r.Attributes, _ = tfjson.Unmarked(r.Attributes).(map[string]any)
	for _, f := range in.policiesOf(r) {
		out = append(out, Policy{Attribute: f.attribute, Trust: whoAssumes.MatchString(f.attribute), Document: f.document})
	}
	return out
}

// Marked reports whether Terraform marks an attribute, or a part of it, as sensitive.
func (r Resource) Marked(attribute string) bool { return tfjson.Marked(r.Attributes[attribute]) }

// Document returns the value of an attribute that holds JSON, as text or as a call of jsonencode. It is nil for
// anything else, and for what Terraform marks as sensitive.
func Document(attribute any) any {
	if _, marked := attribute.(tfjson.Sensitive); marked {
		return nil
	}
	return document(attribute)
}
