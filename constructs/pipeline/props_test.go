package pipeline

import (
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
)

const ref = "${TfToken[TOKEN.1]}"

func TestDeployRoleProblems(t *testing.T) {
	type P = DeployRoleProps
	checktest.Run(t, validDeployRole, func(p *P) error { return p.Validate() }, []checktest.Case[P]{
		{Name: "valid", Change: func(*P) {}},
		{Name: "least", Change: func(p *P) {
			p.TaskRoleARN, p.RepositoryARN, p.GitHub.OwnerID, p.GitHub.RepositoryID = "", "",
				"", ""
		}},
		{Name: "branch", Change: func(p *P) {
			p.GitHub.Environments, p.GitHub.Branches = nil,
				jsii.Strings("main", "release/1.x")
		}},
		{Name: "both forms", Change: func(p *P) { p.GitHub.KeepNames = jsii.Bool(true) }},
		{Name: "user of an enterprise", Change: func(p *P) { p.GitHub.Repository = "Jane_acme/LLM.proxy_2" }},
		{Name: "references", Change: func(p *P) {
			p.ClusterName, p.ServiceName, p.ExecutionRoleARN, p.TaskRoleARN, p.RepositoryARN, p.MigrationFamily = ref, ref, ref,
				ref, ref, ref
			p.GitHub = GitHub{Environments: jsii.Strings(ref),
				GitHubRepository: GitHubRepository{ProviderARN: ref, Repository: ref}}
		}},
		{Name: "references to ids", Change: func(p *P) { p.GitHub.OwnerID, p.GitHub.RepositoryID = ref, ref }},
		{Name: "reference that ids stand in", Change: func(p *P) { p.GitHub.Repository = ref },
			Want: []string{"gitHub.repository known-value"}},
		{Name: "list reference", Change: func(p *P) { p.GitHub.Environments = jsii.Strings("#{TfToken[TOKEN.2]}") },
			Want: []string{"gitHub.environments known-value"}},
		{Name: "no place", Change: func(p *P) { p.GitHub.Environments = nil },
			Want: []string{"gitHub.environments required"}},
		{Name: "empty list", Change: func(p *P) { p.GitHub.Environments = &[]*string{} },
			Want: []string{"gitHub.environments required"}},
		{Name: "nil in a list", Change: func(p *P) { p.GitHub.Environments = &[]*string{nil} },
			Want: []string{"gitHub.environments[0] nil-element"}},
		{Name: "twice", Change: func(p *P) { p.GitHub.Branches = jsii.Strings("main", "main") },
			Want: []string{"gitHub.branches[1] unique"}},
		{Name: "one id", Change: func(p *P) { p.GitHub.OwnerID = "" },
			Want: []string{"gitHub.ownerID required"}},
		{Name: "names of ids", Change: func(p *P) { p.GitHub.OwnerID, p.GitHub.RepositoryID = "acme", "*" },
			Want: []string{"gitHub.ownerID invalid", "gitHub.repositoryID invalid"}},
		{Name: "names kept without ids", Change: func(p *P) {
			p.GitHub.OwnerID, p.GitHub.RepositoryID, p.GitHub.KeepNames = "", "", jsii.Bool(true)
		}, Want: []string{"gitHub.keepNames pipeline-keep-names"}},
		{Name: "another provider",
			Change: func(p *P) { p.GitHub.ProviderARN = "arn:aws:iam::210987654321:oidc-provider/gitlab.com" },
			Want:   []string{"gitHub.providerARN invalid"}},
		{Name: "cluster ARN", Change: func(p *P) { p.ClusterName = "arn:aws:ecs:eu-west-1:210987654321:cluster/ai" },
			Want: []string{"clusterName invalid"}},
		{Name: "any service", Change: func(p *P) { p.ServiceName = "*" },
			Want: []string{"serviceName pipeline-wildcard"}},
		{Name: "a service elsewhere", Change: func(p *P) { p.ServiceName = "a/b" }, Want: []string{"serviceName invalid"}},
		{Name: "any branch of the environment",
			Change: func(p *P) { p.GitHub.EnvironmentBranches = jsii.Strings("release/*") },
			Want:   []string{"gitHub.environmentBranches[0] pipeline-wildcard"}},
		{Name: "a pull request", Change: func(p *P) { p.GitHub.Environments = jsii.Strings("pull_request") },
			Want: []string{"gitHub.environments[0] pipeline-pull-request"}},
		{Name: "branches of no environment", Change: func(p *P) {
			p.GitHub.Environments, p.GitHub.Branches, p.GitHub.EnvironmentBranches = nil, jsii.Strings("main"),
				jsii.Strings("main")
		}, Want: []string{"gitHub.environmentBranches pipeline-environment-branches"}},
		{Name: "one workflow", Change: func(p *P) {
			p.GitHub.Workflow, p.GitHub.EnvironmentBranches = ".github/workflows/deploy.yml", jsii.Strings("main")
		}},
		{Name: "a reusable workflow", Change: func(p *P) {
			p.GitHub.Workflow = "acme/workflows/.github/workflows/deploy.yaml@refs/tags/v1.2"
		}},
		{Name: "a workflow that is a reference", Change: func(p *P) { p.GitHub.Workflow = ref }},
		{Name: "a workflow on any branch", Change: func(p *P) { p.GitHub.Workflow = ".github/workflows/deploy.yml" },
			Want: []string{"gitHub.workflow pipeline-workflow-branches"}},
		{Name: "any workflow", Change: func(p *P) { p.GitHub.Workflow = ".github/workflows/*" },
			Want: []string{"gitHub.workflow pipeline-wildcard"}},
		{Name: "a workflow at no whole ref", Change: func(p *P) {
			p.GitHub.Workflow = "acme/workflows/.github/workflows/deploy.yml@main"
		}, Want: []string{"gitHub.workflow invalid"}},
		{Name: "a workflow elsewhere", Change: func(p *P) {
			p.GitHub.Workflow, p.GitHub.EnvironmentBranches = "deploy.yml", jsii.Strings("main")
		}, Want: []string{"gitHub.workflow invalid"}},
		{Name: "size", Change: func(p *P) { p.MaxCPUUnits, p.MaxMemoryMiB = jsii.Number(16384), jsii.Number(122880) }},
		{Name: "size in vCPU", Change: func(p *P) { p.MaxCPUUnits, p.MaxMemoryMiB = jsii.Number(4), jsii.Number(8) },
			Want: []string{"maxCPUUnits range", "maxMemoryMiB range"}},
		{Name: "any family to tag", Change: func(p *P) { p.Family = "*" }, Want: []string{"family pipeline-wildcard"}},
		{Name: "any deployment group",
			Change: func(p *P) { p.CodeDeploy = &CodeDeploy{ApplicationName: "llm", DeploymentGroupName: "*"} },
			Want:   []string{"codeDeploy.deploymentConfigName required", "codeDeploy.deploymentGroupName pipeline-wildcard"}},
		{Name: "any family", Change: func(p *P) { p.MigrationFamily = "llm-*" },
			Want: []string{"migrationFamily pipeline-wildcard"}},
		{Name: "any role", Change: func(p *P) { p.ExecutionRoleARN, p.TaskRoleARN = "*", "arn:aws:iam::210987654321:role/*" },
			Want: []string{"executionRoleARN pipeline-wildcard", "taskRoleARN pipeline-wildcard"}},
		{Name: "wildcards beside references", Change: func(p *P) {
			p.TaskRoleARN, p.RepositoryARN = "arn:aws:iam::"+ref+":role/*", "arn:aws:ecr:eu-west-1:"+ref+":repository/llm-?"
			p.ServiceName, p.GitHub.Environments = ref+"*", jsii.Strings(ref+"-*")
		}, Want: []string{"gitHub.environments[0] pipeline-wildcard", "repositoryARN pipeline-wildcard",
			"serviceName pipeline-wildcard", "taskRoleARN pipeline-wildcard"}},
		{Name: "references inside", Change: func(p *P) {
			p.TaskRoleARN, p.ServiceName, p.GitHub.Environments = "arn:aws:iam::"+ref+":role/a", "llm-${var.stages[*].name}",
				jsii.Strings(ref+"-eu")
		}},
		{Name: "role name", Change: func(p *P) { p.TaskRoleARN = "llm-proxy-task" }, Want: []string{"taskRoleARN invalid"}},
		{Name: "a user as a role", Change: func(p *P) { p.TaskRoleARN = "arn:aws:iam::210987654321:user/x" },
			Want: []string{"taskRoleARN invalid"}},
		{Name: "any repository", Change: func(p *P) { p.RepositoryARN = "arn:aws:ecr:eu-west-1:210987654321:repository/*" },
			Want: []string{"repositoryARN pipeline-wildcard"}},
		{Name: "short session", Change: func(p *P) { p.MaxSessionSeconds = jsii.Number(900) },
			Want: []string{"maxSessionSeconds range"}},
		{Name: "all at once", Change: func(p *P) { *p = P{} }, Want: []string{
			"clusterName required", "executionRoleARN required", "gitHub.environments required", "gitHub.repository required",
			"serviceName required",
		}},
	})
	if err := (*DeployRoleProps)(nil).Validate(); err == nil {
		t.Error("nil props are valid")
	}
}

