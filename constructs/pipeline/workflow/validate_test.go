package workflow

import (
	"math"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/internal/checktest"
)

func TestProblems(t *testing.T) {
	checktest.Run(t, most, func(p *Props) error { return p.Validate() }, []checktest.Case[Props]{
		{Name: "most", Change: func(*Props) {}},
		{Name: "least", Change: func(p *Props) { *p = least() }},
		{Name: "nothing", Change: func(p *Props) { *p = Props{} }, Want: []string{
			`cluster: got ""`, `region: got ""`, `repositoryURL: got "", want ACCOUNT.dkr.ecr`,
			`roleARN: got "", want the ARN of the role that deploys, or a variable`, `service: got ""`,
		}},
		{Name: "an expression in each place", Change: func(p *Props) {
			const x = "${{ github.event.head_commit.message }}"
			p.Name, p.Branch, p.Environment, p.Region, p.RoleARN, p.PushRoleARN, p.RepositoryURL = x, x, x, x, x, x, x
			p.Cluster, p.Service, p.Family, p.Container, p.TaskDefinitionFile, p.Context, p.Dockerfile, p.SmokeURL,
				p.TestCommand = x, x, x, x, x, x, x, x, "echo "+x
			p.Evaluation = &Evaluation{Command: x, Results: []string{x}, Version: x, Metrics: map[string]float64{x: 1},
				Baseline: x, Secrets: []string{x}}
		}, Want: []string{
			"branch:", "cluster:", "container:", "context:", "dockerfile:", "environment:",
			"evaluation.baseline:", "evaluation.command:", "evaluation.metrics[", "evaluation.results[0]:",
			"evaluation.secrets[0]:", "evaluation.version:",
			"family:", "name:", "pushRoleARN:", "region:", "repositoryURL:", "roleARN:", "service:", "smokeURL:",
			"taskDefinitionFile:", "testCommand: ",
		}},
		{Name: "a secret as a role", Change: func(p *Props) { p.RoleARN = "${{ secrets.ROLE }}" },
			Want: []string{"roleARN: got"}},
		{Name: "a variable and more", Change: func(p *Props) { p.SmokeURL = "${{ vars.URL }}\n x" },
			Want: []string{"smokeURL: got"}},
		{Name: "placeholders", Change: func(p *Props) {
			p.RoleARN, p.RepositoryURL = "arn:aws:iam::123456789012:role/a", "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/a"
			p.SmokeURL = "https://api.example.com/"
		}, Want: []string{`repositoryURL: got the placeholder "123456789012"`, `roleARN: got the placeholder "123456789012"`,
			`smokeURL: got the placeholder "api.example.com"`}},
		{Name: "a tag", Change: func(p *Props) { *p = least(); p.RepositoryURL += ":v1" },
			Want: []string{"repositoryURL: got"}},
		{Name: "another registry", Change: func(p *Props) { p.RepositoryURL = "ghcr.io/acme/a" },
			Want: []string{"repositoryURL: got"}},
		{Name: "another region", Change: func(p *Props) { *p = least(); p.Region = "us-east-1" },
			Want: []string{
				"repositoryURL: got \"210987654321.dkr.ecr.eu-west-1.amazonaws.com/llm-proxy\", want a repository in us-east-1",
			}},
		{Name: "architecture", Change: func(p *Props) { p.Architecture = "arm" },
			Want: []string{`architecture: got "arm", want one of ARM64, X86_64`}},
		{Name: "outside", Change: func(p *Props) {
			p.Context, p.Dockerfile, p.TaskDefinitionFile = "a/../../b", "/etc/passwd",
				"~/x"
		},
			Want: []string{"context:", "dockerfile:", "taskDefinitionFile:"}},
		{Name: "wait", Change: func(p *Props) { p.WaitMinutes = number(0) },
			Want: []string{"waitMinutes: got 0 minutes, want a whole number from 1 to 350 minutes"}},
		{Name: "URL", Change: func(p *Props) { p.SmokeURL = "llm.acme.dev" },
			Want: []string{`smokeURL: got "llm.acme.dev", want an http or https URL`}},
		{Name: "bell in a command", Change: func(p *Props) { p.TestCommand = "echo \a" }, Want: []string{"testCommand: got"}},
		{Name: "bytes in a command", Change: func(p *Props) { p.TestCommand = "echo \xff" },
			Want: []string{"testCommand: got"}},
		{Name: "empty evaluation", Change: func(p *Props) { p.Evaluation = &Evaluation{} },
			Want: []string{"evaluation.command: got nothing", "evaluation.results: got nothing", `evaluation.version: got ""`}},
		{Name: "bad gate", Change: func(p *Props) {
			p.Evaluation.MinPassRate, p.Evaluation.MinCases, p.Evaluation.Metrics = number(95), number(0),
				map[string]float64{"a'b": 1, "f": math.NaN()}
		}, Want: []string{"evaluation.metrics[a'b]:", "evaluation.metrics[f]: got NaN", "evaluation.minCases: got 0 cases",
			"evaluation.minPassRate: got 95, want a share"}},
		{Name: "moving version", Change: func(p *Props) { p.Evaluation.Version = "latest" },
			Want: []string{`evaluation.version: got "latest"`}},
		{Name: "results twice", Change: func(p *Props) { p.Evaluation.Results = []string{"a", "a", ""} },
			Want: []string{"evaluation.results[1]: got \"a\" again", "evaluation.results[2]: got nothing"}},
		{Name: "secrets", Change: func(p *Props) {
			p.Evaluation.Secrets = strings.Fields("GITHUB_TOKEN AWS_SECRET_ACCESS_KEY openai PATH IMAGE_DIGEST A A")
		}, Want: []string{"evaluation.secrets[0]:", "evaluation.secrets[1]:", "evaluation.secrets[2]:",
			"evaluation.secrets[3]:", "evaluation.secrets[4]:", `evaluation.secrets[6]: got "A" again`}},
	})
	if err := (*Props)(nil).Validate(); err == nil {
		t.Error("nil props are valid")
	}
	if _, err := GitHub(&Props{}); err == nil {
		t.Error("a workflow was rendered from nothing")
	}
}
