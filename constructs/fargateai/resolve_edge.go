package fargateai

import (
	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/loadbalancer"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
)

// The edge of a service: the network it is in, the image it comes from, the load balancer it is reached through.

func (r *parts) resolveNetwork(p ServiceProps, demo bool) {
	if p.ExistingNetwork != nil {
		return
	}
	n := optional.Value(p.Network)
	fill(&n.Name, r.name)
	fill(&n.CIDR, network.DefaultCIDR)
	if n.Egress == "" {
		n.Egress = network.EgressNATPerZone
		if demo {
			n.Egress = network.EgressPublicIP
		}
	}
	if n.FlowLogs == nil && !demo {
		n.FlowLogs = &network.FlowLogs{}
	}
	if n.Egress == network.EgressNone {
		n.Endpoints = append(n.Endpoints[:len(n.Endpoints):len(n.Endpoints)], p.endpoints(r.workload)...)
	}
	n.Tags = merge(r.tags, n.Tags)
	r.network = &n
}

func (r *parts) resolveImage(p ServiceProps, demo bool) {
	r.parameter = p.Image.ParameterName
	if p.Image.Owner == ecs.ImageOwnedByParameter && r.parameter == "" {
		r.parameter = "/" + r.name + "/image"
	}
	if p.Image.URI != "" {
		return
	}
	r.bootstrap = p.Image.Tag == "" && p.Image.Digest == ""
	if p.Image.ExistingRepository != nil {
		return
	}
	repository := optional.Value(p.Image.Repository)
	fill(&repository.Name, r.name)
	if repository.ForceDelete == nil && demo {
		repository.ForceDelete = jsii.Bool(true)
	}
	repository.Tags = merge(r.tags, repository.Tags)
	r.repository = &repository
}

func (r *parts) resolveBalancer(p ServiceProps, demo bool) {
	r.target = optional.Value(p.Target)
	fill(&r.target.Name, r.name)
	fill(&r.target.VPCID, token.Unknown)
	r.target.Port = p.Port
	if p.Rule != nil {
		r.target.Rule = p.Rule
	}
	if p.HealthCheck != nil {
		r.target.HealthCheck = p.HealthCheck
	}
	if r.target.Algorithm == "" && r.target.SlowStart == nil {
		r.target.Algorithm = r.workload.algorithm
	}
	if r.target.DeregistrationDelay == nil {
		r.target.DeregistrationDelay = seconds(r.timers.deregistration)
	}
	r.target.Tags = merge(r.tags, r.target.Tags)
	if p.ExistingLoadBalancer != nil {
		r.target.LoadBalancer = *p.ExistingLoadBalancer
		return
	}
	b := optional.Value(p.LoadBalancer)
	fill(&b.Name, r.name)
	fill(&b.VPCID, token.Unknown)
	if b.SubnetIDs == nil {
		b.SubnetIDs = jsii.Strings(token.Unknown+"1", token.Unknown+"2")
	}
	if b.IdleTimeout == nil {
		b.IdleTimeout = seconds(r.timers.idle)
	}
	if p.Domain != nil {
		b.Domain = p.Domain
	}
	if b.DeletionProtection == nil {
		b.DeletionProtection = jsii.Bool(!demo)
	}
	if demo && b.AllowPlaintextHTTP == nil && b.Domain == nil && b.CertificateARN == "" {
		b.AllowPlaintextHTTP = jsii.Bool(true)
	}
	if b.AccessLogs == nil && !demo {
		b.AccessLogs = &loadbalancer.AccessLogs{}
	}
	if b.IngressCIDRs == nil && b.Scheme == loadbalancer.SchemeInternal && r.network != nil {
		b.IngressCIDRs = jsii.Strings(r.network.CIDR)
	}
	b.Tags = merge(r.tags, b.Tags)
	r.target.LoadBalancer = unknownBalancer(optional.Value(b.AllowPlaintextHTTP))
	r.balancer = &b
}

// unknownBalancer lets the rules of a target run before its load balancer exists.
func unknownBalancer(plaintext bool) loadbalancer.Ref {
	url := "https://" + token.Unknown
	if plaintext {
		url = "http://" + token.Unknown
	}
	return loadbalancer.Ref{ARN: token.Unknown, ARNSuffix: token.Unknown, ListenerARN: token.Unknown,
		SecurityGroupID: token.Unknown,
		DNSName:         token.Unknown, ZoneID: token.Unknown, URL: url}
}
