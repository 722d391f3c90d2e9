package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/review/page"
)

func newReview() *cobra.Command {
	var s stack
	var asHTML, asJSON bool
	command := &cobra.Command{
		Use:   "review [flags] FILE",
		Short: "Put a stack on one page",
		Long: `Put a stack on one page: a picture of what is made and how traffic and permissions flow, what is risky, who can
reach it, what it goes without, who may do what, timers and limits, alarms, cost, and every resource with its address.

` + stackFile + `

A program that calls fargateai.Run writes Markdown and HTML by itself, into artifacts/STACK of its output folder.

--json writes the same for programs, as sections of paragraphs, lists and tables; "version" changes when a member goes.

Exit codes: 0, or 2 for wrong usage or a file that cannot be read.`,
		Example: `  fargateai review cdktf.out/stacks/llm-proxy/cdk.tf.json > review.md
  fargateai review --html plan.json > review.html`,
		Args: files(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			inventory, err := s.inventory(args[0])
			mistakes := []error{oneForm(command, "html", "json"), err}
			options := s.priced(inventory, &mistakes)
			if err := errors.Join(mistakes...); err != nil {
				return err
			}
			p := page.New(inventory, page.Options{Name: s.name, Estimate: options})
			if asJSON {
				return writeJSON(command.OutOrStdout(), p)
			}
			text := p.Markdown()
			if asHTML {
				text = p.HTML()
			}
			_, err = fmt.Fprintf(command.OutOrStdout(), "%s", text)
			return err
		},
	}
	s.places(command)
	flags := command.Flags()
	flags.StringVar(&s.name, "name", "", "`NAME` of the stack (default: that of the constructs' paths)")
	flags.BoolVar(&asJSON, "json", false, "write JSON, for programs")
	flags.BoolVar(&asHTML, "html", false, "write one file for a browser, with the picture in it, instead of Markdown")
	return command
}
