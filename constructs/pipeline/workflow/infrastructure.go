package workflow

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/stackcheck"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// InfrastructureProps of the workflow that plans a stack on pull requests and applies it from a branch. A push is
// planned, the plan is approved in an environment, and that plan is applied or nothing. ARNs and backend settings may
// be variables of the repository, such as ${{ vars.PLAN_ROLE_ARN }}.
//
// A plan holds secrets of the state, and must wait for its approval: it is kept as an artifact that is sealed with the
// certificate in the variable PLAN_CERTIFICATE of the repository, and opened with the secret PLAN_KEY of the
// environment, which only an approved job gets. The workflow tells how to make both.
type InfrastructureProps struct {
	// Name of the workflow. Default: infrastructure.
	Name string
	// Branch that is applied, and whose pull requests are planned. Default: main.
	Branch string
	// Environment of GitHub that the apply runs in, whose approvals it awaits. Name reviewers in GitHub's settings:
	// without them nobody is asked. Default: production.
	Environment string
	// Paths that concern the infrastructure, in GitHub's own patterns, such as infra/**. Default: everything.
	Paths []string

	// Region of AWS, such as eu-west-1. Required.
	Region string
	// PlanRoleARN of the role that plans (pipeline.NewPlanRole): it reads the state and nothing else. It trusts pull
	// requests of the repository, and without RefreshRoleARN the branch as well. Required.
	PlanRoleARN string
	// RefreshRoleARN of a role that plans what is then applied, from the branch: it reads the state, and asks AWS what the
	// resources are like. Pull requests do not get it, whose workflow their authors can change. Default: PlanRoleARN, and
	// a plan from the state alone, which does not see what was changed by hand.
	RefreshRoleARN string
	// ApplyRoleARN of the role that applies, in the environment (pipeline.NewApplyRole). Required.
	ApplyRoleARN string

	// Stack of the app that the workflow is for. Required.
	Stack string
	// Folder of the app. Default: the repository.
	Folder string
	// SynthCommand that writes cdktf.out in Folder, and runs tests before if you like; run by bash -euo pipefail in a job
	// without a role or a secret. Default: go run .
	SynthCommand string
	// LockFile in the repository that pins the providers by their hashes. Default: .terraform.lock.hcl in Folder.
	LockFile string
	// Providers by source that the stack may use; no other one gets to run. Default: hashicorp/aws alone.
	Providers []string
	// BackendType that the stack must keep its state in, such as s3 or http. Default: s3.
	BackendType string
	// Backend settings beside those of the stack, as terraform init -backend-config takes them. Default: none.
	Backend map[string]string
	// TerraformVersion, such as 1.11.4. Default: 1.11.4.
	TerraformVersion string

	// Version of github.com/fargate-ai/fargate-ai-service whose stack-check and plan-review the workflow runs: a release
	// or a commit. Default: the one that the program is built from ([LibraryVersion]); required where that is none.
	Version string
	// FailOn a risk of this severity or worse: the check of the pull request fails, and nothing is applied. Default: high.
	// [ReportOnly] fails on none.
	FailOn review.Severity
	// ApplyMinutes that the apply may take. Default: 50; at most 350. Above 50 the role must allow longer sessions than
	// an hour.
	ApplyMinutes *float64
}

// Defaults of [InfrastructureProps].
const (
	DefaultInfrastructureName = "infrastructure"
	DefaultApplyEnvironment   = "production"
	DefaultFailOn             = review.High
	DefaultSynthCommand       = "go run ."
	DefaultTerraformVersion   = "1.11.4"
	DefaultApplyMinutes       = 50

	// ReportOnly is a value of [InfrastructureProps.FailOn]: risks are told, and fail nothing.
	ReportOnly review.Severity = "none"
)

