package review

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

type reporter = func(id string, s Severity, text, remedy string)

func deletionProtection(_ *Inventory, r Resource, report reporter) {
	if isFalse(r.Attributes["enable_deletion_protection"]) {
		report("no-deletion-protection", Medium, "a destroy or a replacement takes the load balancer, and its DNS name, away",
			"set enable_deletion_protection, except where the stack is thrown away")
	}
}

// plaintext is a listener that serves over HTTP, rather than only redirecting to HTTPS.
func plaintext(in *Inventory, r Resource, report reporter) {
	if text(r.Attributes["protocol"]) != "HTTP" {
		return
	}
	redirects := func(action map[string]any) bool {
		return text(action["type"]) == "redirect" && text(block(action["redirect"])["protocol"]) == "HTTPS"
	}
	actions := blocks(r.Attributes["default_action"])
	if len(actions) > 0 && redirects(actions[len(actions)-1]) && !servedByRule(in, r, redirects) {
		return
	}
	severity := High
	if balancer, ok := in.first(r, r.Attributes["load_balancer_arn"], "aws_lb"); ok &&
		isTrue(balancer.Attributes["internal"]) {
		severity = Medium
	}
	report("plaintext-listener", severity, "requests, and the prompts and keys in them, cross the network unencrypted",
		"give the load balancer a certificate and redirect HTTP to HTTPS")
}

// servedByRule tells whether a rule of the listener does anything but redirect to HTTPS.
func servedByRule(in *Inventory, listener Resource, redirects func(map[string]any) bool) bool {
	for _, kind := range []string{"aws_lb_listener_rule", "aws_alb_listener_rule"} {
		for _, r := range in.Of(kind) {
			if in.refersTo(r, r.Attributes["listener_arn"], listener) {
				actions := blocks(r.Attributes["action"])
				if len(actions) > 0 && !redirects(actions[len(actions)-1]) {
					return true
				}
			}
		}
	}
	return false
}

// wide is a range of addresses that no network of one's own is as large as: the world, in any spelling that AWS takes,
// or a part of it, as 0.0.0.0/1 and 128.0.0.0/1 are the world in two rules.
func wide(cidr string) bool {
	prefix, err := netip.ParsePrefix(cidr)
	return err == nil && (prefix.Addr().Is4() && prefix.Bits() < 8 || prefix.Addr().Is6() && prefix.Bits() < 16)
}

func openToWorld(values ...any) bool {
	for _, v := range values {
		if slices.ContainsFunc(words(v), wide) {
			return true
		}
	}
	return false
}

// oldTLS is a listener that speaks TLS 1.0 or 1.1, as it does by the default of AWS's API.
func oldTLS(_ *Inventory, r Resource, report reporter) {
	protocol := text(r.Attributes["protocol"])
	if protocol != "HTTPS" && protocol != "TLS" {
		return
	}
	policy := text(r.Attributes["ssl_policy"])
	if isReference(policy) || strings.HasPrefix(policy, "ELBSecurityPolicy-TLS13-1-2-") ||
		strings.HasPrefix(policy, "ELBSecurityPolicy-TLS13-1-3-") || strings.HasPrefix(policy,
		"ELBSecurityPolicy-TLS-1-2-") ||
		strings.HasPrefix(policy, "ELBSecurityPolicy-FS-1-2-") {
		return
	}
	got := "the policy " + policy
	if policy == "" {
		got = "the default policy"
	}
	report("old-tls", Medium, got+" speaks TLS 1.0 or 1.1, which are broken",
		"set ssl_policy to ELBSecurityPolicy-TLS13-1-2-2021-06, or a later one")
}

// opened reports ports that the world may reach, other than those of a web server.
func opened(protocol, from, to any, report reporter) {
	low, lowKnown := number(from)
	high, highKnown := number(to)
	name := text(protocol)
	all := name == "-1" || name == "all"
	if n, known := number(protocol); known && n == -1 {
		all = true
	}
	what := "every port and protocol"
	switch {
	case all:
	case !lowKnown || !highKnown:
		return
	case (name == "tcp" || name == "6") && low == high && (low == 80 || low == 443):
		return
	case low == high:
		what = fmt.Sprintf("port %s/%s", amount(low), name)
	default:
		what = fmt.Sprintf("ports %s–%s/%s", amount(low), amount(high), name)
	}
	report("open-security-group", Critical, what+" is open to the whole internet",
		"let in only the security group that calls it, or known addresses; "+
			"the world belongs on 80 and 443 of a load balancer")
}

func openRule(_ *Inventory, r Resource, report reporter) {
	if openToWorld(r.Attributes["cidr_ipv4"], r.Attributes["cidr_ipv6"]) {
		opened(r.Attributes["ip_protocol"], r.Attributes["from_port"], r.Attributes["to_port"], report)
	}
}

func openLegacyRule(_ *Inventory, r Resource, report reporter) {
	if text(r.Attributes["type"]) == "ingress" &&
		openToWorld(r.Attributes["cidr_blocks"], r.Attributes["ipv6_cidr_blocks"]) {
		opened(r.Attributes["protocol"], r.Attributes["from_port"], r.Attributes["to_port"], report)
	}
}

func openGroup(_ *Inventory, r Resource, report reporter) {
	for _, rule := range blocks(r.Attributes["ingress"]) {
		if openToWorld(rule["cidr_blocks"], rule["ipv6_cidr_blocks"]) {
			opened(rule["protocol"], rule["from_port"], rule["to_port"], report)
		}
	}
}

func publicSubnet(_ *Inventory, r Resource, report reporter) {
	if isTrue(r.Attributes["map_public_ip_on_launch"]) {
		report("public-subnet-addresses", Medium,
			"whatever is launched in the subnet gets a public address, asked for or not",
			"unset map_public_ip_on_launch; load balancers and Fargate tasks do not need it")
	}
}
