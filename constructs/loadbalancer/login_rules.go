package loadbalancer

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/credential"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/secretref"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

var (
	issuerForm   = regexp.MustCompile(`^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s?#]*)?$`)
	endpointForm = regexp.MustCompile(`^https://[A-Za-z0-9.-]+(:[0-9]+)?/[^\s#]+$`)
	clientIDForm = regexp.MustCompile(`^[\x21-\x7e]{1,256}$`)
	// CreateUserPoolDomain of Cognito's API says so.
	poolPrefixForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
)

// maxExtraParameters of a redirect
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html).
const maxExtraParameters = 10

func (p *TargetProps) loginProblems(ps *rules.Mistakes) {
	l := p.Login
	if l == nil {
		return
	}
	if p.LoadBalancer.plaintext() {
		ps.Break(loginTLS, "login", "a login at a listener without TLS", "nothing",
			"give the load balancer a domain or certificate")
	} else if p.LoadBalancer.ListenerARN != "" && !optional.Value(p.LoadBalancer.LoginEgress) {
		ps.Break(loginEgress, "loadBalancer.loginEgress", "false", "true, for a load balancer that is let out to port 443",
			"set LoginEgressCIDRs of the load balancer, or loginEgress of one whose security group allows it")
	}
	if optional.Value(p.BlueGreen) {
		ps.Break(loginBlueGreen, "login", "a login with deployments by CodeDeploy", "nothing with blueGreen",
			"a rollback by CodeDeploy takes the login out of the rule; let ECS replace the tasks, or log in within the service")
	}
	switch {
	case l.OIDC == nil && l.Cognito == nil:
		ps.Break(rules.Required, "login", "neither oidc nor cognito", "one of them", "")
	case l.OIDC != nil && l.Cognito != nil:
		ps.Break(rules.Exclusive, "login", "cognito and oidc", "only one of them", "a rule has one login")
	}
	l.OIDC.problems(ps)
	l.Cognito.problems(ps)
	l.sessionProblems(ps)
	p.exceptionProblems(ps)
}

func (o *OIDC) problems(ps *rules.Mistakes) {
	if o == nil {
		return
	}
	for _, u := range []struct {
		path, value, such string
		form              *regexp.Regexp
	}{
		{"issuer", o.Issuer, "https://acme.okta.com", issuerForm},
		{"authorizationEndpoint", o.AuthorizationEndpoint, "https://acme.okta.com/oauth2/v1/authorize", endpointForm},
		{"tokenEndpoint", o.TokenEndpoint, "https://acme.okta.com/oauth2/v1/token", endpointForm},
		{"userInfoEndpoint", o.UserInfoEndpoint, "https://acme.okta.com/oauth2/v1/userinfo", endpointForm},
	} {
		if !token.Is(u.value) && !u.form.MatchString(u.value) {
			ps.Break(check.Form(u.value), "login.oidc."+u.path, check.Quote(u.value), "an https URL such as "+u.such,
				"the provider states it under /.well-known/openid-configuration")
		}
	}
	clientIDProblems(ps, "login.oidc.clientID", o.ClientID)
	ps.Under("login.oidc.clientSecret", o.ClientSecret.problems())
}

func clientIDProblems(ps *rules.Mistakes, path, value string) {
	if !token.Is(value) && !clientIDForm.MatchString(value) {
		ps.Break(check.Form(value), path, check.Quote(value),
			"the id of the client that was registered for this service, at most 256 characters", "")
	}
}

func (s SecretReference) problems() rules.Mistakes {
	var ps rules.Mistakes
	switch {
	case s.SecretName == "" && s.SecretARN == "":
		ps.Break(rules.Required, "secretName", "nothing", "the name of a secret in Secrets Manager, or secretARN",
			"put the client's secret there first")
	case s.SecretName != "" && s.SecretARN != "":
		ps.Break(rules.Exclusive, "secretName", "secretARN and secretName", "only one of them", "")
	case s.SecretName != "" && !token.Is(s.SecretName):
		if why, found := credential.Find("name", s.SecretName); found {
			ps.Break(loginSecret, "secretName", why, "the name of a secret, not its value", "put the value into Secrets Manager")
		} else if !secretref.IsSecret(s.SecretName) {
			ps.Break(rules.Invalid, "secretName", check.Quote(s.SecretName), secretref.WantSecret,
				"give the name of a secret, not its value")
		}
	}
	arn.Check(&ps, "secretARN", s.SecretARN, "secretsmanager", "give the ARN of a secret, not its value")
	return ps
}

