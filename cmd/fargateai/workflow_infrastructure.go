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
		Long: `Write the GitHub workflow that plans a stack on every pull request, and tells its risks and costs in one
comment. A push to the branch is planned, that plan is approved in the environment, and applied or nothing. The app runs
in a job without a role; what it wrote is checked before Terraform reads it. Pull requests from forks are reviewed
without a plan.

ARNs and backend settings may be variables of the repository, such as '${{ vars.PLAN_ROLE_ARN }}'. The workflow needs
the file --lock-file, the variable PLAN_CERTIFICATE and the secret PLAN_KEY of the environment, and tells how to make
them.

Exit codes: 0, or 2 for wrong usage or a file that cannot be written. Nothing is written then.`,
		Example: `  fargateai workflow infrastructure --region eu-west-1 --stack llm-proxy \
    --environment production --version VERSION \
    --plan-role-arn '${{ vars.PLAN_ROLE_ARN }}' --apply-role-arn '${{ vars.APPLY_ROLE_ARN }}' \
    --backend 'bucket=${{ vars.STATE_BUCKET }}' --output .github/workflows/infrastructure.yml`,
		Args: noArgument,
		RunE: func(command *cobra.Command, _ []string) error { return f.run(command) },
	}
	p, flags := &f.props, command.Flags()
	flags.SortFlags = false
	flags.StringVar(&p.Region, "region", "", "AWS `REGION` of the roles; required")
	flags.StringVar(&p.Stack, "stack", "", "`NAME` of the stack of the app; required")
	flags.StringVar(&p.PlanRoleARN, "plan-role-arn", "", "`ARN` of the role that plans; required")
	flags.StringVar(&p.RefreshRoleARN, "refresh-role-arn", "",
		"`ARN` of a role that plans what is applied, and asks AWS what the resources are like (default: that of "+
			"--plan-role-arn, and a plan from the state alone)")
	flags.StringVar(&p.ApplyRoleARN, "apply-role-arn", "", "`ARN` of the role that applies; required")
	flags.StringVar(&p.Version, "version", "",
		versionFlag("`VERSION` of fargateai that checks the stack and reviews the plan: a release or a commit"))
	flags.StringVar(&p.Environment, "environment", "",
		fmt.Sprintf("`NAME` of the GitHub environment whose approvals the apply awaits (default %s)",
			workflow.DefaultApplyEnvironment))
	flags.StringVar(&p.Branch, "branch", "", fmt.Sprintf("`BRANCH` that is applied (default %s)", workflow.DefaultBranch))
	flags.StringVar(&p.Name, "name", "",
		fmt.Sprintf("`NAME` of the workflow (default %s)", workflow.DefaultInfrastructureName))
	flags.StringArrayVar(&p.Paths, "path", nil,
		"`PATTERN` of files that concern the infrastructure; may be repeated (default: all files)")
	flags.StringVar(&p.Folder, "folder", "", "`FOLDER` of the app (default: the repository)")
	flags.StringVar(&p.SynthCommand, "synth-command", "",
		fmt.Sprintf("`COMMAND` that writes cdktf.out (default %s)", workflow.DefaultSynthCommand))
	flags.StringVar(&p.LockFile, "lock-file", "",
		"`FILE` in the repository that pins the providers (default: .terraform.lock.hcl in --folder)")
	flags.StringArrayVar(&p.Providers, "provider", nil,
		"`SOURCE` of a provider that the stack may use; may be repeated (default hashicorp/aws)")
	flags.StringVar(&p.BackendType, "backend-type", "", "`KIND` of backend that the stack must have (default s3)")
	flags.StringArrayVar(&f.backend, "backend", nil, "setting of Terraform's backend, as `NAME=VALUE`; may be repeated")
	flags.StringVar(&p.TerraformVersion, "terraform-version", "",
		fmt.Sprintf("`VERSION` of Terraform (default %s)", workflow.DefaultTerraformVersion))
	flags.StringVar(&f.failOn, "fail-on", "",
		fmt.Sprintf("fail on a risk of this `SEVERITY` or worse: critical, high, medium or low; none only tells them "+
			"(default %s)", workflow.DefaultFailOn))
	flags.StringVar(&f.minutes, "apply-minutes", "",
		fmt.Sprintf("`MINUTES` that the apply may take (default %d)", workflow.DefaultApplyMinutes))
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
		"planRoleARN": "plan-role-arn", "refreshRoleARN": "refresh-role-arn", "applyRoleARN": "apply-role-arn",
		"lockFile": "lock-file", "providers": "provider", "backendType": "backend-type",
		"stack": "stack", "folder": "folder", "synthCommand": "synth-command", "backend": "backend",
		"terraformVersion": "terraform-version", "version": "version",
		"failOn": "fail-on", "applyMinutes": "apply-minutes",
	})
}

// versionFlag is the help of a flag whose default is the version of the running program, where it has one.
func versionFlag(help string) string {
	if own := workflow.LibraryVersion(); own != "" {
		return help + " (default " + own + ")"
	}
	return help + "; required"
}
