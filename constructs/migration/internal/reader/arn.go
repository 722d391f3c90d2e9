package reader

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
)

// SecretARN is where the ARN of a secret of Secrets Manager, or of a parameter of Parameter Store, leads. Behind the
// ARN of a secret may stand :JSON_KEY:VERSION_STAGE:VERSION_ID.
func SecretARN(value string) (secret migration.Secret, region string, ok bool) {
	a, ok := arn.Parse(value)
	switch {
	case ok && a.Service == "secretsmanager" && strings.HasPrefix(a.Resource, "secret:"):
		parts := append(strings.SplitN(value, ":", 8), "")
		secret.SecretARN = strings.Join(parts[:7], ":")
		setVersion(&secret, parts[7])
	case ok && a.Service == "ssm" && strings.HasPrefix(a.Resource, "parameter/"):
		secret.ParameterARN = value
	default:
		return migration.Secret{}, "", false
	}
	return secret, a.Region, true
}

// setVersion reads JSON_KEY:VERSION_STAGE:VERSION_ID.
func setVersion(secret *migration.Secret, text string) {
	parts := append(strings.Split(text, ":"), "", "", "")
	secret.JSONKey, secret.VersionStage, secret.VersionID = parts[0], parts[1], parts[2]
	if secret.VersionID != "" {
		secret.VersionStage = ""
	}
}

// SecretNamed reads NAME:JSON_KEY:VERSION_STAGE:VERSION_ID, of which only the name is required.
func SecretNamed(text string) migration.Secret {
	var secret migration.Secret
	name, rest, _ := strings.Cut(text, ":")
	secret.SecretName = name
	setVersion(&secret, rest)
	return secret
}

// Certificate gives a load balancer a certificate of ACM.
func Certificate(app *migration.Application, b *migration.LoadBalancer, value string, source migration.Source) {
	a, ok := arn.Parse(value)
	switch {
	case !ok || a.Service != "acm" || !strings.HasPrefix(a.Resource, "certificate/"):
		app.Report(source, migration.Decision, "", "the certificate is not one of ACM: import it there, or state Domain for "+
			"a new one")
	case app.Clean(value, source):
		b.CertificateARN = migration.Say(value, source)
		app.Located(a.Region, source)
		app.Report(source, migration.Mapped, "LoadBalancer.CertificateARN", "")
	}
}
