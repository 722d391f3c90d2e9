package whole

import (
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// inside are attributes that name what lies in a VPC. Security groups may be named across a peering connection or a
// transit gateway: those of groupsOf.
var (
	inside = []string{
		"listener_arn", "load_balancer_arn", "route_table_id", "route_table_ids", "security_group_id", "security_group_ids",
		"security_groups", "subnet_id", "subnet_ids", "subnets", "target_group_arn", "vpc_id", "vpc_security_group_ids",
	}
	groupsOf = map[string][]string{
		"aws_security_group":                  {"security_groups"},
		"aws_security_group_rule":             {"source_security_group_id"},
		"aws_vpc_security_group_egress_rule":  {"referenced_security_group_id"},
		"aws_vpc_security_group_ingress_rule": {"referenced_security_group_id"},
	}
)

// home is the attribute that says in which VPC a thing lies.
var home = map[string]string{
	"aws_default_security_group": "vpc_id", "aws_lb": "subnets", "aws_lb_listener": "load_balancer_arn",
	"aws_lb_target_group": "vpc_id", "aws_route_table": "vpc_id", "aws_route_table_association": "subnet_id",
	"aws_security_group": "vpc_id", "aws_subnet": "vpc_id",
}

// joining are resources that join networks, and so name several.
var joining = []string{
	"aws_ec2_transit_gateway", "aws_networkmanager_", "aws_vpc_peering_connection",
	"aws_vpc_security_group_vpc_association", "aws_vpclattice_",
}

// networkProblems judges resources that name things of two VPCs.
func (a app) networkProblems(ms *rules.Mistakes) {
	all := a.resources()
	joined := slices.ContainsFunc(all, func(r *resource) bool { return begins(r.kind, joining) })
	told := map[string]bool{}
	for _, r := range all {
		if begins(r.kind, joining) || begins(r.kind, globalServices) {
			continue
		}
		construct := firstBelow(r.stack.path, r.path)
		var first network
		r.texts(func(attribute, text string) {
			across := slices.Contains(groupsOf[r.kind], attribute)
			if !across && !slices.Contains(inside, attribute) || across && joined {
				return
			}
			found := a.network(r.stack, attribute, text)
			found.across = across
			if found.id == "" {
				return
			}
			if first.id == "" {
				first = found
				return
			}
			want, fix, wrong := first.beside(found)
			pair := construct + min(first.id, found.id) + max(first.id, found.id)
			if wrong && !told[pair] {
				told[pair] = true
				ms.Break(oneNetwork, construct, r.kind+" of "+first.name+" and "+found.name, want, fix)
			}
		})
	}
}

// network is a VPC: one of the app, or one that exists.
type network struct {
	id, name string // for comparing, and for people
	made     bool
	across   bool // named as a group that may lie in a VPC that is joined to this one
}

// beside tells whether a resource may not name things of both, and what to do.
func (n network) beside(other network) (want, fix string, wrong bool) {
	switch {
	case n.id == other.id:
		return "", "", false
	case !n.across && !other.across:
		return "things of one VPC", "hand the same network to both", true
	default: // VPCs that exist may be joined elsewhere
		return "groups of one VPC, or of two that are joined",
			"hand the network of one to the other, or make a peering connection", n.made && other.made
	}
}

// network is where the thing lies that an attribute names, as far as that is known.
func (a app) network(s *stack, attribute, text string) network {
	for range len(home) {
		if id := known(text); id != "" {
			if attribute != "vpc_id" {
				return network{}
			}
			return network{id: id, name: id}
		}
		from, address, ok := a.origin(s, text)
		if !ok || from.at[address] == nil {
			return network{}
		}
		r := from.at[address]
		if r.kind == "aws_vpc" || r.kind == "aws_default_vpc" {
			return network{id: from.path + " " + address, name: r.path, made: true}
		}
		s, attribute, text = from, home[r.kind], ""
		r.texts(func(name, value string) {
			if name == attribute && text == "" {
				text = value
			}
		})
	}
	return network{}
}
