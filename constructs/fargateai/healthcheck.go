package fargateai

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/litellm"
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
	case strings.TrimSuffix(path, "/") == litellm.HealthPath && p.runsLiteLLM():
		ms.Break(healthCheckCallsModels, "healthCheck.path", check.Quote(path), litellm.Want,
			"LiteLLM's /health calls every model, and every check would be paid for")
	case modelPath.MatchString(path):
		ms.Break(healthCheckCallsModels, "healthCheck.path", check.Quote(path), "a path that answers without a model",
			"every check would be a prompt, or be refused for want of one")
	}
}
