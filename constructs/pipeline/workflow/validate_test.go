package workflow

import (
	"math"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/evalgate"
)

// evaluation is that of most, changed.
func evaluation(change func(*Evaluation)) *Evaluation {
	e := *most().Evaluation
	change(&e)
	return &e
}

func TestProblems(t *testing.T) {
	checktest.Run(t, most, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "most", Change: func(*Props) {}},
		{Name: "least", Change: func(p *Props) { *p = least() }},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} }, Want: []string{
			"cluster required", "region required", "repositoryURL required",
			"roleARN required", "service required",
		}},
		{Name: "an expression in each place", Change: func(p *Props) {
			const x = "${{ github.event.head_commit.message }}"
			p.Name, p.Branch, p.Environment, p.Region, p.RoleARN, p.PushRoleARN, p.RepositoryURL = x, x, x, x, x, x, x
			p.Cluster, p.Service, p.Family, p.Container, p.TaskDefinitionFile, p.Context, p.Dockerfile, p.SmokeURL,
				p.TestCommand = x, x, x, x, x, x, x, x, "echo "+x
			p.Evaluation = &Evaluation{Command: x, Results: []string{x}, Version: x, Metrics: map[string]float64{x: 1},
				Baseline: x, Secrets: []string{x}}
		}, Want: []string{
			"branch invalid", "cluster invalid", "container invalid", "context invalid", "dockerfile invalid",
			"environment invalid",
			"evaluation.baseline invalid", "evaluation.command workflow-expression",
			"evaluation.metrics[${{ github.event.head_commit.message }}] invalid", "evaluation.results[0] invalid",
			"evaluation.secrets[0] invalid", "evaluation.version workflow-fixed-version",
			"family invalid", "name invalid", "pushRoleARN invalid", "region invalid", "repositoryURL invalid",
			"roleARN invalid", "service invalid", "smokeURL invalid",
			"taskDefinitionFile invalid", "testCommand workflow-expression",
		}},
		{Name: "a secret as a role", Change: func(p *Props) { p.RoleARN = "${{ secrets.ROLE }}" },
			Want: []string{"roleARN invalid"}},
		{Name: "a variable and more", Change: func(p *Props) { p.SmokeURL = "${{ vars.URL }}\n x" },
			Want: []string{"smokeURL invalid"}},
		{Name: "a ref as a branch", Change: func(p *Props) { p.Branch = "refs/heads/main" },
			Want: []string{"branch invalid"}},
		{Name: "a branch that is called so", Change: func(p *Props) { p.Branch = "refs-cleanup" }},
		{Name: "a file of Git", Change: func(p *Props) { p.TaskDefinitionFile = "./.git/config" },
			Want: []string{"taskDefinitionFile workflow-path"}},
		{Name: "a file of GitHub", Change: func(p *Props) { p.TaskDefinitionFile = ".github/task.json" }},
		{Name: "results that count twice", Change: func(p *Props) {
			p.Evaluation = evaluation(func(e *Evaluation) {
				e.Results = []string{"out/a.json", "./out/a.json", "out//a.json", "out/./a.json", "out/b.json"}
			})
		}, Want: []string{"evaluation.results[1] unique", "evaluation.results[2] unique", "evaluation.results[3] unique"}},
		{Name: "results that are their own measure", Change: func(p *Props) {
			p.Evaluation = evaluation(func(e *Evaluation) {
				e.Baseline, e.GoldenSet = "evals/main.json", []string{"evals/cases/", "evals/rubric.md"}
				e.Results = []string{"evals/./main.json", "evals/cases/new.json", "evals/rubric.md", ".", historyFile,
					"evals/cases.json"}
			})
		}, Want: []string{
			"evaluation.results[0] workflow-own-results",
			"evaluation.results[2] workflow-own-results", "evaluation.results[3] workflow-own-results",
			"evaluation.results[4] workflow-own-results",
		}},
		{Name: "secrets that a shell or a tool reads", Change: func(p *Props) {
			p.Evaluation = evaluation(func(e *Evaluation) {
				e.Secrets = []string{"BASH_ENV", "LD_PRELOAD", "NODE_OPTIONS", "GOFLAGS", "ACTIONS_RUNTIME_TOKEN", "PLAN_KEY",
					"GIT_SSH_COMMAND", "GIT_TOKEN", "GOOGLE_API_KEY", "NODE_AUTH_TOKEN", "PLAN_KEY_OF_ACME"}
			})
		}, Want: []string{
			"evaluation.secrets[0] workflow-secret-name", "evaluation.secrets[1] workflow-secret-name",
			"evaluation.secrets[2] workflow-secret-name", "evaluation.secrets[3] workflow-secret-name",
			"evaluation.secrets[4] workflow-secret-name", "evaluation.secrets[5] workflow-secret-name",
			"evaluation.secrets[6] workflow-secret-name",
		}},
		{Name: "placeholders", Change: func(p *Props) {
			p.RoleARN, p.RepositoryURL = "arn:aws:iam::123456789012:role/a", "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/a"
			p.SmokeURL = "https://api.example.com/"
		}, Want: []string{"repositoryURL placeholder", "roleARN placeholder",
			"smokeURL placeholder"}},
		{Name: "a tag", Change: func(p *Props) { *p = least(); p.RepositoryURL += ":v1" },
			Want: []string{"repositoryURL invalid"}},
		{Name: "another registry", Change: func(p *Props) { p.RepositoryURL = "ghcr.io/acme/a" },
			Want: []string{"repositoryURL invalid"}},
		{Name: "another region", Change: func(p *Props) { *p = least(); p.Region = "us-east-1" },
			Want: []string{
				"repositoryURL workflow-repository-region",
			}},
		{Name: "architecture", Change: func(p *Props) { p.Architecture = "arm" },
			Want: []string{"architecture one-of"}},
		{Name: "outside", Change: func(p *Props) {
			p.Context, p.Dockerfile, p.TaskDefinitionFile = "a/../../b", "/etc/passwd",
				"~/x"
		},
			Want: []string{"context workflow-path", "dockerfile invalid", "taskDefinitionFile invalid"}},
		{Name: "what the file may change", Change: func(p *Props) {
			p.TaskDefinitionFile, p.TaskDefinitionFree = "task.json", []string{"environment", "cpu", "memory"}
		}},
		{Name: "a role that the file may change", Change: func(p *Props) {
			p.TaskDefinitionFile, p.TaskDefinitionFree = "task.json", []string{"environment", "taskRoleArn", "environment"}
		}, Want: []string{"taskDefinitionFree[1] workflow-task-definition-free", "taskDefinitionFree[2] unique"}},
		{Name: "changes of no file", Change: func(p *Props) {
			p.TaskDefinitionFile, p.TaskDefinitionFree = "", []string{"cpu"}
		}, Want: []string{"taskDefinitionFree workflow-task-definition-free"}},
		{Name: "wait", Change: func(p *Props) { p.WaitMinutes = number(0) },
			Want: []string{"waitMinutes range"}},
		{Name: "URL", Change: func(p *Props) { p.SmokeURL = "llm.acme.dev" },
			Want: []string{"smokeURL invalid"}},
		{Name: "bell in a command", Change: func(p *Props) { p.TestCommand = "echo \a" }, Want: []string{
			"testCommand invalid"}},
		{Name: "bytes in a command", Change: func(p *Props) { p.TestCommand = "echo \xff" },
			Want: []string{"testCommand invalid"}},
		{Name: "empty evaluation", Change: func(p *Props) { p.Evaluation = &Evaluation{} },
			Want: []string{"evaluation.command required", "evaluation.results required", "evaluation.version required"}},
		{Name: "bad gate", Change: func(p *Props) {
			p.Evaluation.MinPassRate, p.Evaluation.MinCases, p.Evaluation.Ranges = number(95), number(0), nil
			p.Evaluation.Metrics = map[string]float64{"a'b": 1, "f": math.NaN()}
		}, Want: []string{"evaluation.metrics[a'b] invalid", "evaluation.metrics[f] range", "evaluation.minCases range",
			"evaluation.minPassRate range"}},
		{Name: "bad limits", Change: func(p *Props) {
			p.Evaluation.MaxMetrics = map[string]float64{"x';id;'": 1, "cost": math.Inf(1), "faithfulness": 0.1}
			p.Evaluation.Ranges = map[string]evalgate.Range{"$(id)": {High: 1}, "mark": {Low: 5, High: 1}, "nobody's": {High: 1}}
			p.Evaluation.Metrics, p.Evaluation.MaxFlaky = map[string]float64{"mark": 4, "faithfulness": 0.9}, number(1.1)
		}, Want: []string{"evaluation.maxFlaky range", "evaluation.maxMetrics[cost] range",
			"evaluation.maxMetrics[faithfulness] range", "evaluation.maxMetrics[x';id;'] invalid",
			"evaluation.ranges[$(id)] evalgate-range",
			"evaluation.ranges[mark] range",
			"evaluation.ranges[nobody's] evalgate-range", "evaluation.ranges[nobody's] invalid"}},
		{Name: "limits of less is better", Change: func(p *Props) {
			p.Evaluation.Metrics, p.Evaluation.MaxMetrics = nil, map[string]float64{"latency": 2, "sentiment": -0.5}
			p.Evaluation.Ranges = map[string]evalgate.Range{"sentiment": {Low: -1, High: 1}}
			p.Evaluation.MinMetricShare, p.Evaluation.MaxFlaky = number(1), number(1)
		}},
		{Name: "moving version", Change: func(p *Props) { p.Evaluation.Version = "latest" },
			Want: []string{"evaluation.version workflow-fixed-version"}},
		{Name: "results twice", Change: func(p *Props) { p.Evaluation.Results = []string{"a", "a", ""} },
			Want: []string{"evaluation.results[1] unique", "evaluation.results[2] required"}},
		{Name: "golden set", Change: func(p *Props) { p.Evaluation.GoldenSet = []string{"a", "a", "", "../x"} },
			Want: []string{"evaluation.goldenSet[1] unique", "evaluation.goldenSet[2] required",
				"evaluation.goldenSet[3] workflow-path"}},
		{Name: "secrets", Change: func(p *Props) {
			p.Evaluation.Secrets = strings.Fields("GITHUB_TOKEN AWS_SECRET_ACCESS_KEY openai PATH IMAGE_DIGEST A A")
		}, Want: []string{"evaluation.secrets[0] workflow-secret-name", "evaluation.secrets[1] workflow-secret-name",
			"evaluation.secrets[2] invalid",
			"evaluation.secrets[3] workflow-secret-name", "evaluation.secrets[4] workflow-secret-name",
			"evaluation.secrets[6] unique"}},
	})
	if err := (*Props)(nil).Validate(); err == nil {
		t.Error("nil props are valid")
	}
	if _, err := GitHub(&Props{}); err == nil {
		t.Error("a workflow was rendered from nothing")
	}
}
