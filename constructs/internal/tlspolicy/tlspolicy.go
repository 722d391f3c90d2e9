// Package tlspolicy tells what a security policy of a load balancer's listener lets clients speak, by its name:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html.
package tlspolicy

import (
	"regexp"
	"strings"
)

// Default is the policy of listeners for which none is stated (loadbalancer.DefaultTLSPolicy), one of those that
// Security Hub's control ELB.17 asks for.
const Default = "ELBSecurityPolicy-TLS13-1-2-2021-06"

var current = regexp.MustCompile(`^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-[A-Za-z0-9-]+$`)

// Current reports that a policy allows nothing below TLS 1.2.
func Current(policy string) bool { return current.MatchString(policy) }

// Modern reports that a policy offers TLS 1.3 and, of TLS 1.2, only ciphers with forward secrecy and authenticated
// encryption.
func Modern(policy string) bool {
	return Current(policy) && strings.HasPrefix(policy, "ELBSecurityPolicy-TLS13-") && !strings.Contains(policy, "-Ext")
}