// What would let in more than the named jobs, or never match, is a mistake in props, whichever part of the subject it
// stands in.
func TestHostileSubjects(t *testing.T) {
	at := func(repository string) func(*GitHub) { return func(g *GitHub) { g.Repository = repository } }
	in := func(environment string) func(*GitHub) {
		return func(g *GitHub) { g.Environments = jsii.Strings(environment) }
	}
	on := func(branch string) func(*GitHub) {
		return func(g *GitHub) { g.Environments, g.Branches = nil, jsii.Strings(branch) }
	}
	cases := []struct {
		path   string
		change func(*GitHub)
	}{
		{"repository", at("")},
		{"repository", at("*")},
		{"repository", at("acme")},
		{"repository", at("acme/")},
		{"repository", at("/llm-proxy")},
		{"repository", at("acme/*")},
		{"repository", at("*/llm-proxy")},
		{"repository", at("acme/llm-?roxy")},
		{"repository", at("acme/llm-proxy*")},
		{"repository", at("acme/llm-proxy/x")},
		{"repository", at("repo:acme/llm-proxy")},
		{"repository", at("acme/llm-proxy:pull_request")},
		{"repository", at("acme/llm-proxy:ref:refs/heads/main")},
		{"repository", at("acme@1/llm-proxy@2")},
		{"repository", at("acme/..")},
		{"repository", at("acme/llm-proxy.git")},
		{"repository", at("https://github.com/acme/llm-proxy")},
		{"repository", at("git@github.com:acme/llm-proxy")},
		{"repository", at(" acme/llm-proxy")},
		{"repository", at("acme/llm-proxy\n")},
		{"repository", at("аcme/llm-proxy")}, // a Cyrillic а
		{"repository", at("-acme/llm-proxy")},
		{"repository", at(strings.Repeat("a", 40) + "/llm-proxy")},
		{"ownerID", func(g *GitHub) { g.OwnerID = "*" }},
		{"ownerID", func(g *GitHub) { g.OwnerID = "0" }},
		{"repositoryID", func(g *GitHub) { g.RepositoryID = "99*" }},
		{"repositoryID", func(g *GitHub) { g.RepositoryID = "998877:environment:production" }},
		{"environments[0]", in("")},
		{"environments[0]", in("*")},
		{"environments[0]", in("prod*")},
		{"environments[0]", in("productio?")},
		{"environments[0]", in("pull_request")},
		{"environments[0]", in("production:ref:refs/heads/main")},
		{"environments[0]", in("production ")},
		{"environments[0]", in("production\n")},
		{"environments[0]", in("environment:production")},
		{"branches[0]", on("")},
		{"branches[0]", on("*")},
		{"branches[0]", on("release/*")},
		{"branches[0]", on("main?")},
		{"branches[0]", on("refs/heads/main")},
		{"branches[0]", on("refs/pull/7/merge")},
		{"branches[0]", on("ref:refs/heads/main")},
		{"branches[0]", on("pull_request")},
		{"branches[0]", on("main..x")},
		{"branches[0]", on("main/")},
		{"branches[0]", on("a//b")},
		{"branches[0]", on("main\nx")},
		{"branches[0]", on("[a-z]")},
	}
	for _, test := range cases {
		g := validGitHub()
		test.change(&g)
		problems := g.placedProblems()
		if len(problems) != 1 || problems[0].Path != test.path {
			t.Errorf("%+q %+q %+q: got %v, want one mistake in %s", g.Repository, optional.Texts(g.Environments),
				optional.Texts(g.Branches), problems, test.path)
		}
	}
}