func (c *Cognito) problems(ps *rules.Mistakes) {
	if c == nil {
		return
	}
	const pool = "login.cognito.userPoolARN"
	check.Required(ps, pool, c.UserPoolARN, "the ARN of the user pool", "")
	arn.Check(ps, pool, c.UserPoolARN, "cognito-idp", "give the pool's ARN, not its id")
	if a, ok := arn.Parse(c.UserPoolARN); ok && a.Service == "cognito-idp" && !token.Is(c.UserPoolARN) &&
		!strings.HasPrefix(a.Resource, "userpool/") {
		ps.Break(rules.Invalid, pool, check.Quote(c.UserPoolARN), "the ARN of a user pool (…:userpool/ID)",
			"an identity pool logs nobody in")
	}
	clientIDProblems(ps, "login.cognito.clientID", c.ClientID)
	if !token.Is(c.Domain) && !form.Domain.Matches(c.Domain) && !poolPrefixForm.MatchString(c.Domain) {
		ps.Break(check.Form(c.Domain), "login.cognito.domain", check.Quote(c.Domain),
			"the pool's prefix, such as acme-chat, of at most 63 characters, or a domain of its own",
			"leave out https:// and the path")
	}
}

func (l *Login) sessionProblems(ps *rules.Mistakes) {
	if l.Scope != "" && !token.Is(l.Scope) && !slices.Contains(strings.Fields(l.Scope), "openid") {
		ps.Break(loginScope, "login.scope", check.Quote(l.Scope), "words with openid among them",
			"without it the provider hands out no token that says who it is")
	}
	cookieProblems(ps, "login.sessionCookieName", l.SessionCookieName)
	check.WholeNumber(ps, "login.sessionTimeout", l.SessionTimeout, 1, 604800, "s", "")
	check.OneOf(ps, "login.onUnauthenticated", l.OnUnauthenticated, LoginAuthenticate, LoginDeny, LoginAllow)
	if n := len(l.ExtraParameters); n > maxExtraParameters {
		ps.Break(rules.Range, "login.extraParameters", fmt.Sprint(n), fmt.Sprintf("at most %d", maxExtraParameters), "")
	}
	for _, key := range check.SortedKeys(l.ExtraParameters) {
		if why, found := credential.Find(key, l.ExtraParameters[key]); found {
			ps.Break(loginSecret, "login.extraParameters."+key, why, "nothing secret", "every browser sees these parameters")
		}
	}
}

func (p *TargetProps) exceptionProblems(ps *rules.Mistakes) {
	main := optional.Or(p.Rule, Rule{})
	behind := optional.Or(main.Priority, DefaultPriority)
	var numbers []string
	for i, e := range p.Login.Exceptions {
		path := rules.Index("login.exceptions", i)
		number := ""
		if e.Priority == nil && !e.conditional() { // with conditions, the rule itself wants one
			ps.Break(rules.Required, path+".priority", "nothing", "a priority that no other rule of the listener has", "")
		}
		if check.Known(e.Priority) {
			number = check.Number(*e.Priority)
			if check.Known(&behind) && *e.Priority >= behind {
				ps.Break(loginException, path+".priority", number,
					"a number below that of the target's rule, "+check.Number(behind), "else its login comes first")
			}
		}
		numbers = append(numbers, number)
		e.problems(ps, path)
		uncoveredProblems(ps, path+".hosts", e.Hosts, p.LoadBalancer.DomainNames)
		combined := main.with(e)
		switch {
		case !e.conditional():
			ps.Break(loginException, path, "no condition", "headers, paths or another condition",
				"without one nobody would ever have to log in")
		case combined.covers(main):
			ps.Break(loginException, path, "conditions that every request of the target fulfils", "a narrower condition",
				"nobody would ever have to log in")
		default:
			combined.quotaProblems(ps, path)
		}
	}
	check.Unique(ps, "login.exceptions", numbers, "each has a priority of its own")
}

// with are the conditions of a rule under those of an exception from its login.
func (r Rule) with(e Rule) Rule {
	out := r
	out.Priority = e.Priority
	if e.Hosts != nil {
		out.Hosts = e.Hosts
	}
	if e.Paths != nil {
		out.Paths = e.Paths
	}
	if e.Methods != nil {
		out.Methods = e.Methods
	}
	if e.SourceCIDRs != nil {
		out.SourceCIDRs = e.SourceCIDRs
	}
	out.Headers = both(r.Headers, e.Headers)
	out.QueryStrings = both(r.QueryStrings, e.QueryStrings)
	return out
}

func both(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	if out == nil {
		return b
	}
	maps.Copy(out, b)
	return out
}
