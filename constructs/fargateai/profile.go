package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

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

// givenUp lists what the demo profile does without, judged by what was really resolved.
func (p plan) givenUp() []string {
	var out []string
	told := func(given bool, text string) {
		if given {
			out = append(out, "demo profile: "+text)
		}
	}
	if !p.workload.worker && p.ExistingLoadBalancer == nil {
		b := p.loadBalancerProps(references{})
		told(optional.Value(b.AllowPlaintextHTTP),
			"plaintext HTTP from anyone who is allowed in; with a domain or certificate it is HTTPS")
		told(!optional.Value(b.DeletionProtection), "the load balancer has no deletion protection")
		told(optional.Value(optional.Value(b.AccessLogs).Disabled), "the load balancer writes no access logs")
	}
	if p.ExistingNetwork == nil {
		told(p.egress() == network.EgressPublicIP,
			"tasks have a public address each (reachable only from the load balancer) instead of NAT")
		told(p.networkProps().FlowLogs == nil, "the network has no flow logs")
	}
	least := p.minCapacity()
	told(!p.workload.worker && check.Known(least) && *least < 2, "one task, in one zone, is enough")
	kept := p.logsProps().RetentionDays
	told(check.Known(kept) && *kept > 0 && *kept < productionRetentionDays,
		"logs are kept for "+check.Number(*kept)+" days")
	told(p.makesRepository() && optional.Value(p.repositoryProps().ForceDelete),
		"destroying the stack deletes the image repository with its images")
	return out
}
