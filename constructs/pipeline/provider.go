package pipeline

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamopenidconnectprovider"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// ProviderProps are the props of GitHub's identity provider.
type ProviderProps struct {
	// ExistingARN adopts the account's provider instead of making one. An account holds at most one for GitHub, so only
	// one stack of an account can make it. Default: one is made.
	ExistingARN string
	// Tags of the provider. Default: none.
	Tags map[string]string
}

// Validate returns every mistake in the props as one error, or nil.
func (p *ProviderProps) Validate() error { return p.problems().Err() }

func (p *ProviderProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	arnProblems(&ps, "existingARN", p.ExistingARN, "iam", "oidc-provider/"+issuer)
	if p.ExistingARN != "" && len(p.Tags) > 0 {
		ps.Break(rules.Exclusive, "tags", "tags for an existing provider", "no tags", "tag it where it is made")
	}
	return ps
}

// Provider is the account's trust in the tokens of GitHub Actions.
type Provider struct {
	constructs.Construct
	provider iamopenidconnectprovider.IamOpenidConnectProvider // nil when adopted or refused
	arn      string
}

// NewGitHubProvider makes the identity provider for GitHub Actions, or adopts the one that the account has; nil props
// make one. Mistakes are reported together with those of all other constructs when the app is synthesized.
func NewGitHubProvider(scope constructs.Construct, id string, props *ProviderProps) *Provider {
	p := &Provider{arn: token.Unknown}
	bridge.Init(p, scope, id)
	if bridge.Refused(p, props.problems(), props) {
		return p
	}
	if props == nil {
		props = &ProviderProps{}
	}
	if props.ExistingARN != "" {
		p.arn = props.ExistingARN
		return p
	}
	// No thumbprints: AWS trusts GitHub's certificate by its root since 2023.
	p.provider = iamopenidconnectprovider.NewIamOpenidConnectProvider(p, jsii.String("provider"),
		&iamopenidconnectprovider.IamOpenidConnectProviderConfig{
			Url:          jsii.String("https://" + issuer),
			ClientIdList: jsii.Strings(audience),
			Tags:         bridge.Tags(props.Tags, ""),
		})
	p.arn = *p.provider.Arn()
	return p
}

// ARN returns the ARN of the provider, for [GitHub].
func (p *Provider) ARN() string { return p.arn }

// Resource returns the underlying aws_iam_openid_connect_provider, nil when one was adopted or the props were refused.
func (p *Provider) Resource() iamopenidconnectprovider.IamOpenidConnectProvider { return p.provider }
