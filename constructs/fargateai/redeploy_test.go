package fargateai

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/redeploy"
	"github.com/fargate-ai/fargate-ai-service/constructs/secrets"
)

func TestRedeployWatchesWhatSecretsName(t *testing.T) {
	const secret, parameter = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:",
		"arn:aws:ssm:eu-west-1:210987654321:parameter/"
	const reference = "${TfToken[TOKEN.1]}"
	for name, test := range map[string]struct {
		from secrets.Reference
		want [3]string // ARN, name, parameter
	}{
		"whole ARN": {secrets.Reference{SecretARN: secret + "llm/openai-AbC123", JSONKey: "key"},
			[3]string{secret + "llm/openai-AbC123", "", ""}},
		"ARN without its end":    {secrets.Reference{SecretARN: secret + "llm/openai"}, [3]string{"", "llm/openai", ""}},
		"a reference":            {secrets.Reference{SecretARN: reference}, [3]string{reference, "", ""}},
		"name":                   {secrets.Reference{SecretName: "llm/openai"}, [3]string{"", "llm/openai", ""}},
		"a fixed version":        {secrets.Reference{SecretName: "llm/openai", VersionID: "1"}, [3]string{}},
		"parameter":              {secrets.Reference{ParameterName: "/llm/salt"}, [3]string{"", "", "/llm/salt"}},
		"parameter's ARN":        {secrets.Reference{ParameterARN: parameter + "llm/salt"}, [3]string{"", "", "/llm/salt"}},
		"ARN of one without /":   {secrets.Reference{ParameterARN: parameter + "salt"}, [3]string{"", "", "salt"}},
		"reference to parameter": {secrets.Reference{ParameterARN: reference}, [3]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			var got [3]string
			got[0], got[1], got[2] = test.from.Watched()
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}

	p := validProps()
	p.Redeploy = &redeploy.Settings{}
	p.Secrets = map[string]secrets.Reference{
		"A": {SecretName: "llm/openai", JSONKey: "a"}, "B": {SecretName: "llm/openai", JSONKey: "b"},
		"SALT": {ParameterName: "/llm/salt"},
	}
	r := partsOf(p, "llm-proxy").redeploy
	if diff := cmp.Diff([]string{"llm/openai"}, texts(r.SecretNames)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"/llm/salt"}, texts(r.ParameterNames)); diff != "" {
		t.Error(diff)
	}
	if r.SecretARNs != nil {
		t.Errorf("got the ARNs %v", texts(r.SecretARNs))
	}
}

func texts(list *[]*string) []string {
	var out []string
	for _, s := range *list {
		out = append(out, *s)
	}
	return out
}

func TestRedeployProblems(t *testing.T) {
	valid := func() ServiceProps {
		p := validProps()
		p.Redeploy = &redeploy.Settings{}
		p.Secrets = map[string]secrets.Reference{openAIKey: {SecretName: "llm/openai"}}
		return p
	}
	checktest.Run(t, valid, func(p *ServiceProps) error { return p.Validate("llm-proxy") }, []checktest.Case[ServiceProps]{
		{Name: "defaults", Change: func(*ServiceProps) {}},
		{Name: "stated", Change: func(p *ServiceProps) {
			p.Secrets, p.Redeploy.SecretNames = nil, jsii.Strings("llm/other")
		}},
		{Name: "nothing to watch", Change: func(p *ServiceProps) { p.Secrets = nil },
			Want: []string{"redeploy.secretARNs required"}},
		{Name: "a name for an ARN", Change: func(p *ServiceProps) { p.Redeploy.SecretARNs = jsii.Strings("llm/openai") },
			Want: []string{"redeploy.secretARNs[0] invalid"}},
	})
}
