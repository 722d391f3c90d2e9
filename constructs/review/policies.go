package review

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// unlike are types whose policies are not judged as policies of a resource or an identity: they bound what others
// allow, and AWS's own default allows everything.
var unlike = []string{"aws_vpc_endpoint", "aws_vpc_endpoint_policy", "aws_organizations_policy"}

// policies judges every policy in a resource, whatever its type and attribute.
func policies(in *Inventory, r Resource, report reporter) {
	if slices.Contains(unlike, r.Type) {
		return
	}
	for _, found := range in.policiesOf(r) {
		switch all := iampolicy.Statements(found.document); {
		case whoAssumes.MatchString(found.attribute):
			trust(in, r, all, report)
		case slices.ContainsFunc(all, func(s iampolicy.Statement) bool { return len(s.Principals) > 0 || s.NotPrincipal }):
			resourcePolicy(in, r, all, report)
		default:
			identityPolicy(all, report)
		}
	}
}

// whoAssumes are the names of a policy that says who may assume a role, in Terraform, CloudFormation and Cloud Control.
var whoAssumes = regexp.MustCompile(`(?i)^assume_?role_?policy(?:_?document)?$`)

// found is a policy in a resource.
type found struct {
	attribute string
	document  any
}

func (in *Inventory) policiesOf(r Resource) []found {
	var out []found
	// A template or the description of an API has policies of its own, at any depth.
	var within func(attribute string, v any)
	within = func(attribute string, v any) {
		switch v := v.(type) {
		case []any:
			for _, element := range v {
				within(attribute, element)
			}
		case map[string]any:
			if len(iampolicy.Statements(v)) > 0 {
				out = append(out, found{attribute, v})
				return
			}
			for _, name := range check.SortedKeys(v) {
				within(name, v[name])
			}
		}
	}
	var look func(attribute string, v any)
	look = func(attribute string, v any) {
		switch v := scalar(v).(type) {
		case string:
			if start := strings.TrimSpace(v); strings.HasPrefix(start, "${") || strings.HasPrefix(start, "{") {
				within(attribute, in.policy(r, v, 0))
			}
		case []any:
			for _, element := range v {
				look(attribute, element)
			}
		case map[string]any:
			for _, name := range check.SortedKeys(v) {
				look(name, v[name])
			}
		}
	}
	for _, name := range check.SortedKeys(r.Attributes) {
		look(name, r.Attributes[name])
	}
	return out
}

// policy is the JSON of a value, or that of what it refers to: another attribute, a local value or a document that a
// data
// source puts together. It is nil where that is not known.
func (in *Inventory) policy(from Resource, value any, depth int) any {
	if d := document(value); d != nil || depth > 4 {
		return d
	}
	name := only.FindStringSubmatch(strings.TrimSpace(text(value)))
	if name == nil {
		return nil
	}
	if local, ok := strings.CutPrefix(name[1], "local."); ok {
		return in.policy(from, in.locals[local], depth+1)
	}
	block, attribute := cutLast(name[1])
	to, ok := in.byBlock(from.Module, block)
	switch {
	case !ok:
		return nil
	case to.Type == "aws_iam_policy_document":
		return in.documentOf(to, depth)
	case to.Address == from.Address:
		return nil
	}
	return in.policy(to, to.Attributes[attribute], depth+1)
}

// byBlock is a resource or a data source of a module.
func (in *Inventory) byBlock(module, block string) (Resource, bool) {
	if i, ok := in.byAddress[join(module, block)]; ok {
		return in.Resources[i], true
	}
	r, ok := in.data[join(module, block)]
	return r, ok
}

// documentOf is what the data source aws_iam_policy_document makes of its statements.
func (in *Inventory) documentOf(data Resource, depth int) any {
	if d := document(data.Attributes["json"]); d != nil {
		return d
	}
	var statements []any
	for _, name := range []string{"source_policy_documents", "override_policy_documents", "source_json", "override_json"} {
		for _, source := range check.List(data.Attributes[name]) {
			if d, ok := in.policy(data, source, depth+1).(map[string]any); ok {
				statements = append(statements, check.List(d["Statement"])...)
			}
		}
	}
	for _, s := range blocks(data.Attributes["statement"]) {
		out := map[string]any{"Effect": "Allow"}
		for from, to := range map[string]string{
			"effect": "Effect", "sid": "Sid", "actions": "Action", "not_actions": "NotAction", "resources": "Resource",
			"not_resources": "NotResource",
		} {
			if v := s[from]; v != nil && len(check.List(v)) > 0 {
				out[to] = v
			}
		}
		for from, to := range map[string]string{"principals": "Principal", "not_principals": "NotPrincipal"} {
			for _, p := range blocks(s[from]) {
				all, _ := out[to].(map[string]any)
				if all == nil {
					all = map[string]any{}
					out[to] = all
				}
				kind := text(p["type"])
				all[kind] = append(check.List(all[kind]), check.List(p["identifiers"])...)
			}
		}
		conditions := map[string]any{}
		for _, c := range blocks(s["condition"]) {
			test, _ := conditions[text(c["test"])].(map[string]any)
			if test == nil {
				test = map[string]any{}
				conditions[text(c["test"])] = test
			}
			test[text(c["variable"])] = c["values"]
		}
		if len(conditions) > 0 {
			out["Condition"] = conditions
		}
		statements = append(statements, out)
	}
	return tfjson.Reveal(map[string]any{"Statement": statements})
}
