package ecs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecscluster"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/ecsclustercapacityproviders"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/servicediscoveryhttpnamespace"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Cluster is an ECS cluster for Fargate tasks.
type Cluster struct {
	constructs.Construct
	cluster   ecscluster.EcsCluster // nil when the props were refused
	capacity  ecsclustercapacityproviders.EcsClusterCapacityProviders
	namespace servicediscoveryhttpnamespace.ServiceDiscoveryHttpNamespace // nil without one
	ref       ClusterRef
}

// NewCluster makes a cluster with the capacity providers of Fargate; hand its Ref to services. Mistakes in props are
// reported together with those of all other constructs when the app is synthesized; nothing is created then.
func NewCluster(scope constructs.Construct, id string, props *ClusterProps) *Cluster {
	c := &Cluster{ref: ClusterRef{Name: token.Unknown, ARN: token.Unknown, ServiceConnectNamespaceARN: token.Unknown}}
	bridge.Init(c, scope, id)
	if bridge.Refused(c, props.problems(), props) {
		return c
	}
	p := props.resolve()
	namespace := p.ServiceConnectNamespaceARN
	if p.ServiceConnectNamespace != "" {
		c.namespace = servicediscoveryhttpnamespace.NewServiceDiscoveryHttpNamespace(c, jsii.String("namespace"),
			&servicediscoveryhttpnamespace.ServiceDiscoveryHttpNamespaceConfig{Name: jsii.String(p.ServiceConnectNamespace),
				Tags: bridge.Tags(p.Tags, "")})
		namespace = *c.namespace.Arn()
	}
	config := &ecscluster.EcsClusterConfig{
		Name: jsii.String(p.Name),
		Setting: []*ecscluster.EcsClusterSetting{{Name: jsii.String("containerInsights"),
			Value: jsii.String(string(p.ContainerInsights))}},
		Configuration: p.configuration(),
		Tags:          bridge.Tags(p.Tags, ""),
	}
	if namespace != "" {
		config.ServiceConnectDefaults = &ecscluster.EcsClusterServiceConnectDefaults{Namespace: jsii.String(namespace)}
	}
	c.cluster = ecscluster.NewEcsCluster(c, jsii.String("cluster"), config)
	var strategy []*ecsclustercapacityproviders.EcsClusterCapacityProvidersDefaultCapacityProviderStrategy
	for _, d := range p.DefaultCapacityProviders {
		strategy = append(strategy, &ecsclustercapacityproviders.EcsClusterCapacityProvidersDefaultCapacityProviderStrategy{
			CapacityProvider: jsii.String(d.Name), Base: d.Base, Weight: d.Weight,
		})
	}
	capacity := &ecsclustercapacityproviders.EcsClusterCapacityProvidersConfig{ClusterName: c.cluster.Name(),
		CapacityProviders: p.CapacityProviders}
	if strategy != nil {
		capacity.DefaultCapacityProviderStrategy = strategy
	}
	c.capacity = ecsclustercapacityproviders.NewEcsClusterCapacityProviders(c, jsii.String("capacity-providers"), capacity)
	c.ref = ClusterRef{Name: *c.cluster.Name(), ARN: *c.cluster.Arn(), ServiceConnectNamespaceARN: namespace,
		CapacityProviders: p.CapacityProviders}
	if l := p.ExecuteLogging; l != nil {
		c.ref.ExecuteLogGroupARN, c.ref.ExecuteKMSKeyARN = l.LogGroupARN, l.KMSKeyARN
	}
	return c
}

// Ref returns the cluster as services and other stacks use it.
func (c *Cluster) Ref() ClusterRef { return c.ref }

// Resource returns the underlying aws_ecs_cluster, for overrides. It is nil when the props were refused.
func (c *Cluster) Resource() ecscluster.EcsCluster { return c.cluster }

// CapacityProviders returns the capacity providers of the cluster. A service that uses one depends on it. It is nil
// when the props were refused.
func (c *Cluster) CapacityProviders() ecsclustercapacityproviders.EcsClusterCapacityProviders {
	return c.capacity
}

// Namespace returns the namespace of Service Connect. It is nil unless ServiceConnectNamespace names one.
func (c *Cluster) Namespace() servicediscoveryhttpnamespace.ServiceDiscoveryHttpNamespace {
	return c.namespace
}
