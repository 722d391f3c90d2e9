package review

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
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

// String is the effect on one line.
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

// between is the difference of what a subject may.
func (c *comparison) between(address, kind string, was, is *permitted) []Effect {
	var out []Effect
	add := func(direction Direction, kind, text string) {
		out = append(out, Effect{Address: c.show.text(address), Direction: direction, Kind: kind, Text: c.show.text(text)})
	}
	for _, s := range beyond(is.statements, was.statements) {
		direction, change := More, "added"
		if s.related {
			change = "widened"
		}
		if s.of.Deny {
			direction, change = Less, "denied"
		}
		add(direction, change, s.say(kind))
	}
	for _, s := range beyond(was.statements, is.statements) {
		direction, change := Less, "removed"
		if s.related {
			change = "narrowed"
		}
		if s.of.Deny {
			direction, change = More, "no longer denied"
		}
		add(direction, change, s.say(kind))
	}
	for _, arn := range is.attached {
		if !slices.Contains(was.attached, arn) {
			add(More, "added", "everything that the policy "+arn+" allows")
		}
	}
	for _, arn := range was.attached {
		if !slices.Contains(is.attached, arn) {
			add(Less, "removed", "everything that the policy "+arn+" allows")
		}
	}
	return out
}

// part of a statement that others do not say.
type part struct {
	of                 iampolicy.Statement
	actions, resources []string
	principals         []iampolicy.Principal
	related            bool // another statement says a part of it, or has its name
}

// beyond are the parts of statements that others do not say.
func beyond(all, others []iampolicy.Statement) []part {
	var out []part
	for i := range all {
		s := &all[i]
		if slices.ContainsFunc(others, func(o iampolicy.Statement) bool { return sameStatement(*s, o) }) {
			continue
		}
		grants := s.Grants()
		if grants == nil {
			out = append(out, part{of: *s, actions: s.Actions, resources: s.Resources, principals: s.Principals})
			continue
		}
		// What is not covered, as one rectangle of actions, resources and principals.
		p := part{of: *s}
		covered := 0
		for _, g := range grants {
			if slices.ContainsFunc(others, func(o iampolicy.Statement) bool { return o.Covers(g) }) {
				covered++
				continue
			}
			p.actions, p.resources = once(p.actions, g.Action), once(p.resources, g.Resource)
			if !slices.Contains(p.principals, g.Principal) {
				p.principals = append(p.principals, g.Principal)
			}
		}
		if covered == len(grants) {
			continue
		}
		p.related = covered > 0 || slices.ContainsFunc(others, func(o iampolicy.Statement) bool {
			return o.Deny == s.Deny && (s.Sid != "" && o.Sid == s.Sid || related(o, *s))
		})
		out = append(out, p)
	}
	return out
}

// related tells that two statements are about the same actions.
func related(a, b iampolicy.Statement) bool {
	return slices.ContainsFunc(a.Actions, func(x string) bool {
		return slices.ContainsFunc(b.Actions, func(y string) bool {
			return iampolicy.IncludesAction(x, y) || iampolicy.IncludesAction(y, x)
		})
	})
}

