package review

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
)

// Direction says which way an [Effect] goes.
type Direction string

const (
	More    Direction = "more"    // more is allowed, or more reach it
	Less    Direction = "less"    // less is allowed, or fewer reach it
	Another Direction = "another" // something else; it may be more
	Unclear Direction = "unclear" // only the apply tells
)

// Effect is what a plan makes of who may do, or reach, what.
type Effect struct {
	Address   string    `json:"address"` // of the resource that it is about
	Direction Direction `json:"direction"`
	Kind      string    `json:"kind"` // added, removed, widened, narrowed, changed or unknown
	Text      string    `json:"text"` // in words
	Before    string    `json:"before,omitempty"`
	After     string    `json:"after,omitempty"`
}

// String returns the effect on one line.
func (e Effect) String() string { return e.Address + ": " + e.Kind + ": " + e.Text }

// permitted is what one subject may, or who may do what with it.
type permitted struct {
	address    string
	statements []iampolicy.Statement
	attached   []string // policies by ARN, of which the stack does not have the statements
}

// access is what everyone in an inventory may, by a subject and the kind of policy.
func (c *comparison) access(in *Inventory, only map[string]bool) map[string]*permitted {
	out := map[string]*permitted{}
	of := func(subject, kind string) *permitted {
		key := subject + " " + kind
		if out[key] == nil {
			out[key] = &permitted{address: subject}
		}
		return out[key]
	}
	attached := map[string][]string{} // roles by the address of a policy that is attached to them
	for _, r := range in.Resources {
		if !strings.HasSuffix(r.Type, "_policy_attachment") || !strings.HasPrefix(r.Type, "aws_iam_") {
			continue
		}
		var holders []string
		for _, name := range []string{"role", "roles", "user", "users", "group", "groups"} {
			holders = append(holders, in.holders(r, name)...)
		}
		policy, ok := in.first(r, r.Attributes["policy_arn"], "aws_iam_policy")
		for _, holder := range holders {
			if ok {
				attached[policy.Address] = append(attached[policy.Address], holder)
				continue
			}
			a := of(holder, "may")
			a.attached = append(a.attached, c.literal(r.Module, in.attachedPolicy(r, text(r.Attributes["policy_arn"]))))
		}
	}
	for _, r := range in.Resources {
		for _, arn := range words(r.Attributes["managed_policy_arns"]) {
			a := of(r.Address, "may")
			a.attached = append(a.attached, c.literal(r.Module, in.attachedPolicy(r, arn)))
		}
		if r.Type == "aws_lambda_permission" {
			a := of(in.subject(r, "function_name", "aws_lambda_function"), "lets")
			a.statements = append(a.statements, functionStatement(r))
			continue
		}
		if !only[r.Address] && !attachedElsewhere(r) {
			continue
		}
		subjects := []string{in.subjectOf(r)}
		if holders := attached[r.Address]; len(holders) > 0 {
			subjects = holders
		}
		for _, found := range in.policiesOf(r) {
			statements := c.literals(r.Module, iampolicy.Statements(found.document))
			kind := "may"
			switch {
			case whoAssumes.MatchString(found.attribute):
				kind = "trusts"
			case slices.ContainsFunc(statements, func(s iampolicy.Statement) bool {
				return len(s.Principals) > 0 || s.NotPrincipal
			}):
				kind = "lets"
			}
			for _, subject := range subjects {
				a := of(subject, kind)
				a.statements = append(a.statements, statements...)
			}
		}
	}
	return out
}

// attachedElsewhere are types whose policies count for others.
func attachedElsewhere(r Resource) bool { return strings.HasPrefix(r.Type, "aws_iam_") }

// holders are the roles, users or groups that an attribute names: by address, else by name.
func (in *Inventory) holders(r Resource, attribute string) []string {
	var out []string
	for _, name := range words(r.Attributes[attribute]) {
		kind := "aws_iam_" + strings.TrimSuffix(attribute, "s")
		if to, ok := in.first(r, name, kind); ok {
			out = append(out, to.Address)
		} else if name != "" {
			out = append(out, strings.TrimSuffix(attribute, "s")+" "+name)
		}
	}
	return out
}

