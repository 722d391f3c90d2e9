package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
)

// workflowFlags are the flags of workflow. Numbers are texts until all of them are looked at, so that all mistakes are told at once.
type workflowFlags struct {
	props                             workflow.Props
	evaluation                        workflow.Evaluation
	architecture                      string
	wait, minPassRate, minCases, file string
	metrics                           []string
}

func newWorkflow() *cobra.Command {
	var f workflowFlags
	command := &cobra.Command{
		Use:   "workflow [flags]",
		Short: "Write the GitHub workflow that deploys a service",
		Long: `Write the GitHub workflow that takes a push to a running service: test, build, push, eval gate, register, deploy, wait,
detect a rollback, smoke test.

ARNs and URLs may be variables of the repository, such as '${{ vars.DEPLOY_ROLE_ARN }}'.`,
		Example: `  fargateai workflow --region eu-west-1 --cluster ai --service llm-proxy --environment production \
    --role-arn '${{ vars.DEPLOY_ROLE_ARN }}' --repository-url '${{ vars.REPOSITORY_URL }}' \
    --eval-command 'npm run eval' --eval-result results.json --eval-version v0.3.0 --output .github/workflows/deploy.yml`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return f.run(command) },
	}
	p, e, flags := &f.props, &f.evaluation, command.Flags()
	flags.SortFlags = false
	flags.StringVar(&p.Region, "region", "", "AWS `REGION` of the service; required")
	flags.StringVar(&p.Cluster, "cluster", "", "`NAME` of the cluster; required")
	flags.StringVar(&p.Service, "service", "", "`NAME` of the service; required")
	flags.StringVar(&p.RepositoryURL, "repository-url", "", "`URL` of the ECR repository, without a tag; required")
	flags.StringVar(&p.RoleARN, "role-arn", "", "`ARN` of the role that deploys; required")
	flags.StringVar(&p.PushRoleARN, "push-role-arn", "", "`ARN` of the role that pushes the image (default: that of --role-arn)")
	flags.StringVar(&p.Environment, "environment", "", "`NAME` of the GitHub environment whose approvals the deployment awaits")
	flags.StringVar(&p.Branch, "branch", "", fmt.Sprintf("`BRANCH` whose pushes are deployed (default %s)", workflow.DefaultBranch))
	flags.StringVar(&p.Name, "name", "", fmt.Sprintf("`NAME` of the workflow (default %s)", workflow.DefaultName))
	flags.StringVar(&p.Family, "family", "", "`NAME` of the task definition's family (default: that of --service)")
	flags.StringVar(&p.Container, "container", "", fmt.Sprintf("`NAME` of the container that runs the image (default %s)", workflow.DefaultContainer))
	flags.StringVar(&p.TaskDefinitionFile, "task-definition", "", "`FILE` in the repository to register (default: the family's newest revision)")
	flags.StringVar(&f.architecture, "architecture", "", fmt.Sprintf("`ARCHITECTURE` of the task: %s or %s (default %[1]s)", workflow.ARM64, workflow.X86_64))
	flags.StringVar(&p.Context, "context", "", "`FOLDER` that is built (default: the repository)")
	flags.StringVar(&p.Dockerfile, "dockerfile", "", "`FILE` that is built (default: Dockerfile in --context)")
	flags.StringVar(&p.TestCommand, "test-command", "", "`COMMAND` that must succeed before the build")
	flags.StringVar(&e.Command, "eval-command", "", "`COMMAND` that runs the evaluation")
	flags.StringArrayVar(&e.Results, "eval-result", nil, "`FILE` that the evaluation writes; may be repeated")
	flags.StringVar(&e.Version, "eval-version", "", "`VERSION` of fargateai that judges it: a release or a commit")
	flags.StringVar(&f.minPassRate, "min-pass-rate", "", "least `SHARE` of passed cases, as for eval-gate")
	flags.StringVar(&f.minCases, "min-cases", "", "least `NUMBER` of cases that ran, as for eval-gate")
	flags.StringArrayVar(&f.metrics, "metric", nil, "least mean of a metric, as `NAME=MIN`; may be repeated")
	flags.StringVar(&e.Baseline, "baseline", "", "`FILE` in the repository to compare the evaluation with")
	flags.StringArrayVar(&e.Secrets, "eval-secret", nil, "`NAME` of a secret that the evaluation gets, such as OPENAI_API_KEY; may be repeated")
	flags.StringVar(&f.wait, "wait-minutes", "", fmt.Sprintf("`MINUTES` that the rollout may take (default %d)", workflow.DefaultWaitMinutes))
	flags.StringVar(&p.SmokeURL, "smoke-url", "", "`URL` that must answer after the rollout")
	flags.StringVar(&f.file, "output", "", "`FILE` to write (default: the standard output)")
	return command
}

