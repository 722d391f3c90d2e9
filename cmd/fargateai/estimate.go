package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

func newEstimate() *cobra.Command {
	var s stack
	var asJSON bool
	command := &cobra.Command{
		Use:   "estimate [flags] FILE",
		Short: "Tell what a stack costs a month",
		Long: "Tell what a stack costs a month at list prices, and what the estimate assumes and leaves out.\n\n" +
			stackFile + "\n\nExit codes: 0, or 2 for wrong usage or a file that cannot be read.",
		Example: "  fargateai estimate cdktf.out/stacks/llm-proxy/cdk.tf.json",
		Args:    files(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			_, estimate, err := s.read(args[0])
			if err := errors.Join(oneForm(command, "json", "markdown"), err); err != nil {
				return err
			}
			out := command.OutOrStdout()
			switch {
			case asJSON:
				return writeJSON(out, estimate)
			case s.markdown:
				fmt.Fprint(out, estimate.Markdown())
			default:
				fmt.Fprint(out, estimate.Text(terminal.Of(out).Columns))
			}
			return nil
		},
	}
	s.flags(command)
	command.Flags().BoolVar(&asJSON, "json", false, "write JSON: lines, total, what was assumed and what is not counted")
	return command
}
