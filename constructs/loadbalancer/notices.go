package loadbalancer

import (
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// notices are what the user should know although everything is allowed.
func (c config) notices() []string {
	var out []string
	if c.test != nil && c.test.open {
		out = append(out, "the test listener is open to the internet: everybody reaches new tasks, with the roles of "+
			"production, before they are tested")
	}
	if c.tls && weaker(c.policy) {
		out = append(out, "the TLS policy "+c.policy+" allows ciphers without forward secrecy, or no TLS 1.3; "+
			DefaultTLSPolicy+" is better at both")
	}
	if m := c.MutualTLS; m != nil && optional.Value(m.Passthrough) {
		out = append(out, "the load balancer passes client certificates on without verifying them: the code behind it has to")
	}
	if c.internal && slices.ContainsFunc(optional.Texts(c.LoginEgressCIDRs), public) {
		out = append(out, "the load balancer is internal and asks for a login: its subnets need a way to the identity "+
			"provider, such as a NAT gateway, and every user's browser has to reach both")
	}
	return out
}

// weaker reports a policy of TLS 1.2 and newer with ciphers without forward secrecy or authenticated encryption, or
// without TLS 1.3.
func weaker(policy string) bool { return !token.Is(policy) && !tlspolicy.Modern(policy) }

// public reports a block of addresses that are not all private.
func public(block string) bool {
	return !slices.ContainsFunc([]string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"},
		func(private string) bool { return containsBlock(private, block) })
}

// notices about a target.
func (c targetConfig) notices() []string {
	if c.version != GRPC && takesRedirects(c.health.matcher) {
		return []string{"the health check takes a redirect (" + check.Quote(c.health.matcher) + ") for healthy, which " +
			"tells little of the application: check a path that answers 200"}
	}
	return nil
}

// takesRedirects reports a matcher of statuses with one from 300 to 399 among them.
func takesRedirects(matcher string) bool {
	for part := range strings.SplitSeq(matcher, ",") {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		if !token.Is(matcher) && from <= "399" && to >= "300" {
			return true
		}
	}
	return false
}
