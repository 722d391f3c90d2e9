package pipeline

import (
	"regexp"

	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// PlanRoleProps of a role that plans on pull requests.
type PlanRoleProps struct {
	// GitHub says whose pull requests may assume the role. Required.
	GitHub GitHubRepository
	// StateBucketARN of the S3 bucket that holds Terraform's state. Required.
	StateBucketARN string
	// StateKey of the one state in the bucket, such as llm-proxy/terraform.tfstate. Required. A state may hold secrets in
	// plain text; everyone who may open a pull request from the repository can read this one.
	StateKey string
	// StateKMSKeyARN of the key that encrypts the state. Default: the bucket's own encryption, which needs no grant.
	StateKMSKeyARN string
	// Tags of the role. Default: none.
	Tags map[string]string
}

// stateKey holds no wildcard of IAM, and no variable of a policy.
var stateKey = regexp.MustCompile(`^[A-Za-z0-9_.-][A-Za-z0-9_./=:-]{0,1000}$`)

// Validate returns every mistake in the props as one error, or nil.
func (p *PlanRoleProps) Validate() error { return p.problems().Err() }

func (p *PlanRoleProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	ps.Under("gitHub", p.GitHub.problems())
	check.Required(&ps, "stateBucketARN", p.StateBucketARN, "the ARN of the bucket of the state", "")
	arnProblems(&ps, "stateBucketARN", p.StateBucketARN, "s3", "")
	if wild(p.StateKey) || !token.Is(p.StateKey) && !stateKey.MatchString(p.StateKey) {
		ps.Break(form(p.StateKey), "stateKey", check.Quote(p.StateKey), "the key of one object, without wildcards",
			"give the key that the backend states")
	}
	arnProblems(&ps, "stateKMSKeyARN", p.StateKMSKeyARN, "kms", "key/")
	return ps
}

func (p PlanRoleProps) resolve() roleConfig {
	return roleConfig{
		kind: "plan", description: "GitHub Actions plans on pull requests: reads one Terraform state",
		github: &p.GitHub, notices: p.GitHub.notices(), trusted: []jobs{{subjects: p.GitHub.at("pull_request")}},
		statements: p.statements, tags: p.Tags,
	}
}

func (p PlanRoleProps) statements(site) []policy.Statement {
	out := []policy.Statement{
		{Sid: "ReadState", Actions: []string{"s3:GetObject"}, Resources: []string{p.StateBucketARN + "/" + p.StateKey}},
		{Sid: "FindState", Actions: []string{"s3:ListBucket"}, Resources: []string{p.StateBucketARN},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "s3:prefix", Values: []string{p.StateKey}},
			}},
	}
	if p.StateKMSKeyARN != "" {
		out = append(out, policy.Statement{Sid: "DecryptState", Actions: []string{"kms:Decrypt"},
			Resources: []string{p.StateKMSKeyARN}})
	}
	return out
}

// NewPlanRole makes a role for terraform plan -refresh=false -lock=false on pull requests. It reads the state and
// nothing else: to refresh, a plan would have to read every resource of the account, which most of AWS's Describe calls
// cannot confine to a stack. A stack whose region, account and zones are stated (see fargateai.NewStack) asks AWS for
// nothing in such a plan. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func NewPlanRole(scope constructs.Construct, id string, props *PlanRoleProps) *Role {
	return newRole(scope, id, props, func() roleConfig { return props.resolve() })
}