func once(all []string, one string) []string {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

func sameStatement(a, b iampolicy.Statement) bool {
	return a.Deny == b.Deny && a.NotPrincipal == b.NotPrincipal && slices.Equal(a.Actions, b.Actions) &&
		slices.Equal(a.NotActions, b.NotActions) && slices.Equal(a.Resources, b.Resources) &&
		slices.Equal(a.NotResources, b.NotResources) && slices.Equal(a.Principals, b.Principals) &&
		slices.EqualFunc(a.Conditions, b.Conditions, func(a, b iampolicy.Condition) bool {
			return a.Operator == b.Operator && a.Key == b.Key && slices.Equal(a.Values, b.Values)
		})
}

// say writes the part in words.
func (p part) say(kind string) string {
	what := few(p.actions)
	if len(p.of.NotActions) > 0 {
		what = "everything but " + few(p.of.NotActions)
	}
	on := few(p.resources)
	if len(p.of.NotResources) > 0 {
		on = "everything but " + few(p.of.NotResources)
	}
	var who []string
	for _, principal := range p.principals {
		switch {
		case principal == iampolicy.Principal{}:
		case principal.ID == "*":
			who = append(who, "everyone")
		default:
			who = append(who, principal.ID)
		}
	}
	out := what
	switch {
	case kind == "trusts":
		out = few(who) + " may act as it"
		if !slices.Equal(p.actions, []string{"sts:AssumeRole"}) {
			out += " (" + what + ")"
		}
	case p.of.NotPrincipal:
		out = "everyone but " + few(who) + ": " + what
	case len(who) > 0:
		out = few(who) + ": " + what
	}
	if on != "" && kind != "trusts" {
		out += " on " + on
	}
	var conditions []string
	for _, c := range p.of.Conditions {
		conditions = append(conditions, c.Key+" "+c.Operator+" "+few(c.Values))
	}
	if len(conditions) > 0 {
		out += ", if " + strings.Join(conditions, " and ")
	}
	return out
}

// few are the first texts of many.
func few(all []string) string {
	const most = 6
	all = slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" })
	if len(all) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(all[:most], ", "), len(all)-most)
	}
	return strings.Join(all, ", ")
}

// roleNames are attributes that name the role that something acts as.
var roleNames = regexp.MustCompile(`(?:^|_)(?:role_arn|role|iam_role|iam_role_arn|service_role|service_role_arn|` +
	`permissions_boundary|iam_instance_profile)$`)

// actsAs is what acts as another role than before, and a boundary that is another.
func (c *comparison) actsAs() []Effect {
	var out []Effect
	for _, address := range check.SortedKeys(c.byAddress) {
		change := c.byAddress[address]
		after, ok := c.after.at(address)
		if change.Before == nil || !ok {
			continue
		}
		for _, pair := range roles(change.Before, after.Attributes, "", 0) {
			was, is := c.literal(after.Module, pair.before), c.literal(after.Module, pair.after)
			if was == is || strings.HasSuffix(pair.path, "_policy_attachment") || attaches(change.Type) {
				continue
			}
			e := Effect{Address: c.show.text(address), Direction: Another, Kind: "changed", Before: c.show.value(was),
				After: c.show.value(is)}
			boundary := strings.HasSuffix(pair.path, "permissions_boundary")
			switch {
			case boundary && is == "":
				e.Direction, e.Kind, e.Text = More, "widened", "no boundary limits it any more"
			case boundary && was == "":
				e.Direction, e.Kind, e.Text = Less, "narrowed", "a boundary limits it"
			case boundary:
				e.Text = "another boundary limits it"
			case is == "":
				e.Direction, e.Kind, e.Text = Less, "removed", pair.path+": it acts as no role any more"
			case was == "":
				e.Direction, e.Kind, e.Text = More, "added", pair.path+": it acts as "+e.After
			case sameRole(was, is):
				continue
			default:
				e.Text = pair.path + ": it acts as " + e.After + ", was " + e.Before
			}
			e.Text = c.show.text(e.Text)
			out = append(out, e)
		}
	}
	return out
}

func attaches(kind string) bool {
	return strings.HasPrefix(kind, "aws_iam_") && kind != "aws_iam_role" && kind != "aws_iam_user" &&
		kind != "aws_iam_instance_profile"
}

