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

// newWorkflow is workflow deploy under its short name, and the parent of both.
func newWorkflow() *cobra.Command {
	command := newWorkflowDeploy()
	command.Use = "workflow [flags]"
	command.Short = "Write the GitHub workflow that deploys a service, or applies a stack"
	command.Long += "\n\nWithout deploy or infrastructure it is deploy."
	command.Args = cobra.NoArgs // who names another command is told so
	command.AddCommand(newWorkflowDeploy(), newWorkflowInfrastructure())
	return command
}

// workflowFlags are the flags of workflow deploy. Numbers are texts until all of them are looked at, so that all
// mistakes are told at once.
type workflowFlags struct {
	props                                   workflow.Props
	evaluation                              workflow.Evaluation
	migration, backfill                     taskFlags
	codeDeploy                              workflow.CodeDeploy
	architecture                            string
	wait, minPassRate, minCases, regression string
	maxSkipped, maxFewer, minMetricShare    string
	maxFlaky                                string
	codeDeployPort                          string
	metrics, maxMetrics, ranges, hooks      []string
	file                                    string
}

func newWorkflowDeploy() *cobra.Command {
	var f workflowFlags
	command := &cobra.Command{
		Use:   "deploy [flags]",
		Short: "Write the GitHub workflow that deploys a service",
		Long: `Write the GitHub workflow that takes a push to a running service: test, build, evaluate, eval gate, push,
register, migrate, deploy, wait, detect a rollback, smoke test. Code of the repository runs in jobs without a role; the
image and the results of the evaluation reach the others by their digests, where the results are judged again. With
--codedeploy-application the traffic shifts from blue to green, with --codedeploy-test-url only to a green that was
tested and evaluated.

ARNs, URLs, subnets and security groups may be variables of the repository, such as '${{ vars.DEPLOY_ROLE_ARN }}'.

Exit codes: 0, or 2 for wrong usage or a file that cannot be written. Nothing is written then.`,
		Example: `  fargateai workflow deploy --region eu-west-1 --cluster ai --service llm-proxy --environment production \
    --role-arn '${{ vars.DEPLOY_ROLE_ARN }}' --repository-url '${{ vars.REPOSITORY_URL }}' \
    --eval-command 'npm run eval' --eval-result results.json --eval-version VERSION \
    --output .github/workflows/deploy.yml`,
		Args: noArgument,
		RunE: func(command *cobra.Command, _ []string) error { return f.run(command) },
	}
	p, e, d, flags := &f.props, &f.evaluation, &f.codeDeploy, command.Flags()
	flags.SortFlags = false
	flags.StringVar(&p.Region, "region", "", "AWS `REGION` of the service; required")
	flags.StringVar(&p.Cluster, "cluster", "", "`NAME` of the cluster; required")
	flags.StringVar(&p.Service, "service", "", "`NAME` of the service; required")
	flags.StringVar(&p.RepositoryURL, "repository-url", "", "`URL` of the ECR repository, without a tag; required")
	flags.StringVar(&p.RoleARN, "role-arn", "", "`ARN` of the role that deploys; required")
	flags.StringVar(&p.PushRoleARN, "push-role-arn", "",
		"`ARN` of the role that pushes the image (default: that of --role-arn)")
	flags.StringVar(&p.Environment, "environment", "",
		"`NAME` of the GitHub environment whose approvals the deployment awaits")
	flags.StringVar(&p.Branch, "branch", "",
		fmt.Sprintf("`BRANCH` whose pushes are deployed (default %s)", workflow.DefaultBranch))
	flags.StringVar(&p.Name, "name", "", fmt.Sprintf("`NAME` of the workflow (default %s)", workflow.DefaultName))
	flags.StringVar(&p.Family, "family", "", "`NAME` of the task definition's family (default: that of --service)")
	flags.StringVar(&p.Container, "container", "",
		fmt.Sprintf("`NAME` of the container that runs the image (default %s)", workflow.DefaultContainer))
	flags.StringVar(&p.TaskDefinitionFile, "task-definition", "",
		"`FILE` in the repository to register (default: the family's newest revision)")
	flags.StringArrayVar(&p.TaskDefinitionFree, "free", nil,
		"`MEMBER` that this file may have otherwise than the newest revision, such as environment; may be repeated")
	flags.StringVar(&f.architecture, "architecture", "",
		fmt.Sprintf("`ARCHITECTURE` of the task: %s or %s (default %[1]s)", workflow.ARM64, workflow.X86_64))
	flags.StringVar(&p.Context, "context", "", "`FOLDER` that is built (default: the repository)")
	flags.StringVar(&p.Dockerfile, "dockerfile", "", "`FILE` that is built (default: Dockerfile in --context)")
	flags.BoolVar(&p.BuildCache, "build-cache", false,
		"keep layers in GitHub's cache, to which every job of the branch can write")
	flags.StringVar(&p.TestCommand, "test-command", "", "`COMMAND` that must succeed before the build")
	flags.StringVar(&e.Command, "eval-command", "", "`COMMAND` that runs the evaluation")
	flags.StringArrayVar(&e.Results, "eval-result", nil, "`FILE` that the evaluation writes; may be repeated")
	flags.StringVar(&e.Version, "eval-version", "",
		versionFlag("`VERSION` of fargateai that judges it: a release or a commit"))
	flags.StringVar(&f.minPassRate, "min-pass-rate", "", "least `SHARE` of passed cases, as for eval-gate")
	flags.StringVar(&f.minCases, "min-cases", "", "least `NUMBER` of cases that ran, as for eval-gate")
	flags.StringVar(&f.maxSkipped, "max-skipped", "", "largest `SHARE` of skipped cases, as for eval-gate")
	flags.StringArrayVar(&f.metrics, "metric", nil, "least mean of a metric, as `NAME=MIN`; may be repeated")
	flags.StringArrayVar(&f.maxMetrics, "max-metric", nil,
		"largest mean of a metric of which less is better, as `NAME=MAX`; may be repeated")
	flags.StringArrayVar(&f.ranges, "metric-range", nil,
		"values that a metric can have, as `NAME=LOW..HIGH`; may be repeated, as for eval-gate")
	flags.StringVar(&f.minMetricShare, "min-metric-share", "",
		"least `SHARE` of the cases that report each --metric, as for eval-gate")
	flags.StringVar(&f.maxFlaky, "max-flaky", "",
		"largest `SHARE` of cases that pass only after they failed, as for eval-gate")
	flags.StringArrayVar(&e.GoldenSet, "golden-set", nil,
		"`PATH` in the repository of cases and of what counts as right, for CODEOWNERS; may be repeated")
	flags.StringVar(&e.Baseline, "baseline", "", "`FILE` in the repository to compare the evaluation with")
	flags.BoolVar(&e.History, "history", false, "compare the evaluation with those of the last runs, too")
	flags.StringVar(&f.regression, "max-regression", "",
		"`SHARE` that the pass rate may be below --baseline and --history, as for eval-gate")
	flags.StringVar(&f.maxFewer, "max-fewer", "",
		"`SHARE` by which fewer cases may run than in --baseline and --history, as for eval-gate")
	flags.StringArrayVar(&e.Secrets, "eval-secret", nil,
		"`NAME` of a secret that the evaluation gets, such as OPENAI_API_KEY; may be repeated")
	f.migration.declare(flags, "migration", "before the service is touched")
	f.backfill.declare(flags, "backfill", "after the service was updated")
	flags.StringVar(&d.Application, "codedeploy-application", "",
		"`NAME` of the CodeDeploy application that shifts the traffic from blue to green")
	flags.StringVar(&d.DeploymentGroup, "codedeploy-group", "", "`NAME` of its deployment group")
	flags.StringVar(&f.codeDeployPort, "codedeploy-port", "", "`PORT` of the container that gets the traffic")
	flags.StringVar(&d.TestURL, "codedeploy-test-url", "",
		"`URL` of green, which is tested and evaluated before the traffic shifts")
	flags.StringVar(&d.Runner, "codedeploy-runner", "", "`LABEL` of the runners that reach green (default: GitHub's own)")
	flags.StringVar(&d.Environment, "codedeploy-environment", "",
		"`NAME` of the GitHub environment whose approvals the shift awaits (default: that of --environment)")
	flags.StringArrayVar(&f.hooks, "codedeploy-hook", nil,
		"Lambda function of a lifecycle event, as `EVENT=ARN`; may be repeated")
	flags.StringVar(&f.wait, "wait-minutes", "",
		fmt.Sprintf("`MINUTES` that the rollout may take (default %d)", workflow.DefaultWaitMinutes))
	flags.StringVar(&p.SmokeURL, "smoke-url", "", "`URL` that must answer after the rollout")
	flags.StringVar(&f.file, "output", "", "`FILE` to write (default: the standard output)")
	return command
}

