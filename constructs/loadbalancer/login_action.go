package loadbalancer

import (
	"cmp"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dataawssecretsmanagersecretversion"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/lblistenerrule"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
)

type ruleAction = lblistenerrule.LbListenerRuleAction

// actions of a rule that forwards to a target group, after the login where there is one.
func actions(groupARN *string, login *ruleAction) []*ruleAction {
	forward := &ruleAction{Type: jsii.String("forward"), TargetGroupArn: groupARN}
	if login == nil {
		return []*ruleAction{forward}
	}
	login.Order, forward.Order = jsii.Number(1), jsii.Number(2)
	return []*ruleAction{login, forward}
}

// newLogin is the action that asks for a login, or nil.
func (t *Target) newLogin(c targetConfig) *ruleAction {
	l := c.Login
	if l == nil {
		return nil
	}
	scope := jsii.String(cmp.Or(l.Scope, DefaultLoginScope))
	otherwise := jsii.String(string(cmp.Or(l.OnUnauthenticated, LoginAuthenticate)))
	var extra *map[string]*string
	if len(l.ExtraParameters) > 0 {
		extra = bridge.Tags(l.ExtraParameters, "")
	}
	if p := l.Cognito; p != nil {
		return &ruleAction{
			Type: jsii.String("authenticate-cognito"),
			AuthenticateCognito: &lblistenerrule.LbListenerRuleActionAuthenticateCognito{
				UserPoolArn: jsii.String(p.UserPoolARN), UserPoolClientId: jsii.String(p.ClientID),
				UserPoolDomain: jsii.String(p.Domain), Scope: scope, SessionCookieName: bridge.String(l.SessionCookieName),
				SessionTimeout: l.SessionTimeout, OnUnauthenticatedRequest: otherwise, AuthenticationRequestExtraParams: extra,
			},
		}
	}
	p := l.OIDC
	return &ruleAction{
		Type: jsii.String("authenticate-oidc"),
		AuthenticateOidc: &lblistenerrule.LbListenerRuleActionAuthenticateOidc{
			Issuer: jsii.String(p.Issuer), AuthorizationEndpoint: jsii.String(p.AuthorizationEndpoint),
			TokenEndpoint: jsii.String(p.TokenEndpoint), UserInfoEndpoint: jsii.String(p.UserInfoEndpoint),
			ClientId: jsii.String(p.ClientID), ClientSecret: t.readSecret(p.ClientSecret), Scope: scope,
			SessionCookieName: bridge.String(l.SessionCookieName), SessionTimeout: l.SessionTimeout,
			OnUnauthenticatedRequest: otherwise, AuthenticationRequestExtraParams: extra,
		},
	}
}

// readSecret lets Terraform read the value, which it takes for sensitive: it hides it in plans, and keeps it in its
// state.
func (t *Target) readSecret(s SecretReference) *string {
	bridge.Tell(t, "Terraform reads the login's client secret, which its state then holds in plain text: encrypt the "+
		"state, and let few read it")
	value := dataawssecretsmanagersecretversion.NewDataAwsSecretsmanagerSecretVersion(t, jsii.String("login-secret"),
		&dataawssecretsmanagersecretversion.DataAwsSecretsmanagerSecretVersionConfig{
			SecretId: jsii.String(cmp.Or(s.SecretARN, s.SecretName)),
		}).SecretString()
	if s.JSONKey == "" {
		return value
	}
	return cdktf.Token_AsString(cdktf.Fn_LookupNested(cdktf.Fn_Jsondecode(value), &[]any{s.JSONKey}), nil)
}
