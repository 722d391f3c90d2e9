package secrets

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

const (
	ref       = "${TfToken[TOKEN.1]}"
	secretARN = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:llm/openai-AbC123"
	paramARN  = "arn:aws:ssm:eu-west-1:210987654321:parameter/llm/openai"
)

func TestReference(t *testing.T) {
	valid := func() Reference { return Reference{SecretName: "llm-proxy/openai", JSONKey: "api_key"} }
	checktest.Run(t, valid, func(r *Reference) error { return r.Validate() }, []checktest.Case[Reference]{
		{Name: "valid", Change: func(*Reference) {}},
		{Name: "ARN with parts", Change: func(r *Reference) {
			*r = Reference{SecretARN: secretARN, JSONKey: "k",
				VersionStage: "AWSPREVIOUS"}
		}},
		{Name: "ARN without suffix", Change: func(r *Reference) {
			*r = Reference{SecretARN: strings.TrimSuffix(secretARN, "-AbC123"), VersionID: "a1"}
		}},
		{Name: "key", Change: func(r *Reference) { r.KMSKeyARN = "arn:aws:kms:eu-west-1:210987654321:key/a" }},
		{Name: "secret that RDS made", Change: func(r *Reference) { r.SecretName = "rds!db-1a2b3c4d-5e6f" }},
		{Name: "parameter", Change: func(r *Reference) { *r = Reference{ParameterName: "/llm/openai"} }},
		{Name: "parameter without slash", Change: func(r *Reference) { *r = Reference{ParameterName: "openai"} }},
		{Name: "parameter's ARN", Change: func(r *Reference) { *r = Reference{ParameterARN: paramARN} }},
		{Name: "references", Change: func(r *Reference) {
			*r = Reference{SecretARN: ref, JSONKey: ref, VersionID: ref,
				KMSKeyARN: ref}
		}},
		{Name: "name by reference", Change: func(r *Reference) { r.SecretName = ref + "-openai" }},
		{Name: "parameter by reference", Change: func(r *Reference) { *r = Reference{ParameterName: ref} }},
		{Name: "nothing", Change: func(r *Reference) { *r = Reference{} },
			Want: []string{" required"}},
		{Name: "two", Change: func(r *Reference) { r.ParameterName = "/a" },
			Want: []string{" exclusive"}},
		{Name: "name like an ARN without suffix", Change: func(r *Reference) { r.SecretName = "llm-openai" },
			Want: []string{"secretName secrets-name-suffix"}},
		{Name: "ARN as name", Change: func(r *Reference) { r.SecretName = secretARN },
			Want: []string{"secretName invalid"}},
		{Name: "key in the name", Change: func(r *Reference) { r.SecretName = "openai:api_key" },
			Want: []string{"secretName invalid"}},
		{Name: "key in the ARN", Change: func(r *Reference) { *r = Reference{SecretARN: secretARN + ":api_key::"} },
			Want: []string{"secretARN: got \"" + secretARN[:50]}},
		{Name: "other service", Change: func(r *Reference) { *r = Reference{SecretARN: paramARN} },
			Want: []string{"secretARN: got \"" + paramARN}},
		{Name: "account that is none",
			Change: func(r *Reference) { *r = Reference{SecretARN: strings.Replace(secretARN, "210987654321", "21", 1)} },
			Want:   []string{"secretARN invalid"}},
		{Name: "colon in the key", Change: func(r *Reference) { r.JSONKey = "a:b" },
			Want: []string{"jsonKey invalid"}},
		{Name: "stage and id", Change: func(r *Reference) { r.VersionStage, r.VersionID = "AWSCURRENT", "a1" },
			Want: []string{"versionStage exclusive"}},
		{Name: "parts of a parameter",
			Change: func(r *Reference) { *r = Reference{ParameterName: "/a", JSONKey: "k", VersionID: "v"} },
			Want:   []string{"jsonKey secrets-parameter-parts", "versionID secrets-parameter-parts"}},
		{Name: "parameter's name", Change: func(r *Reference) { *r = Reference{ParameterName: "/llm//openai"} },
			Want: []string{"parameterName invalid"}},
		{Name: "too many parts", Change: func(r *Reference) { *r = Reference{ParameterName: strings.Repeat("/a", 16)} },
			Want: []string{"parameterName invalid"}},
		{Name: "ARN as parameter's name", Change: func(r *Reference) { *r = Reference{ParameterName: paramARN} },
			Want: []string{"parameterName invalid"}},
		{Name: "secret as parameter", Change: func(r *Reference) { *r = Reference{ParameterARN: secretARN} },
			Want: []string{"parameterARN invalid"}},
		{Name: "key alias", Change: func(r *Reference) { r.KMSKeyARN = "alias/a" },
			Want: []string{"kmsKeyARN invalid"}},
	})
}

func TestProblems(t *testing.T) {
	valid := func() Props { return Props{Name: "llm-proxy/openai"} }
	checktest.Run(t, valid, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "defaults", Change: func(*Props) {}},
		{Name: "at once", Change: func(p *Props) { p.RecoveryWindowDays = jsii.Number(0) }},
		{Name: "a week", Change: func(p *Props) { p.RecoveryWindowDays = jsii.Number(7) }},
		{Name: "references", Change: func(p *Props) {
			*p = Props{Name: ref, Description: ref, KMSKeyARN: ref, RecoveryWindowDays: jsii.Number(-1.8e289)}
		}},
		{Name: "no name", Change: func(p *Props) { p.Name = "" }, Want: []string{"name required"}},
		{Name: "name", Change: func(p *Props) { p.Name = "llm proxy" }, Want: []string{"name invalid"}},
		{Name: "name of a service's", Change: func(p *Props) { p.Name = "rds!a" }, Want: []string{"name invalid"}},
		{Name: "long name", Change: func(p *Props) { p.Name = strings.Repeat("a", 513) }, Want: []string{"name invalid"}},
		{Name: "description", Change: func(p *Props) { p.Description = strings.Repeat("a", 2049) },
			Want: []string{"description range"}},
		{Name: "key alias", Change: func(p *Props) { p.KMSKeyARN = "alias/a" }, Want: []string{"kmsKeyARN invalid"}},
		{Name: "six days", Change: func(p *Props) { p.RecoveryWindowDays = jsii.Number(6) },
			Want: []string{"recoveryWindowDays range"}},
		{Name: "a month and a day", Change: func(p *Props) { p.RecoveryWindowDays = jsii.Number(31) },
			Want: []string{"recoveryWindowDays range"}},
		{Name: "all at once", Change: func(p *Props) { *p = Props{KMSKeyARN: "a", RecoveryWindowDays: jsii.Number(1)} },
			Want: []string{"kmsKeyARN invalid", "name required", "recoveryWindowDays range"}},
	})
}
