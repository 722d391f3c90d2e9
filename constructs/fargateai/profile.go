package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

// Profile is a set of defaults.
type Profile string

const (
	// ProfileProduction serves HTTPS from private subnets, over two zones and at least two tasks, with flow and access
	// logs and deletion protection.
	ProfileProduction Profile = "production"
	// ProfileDemo is cheap, needs no domain, and can be destroyed at once. What it gives up is listed when it is
	// synthesized.
	ProfileDemo Profile = "demo"
)

// givenUp lists what the demo profile does without, judged by what was really resolved.
func (r parts) givenUp() []string {
	var out []string
	told := func(given bool, text string) {
		if given {
			out = append(out, "demo profile: "+text)
		}
	}
	if b := r.balancer; b != nil {
		told(optional.Value(b.AllowPlaintextHTTP),
			"plaintext HTTP from anyone who is allowed in; with a domain or certificate it is HTTPS")
		told(!optional.Value(b.DeletionProtection), "the load balancer has no deletion protection")
		told(b.AccessLogs == nil, "the load balancer writes no access logs")
	}
	if n := r.network; n != nil {
		told(n.Egress == network.EgressPublicIP,
			"tasks have a public address each (reachable only from the load balancer) instead of NAT")
		told(n.FlowLogs == nil, "the network has no flow logs")
	}
	told(!r.workload.worker && check.Known(r.scaling.MinCapacity) && *r.scaling.MinCapacity < 2,
		"one task, in one zone, is enough")
	told(check.Known(r.logs.RetentionDays) && *r.logs.RetentionDays > 0 && *r.logs.RetentionDays < thirty,
		"logs are kept for "+check.Number(*r.logs.RetentionDays)+" days")
	told(r.repository != nil && optional.Value(r.repository.ForceDelete),
		"destroying the stack deletes the image repository with its images")
	return out
}
