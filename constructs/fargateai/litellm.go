package fargateai

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/guardrails"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// litellmMetrics switches LiteLLM's metrics on, of which gen_ai.client.token.usage is one.
const litellmMetrics = "LITELLM_OTEL_INTEGRATION_ENABLE_METRICS"

// litellmVersion is the version in a tag of LiteLLM's images: main-v1.83.14-stable, v1.80.5.
var litellmVersion = regexp.MustCompile(`(?:^|-)v?([0-9]+)\.([0-9]+)(?:\.|$)`)

// The first release whose metric has the token types that guardrails.TokensFromOpenTelemetry counts, input and output.
// Metrics came with https://github.com/BerriAI/litellm/pull/14179 in September 2025, and called what a model writes
// completion until https://github.com/BerriAI/litellm/pull/18793 in January 2026.
const litellmMajor, litellmMinor = 1, 81

// litellmProblems: an alarm on tokens that the stated image does not count would never ring.
func (p plan) litellmProblems(ms *rules.Mistakes) {
	uri := p.Image.URI
	if uri == "" && p.Image.ExistingRepository != nil {
		uri = p.imageURI(p.Image.ExistingRepository.URL)
	}
	if !p.guarded() || optional.Value(p.Guardrails).TokensFrom != guardrails.TokensFromOpenTelemetry ||
		token.Is(uri) {
		return
	}
	stated, ok := image.Split(uri)
	if !ok || !strings.Contains(stated.Repository, "litellm") {
		return
	}
	if v := litellmVersion.FindStringSubmatch(stated.Tag); v != nil {
		major, _ := strconv.Atoi(v[1])
		minor, _ := strconv.Atoi(v[2])
		if major < litellmMajor || major == litellmMajor && minor < litellmMinor {
			path := "image.uri"
			if p.Image.URI == "" {
				path = "image.tag"
			}
			ms.Break(litellmTokens, path, check.Quote(stated.Tag)+" with guardrails.tokensFrom "+
				string(guardrails.TokensFromOpenTelemetry), "LiteLLM 1.81 or newer",
				"older releases send no gen_ai.client.token.usage, or none of the type output, and no alarm on tokens would ring")
		}
	}
	if on := p.Environment[litellmMetrics]; !strings.EqualFold(on, "true") && !token.Is(on) && !p.hasEnvironmentFiles() {
		got := check.Quote(on)
		if on == "" {
			got = ""
		}
		ms.Break(litellmTokens, "environment."+litellmMetrics, got, `"true" with guardrails.tokensFrom `+
			string(guardrails.TokensFromOpenTelemetry), "LiteLLM sends no metrics unless it is told to")
	}
}

// hasEnvironmentFiles reports that variables may come from files.
func (p plan) hasEnvironmentFiles() bool {
	return optional.Value(p.Container).EnvironmentFiles != nil || len(p.unknownConfiguration().environmentFiles) > 0
}
