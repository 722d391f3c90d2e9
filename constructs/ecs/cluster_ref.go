package ecs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// nameProblems judges name and ARN, which name one cluster.
func (r ClusterRef) nameProblems(ps *rules.Mistakes) {
	a, ok := arn.Parse(r.ARN)
	if !ok || a.Service != "ecs" || token.Is(a.Resource) {
		return
	}
	name, ok := strings.CutPrefix(a.Resource, "cluster/")
	switch {
	case !ok:
		ps.Break(rules.Invalid, "arn", check.Quote(r.ARN), "the ARN of a cluster (arn:PARTITION:ecs:…:cluster/NAME)", "")
	case r.Name != "" && !token.Is(r.Name) && r.Name != name:
		ps.Break(clusterName, "name", check.Quote(r.Name), check.Quote(name)+", the name in the ARN", "")
	}
}

// offers judges the capacity providers of a service in the cluster.
func (r ClusterRef) offers(ps *rules.Mistakes, strategy []CapacityProvider) {
	if r.CapacityProviders == nil || token.IsList(r.CapacityProviders) {
		return
	}
	offered := optional.Texts(r.CapacityProviders)
	if slices.ContainsFunc(offered, token.Is) {
		return
	}
	for i, share := range strategy {
		if share.Name != "" && !token.Is(share.Name) && !slices.Contains(offered, share.Name) {
			ps.Break(capacityOfCluster, rules.Index("capacityProviders", i)+".name", check.Quote(share.Name),
				fmt.Sprintf("one that the cluster has (%s)", strings.Join(offered, ", ")),
				"add it to the cluster's CapacityProviders")
		}
	}
}
