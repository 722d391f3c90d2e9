package workflow

import (
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/placeholder"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	ifSet(&ps, "name", p.Name, title, "a short name of letters, digits, spaces and . _ / -")
	ifSet(&ps, "branch", p.Branch, branch, "the name of one branch, such as main")
	ifSet(&ps, "environment", p.Environment, title, "the name of an environment, such as production")
	form(&ps, "region", p.Region, region, "a region of AWS, such as eu-west-1")
	orVariable(&ps, "roleARN", p.RoleARN, roleARN, "the ARN of the role that deploys")
	if p.PushRoleARN != "" {
		orVariable(&ps, "pushRoleARN", p.PushRoleARN, roleARN, "the ARN of the role that pushes")
	}
	repository, ok := image.ParseECR(p.RepositoryURL)
	switch {
	case variable.MatchString(p.RepositoryURL):
	case placeholder.Find(p.RepositoryURL) != "":
		ps.Add("repositoryURL", check.Quote(placeholder.Find(p.RepositoryURL)), "a real account",
			"this one stands in documentation")
	case !ok || strings.ContainsAny(p.RepositoryURL, "@$ ") || strings.Count(p.RepositoryURL, ":") > 0:
		ps.Add("repositoryURL", check.Quote(p.RepositoryURL),
			"ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME without a tag, or a variable such as ${{ vars.NAME }}", "")
	case region.MatchString(p.Region) && repository.Region != p.Region:
		ps.Add("repositoryURL", check.Quote(p.RepositoryURL), "a repository in "+p.Region,
			"the login is for the region of the service")
	}
	orVariable(&ps, "cluster", p.Cluster, ecsName, nameForm)
	form(&ps, "service", p.Service, ecsName, nameForm)
	ifSet(&ps, "family", p.Family, ecsName, nameForm)
	ifSet(&ps, "container", p.Container, ecsName, nameForm)
	path(&ps, "taskDefinitionFile", p.TaskDefinitionFile)
	path(&ps, "context", p.Context)
	path(&ps, "dockerfile", p.Dockerfile)
	check.OneOf(&ps, "architecture", p.Architecture, ARM64, X86_64)
	command(&ps, "testCommand", p.TestCommand)
	check.WholeNumber(&ps, "waitMinutes", p.WaitMinutes, 1, MaxWaitMinutes, " minutes", "")
	if p.SmokeURL != "" {
		orVariable(&ps, "smokeURL", p.SmokeURL, address, "an http or https URL")
	}
	if p.Evaluation != nil {
		ps.Under("evaluation", p.Evaluation.problems())
	}
	if p.Migration != nil {
		ps.Under("migration", p.Migration.problems(p.wait()))
	}
	if p.CodeDeploy != nil {
		ps.Under("codeDeploy", p.CodeDeploy.problems())
		if test := p.CodeDeploy.TestURL; test != "" && p.SmokeURL != "" && origin(test) == origin(p.SmokeURL) {
			ps.Add("codeDeploy.testURL", check.Quote(test), "the address of the test listener, not that of smokeURL",
				"blue would be judged instead of green")
		}
	}
	return ps
}
