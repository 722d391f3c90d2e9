package workflow

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/check"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/form"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/image"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/naming"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/partition"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/token"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
)

// Validate returns every mistake in the props as one error, or nil.
func (p *Props) Validate() error { return p.problems().Err() }

func (p *Props) problems() rules.Mistakes {
	p, ps := check.Given(p)
	optionalProblems(&ps, "name", p.Name, title, "a name of at most 100 printable characters")
	optionalProblems(&ps, "branch", p.Branch, branch, form.Branch.Want)
	optionalProblems(&ps, "environment", p.Environment, environment, form.Environment.Want)
	formProblems(&ps, "region", p.Region, region, "a region of AWS, such as eu-west-1")
	roleProblems(&ps, "roleARN", p.RoleARN, p.Region, "the ARN of the role that deploys")
	if p.PushRoleARN != "" {
		roleProblems(&ps, "pushRoleARN", p.PushRoleARN, p.Region, "the ARN of the role that pushes")
	}
	repository, ok := image.ParseECR(p.RepositoryURL)
	switch {
	case variable(p.RepositoryURL):
	case !ok || strings.ContainsAny(p.RepositoryURL, "@$ ") || strings.Count(p.RepositoryURL, ":") > 0:
		ps.Break(check.Form(p.RepositoryURL), "repositoryURL", check.Quote(p.RepositoryURL),
			"ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME without a tag, or a variable such as ${{ vars.NAME }}", "")
	case region(p.Region) && repository.Region != p.Region:
		ps.Break(repositoryRegion, "repositoryURL", check.Quote(p.RepositoryURL), "a repository in "+p.Region,
			"the login is for the region of the service")
	case region(p.Region) && !ofPartition(p.RepositoryURL, p.Region):
		ps.Break(samePartition, "repositoryURL", check.Quote(p.RepositoryURL), "the registry's domain in "+p.Region, "")
	}
	variableProblems(&ps, "cluster", p.Cluster, naming.IsECS, naming.WantECS)
	formProblems(&ps, "service", p.Service, naming.IsECS, naming.WantECS)
	optionalProblems(&ps, "family", p.Family, naming.IsECS, naming.WantECS)
	optionalProblems(&ps, "container", p.Container, naming.IsECS, naming.WantECS)
	pathProblems(&ps, "taskDefinitionFile", p.TaskDefinitionFile)
	p.freeProblems(&ps)
	pathProblems(&ps, "context", p.Context)
	pathProblems(&ps, "dockerfile", p.Dockerfile)
	check.OneOf(&ps, "architecture", p.Architecture, ARM64, X86_64)
	commandProblems(&ps, "testCommand", p.TestCommand)
	check.WholeNumber(&ps, "waitMinutes", p.WaitMinutes, 1, MaxWaitMinutes, " minutes", "")
	if p.SmokeURL != "" {
		variableProblems(&ps, "smokeURL", p.SmokeURL, address, "an http or https URL")
	}
	if p.Evaluation != nil {
		ps.Under("evaluation", p.Evaluation.problems())
	}
	if p.Migration != nil {
		ps.Under("migration", p.Migration.problems(p.wait()))
	}
	if p.Backfill != nil {
		ps.Under("backfill", p.Backfill.problems(p.wait()+p.Migration.minutes()))
	}
	if p.CodeDeploy != nil {
		ps.Under("codeDeploy", p.CodeDeploy.problems(p.Region))
		if test := p.CodeDeploy.TestURL; test != "" && p.SmokeURL != "" && origin(test) == origin(p.SmokeURL) {
			ps.Break(testAddress, "codeDeploy.testURL", check.Quote(test),
				"the address of the test listener, not that of smokeURL", "blue would be judged instead of green")
		}
	}
	return ps
}

// ofPartition reports whether a registry of the region has that domain.
func ofPartition(repository, region string) bool {
	p, ok := partition.Of(region)
	host, _, _ := strings.Cut(repository, "/")
	both := map[string]string{"aws-cn": ".on.amazonwebservices.com.cn"} // of IPv4 and IPv6
	return !ok || strings.HasSuffix(host, "."+p.DNSSuffix) || strings.HasSuffix(host, cmp.Or(both[p.Name], ".on.aws"))
}

func (p *Props) freeProblems(ps *rules.Mistakes) {
	if len(p.TaskDefinitionFree) > 0 && p.TaskDefinitionFile == "" {
		ps.Break(taskDefinitionFree, "taskDefinitionFree", "members of no file", "taskDefinitionFile as well",
			"without a file the newest revision is deployed")
	}
	for i, name := range p.TaskDefinitionFree {
		if name != token.Unknown && !slices.Contains(taskdefinition.Free(), name) {
			ps.Break(taskDefinitionFree, rules.Index("taskDefinitionFree", i), check.Quote(name),
				"one of "+strings.Join(taskdefinition.Free(), ", "), "change all else in Terraform")
		}
	}
	check.Unique(ps, "taskDefinitionFree", p.TaskDefinitionFree, "")
}
