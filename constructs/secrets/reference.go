package secrets

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Reference names the value of a secret. Exactly one of SecretName, SecretARN, ParameterName and ParameterARN is
// required.
type Reference struct {
	// SecretName of a Secrets Manager secret in the account and region of the stack, e.g. "llm-proxy/openai". It may be
	// one that a service of AWS manages, e.g. "rds!db-1a2b3c4d-5e6f". A name that ends with a hyphen and six letters or
	// digits needs SecretARN instead: without its suffix Secrets Manager does not find it
	// (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen). Default: none.
	SecretName string
	// SecretARN of a Secrets Manager secret, with its suffix of six random characters or without. A reference is taken to
	// have it. A secret of another account also needs KMSKeyARN and a policy of its own. Default: none.
	SecretARN string
	// JSONKey of the value to take out of a secret that is a JSON object. Default: the whole secret. Needs Fargate
	// platform version 1.4.0.
	JSONKey string
	// VersionStage of the secret. Default: AWSCURRENT.
	VersionStage string
	// VersionID of the secret, which then does not follow its rotation. Default: the version with VersionStage. Excludes
	// that.
	VersionID string

	// ParameterName of a Parameter Store parameter in the account and region of the stack, with or without its leading
	// slash. Default: none.
	ParameterName string
	// ParameterARN of a Parameter Store parameter. Default: none.
	ParameterARN string

	// KMSKeyARN of the customer managed key that the value is encrypted with. Default: AWS's own key, which needs no
	// permission.
	KMSKeyARN string
}

const ofTheSecret = "the parts of a secret have props of their own: jsonKey, versionStage, versionID"

// Validate returns every mistake in the reference as one error, or nil.
func (r Reference) Validate() error { return r.problems().Err() }

func (r Reference) problems() rules.Mistakes {
	whole, ps := check.Given(&r)
	r = *whole
	given := map[string]bool{"secretName": r.SecretName != "", "secretARN": r.SecretARN != "",
		"parameterName": r.ParameterName != "", "parameterARN": r.ParameterARN != ""}
	check.Exclusive(&ps, "", given, "a value comes from one place")
	if r.SecretName == "" && r.SecretARN == "" && r.ParameterName == "" && r.ParameterARN == "" {
		ps.Break(rules.Required, "", "", "one of "+check.Words(check.SortedKeys(given)), "")
	}
	r.secretProblems(&ps)
	r.parameterProblems(&ps)
	arn.Check(&ps, "kmsKeyARN", r.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	return ps
}

func (r Reference) secretProblems(ps *rules.Mistakes) {
	if name := r.SecretName; name != "" && !token.Is(name) {
		switch {
		case strings.HasPrefix(name, "arn:"):
			ps.Break(rules.Invalid, "secretName", check.Quote(name), "a name", "give an ARN as secretARN")
		case !secretref.IsSecret(name):
			ps.Break(rules.Invalid, "secretName", check.Quote(name), secretref.WantSecret, ofTheSecret)
		case secretref.EndsLikeSuffix(name):
			ps.Break(nameSuffix, "secretName", check.Quote(name),
				"a name that does not end with a hyphen and six characters",
				"Secrets Manager takes that for its own suffix; give secretARN")
		}
	}
	if a := r.SecretARN; a != "" && !token.Is(a) {
		v, ok := secretref.Parse(a)
		_, isARN := arn.Parse(a)
		switch {
		case !ok || !isARN:
			ps.Break(rules.Invalid, "secretARN", check.Quote(a),
				"the ARN of a secret, arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME", ofTheSecret)
		case v.ARN != a:
			ps.Break(rules.Invalid, "secretARN", check.Quote(a), "the ARN alone, "+v.ARN, ofTheSecret)
		}
	}
	for path, part := range map[string]string{"jsonKey": r.JSONKey, "versionStage": r.VersionStage,
		"versionID": r.VersionID} {
		if part == "" {
			continue
		}
		if r.SecretName == "" && r.SecretARN == "" {
			ps.Break(parameterParts, path, check.Quote(part), "nothing without secretName or secretARN",
				"a parameter has no such parts")
		}
		if !token.Is(part) && strings.Contains(part, ":") {
			ps.Break(rules.Invalid, path, check.Quote(part), "no colon", "ECS separates the parts of a secret by colons")
		}
	}
	check.Exclusive(ps, "versionStage",
		map[string]bool{"versionStage": r.VersionStage != "", "versionID": r.VersionID != ""},
		"a version is named by its stage or by its id")
}

func (r Reference) parameterProblems(ps *rules.Mistakes) {
	if name := r.ParameterName; name != "" && !token.Is(name) {
		switch {
		case strings.HasPrefix(name, "arn:"):
			ps.Break(rules.Invalid, "parameterName", check.Quote(name), "a name", "give an ARN as parameterARN")
		case !secretref.IsParameter(name):
			ps.Break(rules.Invalid, "parameterName", check.Quote(name), secretref.WantParameter,
				"name it like /llm-proxy/openai")
		}
	}
	if a := r.ParameterARN; a != "" && !token.Is(a) {
		if parsed, ok := arn.Parse(a); !ok || parsed.Service != "ssm" || !strings.HasPrefix(parsed.Resource, "parameter/") {
			ps.Break(rules.Invalid, "parameterARN", check.Quote(a),
				"the ARN of a parameter, arn:PARTITION:ssm:REGION:ACCOUNT:parameter/NAME", "")
		}
	}
}
