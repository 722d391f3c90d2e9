package review

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/tlspolicy"
)

type reporter = func(id string, s Severity, text, remedy string)

func deletionProtection(_ *Inventory, r Resource, report reporter) {
	if isFalse(r.Attributes["enable_deletion_protection"]) {
		report("no-deletion-protection", Medium, "a destroy or a replacement takes the load balancer, and its DNS name, away",
			"set enable_deletion_protection, except where the stack is thrown away")
	}
}

// plaintext is a listener that serves over HTTP, rather than only redirecting to HTTPS. HTTP is the default of an
// application load balancer.
func plaintext(in *Inventory, r Resource, report reporter) {
	protocol := r.Attributes["protocol"]
	_, listens := number(r.Attributes["port"]) // a gateway load balancer has no port, and a network one a protocol
	if !strings.EqualFold(text(protocol), "HTTP") && !(unset(protocol) && listens) {
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

// oldTLS is a listener that speaks TLS 1.0 or 1.1, as it does by the default of AWS's API.
func oldTLS(_ *Inventory, r Resource, report reporter) {
	protocol := strings.ToUpper(text(r.Attributes["protocol"]))
	if protocol != "HTTPS" && protocol != "TLS" {
		return
	}
	policy := text(r.Attributes["ssl_policy"])
	if isReference(policy) || tlspolicy.Current(policy) {
		return
	}
	got := "the policy " + policy
	if policy == "" {
		got = "the default policy"
	}
	report("old-tls", Medium, got+" speaks TLS 1.0 or 1.1, which are broken",
		"set ssl_policy to "+tlspolicy.Default+", or a later one")
}

func publicSubnet(_ *Inventory, r Resource, report reporter) {
	if isTrue(r.Attributes["map_public_ip_on_launch"]) {
		report("public-subnet-addresses", Medium,
			"whatever is launched in the subnet gets a public address, asked for or not",
			"unset map_public_ip_on_launch; load balancers and Fargate tasks do not need it")
	}
}
