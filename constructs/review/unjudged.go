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

// String returns the attribute and the reason on one line.
func (u Unjudged) String() string { return u.Address + ": " + u.Attribute + ": " + u.Why }

// decisive are the attributes that say who may do or reach what.
var decisive = setOf(`policy assume_role_policy access_policies access_policy policy_document container_definitions
	container_properties cidr_ipv4 cidr_ipv6 cidr_blocks ipv6_cidr_blocks policy_arn policy_arns managed_policy_arns
	resource_policy inline_policy principal ingress`)

// asJSON are those of them whose text is JSON, and no name.
var asJSON = setOf(`policy assume_role_policy access_policies access_policy policy_document container_definitions
	container_properties resource_policy`)

// Unjudged returns the attributes that decide who may do or reach what, and are not known before an apply, or are of a
// type that is not known here; and the modules and templates whose resources the document does not have.
func (in *Inventory) Unjudged() []Unjudged {
	var out []Unjudged
	for _, module := range in.modules {
		out = append(out, Unjudged{line(module), "source", "what a module makes is not in a stack; review the plan"})
	}
	for _, r := range in.Resources {
		redact := redactor(r)
		add := func(attribute, why string) {
			u := Unjudged{line(r.Address), line(redact(attribute)), line(redact(why))}
			if !slices.Contains(out[max(len(out)-8, 0):], u) {
				out = append(out, u)
			}
		}
		if attribute := made[r.Type]; attribute != "" {
			add(attribute, "what it makes is not a resource of Terraform; review it where it is written")
		}
		if strings.HasPrefix(r.Type, "awscc_") {
			add("type", "of this provider's resources only policies are judged; use those of the provider aws")
		}
		if strings.HasPrefix(r.Type, "aws_") || len(blocks(r.Attributes)) == 0 {
			in.unknownIn(r, r.Attributes, add)
			unknownPort(r, r.Attributes, add)
			unknownSettings(r, add)
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

// made are types that make resources of which Terraform knows nothing, by the attribute that says which.
var made = map[string]string{
	"aws_cloudformation_stack": "template_body", "aws_cloudformation_stack_set": "template_body",
	"aws_cloudcontrolapi_resource":                             "desired_state",
	"aws_serverlessapplicationrepository_cloudformation_stack": "application_id",
	"aws_servicecatalog_provisioned_product":                   "product_id",
	"helm_release":                                             "chart", "kubernetes_manifest": "manifest",
	"aws_servicecatalog_product": "provisioning_artifact_parameters",
}

// foreignPolicy is what other providers call who may do what.
var foreignPolicy = regexp.MustCompile(`(?:^|_)(?:policy|policy_data|acl|role_definition_name|member|members)$`)

// unknownSettings are those of the table of settings that would be grave, and are not known.
func unknownSettings(r Resource, add func(attribute, why string)) {
	for _, s := range settingsOf[r.Type] {
		if s.Severity != Critical && s.Severity != High {
			continue
		}
		for _, v := range at(r.Attributes, strings.Split(s.path, ".")) {
			for _, word := range words(v) {
				if strings.HasPrefix(strings.TrimSpace(word), "${") {
					add(s.path, "it is known only after an apply: "+referred(word))
				}
			}
		}
	}
}

// unknownPort looks for the port and the protocol of a rule that lets in the whole internet.
func unknownPort(r Resource, rule map[string]any, add func(attribute, why string)) {
	if !strings.Contains(r.Type, "_security_group") || strings.Contains(r.Type, "egress") ||
		text(rule["type"]) == "egress" ||
		!openToWorld(rule["cidr_ipv4"], rule["cidr_ipv6"], rule["cidr_blocks"], rule["ipv6_cidr_blocks"]) {
		return
	}
	for _, name := range []string{"from_port", "ip_protocol", "protocol", "to_port"} {
		if word := text(rule[name]); isReference(word) {
			add(name, "the whole internet is let in, and where is known only after an apply: "+referred(word))
		}
	}
}

func (in *Inventory) unknownIn(r Resource, attributes map[string]any, add func(attribute, why string)) {
	for _, name := range check.SortedKeys(attributes) {
		v := attributes[name]
		for _, inner := range blocks(v) {
			if name != "egress" {
				unknownPort(r, inner, add)
			}
			in.unknownIn(r, inner, add)
		}
		if !decisive[name] {
			continue
		}
		for _, word := range words(v) {
			switch d := strings.TrimSpace(word); {
			case in.notKnown(r, name, word):
				add(name, "it is known only after an apply: "+referred(word))
			case asJSON[name] && !strings.HasSuffix(r.Type, "_attachment") && d != "" && in.policy(r, word, 0) == nil ||
				strings.HasPrefix(d, "{") && document(word) == nil:
				add(name, "it is no JSON that can be read")
			default:
				for _, part := range openParts(in.policy(r, word, 0)) {
					add(name, "a part of it is known only after an apply: "+referred(part))
				}
			}
		}
	}
}

// openParts are the parts of a policy that say what it allows and are nothing but a reference: whole statements, their
// actions and their effect. Whom and what a statement names is narrow, whatever it is. Of container definitions they
// are whole containers, and whether one is privileged.
func openParts(policy any) (out []string) {
	members, isPolicy := policy.(map[string]any)
	open := func(v any) {
		for _, word := range words(v) {
			if strings.HasPrefix(strings.TrimSpace(word), "${") {
				out = append(out, word)
			}
		}
	}
	if !isPolicy { // container definitions
		open(policy)
		for _, container := range blocks(spelled(policy)) {
			open(container["privileged"])
		}
		return out
	}
	statements := members["Statement"]
	open(statements)
	for _, statement := range blocks(statements) {
		for _, name := range []string{"Effect", "Action", "NotAction"} {
			open(statement[name])
		}
	}
	return out
}

func (in *Inventory) notKnown(r Resource, name, word string) bool {
	found := in.policy(r, word, 0)
	_, isText := found.(string) // of a jsonencode call of something that is not known
	switch {
	case !isReference(word) && !strings.Contains(word, "%{"), found != nil && !isText:
		return false
	case strings.HasPrefix(name, "cidr") || strings.HasPrefix(name, "ipv6_cidr"):
		return len(in.links(r.Module, word, "")) == 0 // the block of a subnet is its own
	case strings.HasPrefix(name, "policy_arn") || name == "managed_policy_arns":
		arn := in.attachedPolicy(r, word)
		return isReference(arn) && len(in.referred(r, arn, "aws_iam_policy")) == 0 && !strings.Contains(arn, ":policy/")
	case name == "principal":
		return strings.HasPrefix(strings.TrimSpace(word), "${") && len(in.links(r.Module, word, "")) == 0
	}
	return true // it would be JSON
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
