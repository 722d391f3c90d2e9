package pipeline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/iamtest"
)

const (
	account    = "210987654321"
	providerID = "arn:aws:iam::" + account + ":oidc-provider/token.actions.githubusercontent.com"
)

// ireland is a stated site.
type ireland struct{}

func (ireland) Account() string { return account }

func (ireland) Partition() string { return "aws" }

func (ireland) Region() string { return "eu-west-1" }

func (ireland) ARN(service, resource string) string {
	return "arn:aws:" + service + ":eu-west-1:" + account + ":" + resource
}

func validGitHub() GitHub {
	return GitHub{
		Environments: jsii.Strings("production"),
		GitHubRepository: GitHubRepository{
			ProviderARN:  providerID,
			Repository:   "acme/llm-proxy",
			OwnerID:      "1342004",
			RepositoryID: "998877",
		},
	}
}

func validDeployRole() DeployRoleProps {
	return DeployRoleProps{
		GitHub:           validGitHub(),
		ClusterName:      "ai",
		ServiceName:      "llm-proxy",
		ExecutionRoleARN: "arn:aws:iam::" + account + ":role/llm-proxy-execution",
		TaskRoleARN:      "arn:aws:iam::" + account + ":role/llm-proxy-task",
		RepositoryARN:    "arn:aws:ecr:eu-west-1:" + account + ":repository/llm-proxy",
	}
}

func validPlanRole() PlanRoleProps {
	return PlanRoleProps{GitHub: validGitHub().GitHubRepository, StateBucketARN: "arn:aws:s3:::acme-state",
		StateKey: "llm-proxy/terraform.tfstate"}
}

// assumes tells whether a trust policy lets in a token with the claims.
func assumes(t *testing.T, trust any, claims map[string]string) bool {
	t.Helper()
	return iamtest.Allows(t, iamtest.Request{Action: "sts:AssumeRoleWithWebIdentity", Context: claims}, trust)
}

// Whom the trust lets in, by the claims that GitHub signs.
func TestTrust(t *testing.T) {
	classic := func(g *GitHub) { g.OwnerID, g.RepositoryID = "", "" }
	both := func(g *GitHub) { g.KeepNames = jsii.Bool(true) }
	asIs := func(*GitHub) {}
	const byID, byName = "repo:acme@1342004/llm-proxy@998877:", "repo:acme/llm-proxy:"
	for _, test := range []struct {
		name   string
		change func(*GitHub)
		sub    string
		want   bool
	}{
		{"by id", asIs, byID + "environment:production", true},
		{"by id, branch", asIs, byID + "ref:refs/heads/main", true},
		{"the name is not trusted with ids", asIs, byName + "environment:production", false},
		{"another owner of the name", asIs, "repo:acme@666/llm-proxy@998877:environment:production", false},
		{"another repository of the name", asIs, "repo:acme@1342004/llm-proxy@666:environment:production", false},
		{"another environment", asIs, byID + "environment:staging", false},
		{"an environment with a longer name", asIs, byID + "environment:production2", false},
		{"another branch", asIs, byID + "ref:refs/heads/feature", false},
		{"a branch below", asIs, byID + "ref:refs/heads/main/x", false},
		{"a tag of the branch's name", asIs, byID + "ref:refs/tags/main", false},
		{"a pull request", asIs, byID + "pull_request", false},
		{"another case", asIs, "repo:Acme@1342004/llm-proxy@998877:environment:production", false},
		{"a pattern as a claim", asIs, "repo:*", false},
		{"nothing", asIs, "", false},
		{"by name", classic, byName + "environment:production", true},
		{"by name, branch", classic, byName + "ref:refs/heads/main", true},
		{"by name, pull request", classic, byName + "pull_request", false},
		{"another repository", classic, "repo:acme/llm-proxy-2:environment:production", false},
		{"another organization", classic, "repo:acme-evil/llm-proxy:environment:production", false},
		{"ids that nobody stated", classic, byID + "environment:production", false},
		{"both forms, by id", both, byID + "environment:production", true},
		{"both forms, by name", both, byName + "environment:production", true},
		{"both forms, pull request", both, byName + "pull_request", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := validGitHub()
			g.Branches = jsii.Strings("main")
			test.change(&g)
			claims := map[string]string{issuer + ":aud": "sts.amazonaws.com", issuer + ":sub": test.sub}
			trust := g.trust(ireland{}, g.trusted())
			if got := assumes(t, trust, claims); got != test.want {
				t.Errorf("%s: got %v", test.sub, got)
			}
			claims[issuer+":aud"] = "https://github.com/acme"
			if assumes(t, trust, claims) {
				t.Error("a token for another audience is let in")
			}
			delete(claims, issuer+":aud")
			if assumes(t, trust, claims) {
				t.Error("a token without an audience is let in")
			}
		})
	}
}

func TestThePlanRoleTrustsPullRequestsOnly(t *testing.T) {
	c := validPlanRole().resolve()
	if got := strings.Join(c.trusted[0].subjects, " "); got != "repo:acme@1342004/llm-proxy@998877:pull_request" {
		t.Errorf("got the subjects %s", got)
	}
}

// A branch of one's own can name any environment, but not be another branch.
func TestAnEnvironmentIsReachedFromItsBranchesOnly(t *testing.T) {
	g := validGitHub()
	g.EnvironmentBranches = jsii.Strings("main", "release")
	trust := g.trust(ireland{}, g.trusted())
	for ref, want := range map[string]bool{"refs/heads/main": true, "refs/heads/release": true, "refs/heads/mine": false,
		"refs/pull/7/merge": false, "refs/tags/main": false, "": false} {
		claims := map[string]string{issuer + ":aud": "sts.amazonaws.com",
			issuer + ":sub": "repo:acme@1342004/llm-proxy@998877:environment:production"}
		if ref != "" {
			claims[issuer+":ref"] = ref
		}
		if got := assumes(t, trust, claims); got != want {
			t.Errorf("from %q: got %v", ref, got)
		}
	}
	if notices := g.notices(); len(notices) != 0 {
		t.Errorf("got the notices %q", notices)
	}
	g.EnvironmentBranches = nil
	if notices := g.notices(); len(notices) != 1 || !strings.Contains(notices[0], "EnvironmentBranches") {
		t.Errorf("nothing is said of an environment that every branch reaches: %q", notices)
	}
}

// Conditions that match patterns would make every wildcard that slips through dangerous.
func TestTrustComparesWholeTexts(t *testing.T) {
	g := validGitHub()
	statement := g.trust(ireland{}, g.trusted())["Statement"].([]any)[0].(map[string]any)
	for operator := range statement["Condition"].(map[string]any) {
		if operator != "StringEquals" {
			t.Errorf("got the operator %s", operator)
		}
	}
	if got := statement["Principal"].(map[string]any)["Federated"]; got != providerID {
		t.Errorf("got the principal %v", got)
	}
}

func TestTheProviderIsTheAccountsOwn(t *testing.T) {
	stated, left := validGitHub(), validGitHub()
	left.ProviderARN = ""
	if diff := cmp.Diff(stated.trust(ireland{}, stated.trusted()), left.trust(ireland{}, left.trusted())); diff != "" {
		t.Error(diff)
	}
}