func TestOtherProblems(t *testing.T) {
	checktest.Run(t, func() ProviderProps { return ProviderProps{ExistingARN: providerID} },
		func(p *ProviderProps) error { return p.Validate() }, []checktest.Case[ProviderProps]{
			{Name: "adopted", Change: func(*ProviderProps) {}},
			{Name: "made", Change: func(p *ProviderProps) { *p = ProviderProps{Tags: map[string]string{"a": "b"}} }},
			{Name: "reference", Change: func(p *ProviderProps) { p.ExistingARN = ref }},
			{Name: "URL", Change: func(p *ProviderProps) { p.ExistingARN = "https://token.actions.githubusercontent.com" },
				Want: []string{"existingARN invalid"}},
			{Name: "tags of an adopted one", Change: func(p *ProviderProps) { p.Tags = map[string]string{"a": "b"} },
				Want: []string{"tags exclusive"}},
		})
	checktest.Run(t, func() PushRoleProps {
		return PushRoleProps{GitHub: validGitHub(), RepositoryARN: ref}
	}, func(p *PushRoleProps) error { return p.Validate() }, []checktest.Case[PushRoleProps]{
		{Name: "valid", Change: func(*PushRoleProps) {}},
		{Name: "nothing", Change: func(p *PushRoleProps) { *p = PushRoleProps{} },
			Want: []string{"gitHub.environments required", "gitHub.repository required", "repositoryARN required"}},
		{Name: "image", Change: func(p *PushRoleProps) { p.RepositoryARN = "1.dkr.ecr.eu-west-1.amazonaws.com/a" },
			Want: []string{"repositoryARN invalid"}},
	})
	checktest.Run(t, validPlanRole, func(p *PlanRoleProps) error { return p.Validate() }, []checktest.Case[PlanRoleProps]{
		{Name: "valid", Change: func(*PlanRoleProps) {}},
		{Name: "references", Change: func(p *PlanRoleProps) {
			p.StateBucketARN, p.StateKey, p.StateKMSKeyARN = ref, ref,
				ref
		}},
		{Name: "nothing", Change: func(p *PlanRoleProps) { *p = PlanRoleProps{} },
			Want: []string{"gitHub.repository required", "stateBucketARN required", "stateKey required"}},
		{Name: "branches", Change: func(p *PlanRoleProps) { p.Branches = jsii.Strings("main", "release/*", "refs/heads/x") },
			Want: []string{"branches[1] pipeline-wildcard", "branches[2] invalid"}},
		{Name: "every state", Change: func(p *PlanRoleProps) { p.StateKey = "*" }, Want: []string{
			"stateKey pipeline-wildcard"}},
		{Name: "states that it takes values from", Change: func(p *PlanRoleProps) {
			p.OtherStateKeys = jsii.Strings("network/terraform.tfstate", "edge/terraform.tfstate")
		}},
		{Name: "every other state", Change: func(p *PlanRoleProps) {
			p.OtherStateKeys = jsii.Strings("network/*", "edge", "edge")
		}, Want: []string{"otherStateKeys[0] pipeline-wildcard", "otherStateKeys[2] unique"}},
		{Name: "every state of a stage", Change: func(p *PlanRoleProps) { p.StateKey = ref + "/*" },
			Want: []string{"stateKey pipeline-wildcard"}},
		{Name: "variable of a policy", Change: func(p *PlanRoleProps) { p.StateKey = "$x" },
			Want: []string{"stateKey invalid"}},
		{Name: "every bucket", Change: func(p *PlanRoleProps) { p.StateBucketARN = "arn:aws:s3:::*" },
			Want: []string{"stateBucketARN pipeline-wildcard"}},
		{Name: "alias", Change: func(p *PlanRoleProps) { p.StateKMSKeyARN = "alias/state" },
			Want: []string{"stateKMSKeyARN invalid"}},
	})
}
