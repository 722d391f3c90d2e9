package page

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// opening is a rule of a security group: who may come in, or where to.
type opening struct {
	rule     review.Resource
	group    any // the security group that has the rule
	in       bool
	ports    string
	lets     func(port float64) bool // of TCP; nil where that is known only when applied, and for every port
	blocks   []string                // of addresses
	groups   []any                   // of security groups
	prefixes []string                // of prefix lists
}

// allOpenings are the rules of all security groups, in any of the three forms.
func (v *view) allOpenings() []opening {
	var out []opening
	add := func(r review.Resource, group any, in bool, a map[string]any, protocol string, groups, prefixes any) {
		o := opening{rule: r, group: group, in: in, ports: ports(a, protocol), lets: letsOf(a, protocol)}
		for _, name := range []string{"cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"} {
			o.blocks = append(o.blocks, words(a[name])...)
		}
		o.groups = append(o.groups, check.List(groups)...)
		o.prefixes = words(prefixes)
		if isTrue(a["self"]) {
			o.groups = append(o.groups, group)
		}
		out = append(out, o)
	}
	for _, r := range v.Resources {
		a := r.Attributes
		switch r.Type {
		case "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule":
			add(r, a["security_group_id"], strings.Contains(r.Type, "ingress"), a, "ip_protocol",
				a["referenced_security_group_id"], a["prefix_list_id"])
		case "aws_security_group_rule":
			add(r, a["security_group_id"], a["type"] == "ingress", a, "protocol", a["source_security_group_id"],
				a["prefix_list_ids"])
		case "aws_security_group":
			for _, name := range []string{"ingress", "egress"} {
				for _, b := range blocks(a[name]) {
					add(r, "${"+r.Address+".id}", name == "ingress", b, "protocol", b["security_groups"], b["prefix_list_ids"])
				}
			}
		}
	}
	return out
}

// ports of a rule in words.
func ports(a map[string]any, protocol string) string {
	named := cmp.Or(word(a[protocol]), "tcp")
	from, known := number(a["from_port"])
	to, _ := number(a["to_port"])
	switch {
	case named == "-1" || named == "all":
		return "every port"
	case !known:
		return "a port known when applied"
	case from == to:
		return "port " + check.Number(from) + suffix(named)
	}
	return "ports " + check.Number(from) + "–" + check.Number(to) + suffix(named)
}

// letsOf tells which ports of TCP a rule is about, as far as that is known.
func letsOf(a map[string]any, protocol string) func(port float64) bool {
	named := cmp.Or(word(a[protocol]), "tcp")
	from, known := number(a["from_port"])
	to, toKnown := number(a["to_port"])
	if named == "-1" || named == "all" || !known || !toKnown {
		return nil
	}
	return func(port float64) bool { return suffix(named) == "" && from <= port && port <= to }
}

func suffix(protocol string) string {
	if protocol == "tcp" || protocol == "6" {
		return ""
	}
	return "/" + protocol
}

// worldwide reports blocks that are, together, most of the internet.
func worldwide(blocks []string) bool {
	var all []netip.Prefix
	for _, b := range blocks {
		if prefix, err := netip.ParsePrefix(b); err == nil {
			all = append(all, prefix)
		}
	}
	return cidr.Worldwide(all)
}

// of reports that the rule is one of a security group of the list.
func (v *view) of(o opening, owner review.Resource, groups any) bool {
	own := v.Referred(owner, groups, "aws_security_group")
	for _, g := range v.Referred(o.rule, o.group, "aws_security_group") {
		if slices.ContainsFunc(own, func(r review.Resource) bool { return r.Address == g.Address }) {
			return true
		}
	}
	return false
}

// parties are who is let in, or where one is let out to.
func (v *view) parties(o opening) []text {
	var out []text
	if worldwide(o.blocks) {
		out = append(out, loud("the internet"))
	} else {
		for _, b := range o.blocks {
			out = append(out, v.named(o.rule, b))
		}
	}
	for _, g := range o.groups {
		out = append(out, v.named(o.rule, g))
	}
	for _, p := range o.prefixes {
		out = append(out, v.named(o.rule, p))
	}
	return out
}

// holders are services and load balancers by the addresses of their security groups.
func (v *view) holders() map[string][]review.Resource {
	out := map[string][]review.Resource{}
	note := func(r review.Resource, groups any) {
		for _, g := range v.Referred(r, groups, "aws_security_group") {
			out[g.Address] = append(out[g.Address], r)
		}
	}
	for _, r := range v.balancers() {
		note(r, r.Attributes["security_groups"])
	}
	for _, r := range v.Of("aws_ecs_service") {
		note(r, first(r.Attributes["network_configuration"])["security_groups"])
	}
	return out
}
