package review

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tfjson"
)

// roleNames end the names of attributes that name the role that something acts as, or what bounds it.
var roleNames = []string{
	"role", "roles", "role_arn", "role_arns", "permissions_boundary", "instance_profile", "instance_profile_name",
	"instance_profile_arn",
}

func namesRole(attribute string) bool {
	return attribute == "credentials" || slices.ContainsFunc(roleNames, func(name string) bool {
		before, ok := strings.CutSuffix(attribute, name)
		return ok && (before == "" || strings.HasSuffix(before, "_"))
	})
}

// actsAs is what acts as another role than before, what is new and acts as a role that was there, and a boundary that
// is another.
func (c *comparison) actsAs() []Effect {
	var out []Effect
	for _, address := range check.SortedKeys(c.byAddress) {
		change := c.byAddress[address]
		after, ok := c.after.at(address)
		if !ok || attaches(change.Type) {
			continue
		}
		was, is := c.roles(change.Before, after.Module), c.roles(after.Attributes, after.Module)
		if change.Before == nil {
			is = c.thatWereThere(is, after)
		}
		paths := map[string]bool{}
		for _, of := range []map[string][]string{was, is} {
			for path := range of {
				paths[path] = true
			}
		}
		for _, path := range check.SortedKeys(paths) {
			gone, come := without(was[path], is[path]), without(is[path], was[path])
			for i := range max(len(gone), len(come)) {
				e := c.actor(path, elementAt(gone, i), elementAt(come, i))
				e.Address, e.Text = c.show.text(address), c.show.text(e.Text)
				out = append(out, e)
			}
		}
	}
	return out
}

// actor is what an attribute says that names another role, or another boundary: "" is none.
func (c *comparison) actor(path, was, is string) Effect {
	e := Effect{Direction: Another, Kind: "changed", Before: c.show.value(was), After: c.show.value(is)}
	boundary := strings.HasSuffix(path, "permissions_boundary")
	switch {
	case boundary && is == "":
		e.Direction, e.Kind, e.Text = More, "widened", "no boundary limits it any more"
	case boundary && was == "":
		e.Direction, e.Kind, e.Text = Less, "narrowed", "a boundary limits it"
	case boundary:
		e.Text = "another boundary limits it"
	case is == "":
		e.Direction, e.Kind, e.Text = Less, "removed", path+": it acts as "+e.Before+" no more"
	case was == "":
		e.Direction, e.Kind, e.Text = More, "added", path+": it acts as "+e.After
	default:
		e.Text = path + ": it acts as " + e.After + ", was " + e.Before
	}
	return e
}

// attaches are types that name the role that they are about.
func attaches(kind string) bool {
	return strings.HasPrefix(kind, "aws_iam_") && kind != "aws_iam_role" && kind != "aws_iam_user" &&
		kind != "aws_iam_instance_profile"
}

// thatWereThere are the roles that a plan does not make: what acts as one that it makes is told by what that may do. A
// role that AWS makes for a service of its own can do no more than that.
func (c *comparison) thatWereThere(roles map[string][]string, of Resource) map[string][]string {
	out := map[string][]string{}
	for path, all := range roles {
		for _, role := range all {
			made := false
			for _, i := range c.after.links(of.Module, role, "aws_iam_role") {
				made = made || actionOf(c.byAddress[c.after.Resources[i].Address]) == Created
			}
			if !made && !strings.Contains(role, ":role/aws-service-role/") && !strings.HasSuffix(path, "permissions_boundary") {
				out[path] = append(out[path], role)
			}
		}
	}
	return out
}

// roles are the roles that attributes name at any depth, by path: in a list, in every element of it.
func (c *comparison) roles(attributes map[string]any, module string) map[string][]string {
	out := map[string][]string{}
	var look func(v any, path string, depth int)
	look = func(v any, path string, depth int) {
		const deepest = 6
		for _, of := range blocks(v) {
			for _, name := range check.SortedKeys(of) {
				inner, value := strings.TrimPrefix(path+"."+name, "."), scalar(of[name])
				if !namesRole(name) {
					if depth < deepest && len(blocks(value)) > 0 {
						look(value, inner, depth+1)
					}
					continue
				}
				named := words(value)
				for _, block := range blocks(value) { // the profile of a launch template
					named = append(named, text(block["arn"])+text(block["name"]))
				}
				for _, role := range named {
					if role = c.literal(module, role); role != "" {
						out[inner] = append(out[inner], role)
					}
				}
			}
		}
	}
	look(attributes, "", 0)
	return out
}

// without are the roles of a list that another one does not have, whether by name or by ARN.
func without(all, others []string) []string {
	others = slices.Clone(others)
	var out []string
	for _, role := range all {
		if i := slices.IndexFunc(others, func(o string) bool { return o == role || sameRole(o, role) }); i >= 0 {
			others = slices.Delete(others, i, i+1)
			continue
		}
		out = append(out, role)
	}
	return out
}

func elementAt(all []string, i int) string {
	if i < len(all) {
		return all[i]
	}
	return ""
}

// sameRole tells that a name and an ARN are those of one role.
func sameRole(a, b string) bool {
	last := func(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
	return last(a) == last(b) && strings.HasPrefix(a, "arn:") != strings.HasPrefix(b, "arn:")
}

// accessTypes say who may do what without a policy in them.
var accessTypes = regexp.MustCompile(`^aws_(?:iam_(?:access_key|user|group|group_membership|user_group_membership|` +
	`instance_profile|openid_connect_provider|saml_provider|service_linked_role|user_login_profile|user_ssh_key|` +
	`service_specific_credential|account_alias|.*_exclusive)|lambda_layer_version_permission|` +
	`cloudwatch_event_permission|kms_grant|ssoadmin_.*|lakeformation_.*|ram_.*|organizations_.*|` +
	`rolesanywhere_.*|cognito_identity_pool_roles_attachment|eks_access_.*|identitystore_.*|verifiedaccess_.*|` +
	`redshift_(?:endpoint_authorization|data_share_authorization)|lakeformation_permissions|quicksight_.*membership|` +
	`opensearchserverless_access_policy|transfer_(?:user|access|ssh_key)|key_pair|ec2_instance_connect_endpoint|` +
	`vpc_endpoint_service_allowed_principal)$|^(?:[^a]|a[^w])\w*_iam_(?:member|binding|policy)|_role_assignment$|` +
	`_role_binding|^vault_|^github_(?:repository_collaborator|team_repository|actions_.*secret|` +
	`repository_deploy_key|app_installation.*)`)

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
