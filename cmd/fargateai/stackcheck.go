package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/stackcheck"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

func newStackCheck() *cobra.Command {
	var policy stackcheck.Policy
	var asJSON bool
	command := &cobra.Command{
		Use:   "stack-check [flags] FOLDER",
		Short: "Refuse a stack that would run programs or load foreign code",
		Long: `Refuse a synthesized stack that would do more than make resources: run a program (provisioners, data sources of
other providers, credential_process), load code (providers that are not allowed, modules), read files of the machine,
keep its state elsewhere, or send data to another address. A job that has credentials asks it before Terraform runs.

FOLDER holds cdk.tf.json, .terraform.lock.hcl and assets, and nothing else.

Exit codes: 0 sound, 1 refused, 2 wrong usage or a folder that cannot be read.`,
		Example: `  fargateai stack-check cdktf.out/stacks/llm-proxy
  fargateai stack-check --backend http --provider hashicorp/aws --provider hashicorp/random stack`,
		Args: folder,
		RunE: func(command *cobra.Command, args []string) error {
			if err := isFolder(args[0]); err != nil {
				return err
			}
			findings, err := stackcheck.Check(args[0], policy)
			if err != nil {
				return err
			}
			out := command.OutOrStdout()
			if asJSON {
				if err := writeJSON(out, append([]stackcheck.Finding{}, findings...)); err != nil {
					return err
				}
			} else {
				for _, f := range findings {
					fmt.Fprintln(out, terminal.Of(out).Lines(f.String()))
				}
			}
			switch {
			case len(findings) > 0:
				return refusal(fmt.Sprintf("stack check failed: got %d %s, want none", len(findings),
					plural(len(findings), "finding")))
			case !asJSON:
				fmt.Fprintln(out, "stack check passed")
			}
			return nil
		},
	}
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&policy.Backend, "backend", "",
		fmt.Sprintf("`KIND` of the backend that keeps the state (default %s)", stackcheck.DefaultBackend))
	flags.StringArrayVar(&policy.Providers, "provider", nil,
		fmt.Sprintf("`SOURCE` of a provider that the stack may use; may be repeated (default %s)",
			stackcheck.DefaultProvider))
	flags.BoolVar(&asJSON, "json", false, "write JSON: place, got and want of each finding")
	return command
}
