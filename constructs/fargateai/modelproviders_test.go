package fargateai

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

var modelKey = secrets.Reference{SecretName: "llm-proxy/openai", JSONKey: "api_key"}

// providers replaces the providers.
const openAIKey = "OPENAI_API_KEY"

func providers(of ...ModelProvider) func(*ServiceProps) {
	return func(p *ServiceProps) { p.ModelProviders = of }
}

func TestModelProviderProblems(t *testing.T) {
	named := func(name ModelProviderName, url string) func(*ServiceProps) {
		return providers(ModelProvider{Name: name, APIKey: modelKey, BaseURL: url})
	}
	offline := func(m ModelProvider) func(*ServiceProps) {
		return func(p *ServiceProps) {
			p.Network, p.ModelProviders = &network.Props{Egress: network.EgressNone}, []ModelProvider{m}
		}
	}
	openai := ModelProvider{Name: ModelProviderOpenAI, APIKey: modelKey}
	checktest.Run(t, proxy, func(p *ServiceProps) error { return p.Validate("llm-proxy") }, []checktest.Case[ServiceProps]{
		{Name: "a name alone", Change: providers(ModelProvider{Name: ModelProviderMistral})},
		{Name: "several", Change: providers(openai, ModelProvider{Name: ModelProviderAnthropic, APIKey: modelKey},
			ModelProvider{Name: ModelProviderGroq, APIKey: modelKey},
			ModelProvider{Name: ModelProviderTogether, APIKey: modelKey})},
		{Name: "no name", Change: providers(ModelProvider{APIKey: modelKey}),
			Want: []string{"modelProviders[0].name required"}},
		{Name: "unknown", Change: providers(ModelProvider{Name: "acme"}), Want: []string{"modelProviders[0].name one-of"}},
		{Name: "twice", Change: providers(openai, ModelProvider{Name: ModelProviderOpenAI}),
			Want: []string{"modelProviders[1] unique"}},
		{Name: "two others", Change: providers(
			ModelProvider{Name: ModelProviderOther, APIKey: modelKey, APIKeyVariable: "A_API_KEY"},
			ModelProvider{Name: ModelProviderOther, APIKey: modelKey, APIKeyVariable: "B_API_KEY"})},
		{Name: "two in one variable", Change: providers(openai,
			ModelProvider{Name: ModelProviderOther, APIKey: modelKey, APIKeyVariable: openAIKey}),
			Want: []string{"modelProviders[1].apiKey unique"}},
		{Name: "no variable", Change: providers(ModelProvider{Name: ModelProviderOther, APIKey: modelKey}),
			Want: []string{"modelProviders[0].apiKeyVariable service-model-provider-variable"}},
		{Name: "an address that no SDK reads", Change: named(ModelProviderMistral, "https://gateway.acme.dev"),
			Want: []string{"modelProviders[0].baseURLVariable service-model-provider-variable"}},
		{Name: "a variable for nothing",
			Change: providers(ModelProvider{Name: ModelProviderOpenAI, APIKeyVariable: "KEY", BaseURLVariable: "URL"}),
			Want: []string{"modelProviders[0].apiKeyVariable service-model-provider-variable",
				"modelProviders[0].baseURLVariable service-model-provider-variable"}},
		{Name: "a variable's form",
			Change: providers(ModelProvider{Name: ModelProviderOpenAI, APIKey: modelKey, APIKeyVariable: "1-KEY"}),
			Want:   []string{"modelProviders[0].apiKey invalid"}},
		{Name: "a bad reference", Change: providers(ModelProvider{Name: ModelProviderOpenAI,
			APIKey: secrets.Reference{SecretName: "a b"}}), Want: []string{"modelProviders[0].apiKey.secretName invalid"}},
		{Name: "also a secret", Change: func(p *ServiceProps) {
			p.ModelProviders, p.Secrets = []ModelProvider{openai}, map[string]secrets.Reference{openAIKey: modelKey}
		}, Want: []string{"modelProviders[0].apiKey service-variable-once"}},
		{Name: "also a variable", Change: func(p *ServiceProps) {
			named(ModelProviderOpenAI, "https://gateway.acme.dev/v1")(p)
			p.Environment = map[string]string{"OPENAI_BASE_URL": "https://other.acme.dev/v1"}
		}, Want: []string{"modelProviders[0].baseURL service-variable-once"}},

		{Name: "Azure", Change: providers(ModelProvider{Name: ModelProviderAzureOpenAI, APIKey: modelKey,
			BaseURL: "https://acme.openai.azure.com", APIVersion: "2024-10-21"})},
		{Name: "Azure's preview", Change: providers(ModelProvider{Name: ModelProviderAzureOpenAI, APIKey: modelKey,
			BaseURL: "https://acme.openai.azure.com", APIVersion: "2025-04-01-preview"})},
		{Name: "Azure without an endpoint", Change: named(ModelProviderAzureOpenAI, ""),
			Want: []string{"modelProviders[0].baseURL service-model-provider-azure"}},
		{Name: "Azure's version", Change: providers(ModelProvider{Name: ModelProviderAzureOpenAI, APIVersion: "v1"}),
			Want: []string{"modelProviders[0].apiVersion invalid"}},
		{Name: "a version of another", Change: providers(ModelProvider{Name: ModelProviderOpenAI, APIVersion: "2024-10-21"}),
			Want: []string{"modelProviders[0].apiVersion service-model-provider-azure"}},

		{Name: "a gateway", Change: named(ModelProviderOpenAI, "https://gateway.acme.dev/v1")},
		{Name: "a reference", Change: named(ModelProviderOpenAI, token.Unknown)},
		{Name: "no URL", Change: named(ModelProviderOpenAI, "gateway.acme.dev"),
			Want: []string{"modelProviders[0].baseURL invalid"}},
		{Name: "another scheme", Change: named(ModelProviderOpenAI, "ftp://gateway.acme.dev"),
			Want: []string{"modelProviders[0].baseURL invalid"}},
		{Name: "plaintext", Change: named(ModelProviderOpenAI, "http://gateway.acme.dev/v1"),
			Want: []string{"modelProviders[0].baseURL service-model-provider-url"}},
		{Name: "a public address in plaintext", Change: named(ModelProviderOpenAI, "http://8.8.8.8/v1"),
			Want: []string{"modelProviders[0].baseURL service-model-provider-url"}},
		{Name: "plaintext inside", Change: named(ModelProviderOpenAI, "http://vllm.ai.internal:8000/v1")},
		{Name: "plaintext to a service", Change: named(ModelProviderOpenAI, "http://vllm:8000/v1")},
		{Name: "plaintext to a private address", Change: named(ModelProviderOpenAI, "http://10.0.3.4:8000/v1")},
		{Name: "a password", Change: named(ModelProviderOpenAI, "https://me:hunter2@gateway.acme.dev/v1"),
			Want: []string{"modelProviders[0].baseURL credential"}},
		{Name: "a user", Change: named(ModelProviderOpenAI, "https://me@gateway.acme.dev/v1"),
			Want: []string{"modelProviders[0].baseURL service-model-provider-url"}},
		{Name: "a query", Change: named(ModelProviderOpenAI, "https://gateway.acme.dev/v1?team=ai"),
			Want: []string{"modelProviders[0].baseURL service-model-provider-url"}},
		{Name: "a key", Change: named(ModelProviderOpenAI, "https://gateway.acme.dev/v1?api_key=hunter2"),
			Want: []string{"modelProviders[0].baseURL credential"}},

		{Name: "no way out", Change: offline(openai), Want: []string{"modelProviders[0] service-egress-to-models"}},
		{Name: "no way out to the provider's own address", Change: offline(ModelProvider{Name: ModelProviderOpenAI,
			BaseURL: "https://eu.api.openai.com/v1"}), Want: []string{"modelProviders[0] service-egress-to-models"}},
		{Name: "no way out to a public address", Change: offline(ModelProvider{Name: ModelProviderOpenAI,
			BaseURL: "https://8.8.8.8/v1"}), Want: []string{"modelProviders[0] service-egress-to-models"}},
		{Name: "a private endpoint",
			Change: offline(ModelProvider{Name: ModelProviderOpenAI, BaseURL: "https://vllm.ai.acme.dev/v1"})},
		{Name: "a private address",
			Change: offline(ModelProvider{Name: ModelProviderOpenAI, BaseURL: "https://100.64.1.1/v1"})},
		{Name: "Azure by a private link", Change: offline(ModelProvider{Name: ModelProviderAzureOpenAI, APIKey: modelKey,
			BaseURL: "https://acme.openai.azure.com"})},
	})
}

