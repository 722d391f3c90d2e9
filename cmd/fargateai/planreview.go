package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

func newPlanReview() *cobra.Command {
	var s stack
	var failOn, source string
	var asJSON, asSARIF bool
	command := &cobra.Command{
		Use:   "plan-review [flags] FILE",
		Short: "Tell what a plan changes, what is risky and what it costs",
		Long: `Tell what a plan changes, the gravest first: what is replaced, which attribute forces it and what ` +
			`follows; who may do
or reach more than before; time limits, drift, what it costs more or less a month, and what is risky afterwards. Of a
synthesized stack, which has no changes, tell the risks and the cost.

` + stackFile + `

What only an apply tells is neither a change nor passed: it is listed as not judged. What is marked as sensitive is not
shown, nor where it stands in another text.

--fail-on takes words with commas between. Exit with 1 when
` + failWords() + `
--json writes the same for programs; its members are those of PlanReview in the package review, and "version" changes
when one of them goes. --sarif writes SARIF 2.1.0, for github/codeql-action/upload-sarif.

Exit codes: 0 nothing of --fail-on, 1 there is, 2 wrong usage or a file that cannot be read, is of another shape, of a
plan that ended in an error, has nothing in it, or is larger than 32 MiB.`,
		Example: `  terraform plan -out plan && terraform show -json plan > plan.json
  fargateai plan-review --fail-on replace,iam,exposure,cost=+20%,high plan.json`,
		Args: files(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			var limits review.FailOn
			var mistakes []error
			if command.Flags().Changed("fail-on") {
				var err error
				limits, err = review.ParseFailOn(failOn)
				mistakes = append(mistakes, err)
			}
			mistakes = append(mistakes, oneForm(command, "markdown", "json", "sarif"))
			inventory, err := s.inventory(args[0])
			mistakes = append(mistakes, err)
			options := s.priced(inventory, &mistakes)
			if err := errors.Join(mistakes...); err != nil {
				return err
			}
			p := review.NewPlanReview(inventory, options)
			if len(inventory.Resources)+len(p.Changes) == 0 {
				return fmt.Errorf("%s: got a stack without a resource, want one that makes something; is it the right file?",
					args[0])
			}
			if command.Flags().Changed("fail-on") {
				p.Judge(limits)
			}
			out := command.OutOrStdout()
			switch {
			case asJSON:
				err = writeJSON(out, p)
			case asSARIF:
				if source == "" {
					source = relative(args[0])
				}
				var text []byte
				if text, err = p.Sarif(source); err == nil {
					_, err = fmt.Fprintf(out, "%s\n", text)
				}
			case s.markdown:
				_, err = fmt.Fprint(out, p.Markdown())
			default:
				_, err = fmt.Fprint(out, p.Text(terminal.Of(out).Columns))
			}
			if err != nil {
				return err
			}
			if p.Verdict != nil && !p.Verdict.Passed {
				return refusal("plan review failed: " + strings.Join(p.Verdict.Failed, "; "))
			}
			return nil
		},
	}
	s.flags(command)
	flags := command.Flags()
	flags.StringVar(&failOn, "fail-on", "", "exit with 1 when the plan does one of these `WORDS`, with commas between")
	flags.BoolVar(&asJSON, "json", false, "write JSON, for programs")
	flags.BoolVar(&asSARIF, "sarif", false, "write SARIF 2.1.0, for GitHub's code scanning")
	flags.StringVar(&source, "source", "", "`FILE` of the repository that results of --sarif point at (default: FILE)")
	return command
}

// failWords are the words of --fail-on, one a line.
func failWords() string {
	var b strings.Builder
	for _, w := range review.FailWords() {
		fmt.Fprintf(&b, "  %-11s  %s\n", w.Word, w.Meaning)
	}
	return b.String()
}

// relative is a path below this folder, else only its last part: no path of this machine goes into a result.
func relative(path string) string {
	if filepath.IsLocal(path) {
		return filepath.ToSlash(path)
	}
	return filepath.Base(path)
}
