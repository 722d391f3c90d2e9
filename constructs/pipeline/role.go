package pipeline

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrole"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/iamrolepolicy"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/bridge"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Role is a role that jobs of GitHub Actions assume.
type Role struct {
	constructs.Construct
	role      iamrole.IamRole // like the policy nil when the props were refused
	policy    iamrolepolicy.IamRolePolicy
	arn, name string
}

// roleConfig is a role, decided.
type roleConfig struct {
	kind, description string
	github            *GitHubRepository
	notices           []string
	trusted           []jobs
	statements        func(site) []policy.Statement
	session           *float64 // seconds; nil for AWS's hour
	tags              map[string]string
}

// site makes ARNs: *bridge.Site, or a stated one in tests.
type site interface {
	ARN(service, resource string) string
	Account() string
	Partition() string
	Region() string
}

func newRole(scope constructs.Construct, id string, props interface{ problems() rules.Mistakes },
	resolve func() roleConfig) *Role {
	r := &Role{arn: token.Unknown, name: token.Unknown}
	bridge.Init(r, scope, id)
	if bridge.Refused(r, props.problems(), props) {
		return r
	}
	c := resolve()
	at := bridge.SiteOf(r)
	r.role = bridge.NewRole(r, "role", bridge.RoleProps{
		NamePrefix:  "github-" + c.kind + "-",
		Description: c.description,
		Trust:       c.github.trust(at, c.trusted),
		Tags:        c.tags,
	})
	if c.session != nil {
		r.role.SetMaxSessionDuration(c.session)
	}
	r.policy = bridge.Grant(r, "policy", r.role, c.statements(at)...)
	r.arn, r.name = *r.role.Arn(), *r.role.Name()
	for _, notice := range c.notices {
		bridge.Tell(r, notice)
	}
	return r
}

// ARN returns the ARN of the role: what the workflow assumes.
func (r *Role) ARN() string { return r.arn }

// Name returns the name of the role; a reference.
func (r *Role) Name() string { return r.name }

// Resource returns the underlying aws_iam_role, nil when the props were refused.
func (r *Role) Resource() iamrole.IamRole { return r.role }

// Policy returns the underlying aws_iam_role_policy, nil when the props were refused.
func (r *Role) Policy() iamrolepolicy.IamRolePolicy { return r.policy }
