package pipeline

import (
	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// PlanRoleProps are the props of a role that plans.
type PlanRoleProps struct {
	// GitHub says whose pull requests may assume the role. Required.
	GitHub GitHubRepository
	// Branches whose pushes are planned before they are approved and applied, such as main. Default: none; only pull
	// requests are.
	Branches *[]*string
	// StateBucketARN of the S3 bucket that holds Terraform's state. Required.
	StateBucketARN string
	// StateKey of the one state in the bucket, such as llm-proxy/terraform.tfstate. Required. A state may hold secrets in
	// plain text; everyone who may open a pull request from the repository can read this one.
	StateKey string
	// OtherStateKeys in the bucket, of the stacks that this one takes values from. A plan reads them too. Default: none.
	OtherStateKeys *[]*string
	// StateKMSKeyARN of the key that encrypts the state. Default: the bucket's own encryption, which needs no grant.
	StateKMSKeyARN string
	// Tags of the role. Default: none.
	Tags map[string]string
}

// Validate returns every mistake in the props as one error, or nil.
func (p *PlanRoleProps) Validate() error { return p.problems().Err() }

func (p *PlanRoleProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	ps.Under("gitHub", p.GitHub.problems())
	namesProblems(&ps, "branches", p.Branches, form.Branch)
	p.state().problems(&ps)
	return ps
}

func (p *PlanRoleProps) state() state {
	return state{p.StateBucketARN, p.StateKey, p.OtherStateKeys, p.StateKMSKeyARN}
}

func (p PlanRoleProps) resolve() roleConfig {
	return roleConfig{
		kind: "plan", description: "GitHub Actions plans on pull requests: reads one Terraform state",
		github: &p.GitHub, notices: p.GitHub.notices(), trusted: []jobs{{subjects: p.GitHub.at(p.places()...)}},
		statements: func(site) []policy.Statement { return p.state().read() }, tags: p.Tags,
	}
}

// places are the pull requests, and the branches that are planned.
func (p PlanRoleProps) places() []string {
	return append([]string{"pull_request"}, prefixed("ref:refs/heads/", p.Branches)...)
}

// NewPlanRole makes a role for terraform plan -refresh=false -lock=false on pull requests and branches. It reads the
// state and nothing else: to refresh, a plan would have to read every resource of the account, which most of AWS's
// Describe calls cannot confine to a stack. A stack whose region, account and zones are stated (see
// fargateai.NewStack) asks AWS for nothing in such a plan. Mistakes in props are reported together with those of all
// other constructs when the app is synthesized; nothing is created then.
func NewPlanRole(scope constructs.Construct, id string, props *PlanRoleProps) *Role {
	return newRole(scope, id, props, func() roleConfig { return props.resolve() })
}
