package litellm_test

import (
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/litellm"
)

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		names, variables []string
		want             bool
	}{
		{names: []string{"ghcr.io/BerriAI/LiteLLM:v1"}, want: true},
		{variables: []string{"LITELLM_MASTER_KEY"}, want: true},
		{variables: []string{"MY_LITELLM_URL"}}, // of a client
		{names: []string{"ghcr.io/acme/llm:v1", ""}},
		{},
	} {
		if got := litellm.Named(c.names, c.variables); got != c.want {
			t.Errorf("%q, %q: got %t", c.names, c.variables, got)
		}
	}
}

func TestCallsModels(t *testing.T) {
	for command, want := range map[string]bool{
		"curl -f http://localhost:4000/health":              true,
		"curl -f http://localhost:4000/health/":             true,
		"curl -f localhost:4000/health?model=a || exit 1":   true,
		"python -c \"get('http://127.0.0.1:4000/health')\"": true,
		"curl -f http://localhost:4000/health/liveliness":   false,
		"curl -f http://localhost:4000/healthz":             false,
		"/app/health":                                       false,
	} {
		if got := litellm.CallsModels(command); got != want {
			t.Errorf("%s: got %t", command, got)
		}
	}
}
