package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// loginProblems are about the network between a load balancer to make and the identity provider. Whether subnets of a
// network that exists have a way there is only known where it says so.
func (p plan) loginProblems(ms *rules.Mistakes) {
	internal := optional.Value(p.LoadBalancer).Scheme == loadbalancer.SchemeInternal
	if p.Login == nil || p.ExistingLoadBalancer != nil || !internal {
		return
	}
	if e := p.egress(); e == network.EgressNone || e == network.EgressPublicIP {
		ms.Break(loginWayOut, "login", "an internal load balancer in a network with the egress "+check.Quote(string(e)),
			"a network with NAT", "a load balancer has no public address there; choose EgressNAT, or log in within the service")
	}
}