func (f *workflowFlags) run(command *cobra.Command) error {
	props, mistakes := f.read()
	if err := props.Validate(); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			mistakes = append(mistakes, errors.New(workflowFlag(line)))
		}
	}
	if err := errors.Join(mistakes...); err != nil {
		return err
	}
	text, err := workflow.GitHub(&props)
	switch {
	case err != nil:
		return err
	case f.file == "":
		_, err = command.OutOrStdout().Write(text)
		return err
	}
	if err := os.MkdirAll(filepath.Dir(f.file), 0o755); err != nil {
		return err
	}
	return writeFile(f.file, text)
}

// read turns the flags into props.
func (f *workflowFlags) read() (props workflow.Props, mistakes []error) {
	number := func(flag, text string) *float64 {
		if text == "" {
			return nil
		}
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s: got %q, want a number", flag, text))
			return nil
		}
		return &n
	}
	props, evaluation := f.props, f.evaluation
	props.Architecture = workflow.Architecture(f.architecture)
	props.WaitMinutes = number("--wait-minutes", f.wait)
	evaluation.MinPassRate = number("--min-pass-rate", f.minPassRate)
	evaluation.MinCases = number("--min-cases", f.minCases)
	evaluation.Metrics = map[string]float64{}
	for _, metric := range f.metrics {
		i := strings.LastIndex(metric, "=")
		if i < 0 {
			mistakes = append(mistakes, fmt.Errorf("--metric: got %q, want NAME=MIN, such as faithfulness=0.9", metric))
			continue
		}
		name := metric[:i]
		if _, again := evaluation.Metrics[name]; again {
			mistakes = append(mistakes, fmt.Errorf("--metric %s: got a second minimum, want one", name))
		}
		if least := number("--metric "+name, metric[i+1:]); least != nil {
			evaluation.Metrics[name] = *least
		} else if metric[i+1:] == "" {
			mistakes = append(mistakes, fmt.Errorf("--metric %s: got no minimum, want NAME=MIN", name))
		}
	}
	judged := evaluation.Command != "" || len(evaluation.Results)+len(evaluation.Secrets)+len(f.metrics) > 0 ||
		evaluation.Version+evaluation.Baseline+f.minPassRate+f.minCases != ""
	if judged {
		props.Evaluation = &evaluation
	}
	return props, mistakes
}

// workflowFlag names a mistake in the props by the flag that it comes from.
func workflowFlag(mistake string) string {
	path, rest, _ := strings.Cut(mistake, ": got ")
	prop, _, _ := strings.Cut(path, "[")
	flag, ok := map[string]string{
		"region": "region", "cluster": "cluster", "service": "service", "repositoryURL": "repository-url", "roleARN": "role-arn", "pushRoleARN": "push-role-arn",
		"environment": "environment", "branch": "branch", "name": "name", "family": "family", "container": "container", "taskDefinitionFile": "task-definition",
		"architecture": "architecture", "context": "context", "dockerfile": "dockerfile", "testCommand": "test-command", "waitMinutes": "wait-minutes", "smokeURL": "smoke-url",
		"evaluation.command": "eval-command", "evaluation.results": "eval-result", "evaluation.version": "eval-version", "evaluation.secrets": "eval-secret",
		"evaluation.minPassRate": "min-pass-rate", "evaluation.minCases": "min-cases", "evaluation.metrics": "metric", "evaluation.baseline": "baseline",
	}[prop]
	if !ok {
		return mistake
	}
	return "--" + flag + ": got " + rest
}
