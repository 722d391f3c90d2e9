package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newEstimate() *cobra.Command {
	var s stack
	command := &cobra.Command{
		Use:   "estimate [flags] FILE",
		Short: "Tell what a stack costs a month",
		Long: "Tell what a stack costs a month at list prices, and what the estimate assumes and leaves out.\n\n" +
			stackFile + "\n\nExit codes: 0, or 2 for wrong usage or a file that cannot be read.",
		Example: "  fargateai estimate cdktf.out/stacks/llm-proxy/cdk.tf.json",
		Args:    files(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			_, estimate, err := s.read(args[0])
			if err != nil {
				return err
			}
			page := estimate.String()
			if s.markdown {
				page = estimate.Markdown()
			}
			fmt.Fprint(command.OutOrStdout(), page)
			return nil
		},
	}
	s.flags(command)
	return command
}
