package naming

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

func TestECS(t *testing.T) {
	for name, want := range map[string]string{
		"llm-proxy":               "",
		"LLM_proxy-2":             "",
		"-":                       "",
		strings.Repeat("a", 255):  "",
		"${TfToken[TOKEN.1]}":     "",
		"":                        "required",
		strings.Repeat("a", 256):  "invalid",
		"llm proxy":               "invalid",
		"llm.proxy":               "invalid",
		"arn:aws:ecs:r:a:cluster": "invalid",
		"llm-proxy\n":             "invalid",
	} {
		var ps rules.Mistakes
		CheckECS(&ps, "name", name, "")
		var got strings.Builder
		for _, m := range ps {
			got.WriteString(m.Rule)
		}
		if got.String() != want {
			t.Errorf("%q breaks %q, want %q", name, got.String(), want)
		}
	}
}