func (in *Inventory) subject(r Resource, attribute, kind string) string {
	if to, ok := in.first(r, r.Attributes[attribute], kind); ok {
		return to.Address
	}
	return r.Address
}

// subjectOf is whom a policy is about: the role that has it, else the resource that it stands in.
func (in *Inventory) subjectOf(r Resource) string {
	switch r.Type {
	case "aws_iam_role_policy":
		return append(in.holders(r, "role"), r.Address)[0]
	case "aws_iam_user_policy":
		return append(in.holders(r, "user"), r.Address)[0]
	case "aws_iam_group_policy":
		return append(in.holders(r, "group"), r.Address)[0]
	}
	return r.Address
}

func functionStatement(r Resource) iampolicy.Statement {
	principal := text(r.Attributes["principal"])
	kind := "AWS"
	if strings.HasSuffix(principal, ".amazonaws.com") {
		kind = "Service"
	}
	s := iampolicy.Statement{Sid: text(r.Attributes["statement_id"]), Actions: words(r.Attributes["action"]),
		Principals: []iampolicy.Principal{{Kind: kind, ID: principal}}}
	for attribute, key := range map[string]string{"source_arn": "aws:sourcearn", "source_account": "aws:sourceaccount",
		"principal_org_id": "aws:principalorgid", "function_url_auth_type": "lambda:functionurlauthtype"} {
		if v := text(r.Attributes[attribute]); v != "" {
			s.Conditions = append(s.Conditions, iampolicy.Condition{Operator: "arnlike", Key: key, Values: []string{v}})
		}
	}
	return s
}

var inText = regexp.MustCompile(`\$\{((?:data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z0-9_]+)\}`)

// literal is a text with what its references are, as far as that is known: afterwards, or of what stays or is made
// again as it was. A reference to what is new stays.
func (c *comparison) literal(module, s string) string {
	if !isReference(s) {
		return s
	}
	return inText.ReplaceAllStringFunc(s, func(reference string) string {
		m := inText.FindStringSubmatch(reference)
		if r, ok := c.after.byBlock(module, m[1]); ok {
			if v := text(r.Attributes[m[2]]); v != "" && !isReference(v) {
				return v
			}
		}
		if r, ok := c.before.byBlock(module, m[1]); ok {
			if v := text(r.Attributes[m[2]]); v != "" {
				return v
			}
		}
		return reference
	})
}

func (c *comparison) literals(module string, all []iampolicy.Statement) []iampolicy.Statement {
	each := func(texts []string) {
		for i := range texts {
			texts[i] = c.literal(module, texts[i])
		}
	}
	for i := range all {
		each(all[i].Actions)
		each(all[i].NotActions)
		each(all[i].Resources)
		each(all[i].NotResources)
		for j := range all[i].Principals {
			all[i].Principals[j].ID = c.literal(module, all[i].Principals[j].ID)
		}
		for j := range all[i].Conditions {
			each(all[i].Conditions[j].Values)
		}
	}
	return all
}

// permissions are who may do more or less than before: by what the policies say, however they are written, and
// whichever of a role's policies says it.
func (c *comparison) permissions() []Effect {
	before, after := c.access(c.before, c.touched), c.access(c.after, c.touched)
	keys := map[string]bool{}
	for _, of := range []map[string]*permitted{before, after} {
		for key := range of {
			keys[key] = true
		}
	}
	var out []Effect
	for _, key := range check.SortedKeys(keys) {
		was, is := before[key], after[key]
		if was == nil {
			was = &permitted{}
		}
		if is == nil {
			is = &permitted{address: was.address}
		}
		_, kind, _ := cutLastSpace(key)
		out = append(out, c.between(is.address, kind, was, is)...)
	}
	out = append(out, c.actsAs()...)
	out = append(out, c.otherAccess()...)
	return out
}

func cutLastSpace(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, ' ')
	return s[:max(i, 0)], s[i+1:], i >= 0
}
