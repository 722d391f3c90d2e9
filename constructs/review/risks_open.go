package review

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/cidr"
)

// openToWorld reports blocks that are, taken together, more of the internet than anybody has to himself.
func openToWorld(values ...any) bool {
	var all []netip.Prefix
	for _, v := range values {
		all = append(all, prefixes(v)...)
	}
	return cidr.Worldwide(all)
}

// prefixes are the blocks in a value. An address without its length, which some resources take, is one block.
func prefixes(v any) []netip.Prefix {
	var out []netip.Prefix
	for _, word := range words(v) {
		word = strings.TrimSpace(word)
		if prefix, err := netip.ParsePrefix(word); err == nil {
			out = append(out, prefix)
		} else if addr, err := netip.ParseAddr(word); err == nil {
			out = append(out, netip.PrefixFrom(addr, addr.BitLen()))
		}
	}
	return out
}

// ingress is what one rule of a security group lets in.
type ingress struct {
	of        int // the resource that has the rule
	protocol  string
	low, high float64 // ports; -1 and 65,535 for all
	blocks    []netip.Prefix
}

// anyProtocol is what the resources call all protocols; their ports do not count.
func anyProtocol(protocol any) bool {
	n, isNumber := number(protocol)
	return text(protocol) == "all" || isNumber && n == -1
}

// rule reads a rule; a port or a protocol that is not known makes it none.
func (in *Inventory) rule(of int, protocol, from, to any, blocks ...any) (ingress, bool) {
	out := ingress{of: of, protocol: strings.ToLower(text(protocol)), low: -1, high: 65535}
	for _, b := range blocks {
		out.blocks = append(out.blocks, prefixes(b)...)
		out.blocks = append(out.blocks, in.prefixList(in.Resources[of], b)...)
	}
	if n, isNumber := number(protocol); isNumber {
		out.protocol = cmp.Or(map[float64]string{6: "tcp", 17: "udp", 1: "icmp", 58: "icmpv6"}[n], amount(n))
	}
	if anyProtocol(protocol) {
		out.protocol = ""
		return out, len(out.blocks) > 0
	}
	switch {
	case out.protocol == "icmp", out.protocol == "icmpv6", out.protocol == "", isReference(out.protocol):
		return out, false // ICMP answers a ping
	case !out.hasPorts(): // such as GRE and SCTP: AWS lets in all of it, whatever ports are stated
		return out, len(out.blocks) > 0
	}
	low, lowKnown := number(from)
	high, highKnown := number(to)
	if !lowKnown || !highKnown {
		return out, false
	}
	if low >= 0 && !(low == 0 && high == 0) {
		out.low, out.high = low, high
	}
	return out, len(out.blocks) > 0
}

// prefixList are the blocks of a managed prefix list of the stack.
func (in *Inventory) prefixList(r Resource, v any) []netip.Prefix {
	var out []netip.Prefix
	for _, l := range in.referred(r, v, "aws_ec2_managed_prefix_list") {
		for _, entry := range blocks(l.Attributes["entry"]) {
			out = append(out, prefixes(entry["cidr"])...)
		}
		for _, entry := range in.Of("aws_ec2_managed_prefix_list_entry") {
			if in.refersTo(entry, entry.Attributes["prefix_list_id"], l) {
				out = append(out, prefixes(entry.Attributes["cidr"])...)
			}
		}
	}
	return out
}

// letIn is a rule by which the internet comes in.
type letIn struct {
	ingress
	alone bool // rather than together with other rules of the group
}

// openGroups reports what the internet reaches, other than web servers.
func openGroups(in *Inventory) []Risk {
	var out []Risk
	for _, o := range in.opened() {
		if o.web() {
			continue
		}
		text := o.ports() + " is open to the whole internet"
		if !o.alone {
			text = o.ports() + " is open to most of the internet, together with other rules of the group"
		}
		out = append(out, Risk{ID: openGroup, Address: in.Resources[o.of].Address, Severity: Critical,
			Text: text, Remedy: "let in only the security group that calls it, or known addresses; " +
				"the world belongs on 80 and 443 of a load balancer"})
	}
	return out
}

