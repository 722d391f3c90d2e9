package pipeline

import (
	"regexp"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/arn"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// GitHub says which jobs of GitHub Actions may assume a role.
type GitHub struct {
	GitHubRepository

	// Environments whose jobs are trusted. Protect them in GitHub's settings: an approval there is the approval of the
	// deployment. Everyone who may push to the repository can name an environment in a workflow of a branch of his own, so
	// state EnvironmentBranches too. Default: none.
	Environments *[]*string
	// EnvironmentBranches that a job in one of Environments must run on, by the claim ref of its token. Default: any
	// branch, tag and pull request.
	EnvironmentBranches *[]*string
	// Branches whose jobs are trusted, such as main. A job that names an environment has the environment in its subject
	// instead. Default: none.
	Branches *[]*string
	// Workflow is the file that such a job must be written in, such as .github/workflows/deploy.yml of the repository as
	// it is on Branches or EnvironmentBranches, or a reusable one with its ref,
	// OWNER/NAME/.github/workflows/FILE@refs/heads/main. It is compared with the claim job_workflow_ref, which STS knows
	// since January 2026. Default: any workflow of the repository, so that whoever may change one of them has the role.
	Workflow string
}

// GitHubRepository is the repository whose jobs may assume a role, and how AWS recognizes it.
type GitHubRepository struct {
	// ProviderARN of the account's identity provider for GitHub. Default: the ARN that it has in the stack's account,
	// where it must exist; see [NewGitHubProvider].
	ProviderARN string
	// Repository is OWNER/NAME as GitHub spells it; the case counts. Required.
	Repository string
	// OwnerID and RepositoryID are GitHub's numbers of the owner and the repository; both or neither. With them only the
	// immutable form of the subject is trusted, which repositories created since July 2026 have. Default: none, and the
	// names are trusted, which older ones have.
	OwnerID, RepositoryID string
	// KeepNames trusts the form without ids as well, while a repository is switched over. Default: false. Needs the ids.
	KeepNames *bool
}

const (
	issuer   = "token.actions.githubusercontent.com"
	audience = "sts.amazonaws.com"
)

var (
	// Owners with an underscore are those of enterprises that manage their users.
	repository = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9_-]{0,37}[A-Za-z0-9])?/[A-Za-z0-9._-]{1,100}$`)
	addressed  = regexp.MustCompile(`^(?:https://|git@)github\.com[/:]([^/]+/[^/]+?)(?:\.git)?/?$`)
	githubID   = regexp.MustCompile(`^[1-9][0-9]{0,19}$`)

	workflowFile = regexp.MustCompile(`^\.github/workflows/[A-Za-z0-9._-]+\.ya?ml$`)
	workflowRef  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+/\.github/workflows/` +
		`[A-Za-z0-9._-]+\.ya?ml@refs/(heads|tags)/[A-Za-z0-9_][A-Za-z0-9._/+#-]*$`)
)

func (g *GitHubRepository) problems() rules.Mistakes {
	var ps rules.Mistakes
	arnProblems(&ps, "providerARN", g.ProviderARN, "iam", "oidc-provider/"+issuer)
	ids := g.OwnerID != "" || g.RepositoryID != ""
	_, name, _ := strings.Cut(g.Repository, "/")
	switch {
	case token.Is(g.Repository):
		if ids {
			ps.Break(rules.KnownValue, "repository", "a reference", "the text OWNER/NAME, since the ids stand inside it",
				"state it")
		}
	case !repository.MatchString(g.Repository) || name == "." || name == ".." ||
		strings.HasSuffix(strings.ToLower(name), ".git"):
		fix := "a role is trusted for one repository; make one role for each"
		if at := addressed.FindStringSubmatch(g.Repository); at != nil && repository.MatchString(at[1]) {
			fix = "state " + at[1]
		}
		ps.Break(refusal(g.Repository), "repository", check.Quote(g.Repository),
			"one repository, OWNER/NAME, without wildcards", fix)
	}
	for path, id := range map[string]string{"ownerID": g.OwnerID, "repositoryID": g.RepositoryID} {
		switch {
		case id == "" && ids:
			ps.Break(rules.Required, path, "nothing", "the number, since the other one is stated",
				"gh api repos/OWNER/NAME --jq '.owner.id, .id' tells both")
		case id != "" && !token.Is(id) && !githubID.MatchString(id):
			ps.Break(rules.Invalid, path, check.Quote(id), "a number",
				"gh api repos/OWNER/NAME --jq '.owner.id, .id' tells both")
		}
	}
	if optional.Value(g.KeepNames) && !ids {
		ps.Break(keepNames, "keepNames", "true without ids", "ownerID and repositoryID",
			"without ids the names are trusted anyway; leave it out")
	}
	return ps
}

// placedProblems adds what is wrong with environments and branches, of which at least one is needed.
func (g *GitHub) placedProblems() rules.Mistakes {
	ps := g.problems()
	if len(optional.Texts(g.Environments))+len(optional.Texts(g.Branches)) == 0 && !token.IsList(g.Environments) &&
		!token.IsList(g.Branches) {
		ps.Break(rules.Required, "environments", "neither environments nor branches", "at least one of them",
			"name the environment that the deploying job runs in")
	}
	namesProblems(&ps, "environments", g.Environments, form.Environment)
	namesProblems(&ps, "branches", g.Branches, form.Branch)
	namesProblems(&ps, "environmentBranches", g.EnvironmentBranches, form.Branch)
	g.workflowProblems(&ps)
	if len(optional.Texts(g.EnvironmentBranches)) > 0 && len(optional.Texts(g.Environments)) == 0 {
		ps.Break(environmentBranches, "environmentBranches", "branches without environments", "environments as well",
			"a job without an environment is trusted by branches")
	}
	return ps
}

func (g *GitHub) workflowProblems(ps *rules.Mistakes) {
	file := workflowFile
	if strings.Contains(g.Workflow, "@") {
		file = workflowRef
	}
	switch {
	case g.Workflow == "" || token.Is(g.Workflow) && !wild(g.Workflow):
	case wild(g.Workflow):
		ps.Break(wildcard, "workflow", check.Quote(g.Workflow), "one file", "name the file and its ref in full")
	case !file.MatchString(g.Workflow) || strings.Contains(g.Workflow, ".."):
		ps.Break(rules.Invalid, "workflow", check.Quote(g.Workflow),
			".github/workflows/FILE.yml, or OWNER/NAME/.github/workflows/FILE.yml@REF with a whole ref",
			"copy the path of the file; a ref is refs/heads/BRANCH or refs/tags/TAG")
	case file == workflowFile && len(optional.Texts(g.Environments)) > 0 &&
		len(optional.Texts(g.EnvironmentBranches)) == 0:
		ps.Break(workflowBranches, "workflow", check.Quote(g.Workflow)+" without environmentBranches",
			"environmentBranches as well", "name the branch whose workflow it is, such as main")
	}
}

func namesProblems(ps *rules.Mistakes, path string, list *[]*string, one form.Form) {
	if token.IsList(list) {
		ps.Break(rules.KnownValue, path, "a reference", "the names themselves: a subject is made of each", "state them")
		return
	}
	for i, name := range optional.Texts(list) {
		at := rules.Index(path, i)
		switch {
		case token.Is(name) && !wild(name):
		case name == "pull_request":
			ps.Break(pullRequest, at, check.Quote(name), one.Want, "a pull request must not deploy; NewPlanRole is for them")
		case !one.Fits(name):
			ps.Break(refusal(name), at, check.Quote(name), one.Want, "wildcards and whole subjects are not allowed")
		}
	}
	check.Unique(ps, path, optional.Texts(list), "leave it out")
}

// jobs are subjects that are trusted, and the refs that they must run on and the workflows that they must be written
// in; nil for any.
type jobs struct{ subjects, refs, workflows []string }

// trusted are the jobs in the named places, by their full subjects.
func (g *GitHub) trusted() []jobs {
	var out []jobs
	if environments := prefixed("environment:", g.Environments); len(environments) > 0 {
		out = append(out, jobs{g.at(environments...), prefixed("refs/heads/", g.EnvironmentBranches),
			g.workflows(g.EnvironmentBranches)})
	}
	if g.Workflow == "" {
		if branches := prefixed("ref:refs/heads/", g.Branches); len(branches) > 0 {
			out = append(out, jobs{subjects: g.at(branches...)}) // the subject holds the ref
		}
		return out
	}
	for _, name := range optional.Texts(g.Branches) { // a branch and the workflow on it go together
		out = append(out, jobs{subjects: g.at("ref:refs/heads/" + name), workflows: g.workflows(&[]*string{&name})})
	}
	return out
}

// workflows are the claims job_workflow_ref of the workflow on branches.
func (g *GitHub) workflows(branches *[]*string) []string {
	switch {
	case g.Workflow == "":
		return nil
	case strings.Contains(g.Workflow, "@"), token.Is(g.Workflow):
		return []string{g.Workflow}
	}
	return prefixed(g.Repository+"/"+g.Workflow+"@refs/heads/", branches)
}

func prefixed(prefix string, list *[]*string) []string {
	out := optional.Texts(list)
	for i := range out {
		out[i] = prefix + out[i]
	}
	return out
}

func (g *GitHubRepository) at(places ...string) []string {
	var out []string
	for _, place := range places {
		if g.OwnerID != "" {
			owner, name, _ := strings.Cut(g.Repository, "/")
			out = append(out, "repo:"+owner+"@"+g.OwnerID+"/"+name+"@"+g.RepositoryID+":"+place)
		}
		if g.OwnerID == "" || optional.Value(g.KeepNames) {
			out = append(out, "repo:"+g.Repository+":"+place)
		}
	}
	return out
}

// trust lets jobs, their claims compared as a whole, assume a role. STS knows ref and job_workflow_ref since January
// 2026 (https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/ and
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif).
func (g *GitHubRepository) trust(at site, trusted []jobs) map[string]any {
	provider := g.ProviderARN
	if provider == "" { // asking for the account and the partition may make a data source
		provider = "arn:" + at.Partition() + ":iam::" + at.Account() + ":oidc-provider/" + issuer
	}
	var statements []policy.Statement
	for _, j := range trusted {
		statement := policy.Statement{
			Federated: provider,
			Actions:   []string{"sts:AssumeRoleWithWebIdentity"},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: issuer + ":aud", Values: []string{audience}},
				{Operator: "StringEquals", Key: issuer + ":sub", Values: j.subjects},
			},
		}
		if len(j.refs) > 0 {
			statement.Conditions = append(statement.Conditions,
				policy.Condition{Operator: "StringEquals", Key: issuer + ":ref", Values: j.refs})
		}
		if len(j.workflows) > 0 {
			statement.Conditions = append(statement.Conditions,
				policy.Condition{Operator: "StringEquals", Key: issuer + ":job_workflow_ref", Values: j.workflows})
		}
		statements = append(statements, statement)
	}
	return policy.Document(statements...)
}

