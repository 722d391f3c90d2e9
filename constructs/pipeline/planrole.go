package pipeline

import (
	"regexp"

	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// PlanRoleProps of a role that plans.
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

// stateKey holds no wildcard of IAM, and no variable of a policy.
var stateKey = regexp.MustCompile(`^[A-Za-z0-9_.-][A-Za-z0-9_./=:-]{0,1000}$`)

// Validate returns every mistake in the props as one error, or nil.
func (p *PlanRoleProps) Validate() error { return p.problems().Err() }

func (p *PlanRoleProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	ps.Under("gitHub", p.GitHub.problems())
	namesProblems(&ps, "branches", p.Branches, branch, "the name of one branch, such as main, without refs/heads/")
	check.Required(&ps, "stateBucketARN", p.StateBucketARN, "the ARN of the bucket of the state", "")
	arnProblems(&ps, "stateBucketARN", p.StateBucketARN, "s3", "")
	keyProblems(&ps, "stateKey", p.StateKey)
	others := optional.Texts(p.OtherStateKeys)
	if token.IsList(p.OtherStateKeys) {
		ps.Break(rules.KnownValue, "otherStateKeys", "a reference", "keys that are known while synthesizing", "")
		others = nil
	}
	for i, key := range others {
		keyProblems(&ps, rules.Index("otherStateKeys", i), key)
	}
	check.Unique(&ps, "otherStateKeys", others, "")
	arnProblems(&ps, "stateKMSKeyARN", p.StateKMSKeyARN, "kms", "key/")
	return ps
}

func keyProblems(ps *rules.Mistakes, path, key string) {
	if wild(key) || !token.Is(key) && !stateKey.MatchString(key) {
		ps.Break(form(key), path, check.Quote(key), "the key of one object, without wildcards",
			"give the key that the backend states")
	}
}

func (p PlanRoleProps) resolve() roleConfig {
	return roleConfig{
		kind: "plan", description: "GitHub Actions plans on pull requests: reads one Terraform state",
		github: &p.GitHub, notices: p.GitHub.notices(),
		trusted: []jobs{{subjects: p.GitHub.at(append([]string{"pull_request"}, prefixed("ref:refs/heads/", p.Branches)...)...)}},
		statements: p.statements, tags: p.Tags,
	}
}

func (p PlanRoleProps) statements(site) []policy.Statement {
	keys := append([]string{p.StateKey}, optional.Texts(p.OtherStateKeys)...)
	var objects []string
	for _, key := range keys {
		objects = append(objects, p.StateBucketARN+"/"+key)
	}
	out := []policy.Statement{
		{Sid: "ReadState", Actions: []string{"s3:GetObject"}, Resources: objects},
		{Sid: "FindState", Actions: []string{"s3:ListBucket"}, Resources: []string{p.StateBucketARN},
			Conditions: []policy.Condition{
				{Operator: "StringEquals", Key: "s3:prefix", Values: keys},
			}},
	}
	if p.StateKMSKeyARN != "" {
		out = append(out, policy.Statement{Sid: "DecryptState", Actions: []string{"kms:Decrypt"},
			Resources: []string{p.StateKMSKeyARN}})
	}
	return out
}

// NewPlanRole makes a role for terraform plan -refresh=false -lock=false on pull requests and branches. It reads the state and
// nothing else: to refresh, a plan would have to read every resource of the account, which most of AWS's Describe calls
// cannot confine to a stack. A stack whose region, account and zones are stated (see fargateai.NewStack) asks AWS for
// nothing in such a plan. Mistakes in props are reported together with those of all other constructs when the app is
// synthesized; nothing is created then.
func NewPlanRole(scope constructs.Construct, id string, props *PlanRoleProps) *Role {
	return newRole(scope, id, props, func() roleConfig { return props.resolve() })
}
