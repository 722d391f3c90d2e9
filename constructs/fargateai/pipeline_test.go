package fargateai

import (
	"fmt"
	"math"
	"testing"

	"github.com/aws/jsii-runtime-go"

	"github.com/fargate-ai/fargate-ai-service/constructs/ecr"
	"github.com/fargate-ai/fargate-ai-service/constructs/ecs"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/internal/optional"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
)

func delivered() ServiceProps {
	p := validProps()
	p.Image = Image{}
	p.Pipeline = &Pipeline{GitHub: pipeline.GitHubRepository{Repository: "acme/llm-proxy"}}
	return p
}

func TestPipelineProblems(t *testing.T) {
	flow := func(change func(*workflow.Settings)) func(*ServiceProps) {
		return func(p *ServiceProps) { change(&p.Pipeline.Workflow) }
	}
	checktest.Run(t, delivered, func(p *ServiceProps) error { return p.problems("llm-proxy", "eu-west-1").Err() },
		[]checktest.Case[ServiceProps]{
			{Name: "defaults", Change: func(*ServiceProps) {}},
			{Name: "no repository", Change: func(p *ServiceProps) { p.Pipeline.GitHub.Repository = "" },
				Want: []string{"pipeline.gitHub.repository required"}},
			{Name: "a branch, told once", Change: flow(func(s *workflow.Settings) { s.Branch = "refs/heads/main" }),
				Want: []string{"pipeline.workflow.branch invalid"}},
			{Name: "task definition file", Change: func(p *ServiceProps) { p.Pipeline.TaskDefinitionFile = "../td.json" },
				Want: []string{"pipeline.taskDefinitionFile workflow-path"}},
			{Name: "what the file may change", Change: func(p *ServiceProps) {
				p.Pipeline.TaskDefinitionFile, p.Pipeline.TaskDefinitionFree = "td.json", jsii.Strings("environment")
			}},
			{Name: "a secret that the file may change", Change: func(p *ServiceProps) {
				p.Pipeline.TaskDefinitionFile, p.Pipeline.TaskDefinitionFree = "td.json", jsii.Strings("secrets")
			}, Want: []string{"pipeline.taskDefinitionFree[0] workflow-task-definition-free"}},
			{Name: "whatever the file may change", Change: func(p *ServiceProps) {
				p.Pipeline.TaskDefinitionFile = "td.json"
				p.Pipeline.TaskDefinitionFree = jsii.Strings("#{TfToken[TOKEN.2]}")
			}, Want: []string{"pipeline.taskDefinitionFree known-value"}},
			{Name: "one workflow", Change: func(p *ServiceProps) { p.Pipeline.WorkflowFile = ".github/workflows/deploy.yml" }},
			{Name: "any workflow", Change: func(p *ServiceProps) { p.Pipeline.WorkflowFile = ".github/workflows/*.yml" },
				Want: []string{"pipeline.workflowFile pipeline-wildcard"}},
			{Name: "workflow", Change: flow(func(w *workflow.Settings) { w.TestCommand = "echo ${{ github.head_ref }}" }),
				Want: []string{"pipeline.workflow.testCommand workflow-expression"}},
			{Name: "image from elsewhere", Change: func(p *ServiceProps) { p.Image.URI = "ghcr.io/acme/app:v1" },
				Want: []string{"pipeline service-pipeline-pushes"}},
			{Name: "another owner", Change: func(p *ServiceProps) { p.Image.Owner = ecs.ImageOwnedByTerraform },
				Want: []string{"image.owner service-pipeline-owns-image"}},
			{Name: "the same owner", Change: func(p *ServiceProps) { p.Image.Owner = ecs.ImageOwnedByPipeline }},
			{Name: "a repository that exists", Change: func(p *ServiceProps) {
				p.Image.ExistingRepository = &ecr.Ref{ARN: "arn:aws:ecr:eu-west-1:210987654321:repository/app",
					URL: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/app"}
			}},
			{Name: "gate when Terraform plans", Change: func(p *ServiceProps) { p.EvalGate = &EvalGate{} },
				Want: []string{
					"evalGate service-eval-gate-owns-image",
				}},
			{Name: "gate for a parameter", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate, p.Image.Owner = nil, &EvalGate{}, ecs.ImageOwnedByParameter
			}, Want: []string{
				"evalGate service-eval-gate-owns-image",
			}},
			{Name: "gate for a tag", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate, p.Image.Tag = nil, &EvalGate{},
					"v1"
			},
				Want: []string{"image.digest service-eval-gate-of-digest"}},
			{Name: "gate before there is an image", Change: func(p *ServiceProps) { p.Pipeline, p.EvalGate = nil, &EvalGate{} }},
			{Name: "verdict", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate = nil,
					&EvalGate{VerdictFile: "${path.root}/x"}
			}, Want: []string{"evalGate.verdictFile invalid"}},
			{Name: "what a verdict must say", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate = nil,
					&EvalGate{MinPassRate: jsii.Number(95), MinCases: jsii.Number(0), MaxAgeDays: jsii.Number(0.5)}
			}, Want: []string{"evalGate.maxAgeDays range", "evalGate.minCases range", "evalGate.minPassRate range"}},
			{Name: "a reference for what a verdict must say", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate = nil, &EvalGate{MinPassRate: jsii.Number(-1.888154589709e+289)}
			}, Want: []string{"evalGate.minPassRate invalid"}},
			{Name: "an eval gate that skips all and measures nothing", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate = nil, &EvalGate{MaxSkipped: jsii.Number(1), PromptVersion: "${v}",
					Metrics:    map[string]float64{"": 1, "a\"b": 1, "f": math.NaN()},
					MaxMetrics: map[string]float64{"l": math.Inf(1)}}
			}, Want: []string{"evalGate.maxMetrics[\"l\"] range", "evalGate.maxSkipped range", `evalGate.metrics[""] invalid`,
				`evalGate.metrics["a\"b"] invalid`, `evalGate.metrics["f"] range`, "evalGate.promptVersion invalid"}},
			{Name: "a metric that nothing can reach", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate = nil, &EvalGate{Metrics: map[string]float64{"mark": 4},
					MaxMetrics: map[string]float64{"mark": 3}}
			}, Want: []string{"evalGate.maxMetrics[\"mark\"] range"}},
			{Name: "the least and the most that it may say", Change: func(p *ServiceProps) {
				p.Pipeline, p.EvalGate = nil,
					&EvalGate{MinPassRate: jsii.Number(1), MinCases: jsii.Number(1), MaxAgeDays: jsii.Number(3650)}
			}},
		})
	p := delivered()
	checktest.Run(t, func() ServiceProps { return p }, func(p *ServiceProps) error { return p.Validate("llm-proxy") },
		[]checktest.Case[ServiceProps]{{Name: "a stack without a region", Change: func(*ServiceProps) {},
			Want: []string{"pipeline service-pipeline-region"}}})
}

