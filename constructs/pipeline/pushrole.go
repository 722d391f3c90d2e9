package pipeline

import (
	"github.com/aws/constructs-go/constructs/v10"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/policy"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// PushRoleProps are the props of a role that pushes images.
type PushRoleProps struct {
	// GitHub says whose jobs may assume the role. Required, with environments or branches.
	GitHub GitHub
	// RepositoryARN of the one ECR repository that may be pushed to. Required.
	RepositoryARN string
	// Tags of the role. Default: none.
	Tags map[string]string
}

// Validate returns every mistake in the props as one error, or nil.
func (p *PushRoleProps) Validate() error { return p.problems().Err() }

func (p *PushRoleProps) problems() rules.Mistakes {
	p, ps := check.Given(p)
	ps.Under("gitHub", p.GitHub.placedProblems())
	check.Required(&ps, "repositoryARN", p.RepositoryARN, "the ARN of an ECR repository",
		"hand over the repository's ARN()")
	arnProblems(&ps, "repositoryARN", p.RepositoryARN, "ecr", "repository/")
	return ps
}

func (p PushRoleProps) resolve() roleConfig {
	return roleConfig{
		kind: "push", description: "GitHub Actions pushes images",
		github: &p.GitHub.GitHubRepository, notices: p.GitHub.notices(), trusted: p.GitHub.trusted(), tags: p.Tags,
		statements: func(site) []policy.Statement { return push(p.RepositoryARN) },
	}
}

// push are the statements to push to one repository; a client asks for layers and manifests that are there already.
func push(repositoryARN string) []policy.Statement {
	return []policy.Statement{
		// AWS knows no resource for it
		{Sid: "ECRToken", Actions: []string{"ecr:GetAuthorizationToken"}, Resources: []string{"*"}},
		{Sid: "ECRPush", Resources: []string{repositoryARN}, Actions: []string{
			"ecr:BatchCheckLayerAvailability", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload",
			"ecr:PutImage",
			"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
		}},
	}
}

// NewPushRole makes a role that pushes images to one repository. Mistakes in props are reported together with those of
// all other constructs when the app is synthesized; nothing is created then.
func NewPushRole(scope constructs.Construct, id string, props *PushRoleProps) *Role {
	return newRole(scope, id, props, func() roleConfig { return props.resolve() })
}