// openings are the rules by which the internet comes in: those of each security group taken together, wherever they
// stand.
func (in *Inventory) openings() []letIn {
	groups := map[string][]ingress{}
	add := func(group string, i ingress, ok bool) {
		if ok {
			groups[group] = append(groups[group], i)
		}
	}
	for i, r := range in.Resources {
		a := r.Attributes
		switch r.Type {
		case "aws_vpc_security_group_ingress_rule":
			rule, ok := in.rule(i, a["ip_protocol"], a["from_port"], a["to_port"], a["cidr_ipv4"], a["cidr_ipv6"],
				a["prefix_list_id"])
			add(in.groupOf(i, a["security_group_id"]), rule, ok)
		case "aws_security_group_rule":
			rule, ok := in.rule(i, a["protocol"], a["from_port"], a["to_port"], a["cidr_blocks"], a["ipv6_cidr_blocks"],
				a["prefix_list_ids"])
			add(in.groupOf(i, a["security_group_id"]), rule, ok && text(a["type"]) == "ingress")
		case "aws_security_group", "aws_default_security_group":
			for _, b := range blocks(a["ingress"]) {
				rule, ok := in.rule(i, b["protocol"], b["from_port"], b["to_port"], b["cidr_blocks"], b["ipv6_cidr_blocks"],
					b["prefix_list_ids"])
				add(r.Address, rule, ok)
			}
		}
	}
	var out []letIn
	for _, group := range check.SortedKeys(groups) {
		out = append(out, openedBy(groups[group])...)
	}
	return out
}

// groupOf is what tells the group of a rule from others.
func (in *Inventory) groupOf(i int, group any) string {
	for _, kind := range []string{"aws_security_group", "aws_default_security_group"} {
		if g, ok := in.first(in.Resources[i], group, kind); ok {
			return g.Address
		}
	}
	if text(group) == "" {
		return in.Resources[i].Address
	}
	return in.Resources[i].Module + " " + text(group)
}

// mostRules are more than AWS lets a group have. Of more of them, each is judged alone.
const mostRules = 1000

// openedBy are the openings among the rules of one group. A rule counts with all others that let in what it does: at
// the lowest of its ports, and at every port where another rule begins.
func openedBy(rules []ingress) []letIn {
	var all []netip.Prefix
	for _, r := range rules {
		all = append(all, r.blocks...)
	}
	if !cidr.Worldwide(all) {
		return nil
	}
	type place struct {
		protocol string
		port     float64
	}
	open := map[place]bool{}
	var ports []float64
	for _, r := range rules {
		if len(rules) <= mostRules {
			ports = append(ports, r.low)
		}
	}
	slices.Sort(ports)
	ports = slices.Compact(ports)
	openAt := func(at place) bool {
		answer, asked := open[at]
		if !asked {
			var all []netip.Prefix
			for _, other := range rules {
				if (other.protocol == "" || other.protocol == at.protocol) && other.low <= at.port && at.port <= other.high {
					all = append(all, other.blocks...)
				}
			}
			answer = cidr.Worldwide(all)
			open[at] = answer
		}
		return answer
	}
	var out []letIn
	for _, one := range rules {
		alone := cidr.Worldwide(one.blocks)
		if !alone && !slices.ContainsFunc(ports, func(port float64) bool {
			return one.low <= port && port <= one.high && openAt(place{one.protocol, port})
		}) {
			continue
		}
		out = append(out, letIn{one, alone})
	}
	return out
}

// hasPorts tells whether AWS looks at the ports of the protocol.
func (i ingress) hasPorts() bool { return i.protocol == "tcp" || i.protocol == "udp" }

// web reports a rule for a web server, which the world may reach.
func (i ingress) web() bool {
	return i.protocol == "tcp" && i.low == i.high && (i.low == 80 || i.low == 443)
}

func (i ingress) ports() string {
	switch {
	case i.protocol == "":
		return "every port and protocol"
	case !i.hasPorts():
		return "the protocol " + i.protocol
	case i.low == i.high:
		return fmt.Sprintf("port %s/%s", amount(i.low), i.protocol)
	}
	return fmt.Sprintf("ports %s–%s/%s", amount(max(i.low, 0)), amount(i.high), i.protocol)
}