func (f *workflowFlags) run(command *cobra.Command) error {
	props, mistakes := f.read()
	return writeWorkflow(command, f.file, mistakes, props.Validate(), workflowFlag,
		func() ([]byte, error) { return workflow.GitHub(&props) })
}

// writeWorkflow renders a workflow to a file or the standard output, or tells all mistakes, each by its flag.
func writeWorkflow(command *cobra.Command, file string, mistakes []error, invalid error, flag func(string) string,
	render func() ([]byte, error)) error {
	if invalid != nil {
		for line := range strings.SplitSeq(invalid.Error(), "\n") {
			mistakes = append(mistakes, errors.New(flag(line)))
		}
	}
	if err := errors.Join(mistakes...); err != nil {
		return err
	}
	text, err := render()
	switch {
	case err != nil:
		return err
	case file == "":
		_, err = command.OutOrStdout().Write(text)
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return writeFile(file, text)
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
	evaluation.Metrics = minimums(f.metrics, number, &mistakes)
	evaluation.MaxMetrics = limits("--max-metric", "maximum", "MAX", f.maxMetrics, number, &mistakes)
	evaluation.Ranges = metricRanges(f.ranges, number, &mistakes)
	evaluation.MaxFlaky = number("--max-flaky", f.maxFlaky)
	evaluation.MaxRegression = number("--max-regression", f.regression)
	evaluation.MaxSkipped = number("--max-skipped", f.maxSkipped)
	evaluation.MaxFewer = number("--max-fewer", f.maxFewer)
	evaluation.MinMetricShare = number("--min-metric-share", f.minMetricShare)
	judged := evaluation.Command != "" ||
		len(evaluation.Results)+len(evaluation.Secrets)+len(evaluation.GoldenSet)+len(f.metrics)+len(f.maxMetrics)+
			len(f.ranges) > 0 ||
		evaluation.Version+evaluation.Baseline+f.minPassRate+f.minCases+f.regression+f.maxSkipped+f.maxFewer+
			f.minMetricShare+f.maxFlaky != "" || evaluation.History
	if judged {
		props.Evaluation = &evaluation
	}
	props.Migration = f.migration.task(number, "migration")
	props.Backfill = f.backfill.task(number, "backfill")
	d := f.codeDeploy
	d.Port = number("--codedeploy-port", f.codeDeployPort)
	d.Hooks = pairs("--codedeploy-hook", "EVENT=ARN", f.hooks, &mistakes)
	if len(d.Hooks) > 0 || d.Application+d.DeploymentGroup+f.codeDeployPort+d.TestURL+d.Runner+d.Environment != "" {
		props.CodeDeploy = &d
	}
	return props, mistakes
}

// workflowFlag names a mistake in the props by the flag that it comes from.
func workflowFlag(mistake string) string {
	return named(mistake, map[string]string{
		"region": "region", "cluster": "cluster", "service": "service", "repositoryURL": "repository-url",
		"roleARN": "role-arn", "pushRoleARN": "push-role-arn",
		"environment": "environment", "branch": "branch", "name": "name", "family": "family", "container": "container",
		"taskDefinitionFile": "task-definition", "taskDefinitionFree": "free",
		"architecture": "architecture", "context": "context", "dockerfile": "dockerfile",
		"buildCache": "build-cache", "testCommand": "test-command",
		"waitMinutes": "wait-minutes", "smokeURL": "smoke-url",
		"evaluation.command": "eval-command", "evaluation.results": "eval-result", "evaluation.version": "eval-version",
		"evaluation.secrets":     "eval-secret",
		"evaluation.minPassRate": "min-pass-rate", "evaluation.minCases": "min-cases", "evaluation.metrics": "metric",
		"evaluation.goldenSet": "golden-set", "evaluation.baseline": "baseline",
		"evaluation.history": "history", "evaluation.maxRegression": "max-regression",
		"evaluation.maxSkipped": "max-skipped", "evaluation.maxFewer": "max-fewer",
		"evaluation.minMetricShare": "min-metric-share", "evaluation.maxFlaky": "max-flaky",
		"evaluation.maxMetrics": "max-metric", "evaluation.ranges": "metric-range",
		"codeDeploy.application": "codedeploy-application", "codeDeploy.deploymentGroup": "codedeploy-group",
		"codeDeploy.port":    "codedeploy-port",
		"codeDeploy.testURL": "codedeploy-test-url", "codeDeploy.runner": "codedeploy-runner",
		"codeDeploy.environment": "codedeploy-environment", "codeDeploy.hooks": "codedeploy-hook",
	})
}

func named(mistake string, flags map[string]string) string {
	path, rest, _ := strings.Cut(mistake, ": got ")
	prop, index, _ := strings.Cut(path, "[")
	flag, ok := flags[prop]
	if !ok {
		flag, ok = taskFlag(prop)
	}
	if !ok {
		return mistake
	}
	if name := strings.TrimSuffix(index, "]"); name != "" && strings.Trim(name, "0123456789") != "" {
		flag += " " + name // of a map; the place in a list tells nothing
	}
	return "--" + flag + ": got " + rest
}
