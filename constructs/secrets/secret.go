package secrets

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/secretsmanagersecret"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
)

// Secret is a Secrets Manager secret whose value is put in by somebody else.
type Secret struct {
	constructs.Construct
	secret secretsmanagersecret.SecretsmanagerSecret // nil when the props were refused
	arn    string
	key    string
}

// New makes an empty secret. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func New(scope constructs.Construct, id string, props *Props) *Secret {
	s := &Secret{arn: token.Unknown}
	bridge.Init(s, scope, id)
	if bridge.Refused(s, props.problems(), props) {
		return s
	}
	c := props.resolve()
	s.secret = secretsmanagersecret.NewSecretsmanagerSecret(s, jsii.String("secret"),
		&secretsmanagersecret.SecretsmanagerSecretConfig{
			Name:                 jsii.String(c.Name),
			Description:          bridge.String(c.Description),
			KmsKeyId:             bridge.String(c.KMSKeyARN),
			RecoveryWindowInDays: jsii.Number(c.recovery),
			Tags:                 bridge.Tags(c.Tags, ""),
		})
	s.arn, s.key = *s.secret.Arn(), c.KMSKeyARN
	return s
}

// ARN returns the ARN of the secret with its suffix; a reference.
func (s *Secret) ARN() string { return s.arn }

// Reference returns the reference to the value under a key of the secret's JSON object, or to the whole secret when
// jsonKey is "".
func (s *Secret) Reference(jsonKey string) Reference {
	return Reference{SecretARN: s.arn, JSONKey: jsonKey, KMSKeyARN: s.key}
}

// Resource returns the underlying aws_secretsmanager_secret, for overrides. It is nil when the props were refused.
func (s *Secret) Resource() secretsmanagersecret.SecretsmanagerSecret { return s.secret }
