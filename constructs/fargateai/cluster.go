package fargateai

import (
	"cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func (p plan) clusterProblems(ms *rules.Mistakes) {
	check.Exclusive(ms, "cluster",
		map[string]bool{"cluster": p.Cluster != nil, "existingCluster": p.ExistingCluster != nil},
		"make a cluster or use one that exists")
	if p.ExistingCluster != nil {
		ms.Nested("existingCluster", p.ExistingCluster.Validate())
		return
	}
	ms.Nested("cluster", p.clusterProps().Validate())
}

// clusterName as it is stated. Alarms and workflows name the cluster by it, without waiting for it to be made.
func (p plan) clusterName() string {
	if p.ExistingCluster != nil {
		return p.ExistingCluster.Name
	}
	return cmp.Or(optional.Value(p.Cluster).Name, p.name)
}

// capacityProviders of the cluster, made or adopted; nil where they are not known.
func (p plan) capacityProviders() *[]*string {
	if p.ExistingCluster != nil {
		return p.ExistingCluster.CapacityProviders
	}
	return optional.Value(p.Cluster).CapacityProviders
}

// clusterProps are those of the cluster to make.
func (p plan) clusterProps() *ecs.ClusterProps {
	c := optional.Value(p.Cluster)
	c.Name = p.clusterName()
	c.Tags = merge(p.tags, c.Tags)
	return &c
}

func (s *Service) newCluster(p plan) {
	if p.ExistingCluster != nil {
		s.refs.cluster = *p.ExistingCluster
		return
	}
	s.Cluster = ecs.NewCluster(s, "cluster", p.clusterProps())
	s.refs.cluster = s.Cluster.Ref()
}
