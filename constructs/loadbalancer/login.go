package loadbalancer

// Login asks users to log in at the load balancer before a request reaches a target. Browsers are redirected to the
// identity provider and come back with a session cookie; what the user had posted is lost on the way. Register
// https://DOMAIN/oauth2/idpresponse there as a redirect URL. Targets find who it is in the headers x-amzn-oidc-data,
// -identity and -accesstoken. They must verify the signature of the first before they believe any of them
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html).
//
// One of OIDC and Cognito is required. The listener must speak TLS, and the load balancer must reach the identity
// provider: see Settings.LoginEgressCIDRs.
type Login struct {
	// OIDC is an identity provider that speaks OpenID Connect. Required without Cognito.
	OIDC *OIDC
	// Cognito is a user pool of Amazon Cognito, in the same region. Required without OIDC.
	Cognito *Cognito
	// Scope that is asked for, words with spaces between them, openid among them. Default: DefaultLoginScope.
	Scope string
	// SessionCookieName default: AWSELBAuthSessionCookie. Two targets of one domain with different logins need different
	// ones.
	SessionCookieName string
	// SessionTimeout in seconds until a user has to log in again, 1 to 604800. Default: 604800, a week, as AWS has it.
	SessionTimeout *float64
	// OnUnauthenticated says what a request without a session gets. Default: LoginAuthenticate.
	OnUnauthenticated OnUnauthenticated
	// ExtraParameters of the redirect to the provider, at most 10, such as {"prompt": "login"}. Default: none.
	ExtraParameters map[string]string
	// Exceptions are requests that reach the target without a login, such as those of programs with an API key, which the
	// load balancer does not check: the target has to. Each becomes a listener rule of its own. Its Hosts, Paths and
	// Methods stand in the place of the target's rule where they are stated; Headers, QueryStrings and SourceCIDRs come in
	// addition. Its Priority is required and lower than the rule's. Example: {Priority: jsii.Number(10), Headers:
	// map[string]string{"authorization": "Bearer *"}}. Default: none.
	Exceptions []Rule
}

// OnUnauthenticated says what a request without a session gets.
type OnUnauthenticated string

const (
	LoginAuthenticate OnUnauthenticated = "authenticate" // a redirect to the login
	LoginDeny         OnUnauthenticated = "deny"         // status 401, as the code of a page expects it of an API
	LoginAllow        OnUnauthenticated = "allow"        // it passes without the headers of a user: the target decides
)

// OIDC is an identity provider, as its /.well-known/openid-configuration describes it. Its names must be resolvable and
// its certificates trusted publicly.
type OIDC struct {
	// Issuer, such as https://acme.okta.com. Required; exactly as the provider spells it.
	Issuer string
	// AuthorizationEndpoint, TokenEndpoint and UserInfoEndpoint are https URLs with a path. Required.
	AuthorizationEndpoint, TokenEndpoint, UserInfoEndpoint string
	// ClientID of the application that was registered with the provider. Required.
	ClientID string
	// ClientSecret says where the secret lies. Required. Terraform reads its value when it plans, because a load balancer
	// takes no reference: the value is in no file of the program, and hidden in plans, but it lies in Terraform's state in
	// plain text. Encrypt the state and let few read it. A new value reaches the load balancer by the next apply.
	ClientSecret SecretReference
}

// SecretReference is a secret in Secrets Manager that exists when Terraform plans. One of SecretName and SecretARN is
// required.
type SecretReference struct {
	// SecretName in the stack's account and region. Required without SecretARN.
	SecretName string
	// SecretARN of any secret that the credentials of Terraform may read. Required without SecretName.
	SecretARN string
	// JSONKey of the value in a secret that is a JSON object. Default: the secret is the value.
	JSONKey string
}

// Cognito is a user pool with an app client that has a secret, which the load balancer learns by itself.
type Cognito struct {
	// UserPoolARN of the pool. Required.
	UserPoolARN string
	// ClientID of the pool's app client. Required.
	ClientID string
	// Domain of the pool: its prefix, such as acme-chat, or a domain of your own. Required.
	Domain string
}

// DefaultLoginScope of [Login].
const DefaultLoginScope = "openid"
