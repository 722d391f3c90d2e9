package review

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
)

// Unjudged is what a rule would look at, and could not.
type Unjudged struct {
	Address, Attribute string
	Why                string
}

// String is one line.
func (u Unjudged) String() string { return u.Address + ": " + u.Attribute + ": " + u.Why }

// decisive are the attributes that say who may do or reach what.
var decisive = setOf(`policy assume_role_policy access_policies access_policy policy_document container_definitions
	container_properties cidr_ipv4 cidr_ipv6 cidr_blocks ipv6_cidr_blocks policy_arn policy_arns managed_policy_arns
	resource_policy inline_policy principal`)

// Unjudged are the attributes that decide who may do or reach what, and are not known before an apply, or are of a type
// that is not known here.
func (in *Inventory) Unjudged() []Unjudged {
	var out []Unjudged
	for _, r := range in.Resources {
		redact := redactor(r)
		add := func(attribute, why string) {
			u := Unjudged{line(r.Address), line(redact(attribute)), line(redact(why))}
			if !slices.Contains(out[max(len(out)-8, 0):], u) {
				out = append(out, u)
			}
		}
		if strings.HasPrefix(r.Type, "aws_") || len(blocks(r.Attributes)) == 0 {
			in.unknownIn(r, r.Attributes, add)
			continue
		}
		for _, name := range check.SortedKeys(r.Attributes) {
			if foreignPolicy.MatchString(name) && len(words(r.Attributes[name])) > 0 &&
				len(in.policiesOf(Resource{Module: r.Module, Attributes: map[string]any{name: r.Attributes[name]}})) == 0 {
				add(name, "what it allows is not known of a resource of this type")
			}
		}
	}
	return out
}

// foreignPolicy is what other providers call who may do what.
var foreignPolicy = regexp.MustCompile(`(?:^|_)(?:policy|policy_data|acl|role_definition_name|member|members)$`)

func (in *Inventory) unknownIn(r Resource, attributes map[string]any, add func(attribute, why string)) {
	for _, name := range check.SortedKeys(attributes) {
		v := attributes[name]
		for _, inner := range blocks(v) {
			in.unknownIn(r, inner, add)
		}
		if !decisive[name] {
			continue
		}
		for _, word := range words(v) {
			if in.notKnown(r, name, word) {
				add(name, "it is known only after an apply: "+referred(word))
			} else if d := strings.TrimSpace(word); strings.HasPrefix(d, "{") && document(word) == nil {
				add(name, "it is no JSON that can be read")
			}
		}
	}
}

func (in *Inventory) notKnown(r Resource, name, word string) bool {
	switch {
	case !isReference(word), in.policy(r, word, 0) != nil:
		return false
	case strings.HasPrefix(name, "cidr") || strings.HasPrefix(name, "ipv6_cidr"):
		return len(in.links(r.Module, word, "")) == 0 // the block of a subnet is its own
	case strings.HasPrefix(name, "policy_arn") || name == "managed_policy_arns":
		arn := in.attachedPolicy(r, word)
		return isReference(arn) && len(in.referred(r, arn, "aws_iam_policy")) == 0 && !strings.Contains(arn, ":policy/")
	case name == "principal":
		return strings.HasPrefix(strings.TrimSpace(word), "${") && len(in.links(r.Module, word, "")) == 0
	}
	return strings.HasPrefix(strings.TrimSpace(word), "${")
}

// referred are the references in a text; the rest of it may be a secret.
func referred(word string) string {
	found := reference.FindAllString(word, 4)
	for i, f := range found {
		found[i] = strings.Trim(f, "${}")
		if len(found[i]) > 200 || strings.ContainsAny(found[i], `"( `) {
			found[i] = "an expression"
		}
	}
	return strings.Join(found, ", ")
}
