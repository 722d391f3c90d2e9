package secrets

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// suffixed is the name of a secret in an ARN that has the random end which Secrets Manager gives it.
var suffixed = regexp.MustCompile(`-[A-Za-z0-9]{6}$`)

// Watched returns the name under which AWS tells of a change of the value, for package redeploy: the ARN or the name of
// a secret, or the name of a parameter; the other two are "". All three are "" for a stated version, which does not
// change, and for a parameter whose ARN only Terraform knows.
func (r Reference) Watched() (secretARN, secretName, parameterName string) {
	switch {
	case r.VersionID != "":
		return "", "", ""
	case r.SecretARN != "":
		if a, ok := arn.Parse(r.SecretARN); ok && !token.Is(r.SecretARN) && !suffixed.MatchString(a.Resource) {
			return "", strings.TrimPrefix(a.Resource, "secret:"), ""
		}
		return r.SecretARN, "", ""
	case r.SecretName != "":
		return "", r.SecretName, ""
	case r.ParameterName != "":
		return "", "", r.ParameterName
	}
	if a, ok := arn.Parse(r.ParameterARN); ok && !token.Is(r.ParameterARN) {
		name := strings.TrimPrefix(a.Resource, "parameter/")
		if strings.Contains(name, "/") {
			name = "/" + name // only a hierarchy has the slash that its ARN does not repeat
		}
		return "", "", name
	}
	return "", "", "" // of a reference to a parameter, Terraform alone knows the name
}
