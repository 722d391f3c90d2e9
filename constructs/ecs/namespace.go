package ecs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/servicediscoveryprivatednsnamespace"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Namespace is a namespace of Cloud Map: a private DNS domain in which services are found by name. AWS keeps it in a
// hosted zone of Route 53, 0.50 USD a month.
type Namespace struct {
	constructs.Construct
	// nil when the props were refused
	namespace servicediscoveryprivatednsnamespace.ServiceDiscoveryPrivateDnsNamespace
	ref       NamespaceRef
}

// NewNamespace makes a namespace; hand its Ref to services. Mistakes in props are reported together with those of all
// other constructs when the app is synthesized; nothing is created then.
func NewNamespace(scope constructs.Construct, id string, props *NamespaceProps) *Namespace {
	n := &Namespace{ref: NamespaceRef{ID: token.Unknown, Name: token.Unknown, ARN: token.Unknown}}
	bridge.Init(n, scope, id)
	if bridge.Refused(n, props.problems()) {
		return n
	}
	n.namespace = servicediscoveryprivatednsnamespace.NewServiceDiscoveryPrivateDnsNamespace(n, jsii.String("namespace"),
		&servicediscoveryprivatednsnamespace.ServiceDiscoveryPrivateDnsNamespaceConfig{
			Name: jsii.String(props.Name), Vpc: jsii.String(props.VPCID), Tags: bridge.Tags(props.Tags, ""),
		})
	n.ref = NamespaceRef{ID: *n.namespace.Id(), Name: props.Name, ARN: *n.namespace.Arn()}
	return n
}

// Ref returns the namespace as services and other stacks use it.
func (n *Namespace) Ref() NamespaceRef { return n.ref }

// Resource returns the underlying aws_service_discovery_private_dns_namespace, for overrides. It is nil when the props
// were refused.
func (n *Namespace) Resource() servicediscoveryprivatednsnamespace.ServiceDiscoveryPrivateDnsNamespace {
	return n.namespace
}
