package review

import (
	"net/netip"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
)

// withoutFirewall reports a load balancer that the internet reaches, and that no web ACL stands in front of. One that
// only CloudFront or known networks reach is not on the internet.
func withoutFirewall(in *Inventory, balancer Resource) bool {
	internal := balancer.Attributes["internal"]
	return (internal == nil || isFalse(internal)) && !in.firewalled(balancer) && in.worldReaches(balancer)
}

// firewalled tells whether a web ACL is put in front of a load balancer, or of something that is not known.
func (in *Inventory) firewalled(balancer Resource) bool {
	for _, kind := range []string{"aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"} {
		if slices.ContainsFunc(in.Of(kind), func(r Resource) bool {
			of := r.Attributes["resource_arn"]
			return in.refersTo(r, of, balancer) || !known(of) && len(in.links(r.Module, of, "")) == 0
		}) {
			return true
		}
	}
	return false
}

// worldReaches tells whether the security groups of a load balancer let the internet in. Groups that lie elsewhere
// may.
func (in *Inventory) worldReaches(balancer Resource) bool {
	groups := words(balancer.Attributes["security_groups"])
	var all []netip.Prefix
	for _, group := range groups {
		g, found := in.first(balancer, group, "aws_security_group")
		if !found {
			return true
		}
		all = append(all, in.letIn(g)...)
	}
	return len(groups) == 0 || cidr.Worldwide(all)
}

// letIn are the blocks of addresses that the rules of a security group let in.
func (in *Inventory) letIn(group Resource) []netip.Prefix {
	var out []netip.Prefix
	from := func(r Resource, rule map[string]any) {
		for _, name := range []string{"cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"} {
			out = append(out, prefixes(rule[name])...)
		}
		for _, name := range []string{"prefix_list_id", "prefix_list_ids"} {
			out = append(out, in.prefixList(r, rule[name])...)
		}
	}
	for _, rule := range blocks(group.Attributes["ingress"]) {
		from(group, rule)
	}
	for _, kind := range []string{"aws_vpc_security_group_ingress_rule", "aws_security_group_rule"} {
		for _, r := range in.Of(kind) {
			if text(r.Attributes["type"]) != "egress" && in.refersTo(r, r.Attributes["security_group_id"], group) {
				from(r, r.Attributes)
			}
		}
	}
	return out
}
