package fargateai

import (
	"cmp"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/network"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

// ModelProvider serves models outside AWS. With an APIKey, the variable that the provider's own SDK reads is a secret
// of the task:
//
//	ModelProvider{Name: ModelProviderOpenAI, APIKey: secrets.Reference{SecretName: "llm-proxy/openai"}}
//
// is OPENAI_API_KEY. Other programs may read others: LiteLLM wants AZURE_API_KEY, AZURE_API_BASE and COHERE_API_KEY,
// which APIKeyVariable and BaseURLVariable name.
type ModelProvider struct {
	// Name of the provider. ModelProviderOther for one that is not listed, with the variables stated. Required. For
	// Bedrock use Models.
	Name ModelProviderName
	// APIKey is where the key lies. Default: none, and no variable is set.
	APIKey secrets.Reference
	// BaseURL of the API where it is not the provider's own: a gateway, a proxy, a private endpoint. https, but for
	// private hosts; without user, password or key. With ModelProviderAzureOpenAI the resource's endpoint, and required
	// with APIKey. Default: none, and the SDK has its own.
	BaseURL string
	// APIVersion of Azure OpenAI, such as 2024-10-21: OPENAI_API_VERSION, without which its client does not start unless
	// the code states one. A mistake with other providers. Default: none.
	APIVersion string
	// APIKeyVariable and BaseURLVariable are the names of the variables, where the code reads others than the SDK.
	// Required with ModelProviderOther, as far as there is a value. Default: the SDK's.
	APIKeyVariable, BaseURLVariable string
}

// ModelProviderName is a provider whose SDK is known.
type ModelProviderName string

const (
	ModelProviderOpenAI      ModelProviderName = "openai"
	ModelProviderAnthropic   ModelProviderName = "anthropic"
	ModelProviderGoogle      ModelProviderName = "google"
	ModelProviderAzureOpenAI ModelProviderName = "azure-openai"
	ModelProviderMistral     ModelProviderName = "mistral"
	ModelProviderCohere      ModelProviderName = "cohere"
	ModelProviderGroq        ModelProviderName = "groq"
	ModelProviderTogether    ModelProviderName = "together"
	ModelProviderOther       ModelProviderName = "other"
)

// sdk is what the SDK of a provider reads; "" for what it takes from the code only.
type sdk struct {
	key, baseURL string
	domain       string // of its own API
}

// sdks, as their sources have it (read on 2026-11-27):
// https://github.com/openai/openai-python/blob/main/src/openai/_client.py and lib/azure.py,
// https://github.com/anthropics/anthropic-sdk-python/blob/main/src/anthropic/_client.py,
// https://github.com/googleapis/python-genai/blob/main/google/genai/_api_client.py and _base_url.py,
// https://github.com/mistralai/client-python (its README),
// https://github.com/cohere-ai/cohere-python/blob/main/src/cohere/client.py,
// https://github.com/groq/groq-python/blob/main/src/groq/_client.py,
// https://github.com/togethercomputer/together-python/blob/main/src/together/client.py.
var sdks = map[ModelProviderName]sdk{
	ModelProviderOpenAI:    {"OPENAI_API_KEY", "OPENAI_BASE_URL", "openai.com"},
	ModelProviderAnthropic: {"ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "anthropic.com"},
	ModelProviderGoogle:    {"GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL", "googleapis.com"},
	// which may be private, by Azure Private Link
	ModelProviderAzureOpenAI: {"AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", ""},
	ModelProviderMistral:     {"MISTRAL_API_KEY", "", "mistral.ai"},
	ModelProviderCohere:      {"CO_API_KEY", "CO_API_URL", "cohere.com"},
	ModelProviderGroq:        {"GROQ_API_KEY", "GROQ_BASE_URL", "groq.com"},
	ModelProviderTogether:    {"TOGETHER_API_KEY", "TOGETHER_BASE_URL", "together.xyz"},
	ModelProviderOther:       {},
}

// azureVersion is the variable that the client of Azure OpenAI reads.
const azureVersion = "OPENAI_API_VERSION"

var azureVersionForm = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}(-preview)?|preview|latest)$`)

// hasKey reports that there is a reference to a key.
func (m ModelProvider) hasKey() bool { return m.APIKey != (secrets.Reference{}) }

// keyVariable is the variable that holds the key, or "".
func (m ModelProvider) keyVariable() string { return cmp.Or(m.APIKeyVariable, sdks[m.Name].key) }

// baseURLVariable is the variable that holds the base URL, or "".
func (m ModelProvider) baseURLVariable() string {
	return cmp.Or(m.BaseURLVariable, sdks[m.Name].baseURL)
}

// environment are the variables in plain text.
func (m ModelProvider) environment() map[string]string {
	out := map[string]string{}
	if name := m.baseURLVariable(); m.BaseURL != "" && name != "" {
		out[name] = m.BaseURL
	}
	if m.APIVersion != "" && m.Name == ModelProviderAzureOpenAI {
		out[azureVersion] = m.APIVersion
	}
	return out
}

// taskSecrets are those that are stated and those of the providers.
func (p plan) taskSecrets() map[string]secrets.Reference {
	own := map[string]secrets.Reference{}
	for _, m := range p.ModelProviders {
		if name := m.keyVariable(); m.hasKey() && name != "" {
			own[name] = m.APIKey
		}
	}
	out := map[string]secrets.Reference{}
	for _, from := range []map[string]secrets.Reference{own, p.Secrets} {
		for name, reference := range from {
			out[name] = reference
		}
	}
	return out
}

func (p plan) modelProviderProblems(ms *rules.Mistakes) {
	names := make([]string, len(p.ModelProviders))
	variables := map[string]string{} // where each is set
	for i, m := range p.ModelProviders {
		at := rules.Index("modelProviders", i)
		if m.Name != ModelProviderOther {
			names[i] = string(m.Name)
		}
		ms.Under(at, m.problems())
		if p.egress() == network.EgressNone && !m.mayBePrivate() {
			ms.Break(egressToModels, at, check.Quote(string(m.Name))+" with the egress none", "a model that the network reaches",
				"choose EgressNAT or EgressPublicIP, a model of Bedrock, or the baseURL of a private endpoint")
		}
		for path, name := range m.variables() {
			p.stateOnce(ms, rules.Join(at, path), name)
			if other := variables[name]; other != "" {
				ms.Break(rules.Unique, rules.Join(at, path), check.Quote(name)+" again", "a variable of its own",
					"it is set by "+other+"; name another one")
			}
			variables[name] = rules.Join(at, path)
		}
	}
	check.Unique(ms, "modelProviders", names, "name each provider once; a second account of it is ModelProviderOther")
}

// variables that are set, by the prop that sets them.
func (m ModelProvider) variables() map[string]string {
	out := map[string]string{}
	if name := m.keyVariable(); m.hasKey() && name != "" {
		out["apiKey"] = name
	}
	if name := m.baseURLVariable(); m.BaseURL != "" && name != "" {
		out["baseURL"] = name
	}
	if m.APIVersion != "" && m.Name == ModelProviderAzureOpenAI {
		out["apiVersion"] = azureVersion
	}
	return out
}

// providerPaths are the props that set the variables of providers.
func (p plan) providerPaths() map[string]string {
	out := map[string]string{}
	for i, m := range p.ModelProviders {
		for path, name := range m.variables() {
			out[name] = rules.Join(rules.Index("modelProviders", i), path)
		}
	}
	return out
}

// problems of one provider, paths relative to it.
func (m ModelProvider) problems() rules.Mistakes {
	var ms rules.Mistakes
	check.Required(&ms, "name", string(m.Name), "the provider's name", "use the package's typed constant")
	check.OneOf(&ms, "name", m.Name, ModelProviderOpenAI, ModelProviderAnthropic, ModelProviderGoogle,
		ModelProviderAzureOpenAI, ModelProviderMistral, ModelProviderCohere, ModelProviderGroq, ModelProviderTogether,
		ModelProviderOther)
	if m.hasKey() {
		ms.Nested("apiKey", m.APIKey.Validate())
	}
	_, known := sdks[m.Name]
	for _, v := range []struct {
		path, variable, given string
		value                 bool
	}{
		{"apiKeyVariable", m.keyVariable(), m.APIKeyVariable, m.hasKey()},
		{"baseURLVariable", m.baseURLVariable(), m.BaseURLVariable, m.BaseURL != ""},
	} {
		switch {
		case v.value && v.variable == "" && known:
			ms.Break(providerVariable, v.path, "", "the name of the variable that the code reads",
				"the SDK of "+string(m.Name)+" has none for it")
		case !v.value && v.given != "":
			ms.Break(providerVariable, v.path, check.Quote(v.given)+" without a value", "nothing",
				"state apiKey or baseURL, or leave the name out")
		}
	}
	m.azureProblems(&ms)
	m.baseURLProblems(&ms)
	return ms
}

func (m ModelProvider) azureProblems(ms *rules.Mistakes) {
	switch {
	case m.Name != ModelProviderAzureOpenAI && m.APIVersion != "":
		ms.Break(providerAzure, "apiVersion", check.Quote(m.APIVersion),
			"nothing, but with "+string(ModelProviderAzureOpenAI), "no other client reads it")
	case m.Name == ModelProviderAzureOpenAI && m.hasKey() && m.BaseURL == "":
		ms.Break(providerAzure, "baseURL", "", "the endpoint of the resource, https://NAME.openai.azure.com",
			"each customer of Azure has one of their own")
	}
	if v := m.APIVersion; v != "" && !token.Is(v) && m.Name == ModelProviderAzureOpenAI &&
		!azureVersionForm.MatchString(v) {
		ms.Break(rules.Invalid, "apiVersion", check.Quote(v), "a day such as 2024-10-21, perhaps with -preview",
			"see the versions of Azure OpenAI's API")
	}
}

func (m ModelProvider) baseURLProblems(ms *rules.Mistakes) {
	if m.BaseURL == "" || token.Is(m.BaseURL) {
		return
	}
	const fix = "such as https://gateway.acme.dev/v1"
	u, err := url.Parse(m.BaseURL)
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http":
		ms.Break(rules.Invalid, "baseURL", "another text", "an address that starts with https://", fix)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		ms.Break(providerURL, "baseURL", "an address with a user, a query or a fragment", "scheme, host and path alone",
			"a key in an address shows in plan, state and logs; state it as apiKey")
	case u.Scheme == "http" && !privateHost(u.Hostname()):
		ms.Break(providerURL, "baseURL", check.Quote(m.BaseURL), "https, but for a private host",
			"key and prompts would cross the internet in plain text")
	}
}

// mayBePrivate reports that calls need no way to the internet, as far as is known: the host is neither the provider's
// own nor a public address. A name may lead to a private address in the network's own zone.
func (m ModelProvider) mayBePrivate() bool {
	if m.BaseURL == "" {
		return false
	}
	u, err := url.Parse(m.BaseURL)
	if token.Is(m.BaseURL) || err != nil {
		return true // not known, or refused for another reason
	}
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil {
		return privateHost(host)
	}
	own := sdks[m.Name].domain
	return own == "" || host != own && !strings.HasSuffix(host, "."+own)
}

// privateNames are ends of names that the internet does not resolve.
var privateNames = []string{".internal", ".local", ".private", ".lan", ".corp", ".home.arpa", ".svc"}

// privateHost reports that a host is surely not on the internet.
func privateHost(host string) bool {
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsPrivate() || address.IsLoopback() || carrierGrade.Contains(address)
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if !strings.Contains(host, ".") {
		return true // a name of Service Connect
	}
	for _, end := range privateNames {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return false
}

// carrierGrade is the shared space of RFC 6598, which VPCs use as well.
var carrierGrade = netip.MustParsePrefix("100.64.0.0/10")