// sameRole tells that a name and an ARN are those of one role.
func sameRole(a, b string) bool {
	last := func(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
	return last(a) == last(b) && strings.HasPrefix(a, "arn:") != strings.HasPrefix(b, "arn:")
}

type rolePair struct{ path, before, after string }

// roles are the attributes, at any depth, that name a role.
func roles(before, after any, path string, depth int) []rolePair {
	var out []rolePair
	if depth > 6 {
		return nil
	}
	b, a := block(before), block(after)
	names := map[string]bool{}
	for _, of := range []map[string]any{b, a} {
		for name := range of {
			names[name] = true
		}
	}
	for _, name := range check.SortedKeys(names) {
		inner := strings.TrimPrefix(path+"."+name, ".")
		was, is := scalar(b[name]), scalar(a[name])
		if roleNames.MatchString(name) {
			w, _ := was.(string)
			i, _ := is.(string)
			if w != i {
				out = append(out, rolePair{inner, w, i})
			}
			continue
		}
		if len(blocks(was))+len(blocks(is)) > 0 {
			out = append(out, roles(was, is, inner, depth+1)...)
		}
	}
	return out
}

// accessTypes say who may do what without a policy in them.
var accessTypes = regexp.MustCompile(`^aws_(?:iam_(?:access_key|user|group|group_membership|user_group_membership|` +
	`instance_profile|openid_connect_provider|saml_provider|service_linked_role|user_login_profile|user_ssh_key|` +
	`service_specific_credential|account_alias)|kms_grant|ssoadmin_.*|lakeformation_.*|ram_.*|organizations_.*|` +
	`rolesanywhere_.*|cognito_identity_pool_roles_attachment|eks_access_.*|identitystore_.*|verifiedaccess_.*|` +
	`redshift_(?:endpoint_authorization|data_share_authorization)|lakeformation_permissions|quicksight_.*membership|` +
	`transfer_(?:user|access|ssh_key)|key_pair|ec2_instance_connect_endpoint|vpc_endpoint_service_allowed_principal)$|` +
	`_iam_(?:member|binding|policy)|_role_assignment$|_role_binding|^vault_|^github_(?:repository_collaborator|` +
	`team_repository|actions_.*secret|repository_deploy_key|app_installation.*)`)

// otherAccess is what is given and taken without a policy that can be read, and policies of which only the apply tells
// what they say.
func (c *comparison) otherAccess() []Effect {
	var out []Effect
	for _, address := range check.SortedKeys(c.byAddress) {
		change := c.byAddress[address]
		for _, name := range c.unreadable(change) {
			out = append(out, Effect{Address: c.show.text(address), Direction: Unclear, Kind: "unknown",
				Text: c.show.text(name) + ": only the apply tells what it allows"})
		}
		if !accessTypes.MatchString(change.Type) {
			continue
		}
		e := Effect{Address: c.show.text(address)}
		switch actionOf(change) {
		case Created:
			e.Direction, e.Kind, e.Text = More, "added", "it gives access"
		case Destroyed:
			e.Direction, e.Kind, e.Text = Less, "removed", "the access that it gave is gone"
		case Updated, Replaced:
			if onlyTags(c.change(change, Updated)) {
				continue
			}
			e.Direction, e.Kind, e.Text = Another, "changed", "the access that it gives is another"
		default:
			continue
		}
		out = append(out, e)
	}
	return out
}

// unreadable are attributes of what changes that would say who may do what, and cannot be read.
func (c *comparison) unreadable(change tfjson.Change) []string {
	r, ok := c.after.at(change.Address)
	if !ok {
		return nil
	}
	var out []string
	for _, name := range check.SortedKeys(r.Attributes) {
		if !decisivePolicy.MatchString(name) {
			continue
		}
		for _, word := range words(r.Attributes[name]) {
			if c.after.notKnown(r, name, word) || strings.HasPrefix(strings.TrimSpace(word), "{") && document(word) == nil ||
				len(openParts(c.after.policy(r, word, 0))) > 0 {
				out = append(out, name)
			}
		}
	}
	return out
}

var decisivePolicy = regexp.MustCompile(`^(?:policy|assume_role_policy|access_policies|access_policy|resource_policy|` +
	`policy_arn|policy_arns|managed_policy_arns|inline_policy|principal)$`)
