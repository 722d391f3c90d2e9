package pipeline

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
)

// Tokens that GitHub signs for jobs of this repository, of forks and of others, and whether a role trusts them. A line
// is like one of [iamtest.Table], of claims alone: aud is that of AWS where it says nothing, wf the job_workflow_ref.
func trustTable(t *testing.T, g *GitHubRepository, trusted []jobs, table string) {
	t.Helper()
	document := g.trust(ireland{}, trusted)
	for line := range strings.Lines(table) {
		row, _, _ := strings.Cut(line, "# ")
		words := strings.Fields(row)
		if len(words) == 0 {
			continue
		}
		claims := map[string]string{issuer + ":aud": audience}
		for _, word := range words[1:] {
			key, value, _ := strings.Cut(word, "=")
			if key == "wf" {
				key = "job_workflow_ref"
			}
			if claims[issuer+":"+key] = value; value == "none" {
				delete(claims, issuer+":"+key)
			}
		}
		if got := iamtest.Allows(t, iamtest.Request{Action: "sts:AssumeRoleWithWebIdentity", Context: claims},
			document); got != (words[0] == "in") {
			t.Errorf("%s", strings.TrimSpace(line))
		}
		if iamtest.Allows(t, iamtest.Request{Action: "sts:AssumeRole", Context: claims}, document) {
			t.Errorf("another call: %s", strings.TrimSpace(line))
		}
	}
}

func TestTokensForOneWorkflowInAnEnvironment(t *testing.T) {
	g := validGitHub()
	g.EnvironmentBranches, g.Workflow = jsii.Strings("main"), ".github/workflows/deploy.yml"
	const here = "repo:acme@1342004/llm-proxy@998877:"
	const file = "acme/llm-proxy/.github/workflows/deploy.yml"
	named := strings.NewReplacer("ENV", here+"environment:production", "HERE", here, "FILE", file)
	trustTable(t, &g.GitHubRepository, g.trusted(), named.Replace(`
		in  sub=ENV ref=refs/heads/main wf=FILE@refs/heads/main
		out sub=ENV ref=refs/heads/main
		out sub=ENV ref=refs/heads/main wf=FILE@refs/heads/mine
		out sub=ENV ref=refs/heads/main wf=FILE@refs/pull/7/merge
		out sub=ENV ref=refs/heads/mine wf=FILE@refs/heads/main
		out sub=ENV ref=refs/tags/main wf=FILE@refs/tags/main
		out sub=ENV wf=FILE@refs/heads/main    # no ref
		out sub=ENV ref=refs/heads/main wf=FILE.yml@refs/heads/main
		out sub=ENV ref=refs/heads/main wf=mallory/x/.github/workflows/deploy.yml@refs/heads/main
		out sub=ENV ref=refs/heads/main wf=acme/llm-proxy/.github/workflows/test.yml@refs/heads/main
		out sub=HEREenvironment:staging ref=refs/heads/main wf=FILE@refs/heads/main
		out sub=HEREref:refs/heads/main ref=refs/heads/main wf=FILE@refs/heads/main
		out sub=HEREpull_request ref=refs/pull/7/merge wf=FILE@refs/pull/7/merge
		out sub=ENV ref=refs/heads/main wf=FILE@refs/heads/main aud=none
		out sub=ENV ref=refs/heads/main wf=FILE@refs/heads/main aud=https://github.com/acme
		out sub=repo:mallory@5/llm-proxy@6:environment:production ref=refs/heads/main wf=FILE@refs/heads/main # a fork
		out sub=none ref=refs/heads/main wf=FILE@refs/heads/main
	`))
}

func TestTokensForOneWorkflowOnBranches(t *testing.T) {
	g := validGitHub()
	g.Environments, g.Branches, g.Workflow = nil, jsii.Strings("main", "next"), ".github/workflows/deploy.yml"
	const here = "repo:acme@1342004/llm-proxy@998877:"
	named := strings.NewReplacer("ENV", here+"environment:production", "HERE", here,
		"FILE", "acme/llm-proxy/.github/workflows/deploy.yml")
	trustTable(t, &g.GitHubRepository, g.trusted(), named.Replace(`
		in  sub=HEREref:refs/heads/main wf=FILE@refs/heads/main
		in  sub=HEREref:refs/heads/next wf=FILE@refs/heads/next
		out sub=HEREref:refs/heads/main wf=FILE@refs/heads/next       # one branch's file on another
		out sub=HEREref:refs/heads/main
		out sub=HEREref:refs/heads/mine wf=FILE@refs/heads/mine
		out sub=HEREref:refs/tags/main wf=FILE@refs/tags/main
		out sub=HEREpull_request wf=FILE@refs/heads/main
		out sub=ENV wf=FILE@refs/heads/main
	`))

	g.Workflow = "acme/workflows/.github/workflows/push.yml@refs/tags/v1"
	trustTable(t, &g.GitHubRepository, g.trusted(), named.Replace(`
		in  sub=HEREref:refs/heads/main wf=acme/workflows/.github/workflows/push.yml@refs/tags/v1
		out sub=HEREref:refs/heads/main wf=acme/workflows/.github/workflows/push.yml@refs/tags/v2
		out sub=HEREref:refs/heads/main wf=FILE@refs/heads/main
	`))
}

func TestTokensForThePlanRole(t *testing.T) {
	props := validPlanRole()
	trustTable(t, &props.GitHub, props.resolve().trusted, `
		in  sub=repo:acme@1342004/llm-proxy@998877:pull_request
		out sub=repo:mallory@5/llm-proxy@6:pull_request                            # a pull request within a fork
		out sub=repo:acme@1342004/billing@7:pull_request
		out sub=repo:acme/llm-proxy:pull_request                                   # the name, registered anew
		out sub=repo:acme@1342004/llm-proxy@998877:ref:refs/heads/main
		out sub=repo:acme@1342004/llm-proxy@998877:environment:production
		out sub=repo:acme@1342004/llm-proxy@998877:pull_request aud=none
		out sub=repo:acme@1342004/llm-proxy@998877:pull_request aud=sts.amazonaws.com.evil.dev
		out sub=none
	`)
}