// Each form leaves no space for an expression of GitHub, a line break or a quote.
var (
	stackName        = matching(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`)
	pattern          = upTo(255, `^!?[\p{L}\p{N}_.*?+\[\]/@ -]+$`)
	brackets         = regexp.MustCompile(`\[[^\[\]/]+\]`)
	terraformVersion = matching(`^[1-9][0-9]*\.[0-9]+\.[0-9]+$`)
	backendKey       = matching(`^[a-z][a-z0-9_]{0,63}$`)
	providerSource   = matching(`^([a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?/)?[a-z0-9_-]+/[a-z0-9_-]+$`)
	// credential is a setting of any backend that opens the state to whoever reads it.
	credential = matching(`^(.+_key|(.*_)?secret(_id)?|credentials|conn_str|http_auth|client_certificate|.+_key_pem|` +
		`client_certificate_pem|(.+_)?(password|passwd|token))$`)
)

// backendTypes are those of Terraform that outlive a runner
// (https://developer.hashicorp.com/terraform/language/backend).
var backendTypes = []string{"azurerm", "consul", "cos", "gcs", "http", "kubernetes", "oci", "oss", "pg", "remote", "s3"}

// files reports whether a pattern of GitHub can match a path of the repository, as the whole path is compared.
func files(text string) bool {
	path := "/" + strings.TrimPrefix(text, "!") + "/"
	return pattern(text) && text == strings.TrimSpace(text) &&
		!strings.ContainsAny(brackets.ReplaceAllString(text, ""), "[]") &&
		!strings.Contains(path, "//") && !strings.Contains(path, "/./") && !strings.Contains(path, "/../")
}

var severities = []review.Severity{review.Critical, review.High, review.Medium, review.Low, ReportOnly}

// Validate returns every mistake in the props as one error, or nil.
func (p *InfrastructureProps) Validate() error { return p.problems().Err() }

func (p *InfrastructureProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	optionalProblems(&ps, "name", p.Name, title, "a name of at most 100 printable characters")
	optionalProblems(&ps, "branch", p.Branch, branch, form.Branch.Want)
	optionalProblems(&ps, "environment", p.Environment, environment, form.Environment.Want)
	for i, path := range p.Paths {
		formProblems(&ps, rules.Index("paths", i), path, files,
			"a pattern of whole paths without a / before or behind, at most 255 characters, such as infra/**")
	}
	check.Unique(&ps, "paths", p.Paths, "leave it out")
	if len(p.Paths) > 0 && !slices.ContainsFunc(p.Paths, func(path string) bool { return !strings.HasPrefix(path, "!") }) {
		ps.Break(rules.Invalid, "paths", "exceptions alone", "a pattern that does not start with !",
			"GitHub would never run the workflow")
	}
	formProblems(&ps, "region", p.Region, region, "a region of AWS, such as eu-west-1")
	roleProblems(&ps, "planRoleARN", p.PlanRoleARN, p.Region, "the ARN of the role that plans")
	roleProblems(&ps, "applyRoleARN", p.ApplyRoleARN, p.Region, "the ARN of the role that applies")
	if sameRole(p.PlanRoleARN, p.ApplyRoleARN) {
		ps.Break(planRole, "planRoleARN", check.Quote(p.PlanRoleARN), "another role than applyRoleARN",
			"everyone who may open a pull request could apply")
	}
	if p.RefreshRoleARN != "" {
		roleProblems(&ps, "refreshRoleARN", p.RefreshRoleARN, p.Region, "the ARN of a role that reads")
		if sameRole(p.RefreshRoleARN, p.ApplyRoleARN) {
			ps.Break(planRole, "refreshRoleARN", check.Quote(p.RefreshRoleARN), "another role than applyRoleARN",
				"what applies would be there before the approval")
		}
	}
	formProblems(&ps, "stack", p.Stack, stackName, "the name of a stack of the app, at most 128 characters")
	pathProblems(&ps, "folder", p.Folder)
	commandProblems(&ps, "synthCommand", p.SynthCommand)
	pathProblems(&ps, "lockFile", p.LockFile)
	for i, source := range p.Providers {
		formProblems(&ps, rules.Index("providers", i), source, providerSource, "a source such as hashicorp/aws")
	}
	check.Unique(&ps, "providers", p.Providers, "leave it out")
	if p.BackendType != "" && !slices.Contains(backendTypes, p.BackendType) {
		ps.Break(remoteBackend, "backendType", check.Quote(p.BackendType), "one of "+strings.Join(backendTypes, ", "),
			"a file on a runner is gone when its job has ended")
	}
	for _, key := range check.SortedKeys(p.Backend) {
		at, value := "backend["+key+"]", p.Backend[key]
		formProblems(&ps, at, key, backendKey, "a setting such as bucket")
		if credential(key) && key != "kms_encryption_key" { // that one is the name of a key
			ps.Break(backendCredential, at, "a credential", "none in a file", "the role reaches the state")
		}
		if !variable(value) {
			textProblems(&ps, at, value, "", "printable text on one line")
		}
	}
	optionalProblems(&ps, "terraformVersion", p.TerraformVersion, terraformVersion,
		"one version, such as "+DefaultTerraformVersion)
	versionProblems(&ps, "version", versionOf(p.Version))
	// not check.OneOf, which lets references through: here they would be expressions of GitHub
	if p.FailOn != "" && !slices.Contains(severities, p.FailOn) {
		ps.Break(rules.OneOf, "failOn", check.Quote(string(p.FailOn)), "one of critical, high, medium, low, none", "")
	}
	check.WholeNumber(&ps, "applyMinutes", p.ApplyMinutes, 1, MaxWaitMinutes, " minutes", "")
	return ps
}

// infrastructure is the props with every default filled in.
type infrastructure struct {
	InfrastructureProps
	Owned      []owned
	Directory  string // of the synthesized stack
	Settings   string // of the backend, one a line
	Install    string // the companion, for go install
	FailOnFlag string // of plan-review
	Ref        string // of the branch, as a text in an expression
	Applying   limits
	Group      string
}

func (p InfrastructureProps) resolve() infrastructure {
	c := infrastructure{InfrastructureProps: p, Group: "infrastructure-" + p.Stack + "-"}
	c.Name, c.Branch = cmp.Or(p.Name, DefaultInfrastructureName), cmp.Or(p.Branch, DefaultBranch)
	c.Environment = cmp.Or(p.Environment, DefaultApplyEnvironment)
	c.Ref = "'refs/heads/" + c.Branch + "'"
	c.SynthCommand = cmp.Or(p.SynthCommand, DefaultSynthCommand)
	c.TerraformVersion = cmp.Or(p.TerraformVersion, DefaultTerraformVersion)
	c.Folder = cmp.Or(p.Folder, ".")
	c.Directory = inFolder(c.Folder, "cdktf.out/stacks/"+p.Stack)
	c.LockFile = cmp.Or(p.LockFile, inFolder(c.Folder, stackcheck.LockFile))
	c.Owned = c.owned()
	c.BackendType = cmp.Or(p.BackendType, stackcheck.DefaultBackend)
	if len(p.Providers) == 0 {
		c.Providers = []string{stackcheck.DefaultProvider}
	}
	var settings []string
	for _, key := range check.SortedKeys(p.Backend) {
		settings = append(settings, key+"="+p.Backend[key])
	}
	c.Settings = strings.Join(settings, "\n")
	c.Install = companion(versionOf(p.Version))
	if failOn := cmp.Or(p.FailOn, DefaultFailOn); failOn != ReportOnly {
		c.FailOnFlag = " --fail-on " + string(failOn)
	}
	c.Applying = limitsOf(optional.Or(p.ApplyMinutes, DefaultApplyMinutes))
	return c
}

// Infrastructure renders the workflow that plans and applies a stack, for .github/workflows, or returns every mistake
// in the props as one error.
func Infrastructure(props *InfrastructureProps) ([]byte, error) {
	if err := props.Validate(); err != nil {
		return nil, err
	}
	return execute("infrastructure.yml.tmpl", props.resolve())
}