// notices are what the user should know of the subjects.
func (g *GitHubRepository) notices() []string {
	if g.OwnerID != "" {
		return nil
	}
	return []string{"the role trusts " + g.Repository +
		" by name; a repository created since July 2026 is only matched with OwnerID and RepositoryID"}
}

func (g *GitHub) notices() []string {
	out := g.GitHubRepository.notices()
	if len(optional.Texts(g.Environments)) > 0 && len(optional.Texts(g.EnvironmentBranches)) == 0 {
		out = append(out, "everyone who may push to "+g.Repository+
			" can assume the role from a branch of his own: state EnvironmentBranches")
	}
	return out
}

// references are the parts of a text that Terraform computes.
var references = regexp.MustCompile(`[$#]\{[^}]*\}`)

// wild reports whether what a user wrote himself holds a wildcard of IAM, beside references too.
func wild(value string) bool {
	return strings.ContainsAny(references.ReplaceAllString(value, ""), "*?")
}

// arnProblems requires the ARN of one resource that starts with prefix, when a value is given that is not a reference.
func arnProblems(ps *rules.Mistakes, path, value, service, prefix string) {
	if value == "" || token.Is(value) && !wild(value) {
		return
	}
	a, ok := arn.Parse(value)
	if !ok || a.Service != service || !strings.HasPrefix(a.Resource, prefix) || wild(value) {
		ps.Break(refusal(value), path, check.Quote(value),
			"the ARN of one resource, arn:PARTITION:"+service+":…:"+prefix+"…, without wildcards", "")
	}
}
