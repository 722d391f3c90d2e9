package bedrock

import (
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestModelNotices(t *testing.T) {
	for id, c := range map[string]struct {
		region string
		want   string
	}{
		"anthropic.claude-99-v1:0":                  {"us-east-1", "no model like"},
		"amazon.supernova-v1:0":                     {"us-east-1", "no model like"},
		"futurelab.oracle-v1:0":                     {"us-east-1", "no model like"},
		"anthropic.claude-sonnet-4-5-20250929-v1:0": {"us-east-1", "inference profile only"},
		"anthropic.claude-3-7-sonnet-20250219-v1:0": {"us-east-1", "inference profile only"},
		"amazon.nova-lite-v1:0":                     {"eu-west-1", "inference profile only"},
		"meta.llama3-3-70b-instruct-v1:0":           {"us-west-2", "inference profile only"},
		"deepseek.r1-v1:0":                          {"us-west-2", "inference profile only"},
		"amazon.nova-pro-v1:0":                      {"us-east-1", ""},
		"amazon.nova-micro-v1:0":                    {"eu-west-2", ""},
		"amazon.titan-embed-text-v2:0":              {"eu-west-1", ""},
		"anthropic.claude-3-haiku-20240307-v1:0":    {"eu-central-1", ""},
		"anthropic.claude-v2:1":                     {"us-east-1", ""},
		"cohere.embed-multilingual-v3":              {"eu-west-1", ""},
		"openai.gpt-oss-120b-1:0":                   {"us-west-2", ""},
		reference:                                   {"eu-west-1", ""},
	} {
		got := Access{Models: []Model{{id}}}.notices(c.region)
		if text := strings.Join(got, "\n"); (text == "") != (c.want == "") || !strings.Contains(text, c.want) {
			t.Errorf("%s in %s: got %q", id, c.region, got)
		}
	}
	through := Access{Profiles: []InferenceProfile{{GeoEU, sonnet}, {GeoEU, "amazon.nova-lite-v1:0"}}}
	if got := through.notices("eu-west-1"); len(got) > 0 {
		t.Errorf("got %q", got)
	}
	through.Profiles[0].ModelID = "anthropic.claude-99-v1:0"
	if got := through.notices("eu-west-1"); len(got) != 1 {
		t.Errorf("got %q", got)
	}
}

func TestProviderProblems(t *testing.T) {
	valid := func() access { return access{Access: Access{Models: []Model{{ID: "amazon.nova-lite-v1:0"}}}} }
	model := func(id string) func(*access) { return func(a *access) { a.Models = []Model{{ID: id}} } }
	checktest.Run(t, valid, func(a *access) error { return a.Validate() }, []checktest.Case[access]{
		{Name: "a letter missing", Change: model("antropic.claude-3-haiku-20240307-v1:0"), Want: []string{
			`models[0].id: got "antropic.claude-3-haiku-20240307-v1:0", want a provider of Bedrock; ` +
				"did you mean anthropic.claude-3-haiku-20240307-v1:0?"}},
		{Name: "letters swapped", Change: model("amzaon.nova-lite-v1:0"),
			Want: []string{"models[0].id bedrock-known-provider"}},
		{Name: "a new provider", Change: model("futurelab.oracle-v1:0")},
		{Name: "a model that nobody knows", Change: model("anthropic.claude-99-v1:0")},
	})
}
