package review

import (
	"strings"
	"testing"
)

// An issuer that serves everyone is told from one that is called alike, or that one organization has to itself.
func TestSharedIssuers(t *testing.T) {
	for issuer, want := range map[string]string{
		"gitlab.com": "critical", "GitLab.com/": "critical", "oidc.codefresh.io": "critical", "scalr.io": "critical",
		"api.pulumi.com/oidc": "critical", "oidc.vercel.com/acme": "critical",
		"gitlab.company.dev": "high", "gitlab.acme.dev": "high", "login.acme.dev/scalr.io": "high",
	} {
		all := risksOf(t, asStack(t, trusting(`"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated":
			"arn:aws:iam::210987654321:oidc-provider/`+issuer+`"}`)))
		if len(all) != 1 || !strings.HasPrefix(all[0], "aws_iam_role.r iam-trust-any-repository: "+want) {
			t.Errorf("%s: got %q, want %s", issuer, all, want)
		}
	}
}