func TestPipelineFollowsFromTheService(t *testing.T) {
	p := delivered()
	p.Workload, p.CPUArchitecture, p.MaxStreamDuration = WorkloadAgentRuntime, ecs.X86_64, jsii.Number(3600)
	p.Pipeline.TaskDefinitionFile = "deploy/task-definition.json"
	r := partsOf(p, "agents")
	flow := r.flow
	if flow.Container != "agents" || flow.Family != "agents" || flow.Service != "agents" || flow.Cluster != "agents" ||
		flow.Region != "eu-west-1" ||
		flow.Architecture != workflow.X86_64 || flow.Environment != DefaultEnvironment ||
		flow.SmokeURL != "https://"+p.Domain.Name+"/" ||
		flow.TaskDefinitionFile != "deploy/task-definition.json" || flow.RoleARN != "${{ vars.AGENTS_DEPLOY_ROLE_ARN }}" {
		t.Errorf("got %+v", flow)
	}
	if *flow.WaitMinutes != *r.service.DeploymentTimeoutMinutes ||
		*r.deploy.MaxSessionSeconds != 60*(*flow.WaitMinutes+10) {
		t.Errorf("waits %v of %v minutes with a session of %v s", *flow.WaitMinutes, *r.service.DeploymentTimeoutMinutes,
			*r.deploy.MaxSessionSeconds)
	}
	if got := *(*r.push.GitHub.Branches)[0]; got != "main" || r.push.GitHub.Environments != nil {
		t.Errorf("the role that pushes trusts %s", got)
	}
	if got := *(*r.deploy.GitHub.EnvironmentBranches)[0]; got != "main" {
		t.Errorf("the role that deploys trusts the environment from %s", got)
	}
	if got := *(*r.deploy.GitHub.Environments)[0]; got != DefaultEnvironment ||
		r.deploy.GitHub.Branches != nil {
		t.Errorf("the role that deploys trusts %s", got)
	}
	if r.task.ExecutionRoleName != "agents-eu-west-1-execution" || r.task.TaskRoleName != "agents-eu-west-1-task" {
		t.Errorf("got the roles %s and %s", r.task.ExecutionRoleName, r.task.TaskRoleName)
	}
	if r.service.ImageOwner != ecs.ImageOwnedByPipeline {
		t.Errorf("the image belongs to %s", r.service.ImageOwner)
	}
}

// The deploy role lets a migration and a backfill run where the workflow runs them, and nowhere else.
func TestNetworkOfMigrations(t *testing.T) {
	service := jsii.Strings("subnet-a", "subnet-b")
	known := jsii.Strings("#{TfToken[TOKEN.2]}")
	variable := "${{ vars.SUBNETS }}"
	for _, test := range []struct {
		name                string
		migration, backfill *workflow.Task
		service             *[]*string
		public              bool // address of the service
		want                string
		address             bool
	}{
		{"the network of the service", &workflow.Task{}, nil, service, false, "[subnet-a subnet-b]", false},
		{"a public service", &workflow.Task{}, nil, service, true, "[subnet-a subnet-b]", true},
		{"as only Terraform knows it", &workflow.Task{}, nil, known, false, "[#{TfToken[TOKEN.2]}]", false},
		{"its own", &workflow.Task{Subnets: []string{"subnet-c"}}, nil, known, true, "[subnet-c]", false},
		{"its own, public", nil, &workflow.Task{Subnets: []string{"subnet-c"}, AssignPublicIP: true}, service, false,
			"[subnet-c]", true},
		{"both", &workflow.Task{Subnets: []string{"subnet-c", "subnet-a"}}, &workflow.Task{}, service, false,
			"[subnet-a subnet-b subnet-c]", false},
		{"both, and only Terraform knows one", &workflow.Task{Subnets: []string{"subnet-c"}}, &workflow.Task{}, known, false,
			"[]", false},
		{"a variable", &workflow.Task{Subnets: []string{variable}}, nil, service, false, "[]", false},
		{"no network that is stated", &workflow.Task{Subnets: []string{"subnet-c"}}, &workflow.Task{}, nil, false, "[]",
			false},
	} {
		p := plan{ServiceProps: delivered()}
		p.Pipeline.Workflow.Migration, p.Pipeline.Workflow.Backfill = test.migration, test.backfill
		subnets, address := networkOf(p.tasksOfWorkflow(), test.service, &test.public)
		if got := fmt.Sprint(optional.Texts(subnets)); got != test.want || *address != test.address {
			t.Errorf("%s: got %s and %t", test.name, got, *address)
		}
	}
}
