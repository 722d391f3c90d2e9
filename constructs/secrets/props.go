package secrets

import (
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Props are the props of a secret. It has no prop for the value; see the package's comment.
type Props struct {
	// Name of the secret. Required; 1 to 512 letters, digits and / _ + = . @ -. A change replaces the secret, and its
	// value is gone.
	Name string
	// Description for whoever finds the secret in the console. Default: none. At most 2048 characters.
	Description string
	// KMSKeyARN of a customer managed key. Default: the key aws/secretsmanager, which only roles of this account can use.
	KMSKeyARN string
	// RecoveryWindowDays in which a destroyed secret can be restored and its name not be used again: 7 to 30, or 0 to
	// delete it at once. Default: 30.
	RecoveryWindowDays *float64
	// Tags of the secret.
	Tags map[string]string
}

// DefaultRecoveryWindowDays of [Props].
const DefaultRecoveryWindowDays = 30

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	if !token.Is(p.Name) && !secretref.IsNewSecret(p.Name) {
		ps.Break(check.Form(p.Name), "name", check.Quote(p.Name), secretref.WantNewSecret,
			"name the secret like llm-proxy/openai")
	}
	if !token.Is(p.Description) && len([]rune(p.Description)) > 2048 {
		ps.Break(rules.Range, "description", check.Quote(p.Description), "at most 2048 characters", "")
	}
	arn.Check(&ps, "kmsKeyARN", p.KMSKeyARN, "kms", "give the key's ARN, not its id or alias")
	if check.Known(p.RecoveryWindowDays) && *p.RecoveryWindowDays != 0 {
		check.WholeNumber(&ps, "recoveryWindowDays", p.RecoveryWindowDays, 7, 30, " days", "0 deletes the secret at once")
	}
	return ps
}

// config is the props with every default filled in.
type config struct {
	Props
	recovery float64
}

func (p Props) resolve() config {
	return config{Props: p, recovery: optional.Or(p.RecoveryWindowDays, DefaultRecoveryWindowDays)}
}
