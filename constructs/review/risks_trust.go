package review

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iampolicy"
)

// trust judges who may assume a role.
func trust(in *Inventory, r Resource, all []iampolicy.Statement, report reporter) {
	for _, s := range all {
		switch {
		case s.Deny:
		case s.Public(all):
			report("iam-trust-anyone", Critical, "any AWS account may assume the role",
				"name the service or the account that may; a condition such as aws:SecureTransport or an external id, which is "+
					"no secret, keeps nobody out")
		default:
			trustOfAccounts(in, s, report)
		}
		if !s.Deny {
			federation(in, r, s, report)
			assertions(s, report)
		}
	}
}

// trustOfAccounts reports another account as a whole, without anything that keeps its other customers out.
func trustOfAccounts(in *Inventory, s iampolicy.Statement, report reporter) {
	if !s.Anyone() && s.NarrowedBy("aws:principalarn") ||
		s.NarrowedBy("sts:externalid", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
			"aws:sourcearn", "aws:sourceip", "aws:sourcevpce", "aws:sourcevpc") ||
		slices.ContainsFunc(s.Required(), func(c iampolicy.Condition) bool {
			return strings.HasPrefix(c.Key, "aws:principaltag/") && !slices.ContainsFunc(c.Values, iampolicy.Everyone)
		}) {
		return
	}
	for _, account := range s.Accounts() {
		if in.foreign(account) {
			report("iam-trust-account", High, "everyone in another account ("+account+") whom it lets may assume the role",
				"name the role there that needs it, and require an external id (sts:ExternalId)")
		}
	}
}

// tenants are the hosts of issuers of tokens that everyone can be a customer of:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html and
// https://github.com/aws-samples/data-perimeter-policy-examples (Shared-Issuers.json).
var tenants = []string{
	"token.actions.githubusercontent.com", "vstoken.actions.githubusercontent.com",
	"oidc-configuration.audit-log.githubusercontent.com", "gitlab.com", "app.terraform.io", "agent.buildkite.com",
	"accounts.google.com", "cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "oidc.vercel.com",
	"api.pulumi.com", "oidc.fly.io", "scalr.io", "oidc.codefresh.io", "proidc.upbound.io", "tokens.cloud.shisho.dev",
	"sandboxes.cloud", "studio.datachain.ai",
}

// hostOf is the host of an issuer, which is a URL, with or without its scheme, or the ARN of a provider.
func hostOf(issuer string) string {
	_, after, isARN := strings.Cut(issuer, ":oidc-provider/")
	if !isARN {
		after = strings.TrimPrefix(issuer, "https://")
	}
	host, _, _ := strings.Cut(after, "/")
	return strings.ToLower(host)
}

// federation judges whose tokens a role takes.
func federation(in *Inventory, r Resource, s iampolicy.Statement, report reporter) {
	if !s.Allows("sts:AssumeRoleWithWebIdentity") {
		return
	}
	issuer, found := "", false
	for _, p := range s.Principals {
		if strings.EqualFold(p.Kind, "Federated") {
			issuer, found = in.issuer(r, s, p.ID), true
		}
	}
	if !found {
		return
	}
	var subjects, owners []string
	audience, others := false, false
	for _, c := range s.Required() {
		i := strings.LastIndexByte(c.Key, ':')
		if i < 0 {
			continue
		}
		exact := len(c.Values) > 0 && !slices.ContainsFunc(c.Values, iampolicy.Everyone)
		switch c.Key[i+1:] {
		case "sub":
			subjects = append(subjects, c.Values...)
		case "aud", "app_id":
			audience = audience || exact
		case "repository":
			for _, value := range c.Values {
				subjects = append(subjects, "repo:"+value)
			}
		case "repository_owner", "repository_owner_id":
			owners = append(owners, c.Values...)
		case "repository_id", "job_workflow_ref", "oaud", "email", "amr":
			others = others || exact
		}
	}
	public := slices.Contains(tenants, hostOf(issuer))
	const remedy = "compare sub with StringEquals to one repository and its branch or environment, such as " +
		"repo:acme/app:environment:production"
	switch {
	case strings.Contains(issuer, "cognito-identity.amazonaws.com"):
		if !audience {
			report("iam-trust-any-repository", Critical, "every identity pool of every account may assume the role",
				"compare cognito-identity.amazonaws.com:aud with the identity pool")
		}
		return
	case len(subjects) == 0 && others || strings.Contains(issuer, "google.com") && audience:
		return
	case len(subjects) == 0 && len(owners) > 0 && !slices.ContainsFunc(owners, iampolicy.Everyone):
		for _, owner := range owners {
			subjectOf("repository_owner:"+owner, report)
		}
		return
	case len(subjects) == 0 && strings.Contains(issuer, "github"):
		report("iam-trust-any-repository", Critical, "every workflow of every repository on GitHub may assume the role",
			remedy)
		return
	case len(subjects) == 0 && public:
		report("iam-trust-any-repository", Critical, "every customer of "+issuer+" may assume the role",
			"compare sub with StringEquals to what may")
		return
	case len(subjects) == 0:
		report("iam-trust-any-repository", High, "every token of the identity provider may assume the role",
			"compare sub with StringEquals to what may, such as system:serviceaccount:app:api")
		return
	}
	for _, subject := range subjects {
		subjectOf(subject, report)
	}
	if !audience && issuer != "" {
		report("iam-trust-audience", Low, "tokens that were made for something else are taken, too",
			"compare aud with StringEquals, to sts.amazonaws.com as a rule")
	}
}

