package fargateai

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// modelPath is where servers of models and proxies answer prompts.
var modelPath = regexp.MustCompile(`(^|/)(v1/(messages|embeddings|responses|completions)|chat/completions)/?$`)

// healthCheckProblems are checks of the load balancer that would call a model, day and night.
func (p plan) healthCheckProblems(ms *rules.Mistakes) {
	if p.HealthCheck == nil || token.Is(p.HealthCheck.Path) {
		return
	}
	switch path := p.HealthCheck.Path; {
	case strings.TrimSuffix(path, "/") == "/health" && p.runsLiteLLM():
		ms.Break(healthCheckCallsModels, "healthCheck.path", check.Quote(path), "/health/liveliness or /health/readiness",
			"LiteLLM's /health calls every model, and every check would be paid for")
	case modelPath.MatchString(path):
		ms.Break(healthCheckCallsModels, "healthCheck.path", check.Quote(path), "a path that answers without a model",
			"every check would be a prompt, or be refused for want of one")
	}
}

// runsLiteLLM reports whether anything that is stated names LiteLLM: the image, its repository, the command, or
// variables that only LiteLLM reads.
func (p plan) runsLiteLLM() bool {
	texts := []string{p.Image.URI, p.name}
	if p.makesRepository() {
		texts = append(texts, p.repositoryProps().Name)
	}
	if r := p.Image.ExistingRepository; r != nil {
		texts = append(texts, r.URL)
	}
	for _, list := range []*[]*string{p.Command, p.EntryPoint} {
		if !token.IsList(list) {
			texts = append(texts, optional.Texts(list)...)
		}
	}
	texts = append(texts, check.SortedKeys(p.Environment)...)
	texts = append(texts, check.SortedKeys(p.Secrets)...)
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(strings.ToLower(text), "litellm") })
}
