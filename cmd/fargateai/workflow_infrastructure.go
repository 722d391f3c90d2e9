package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/workflow"
	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

// infrastructureFlags are the flags of workflow infrastructure.
type infrastructureFlags struct {
	props                 workflow.InfrastructureProps
	backend               []string
	failOn, minutes, file string
}

func newWorkflowInfrastructure() *cobra.Command {
	var f infrastructureFlags
	command := &cobra.Command{
		Use:   "infrastructure [flags]",
		Short: "Write the GitHub workflow that plans and applies a stack",
		Long: `Write the GitHub workflow that plans a stack on every pull request, tells its risks and costs in one comment,
and applies the branch behind the environment's approval. Pull requests from forks get no credentials, and no plan.

ARNs and backend settings may be variables of the repository, such as '${{ vars.PLAN_ROLE_ARN }}'.

Exit codes: 0, or 2 for wrong usage or a file that cannot be written. Nothing is written then.`,
		Example: `  fargateai workflow infrastructure --region eu-west-1 --stack llm-proxy \
    --environment production --version v0.3.0 \
    --plan-role-arn '${{ vars.PLAN_ROLE_ARN }}' --apply-role-arn '${{ vars.APPLY_ROLE_ARN }}' \
    --backend 'bucket=${{ vars.STATE_BUCKET }}' --output .github/workflows/infrastructure.yml`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return f.run(command) },
	}
	p, flags := &f.props, command.Flags()
	flags.SortFlags = false
	flags.StringVar(&p.Region, "region", "", "AWS `REGION` of the roles; required")
	flags.StringVar(&p.Stack, "stack", "", "`NAME` of the stack of the app; required")
	flags.StringVar(&p.PlanRoleARN, "plan-role-arn", "", "`ARN` of the role that plans on pull requests; required")
	flags.StringVar(&p.ApplyRoleARN, "apply-role-arn", "", "`ARN` of the role that applies; required")
	flags.StringVar(&p.Version, "version", "",
		"`VERSION` of fargateai that reviews the plan: a release or a commit; required")
	flags.StringVar(&p.Environment, "environment", "", "`NAME` of the GitHub environment whose approvals the apply awaits")
	flags.StringVar(&p.Branch, "branch", "", fmt.Sprintf("`BRANCH` that is applied (default %s)", workflow.DefaultBranch))
	flags.StringVar(&p.Name, "name", "",
		fmt.Sprintf("`NAME` of the workflow (default %s)", workflow.DefaultInfrastructureName))
	flags.StringArrayVar(&p.Paths, "path", nil,
		"`PATTERN` of files that concern the infrastructure; may be repeated (default: all files)")
	flags.StringVar(&p.Folder, "folder", "", "`FOLDER` of the app (default: the repository)")
	flags.StringVar(&p.SynthCommand, "synth-command", "",
		fmt.Sprintf("`COMMAND` that writes cdktf.out (default %s)", workflow.DefaultSynthCommand))
	flags.StringArrayVar(&f.backend, "backend", nil, "setting of Terraform's backend, as `NAME=VALUE`; may be repeated")
	flags.StringVar(&p.TerraformVersion, "terraform-version", "",
		fmt.Sprintf("`VERSION` of Terraform (default %s)", workflow.DefaultTerraformVersion))
	flags.StringVar(&f.failOn, "fail-on", "", "fail on a risk of this `SEVERITY` or worse: critical, high, medium or low")
	flags.StringVar(&f.minutes, "apply-minutes", "",
		fmt.Sprintf("`MINUTES` that plan and apply may take (default %d)", workflow.DefaultApplyMinutes))
	flags.StringVar(&f.file, "output", "", "`FILE` to write (default: the standard output)")
	return command
}

func (f *infrastructureFlags) run(command *cobra.Command) error {
	var mistakes []error
	props := f.props
	props.FailOn = review.Severity(f.failOn)
	props.Backend = pairs("--backend", "NAME=VALUE", f.backend, &mistakes)
	if f.minutes != "" {
		minutes, err := strconv.ParseFloat(f.minutes, 64)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("--apply-minutes: got %q, want a number", f.minutes))
		} else {
			props.ApplyMinutes = &minutes
		}
	}
	return writeWorkflow(command, f.file, mistakes, props.Validate(), infrastructureFlag,
		func() ([]byte, error) { return workflow.Infrastructure(&props) })
}

// infrastructureFlag names a mistake in the props by the flag that it comes from.
func infrastructureFlag(mistake string) string {
	return named(mistake, map[string]string{
		"name": "name", "branch": "branch", "environment": "environment", "paths": "path", "region": "region",
		"planRoleARN": "plan-role-arn", "applyRoleARN": "apply-role-arn",
		"stack": "stack", "folder": "folder", "synthCommand": "synth-command", "backend": "backend",
		"terraformVersion": "terraform-version", "version": "version",
		"failOn": "fail-on", "applyMinutes": "apply-minutes",
	})
}
