package fargateai

import "github.com/fargate-ai/fargate-ai-service/constructs/internal/check"

// Profile is a set of defaults: how safe, or how cheap. Every prop that is stated wins over it. A change
// for a service that runs changes its network, load balancer and number of tasks: read the plan first.
type Profile string

const (
	// ProfileProduction serves HTTPS from private subnets, over two zones and at least two tasks, with flow and access
	// logs and deletion protection. It needs a Domain or a certificate, and has a NAT gateway per zone, which costs money
	// while nothing runs.
	ProfileProduction Profile = "production"
	// ProfileDemo is cheap, needs no domain, and can be destroyed at once, images included: plaintext HTTP unless a
	// certificate is stated, tasks with public addresses instead of NAT gateways, one task, logs for 7 days, no access or
	// flow logs. What it gives up is listed when it is synthesized. Not for prompts that matter.
	ProfileDemo Profile = "demo"
)

// demoNotices are what the demo profile does without, beside the protections that are listed for every stack
// (review.OptOuts).
func (p plan) demoNotices() []string {
	var out []string
	told := func(given bool, text string) {
		if given {
			out = append(out, "demo profile: "+text)
		}
	}
	told(p.balanced() && p.ExistingLoadBalancer == nil && p.plaintext(),
		"plaintext HTTP from anyone who is allowed in; with a domain or certificate it is HTTPS")
	least := p.minCapacity()
	told(p.called() && check.Known(least) && *least < 2, "one task, in one zone, is enough")
	kept := p.logsProps().RetentionDays
	told(check.Known(kept) && *kept > 0 && *kept < productionRetentionDays,
		"logs are kept for "+check.Number(*kept)+" days")
	return out
}
