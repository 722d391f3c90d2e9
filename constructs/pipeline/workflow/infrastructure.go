package workflow

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// InfrastructureProps of the workflow that plans a stack on pull requests and applies it from a branch. What is applied
// is planned anew after the approval, with the state of that moment; FailOn refuses risks then, too. ARNs and backend
// settings may be variables of the repository, such as ${{ vars.PLAN_ROLE_ARN }}.
type InfrastructureProps struct {
	// Name of the workflow. Default: infrastructure.
	Name string
	// Branch that is applied, and whose pull requests are planned. Default: main.
	Branch string
	// Environment of GitHub that the apply runs in, whose approvals it awaits. Default: none; the role must then trust the
	// branch.
	Environment string
	// Paths that concern the infrastructure, in GitHub's own patterns, such as infra/**. Default: everything.
	Paths []string

	// Region of AWS, such as eu-west-1. Required.
	Region string
	// PlanRoleARN of the role that plans on pull requests (pipeline.NewPlanRole): it reads the state and nothing else.
	// Required.
	PlanRoleARN string
	// ApplyRoleARN of the role that applies from the branch, or in the environment. Required.
	ApplyRoleARN string

	// Stack of the app that the workflow is for. Required.
	Stack string
	// Folder of the app. Default: the repository.
	Folder string
	// SynthCommand that writes cdktf.out in Folder, run by bash -euo pipefail before the job has credentials of AWS.
	// Default: go run .
	SynthCommand string
	// Backend settings beside those of the stack, as terraform init -backend-config takes them. Default: none.
	Backend map[string]string
	// TerraformVersion, such as 1.11.4. Default: 1.11.4.
	TerraformVersion string

	// Version of github.com/fargate-ai/fargate-ai-service whose plan-review tells risks and costs: a release or a commit.
	// Required.
	Version string
	// FailOn a risk of this severity or worse: the check of the pull request fails, and nothing is applied. Default: risks
	// are only reported.
	FailOn review.Severity
	// ApplyMinutes that plan and apply may take together. Default: 50; at most 350. Above 50 the role must allow longer
	// sessions than an hour.
	ApplyMinutes *float64
}

// Defaults of [InfrastructureProps].
const (
	DefaultInfrastructureName = "infrastructure"
	DefaultSynthCommand       = "go run ."
	DefaultTerraformVersion   = "1.11.4"
	DefaultApplyMinutes       = 50
)

// Each form leaves no space for an expression of GitHub, a line break or a quote.
var (
	stackName        = form(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`)
	pattern          = form(`^!?[A-Za-z0-9_.*?+\[\]/@-]{1,255}$`)
	terraformVersion = form(`^[0-9]+\.[0-9]+\.[0-9]+$`)
	backendKey       = form(`^[a-z][a-z0-9_]{0,63}$`)
	credential       = form(`^(access_key|secret_key|token|password)$`)
)

var severities = []review.Severity{review.Critical, review.High, review.Medium, review.Low}

// Validate returns every mistake in the props as one error, or nil.
func (p *InfrastructureProps) Validate() error { return p.problems().Err() }

func (p *InfrastructureProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	optionalProblems(&ps, "name", p.Name, title, "a short name of letters, digits, spaces and . _ / -")
	optionalProblems(&ps, "branch", p.Branch, branch, "the name of one branch, such as main")
	optionalProblems(&ps, "environment", p.Environment, title, "the name of an environment, such as production")
	for i, path := range p.Paths {
		formProblems(&ps, rules.Index("paths", i), path, pattern, "a pattern of paths, such as infra/**")
	}
	check.Unique(&ps, "paths", p.Paths, "leave it out")
	formProblems(&ps, "region", p.Region, region, "a region of AWS, such as eu-west-1")
	variableProblems(&ps, "planRoleARN", p.PlanRoleARN, roleARN, "the ARN of the role that plans")
	variableProblems(&ps, "applyRoleARN", p.ApplyRoleARN, roleARN, "the ARN of the role that applies")
	if p.PlanRoleARN != "" && p.PlanRoleARN == p.ApplyRoleARN {
		ps.Break(planRole, "planRoleARN", check.Quote(p.PlanRoleARN), "another role than applyRoleARN",
			"everyone who may open a pull request could apply")
	}
	formProblems(&ps, "stack", p.Stack, stackName, "the name of a stack of the app")
	pathProblems(&ps, "folder", p.Folder)
	commandProblems(&ps, "synthCommand", p.SynthCommand)
	for _, key := range check.SortedKeys(p.Backend) {
		at, value := "backend["+key+"]", p.Backend[key]
		formProblems(&ps, at, key, backendKey, "a setting such as bucket")
		if credential(key) {
			ps.Break(backendCredential, at, "a credential", "none in a file", "the role reaches the state")
		}
		if !variable(value) {
			wordProblems(&ps, at, value)
		}
	}
	optionalProblems(&ps, "terraformVersion", p.TerraformVersion, terraformVersion,
		"one version, such as "+DefaultTerraformVersion)
	versionProblems(&ps, "version", p.Version)
	// not check.OneOf, which lets references through: here they would be expressions of GitHub
	if p.FailOn != "" && !slices.Contains(severities, p.FailOn) {
		ps.Break(rules.OneOf, "failOn", check.Quote(string(p.FailOn)), "one of critical, high, medium, low", "")
	}
	check.WholeNumber(&ps, "applyMinutes", p.ApplyMinutes, 1, MaxWaitMinutes, " minutes", "")
	return ps
}

// infrastructure is the props with every default filled in.
type infrastructure struct {
	InfrastructureProps
	Directory string // of the synthesized stack
	Sums      string // file whose change makes the modules' cache a new one
	Settings  string // of the backend, one a line
	Review    string // command line of plan-review
	Applying  limits
	Group     string
}

func (p InfrastructureProps) resolve() infrastructure {
	c := infrastructure{InfrastructureProps: p, Review: fargateai(p.Version) + " plan-review --markdown",
		Group: "infrastructure-" + p.Stack + "-"}
	c.Name, c.Branch = cmp.Or(p.Name, DefaultInfrastructureName), cmp.Or(p.Branch, DefaultBranch)
	c.SynthCommand = cmp.Or(p.SynthCommand, DefaultSynthCommand)
	c.TerraformVersion = cmp.Or(p.TerraformVersion, DefaultTerraformVersion)
	c.Folder = cmp.Or(p.Folder, ".")
	c.Directory, c.Sums = inFolder(c.Folder, "cdktf.out/stacks/"+p.Stack), inFolder(c.Folder, "go.sum")
	var settings []string
	for _, key := range check.SortedKeys(p.Backend) {
		settings = append(settings, key+"="+p.Backend[key])
	}
	c.Settings = strings.Join(settings, "\n")
	if p.FailOn != "" {
		c.Review += " --fail-on " + string(p.FailOn)
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