// assertions reports a role that takes every assertion of a SAML provider. AWS's own examples compare SAML:aud:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
func assertions(s iampolicy.Statement, report reporter) {
	if s.Allows("sts:AssumeRoleWithSAML") && !s.NarrowedBy("saml:aud") && slices.ContainsFunc(s.Principals,
		func(p iampolicy.Principal) bool { return strings.EqualFold(p.Kind, "Federated") }) {
		report("iam-trust-audience", Medium, "assertions that were made for something else are taken, too",
			"compare SAML:aud with StringEquals to https://signin.aws.amazon.com/saml, or the endpoint of the region")
	}
}

// issuer of a principal's tokens, as far as it is known: in its ARN, in the keys of the conditions, or in the URL of
// the provider that it refers to.
func (in *Inventory) issuer(r Resource, s iampolicy.Statement, id string) string {
	if !isReference(id) {
		return id
	}
	for _, provider := range in.referred(r, id, "aws_iam_openid_connect_provider") {
		if url := text(provider.Attributes["url"]); url != "" {
			return url
		}
	}
	for _, c := range s.Conditions {
		if i := strings.LastIndexByte(c.Key, ':'); i > 0 && !strings.HasPrefix(c.Key, "aws:") {
			return c.Key[:i]
		}
	}
	return ""
}

// wholeOwner is a subject that tells whose token it is, and nothing of what runs: one that GitHub was told to make of
// the owner alone, or every workspace of an organization of Terraform Cloud.
var wholeOwner = regexp.MustCompile(`^(?:repository_owner|repository_owner_id|organization):([^*?:]+)` +
	`(?:|:\*|:project:\*:workspace:\*(?::.*)?)$`)

// kindsOfSubject are the words that begin a subject, with what follows them: an owner, and one thing of his.
var kindsOfSubject = []string{"repo:", "project_path:", "organization:", "repository_owner:", "system:serviceaccount:",
	"org/", "owner:"}

func subjectOf(subject string, report reporter) {
	whole := wholeOwner.FindStringSubmatch(subject)
	if isReference(subject) || !strings.ContainsAny(subject, "*?") && whole == nil {
		return
	}
	rest, kind := subject, ""
	for _, k := range kindsOfSubject {
		if after, ok := strings.CutPrefix(subject, k); ok {
			rest, kind = after, k
		}
	}
	owner, name := rest, ""
	if i := strings.IndexAny(rest, "/:"); i >= 0 {
		owner, name = rest[:i], rest[i+1:]
		if rest[i] == '/' {
			name, _, _ = strings.Cut(name, ":")
		} else if kind == "repo:" || kind == "project_path:" {
			name = "" // nothing after the owner
		}
	}
	const remedy = "compare sub with StringEquals to one repository and its branch or environment, such as " +
		"repo:acme/app:environment:production"
	switch {
	case strings.ContainsAny(owner, "*?"):
		report("iam-trust-any-repository", Critical,
			"workflows of repositories of anyone may assume the role ("+strconv.Quote(subject)+")", remedy)
	case whole != nil:
		report("iam-trust-any-repository", High,
			"everything that "+whole[1]+" runs may assume the role ("+strconv.Quote(subject)+")", remedy)
	case kind == "system:serviceaccount:" && iampolicy.Wild(name):
		report("iam-trust-any-repository", Medium, "every service account of the namespace "+owner+" may assume the role",
			"compare sub with StringEquals to one service account")
	case (kind == "repo:" || kind == "project_path:") && strings.ContainsAny(name, "*?"):
		report("iam-trust-any-repository", High,
			"workflows of every repository of "+owner+" may assume the role ("+strconv.Quote(subject)+")", remedy)
	}
}
