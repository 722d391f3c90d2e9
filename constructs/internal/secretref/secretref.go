// Package secretref writes and reads what ECS calls valueFrom: where it finds the value of a secret when a task starts.
// Parts may be references to values that Terraform computes.
//
//	arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-SUFFIX[:JSON_KEY:VERSION_STAGE:VERSION_ID]
//	arn:PARTITION:ssm:REGION:ACCOUNT:parameter/NAME
//
// IAM knows nothing of the last three parts, and of the suffix it must be told
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html).
package secretref

import (
	"regexp"
	"strings"
)

// Value is a valueFrom that names a Secrets Manager secret.
type Value struct{ ARN, JSONKey, VersionStage, VersionID string }

const (
	computed = `\$\{[^{}]*\}`
	part     = `(?:` + computed + `|[^:$]|\$[^{:])`
)

var (
	form = regexp.MustCompile(`(?s)^(arn:` + part + `+:secretsmanager:` + part + `+:` + part + `+:secret:` + part + `+|` +
		computed + `)` +
		`(?::(` + part + `*):(` + part + `*):(` + part + `*))?$`)
	suffix   = regexp.MustCompile(suffixForm)
	computes = regexp.MustCompile(`(?s)^` + computed + `$`)
)

// String is the valueFrom. ECS wants either none or all three of the colons after the ARN.
func (v Value) String() string {
	if v.JSONKey == "" && v.VersionStage == "" && v.VersionID == "" {
		return v.ARN
	}
	return strings.Join([]string{v.ARN, v.JSONKey, v.VersionStage, v.VersionID}, ":")
}

// Parse takes a valueFrom apart. It reports false where that names no Secrets Manager secret. What is a reference as a
// whole counts as the ARN of a secret.
func Parse(valueFrom string) (Value, bool) {
	m := form.FindStringSubmatch(valueFrom)
	if m == nil {
		return Value{}, false
	}
	return Value{ARN: m[1], JSONKey: m[2], VersionStage: m[3], VersionID: m[4]}, true
}

// GrantARN is the resource that a policy must name for the secret to be read. Secrets Manager ends the ARN of each
// secret with a hyphen and six random characters; where they are not known, each is a "?", and never a "*", which would
// let secrets with longer names be read too. An ARN that is a reference as a whole is taken to have its suffix.
func (v Value) GrantARN() string {
	if computes.MatchString(v.ARN) || EndsLikeSuffix(v.ARN) {
		return v.ARN
	}
	return v.ARN + "-??????"
}

// Expressions of Terraform in val, a valueFrom that only Terraform knows: whether it is a secret of Secrets Manager,
// and what a policy must name for it to be read; see [Value.GrantARN].
const (
	IsSecretExpression = `split(":", val)[2] == "secretsmanager"`
	GrantExpression    = `(` + IsSecretExpression + ` && !can(regex("` + suffixForm + `", ` + bareExpression +
		`)) ? join("-", [` +
		bareExpression + `, "??????"]) : ` + bareExpression + `)`
	bareExpression = `join(":", slice(split(":", val), 0, min(7, length(split(":", val)))))`
	suffixForm     = `-[A-Za-z0-9]{6}$`
)

// EndsLikeSuffix reports whether a name or ARN ends with a hyphen and six characters. An ARN without a suffix whose
// name ends so, as in llm-openai, is not found: Secrets Manager takes the end for the suffix
// (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen).
func EndsLikeSuffix(name string) bool { return suffix.MatchString(name) }
