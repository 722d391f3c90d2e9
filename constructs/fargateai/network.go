package fargateai

import (
	"cmp"
	"slices"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// networkProblems are those of the network, and of what the service wants from the internet without a way there.
func (p plan) networkProblems(ms *rules.Mistakes) {
	check.Exclusive(ms, "network",
		map[string]bool{"network": p.Network != nil, "existingNetwork": p.ExistingNetwork != nil},
		"make a network or use one that exists")
	if p.ExistingNetwork != nil {
		ms.Nested("existingNetwork", p.ExistingNetwork.Validate())
	} else {
		ms.Nested("network", p.networkProps().Validate())
	}
	p.modelProviderProblems(ms)
	if p.egress() != network.EgressNone {
		return
	}
	p.registryProblem(ms, "image.uri", p.Image.URI)
	for i, sidecar := range p.Sidecars {
		for j, container := range sidecar.Containers {
			path := rules.Index(rules.Index("sidecars", i)+".containers", j) + ".image"
			p.registryProblem(ms, path, container.Image)
		}
	}
}

func (p plan) registryProblem(ms *rules.Mistakes, path, reference string) {
	if reference == "" || token.Is(reference) || image.IsECR(reference) {
		return
	}
	registry := "Docker Hub"
	if parsed, ok := image.Parse(reference); ok && parsed.Registry != "" {
		registry = parsed.Registry
	}
	ms.Break(egressToRegistry, path, check.Quote(reference)+" with the egress none",
		"an image in a private ECR repository",
		"no endpoint reaches "+registry+"; copy the image or use an ECR pull-through cache")
}

// egress of the network, made or adopted; "" where that is not known.
func (p plan) egress() network.Egress {
	if p.ExistingNetwork != nil {
		return p.ExistingNetwork.Egress
	}
	otherwise := network.EgressNATPerZone
	if p.demo {
		otherwise = network.EgressPublicIP
	}
	return cmp.Or(optional.Value(p.Network).Egress, otherwise)
}

// networkProps are those of the network to make.
func (p plan) networkProps() *network.Props {
	n := optional.Value(p.Network)
	n.Name = cmp.Or(n.Name, p.name)
	n.CIDR = cmp.Or(n.CIDR, network.DefaultCIDR)
	n.Egress = p.egress()
	if n.FlowLogs == nil && !p.demo {
		n.FlowLogs = &network.FlowLogs{}
	}
	if n.Egress == network.EgressNone {
		n.Endpoints = slices.Concat(n.Endpoints, p.endpoints())
	}
	n.Tags = merge(p.tags, n.Tags)
	return &n
}

func (s *Service) newNetwork(p plan) {
	if p.ExistingNetwork != nil {
		s.refs.network = *p.ExistingNetwork
		return
	}
	s.Network = network.New(s, "network", p.networkProps())
	s.refs.network = s.Network.Ref()
}
