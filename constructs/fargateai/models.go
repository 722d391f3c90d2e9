package fargateai

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ModelProvider serves models outside AWS.
type ModelProvider string

const (
	ModelProviderOpenAI      ModelProvider = "openai"
	ModelProviderAnthropic   ModelProvider = "anthropic"
	ModelProviderGoogle      ModelProvider = "google"
	ModelProviderAzureOpenAI ModelProvider = "azure-openai"
	ModelProviderMistral     ModelProvider = "mistral"
	ModelProviderCohere      ModelProvider = "cohere"
	ModelProviderOther       ModelProvider = "other"
)

// internetProblems are about a network without a way to the internet and what the service wants from there.
func (p *ServiceProps) internetProblems(ps *rules.Mistakes, r parts) {
	for i, provider := range p.ModelProviders {
		check.OneOf(ps, rules.Index("modelProviders", i), provider, ModelProviderOpenAI, ModelProviderAnthropic,
			ModelProviderGoogle, ModelProviderAzureOpenAI,
			ModelProviderMistral, ModelProviderCohere, ModelProviderOther)
	}
	egress := network.Egress("")
	switch {
	case p.ExistingNetwork != nil:
		egress = p.ExistingNetwork.Egress
	case r.network != nil:
		egress = r.network.Egress
	}
	if egress != network.EgressNone {
		return
	}
	for i, provider := range p.ModelProviders {
		ps.Add(rules.Index("modelProviders", i), check.Quote(string(provider))+" with the egress none",
			"a model that the network reaches",
			"choose EgressNAT or EgressPublicIP, or a model of Bedrock")
	}
	refuse := func(path, reference string) {
		if reference != "" && !token.Is(reference) && !image.IsECR(reference) {
			ps.Add(path, check.Quote(reference)+" with the egress none", "an image in a private ECR repository",
				"no endpoint reaches "+registry(reference)+"; copy the image or use an ECR pull-through cache")
		}
	}
	refuse("image.uri", p.Image.URI)
	for i, sidecar := range p.Sidecars {
		for j, container := range sidecar.Containers {
			refuse(rules.Index(rules.Index("sidecars", i)+".containers", j)+".image", container.Image)
		}
	}
}

// registry is where an image comes from.
func registry(reference string) string {
	if parsed, ok := image.Parse(reference); ok && parsed.Registry != "" {
		return parsed.Registry
	}
	return "Docker Hub"
}