func TestModelProvidersSetWhatTheirSDKsRead(t *testing.T) {
	p := proxy()
	p.ModelProviders = []ModelProvider{
		{Name: ModelProviderOpenAI, APIKey: modelKey, BaseURL: "https://gateway.acme.dev/v1"},
		{Name: ModelProviderAnthropic, APIKey: modelKey}, {Name: ModelProviderGoogle, APIKey: modelKey},
		{Name: ModelProviderAzureOpenAI, APIKey: modelKey, BaseURL: "https://acme.openai.azure.com",
			APIVersion: "2024-10-21"},
		{Name: ModelProviderMistral, APIKey: modelKey}, {Name: ModelProviderGroq, APIKey: modelKey},
		{Name: ModelProviderTogether, APIKey: modelKey},
		{Name: ModelProviderCohere, APIKey: modelKey, APIKeyVariable: "COHERE_API_KEY"},
	}
	p.Redeploy = &redeploy.Settings{}
	parts := partsOf(p, "llm-proxy")
	container := parts.task.Containers[0]
	for name, want := range map[string]string{"OPENAI_BASE_URL": "https://gateway.acme.dev/v1",
		"AZURE_OPENAI_ENDPOINT": "https://acme.openai.azure.com", "OPENAI_API_VERSION": "2024-10-21"} {
		if got := container.Environment[name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{openAIKey, "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "AZURE_OPENAI_API_KEY",
		"MISTRAL_API_KEY", "GROQ_API_KEY", "TOGETHER_API_KEY", "COHERE_API_KEY"} {
		if _, found := container.Secrets[name]; !found {
			t.Errorf("%s is no secret of the container", name)
		}
	}
	if len(container.Secrets) != 8 {
		t.Errorf("got %d secrets, want 8", len(container.Secrets))
	}
	if diff := cmp.Diff([]string{"llm-proxy/openai"}, texts(parts.redeploy.SecretNames)); diff != "" {
		t.Errorf("a rotated key: %s", diff)
	}
}
