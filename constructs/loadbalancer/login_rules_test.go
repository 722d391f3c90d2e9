package loadbalancer

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func okta() *OIDC {
	return &OIDC{
		Issuer: "https://acme.okta.com", AuthorizationEndpoint: "https://acme.okta.com/oauth2/v1/authorize",
		TokenEndpoint: "https://acme.okta.com/oauth2/v1/token", UserInfoEndpoint: "https://acme.okta.com/oauth2/v1/userinfo",
		ClientID: "0oa1b2c3d4", ClientSecret: SecretReference{SecretName: "chat/okta", JSONKey: "client_secret"},
	}
}

func pool() *Cognito {
	return &Cognito{UserPoolARN: "arn:aws:cognito-idp:eu-west-1:210987654321:userpool/eu-west-1_a1B2c3D4e",
		ClientID: "1h57kf5cpq17m0eml12EXAMPLE", Domain: "acme-chat"}
}

func TestLoginProblems(t *testing.T) {
	valid := func() TargetProps {
		return TargetProps{
			VPCID: "vpc-0a1b2c3d", Port: jsii.Number(4000), TargetSettings: TargetSettings{Name: "chat"},
			LoadBalancer: Ref{ListenerARN: reference, SecurityGroupID: reference, URL: "https://acme.dev",
				LoginEgress: jsii.Bool(true)},
			Rule:  &Rule{Priority: jsii.Number(100), Hosts: jsii.Strings("chat.acme.dev")},
			Login: &Login{OIDC: okta()},
		}
	}
	oidc := func(change func(*OIDC)) func(*TargetProps) { return func(p *TargetProps) { change(p.Login.OIDC) } }
	cognito := func(change func(*Cognito)) func(*TargetProps) {
		return func(p *TargetProps) { p.Login = &Login{Cognito: pool()}; change(p.Login.Cognito) }
	}
	login := func(change func(*Login)) func(*TargetProps) { return func(p *TargetProps) { change(p.Login) } }
	except := func(exceptions ...Rule) func(*TargetProps) {
		return func(p *TargetProps) { p.Login.Exceptions = exceptions }
	}
	key := map[string]string{"authorization": "Bearer *"}
	at := jsii.Number[float64]
	checktest.Run(t, valid, func(p *TargetProps) error { return p.Validate() }, []checktest.Case[TargetProps]{
		{Name: "OIDC", Change: func(*TargetProps) {}},
		{Name: "Cognito", Change: cognito(func(*Cognito) {})},
		{Name: "Cognito's own domain", Change: cognito(func(c *Cognito) { c.Domain = "login.acme.dev" })},
		{Name: "everything", Change: login(func(l *Login) {
			l.Scope, l.SessionCookieName, l.SessionTimeout = "openid email groups", "chat", at(28800)
			l.OnUnauthenticated, l.ExtraParameters = LoginDeny, map[string]string{"prompt": "login"}
			l.Exceptions = []Rule{{Priority: at(10), Headers: key}, {Priority: at(11), Paths: jsii.Strings("/v1/*")},
				{Priority: at(12), Methods: jsii.Strings("OPTIONS")}}
		})},
		{Name: "references", Change: login(func(l *Login) {
			l.OIDC = &OIDC{reference, reference, reference, reference, reference, SecretReference{SecretName: reference}}
			l.Scope, l.SessionCookieName, l.OnUnauthenticated = reference, reference, reference
			l.Exceptions = []Rule{{Priority: at(-1.9e289), Headers: map[string]string{"x-key": reference}}}
		})},
		{Name: "references to Cognito", Change: cognito(func(c *Cognito) { *c = Cognito{reference, reference, reference} })},
		{Name: "provider on another port and a query", Change: oidc(func(o *OIDC) {
			o.Issuer, o.AuthorizationEndpoint = "https://login.acme.dev:8443/realms/ai", "https://login.acme.dev:8443/auth?p=B2C"
		})},
		{Name: "neither", Change: login(func(l *Login) { l.OIDC = nil }), Want: []string{"login required"}},
		{Name: "both", Change: login(func(l *Login) { l.Cognito = pool() }), Want: []string{"login exclusive"}},
		{Name: "nothing of OIDC", Change: oidc(func(o *OIDC) { *o = OIDC{} }), Want: []string{
			"login.oidc.authorizationEndpoint required", "login.oidc.clientID required",
			"login.oidc.clientSecret.secretName required", "login.oidc.issuer required", "login.oidc.tokenEndpoint required",
			"login.oidc.userInfoEndpoint required"}},
		{Name: "http", Change: oidc(func(o *OIDC) { o.Issuer, o.TokenEndpoint = "http://acme.dev", "http://acme.dev/t" }),
			Want: []string{"login.oidc.issuer invalid", "login.oidc.tokenEndpoint invalid"}},
		{Name: "endpoint without a path", Change: oidc(func(o *OIDC) { o.UserInfoEndpoint = "https://acme.okta.com" }),
			Want: []string{"login.oidc.userInfoEndpoint invalid"}},
		{Name: "client id", Change: oidc(func(o *OIDC) { o.ClientID = "my app" }),
			Want: []string{"login.oidc.clientID invalid"}},
		{Name: "secret twice", Change: oidc(func(o *OIDC) {
			o.ClientSecret.SecretARN = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:chat/okta-AbC123"
		}), Want: []string{"login.oidc.clientSecret.secretName exclusive"}},
		{Name: "secret's value", Change: oidc(func(o *OIDC) { o.ClientSecret.SecretName = "glpat-aBcDeFgHiJkLmNoPqRsT" }),
			Want: []string{"login.oidc.clientSecret.secretName credential"}},
		{Name: "secret's name", Change: oidc(func(o *OIDC) { o.ClientSecret.SecretName = "a b" }),
			Want: []string{"login.oidc.clientSecret.secretName invalid"}},
		{Name: "ARN of a parameter", Change: oidc(func(o *OIDC) {
			o.ClientSecret = SecretReference{SecretARN: "arn:aws:ssm:eu-west-1:210987654321:parameter/okta"}
		}), Want: []string{"login.oidc.clientSecret.secretARN invalid"}},
		{Name: "nothing of Cognito", Change: cognito(func(c *Cognito) { *c = Cognito{} }), Want: []string{
			"login.cognito.clientID required", "login.cognito.domain required", "login.cognito.userPoolARN required"}},
		{Name: "id of a pool", Change: cognito(func(c *Cognito) { c.UserPoolARN = "eu-west-1_a1B2c3D4e" }),
			Want: []string{"login.cognito.userPoolARN invalid"}},
		{Name: "identity pool", Change: cognito(func(c *Cognito) {
			c.UserPoolARN = "arn:aws:cognito-idp:eu-west-1:210987654321:identitypool/eu-west-1:1"
		}), Want: []string{"login.cognito.userPoolARN invalid"}},
		{Name: "URL as a domain", Change: cognito(func(c *Cognito) { c.Domain = "https://acme.auth.eu-west-1" }),
			Want: []string{"login.cognito.domain invalid"}},
		{Name: "dots at no place", Change: cognito(func(c *Cognito) { c.Domain = "acme..chat" }),
			Want: []string{"login.cognito.domain invalid"}},
		{Name: "domain of its own", Change: cognito(func(c *Cognito) { c.Domain = "login.acme.dev" })},
		{Name: "longest prefix", Change: cognito(func(c *Cognito) { c.Domain = strings.Repeat("a", 63) })},
		{Name: "prefix", Change: cognito(func(c *Cognito) { c.Domain = strings.Repeat("a", 64) }),
			Want: []string{"login.cognito.domain invalid"}},
		{Name: "scope", Change: login(func(l *Login) { l.Scope = "email profile" }),
			Want: []string{"login.scope load-balancer-login-scope"}},
		{Name: "cookie of the load balancer", Change: login(func(l *Login) { l.SessionCookieName = "AWSALB" }),
			Want: []string{"login.sessionCookieName load-balancer-cookie-name"}},
		{Name: "cookie", Change: login(func(l *Login) { l.SessionCookieName = "a;b" }),
			Want: []string{"login.sessionCookieName invalid"}},
		{Name: "shortest and longest session", Change: login(func(l *Login) { l.SessionTimeout = at(604800) })},
		{Name: "session", Change: login(func(l *Login) { l.SessionTimeout = at(604801) }),
			Want: []string{"login.sessionTimeout range"}},
		{Name: "unauthenticated", Change: login(func(l *Login) { l.OnUnauthenticated = "redirect" }),
			Want: []string{"login.onUnauthenticated one-of"}},
		{Name: "secret in the address line", Change: login(func(l *Login) {
			l.ExtraParameters = map[string]string{"client_secret": "0123456789abcdef"}
		}), Want: []string{"login.extraParameters.client_secret load-balancer-login-secret"}},
		{Name: "eleven parameters", Change: login(func(l *Login) {
			l.ExtraParameters = map[string]string{}
			for _, c := range "abcdefghijk" {
				l.ExtraParameters[string(c)] = "1"
			}
		}), Want: []string{"login.extraParameters range"}},
		{Name: "no TLS", Change: func(p *TargetProps) { p.LoadBalancer.URL, p.Rule.Hosts = "http://"+reference, nil },
			Want: []string{"login load-balancer-login-tls"}},
		{Name: "no way out", Change: func(p *TargetProps) { p.LoadBalancer.LoginEgress = nil },
			Want: []string{"loadBalancer.loginEgress load-balancer-login-egress"}},
		{Name: "CodeDeploy", Change: func(p *TargetProps) {
			p.BlueGreen, p.LoadBalancer.TestListenerARN = jsii.Bool(true), reference
		}, Want: []string{"login load-balancer-login-blue-green"}},
		{Name: "exception without a priority", Change: except(Rule{Headers: key}),
			Want: []string{"login.exceptions[0].priority required"}},
		{Name: "exception of nothing", Change: except(Rule{}), Want: []string{
			"login.exceptions[0] load-balancer-login-exception", "login.exceptions[0].priority required"}},
		{Name: "exception just before", Change: except(Rule{Priority: at(99), Headers: key})},
		{Name: "exception behind", Change: except(Rule{Priority: at(100), Headers: key}),
			Want: []string{"login.exceptions[0].priority load-balancer-login-exception"}},
		{Name: "exception for all paths", Change: except(Rule{Priority: at(1), Paths: jsii.Strings("/*")}),
			Want: []string{"login.exceptions[0] load-balancer-login-exception"}},
		{Name: "two exceptions at one priority", Change: except(Rule{Priority: at(1), Headers: key},
			Rule{Priority: at(1), Paths: jsii.Strings("/v1/*")}), Want: []string{"login.exceptions[1] unique"}},
		{Name: "exception with too many values",
			Change: except(Rule{Priority: at(1), Paths: jsii.Strings("/a", "/b", "/c", "/d", "/e")}),
			Want:   []string{"login.exceptions[0] load-balancer-rule-quota"}},
		{Name: "exception's host", Change: func(p *TargetProps) {
			p.LoadBalancer.DomainNames = jsii.Strings("*.acme.dev")
			except(Rule{Priority: at(1), Hosts: jsii.Strings("api.acme.dev", "acme.com"), Headers: key})(p)
		}, Want: []string{"login.exceptions[0].hosts[1] load-balancer-host-covered"}},
		{Name: "exception's header", Change: except(Rule{Priority: at(1), Headers: map[string]string{"X Key": "*"}}),
			Want: []string{"login.exceptions[0].headers invalid"}},
	})
}
