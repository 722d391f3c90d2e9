package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/review"
)

func newPlanReview() *cobra.Command {
	var s stack
	var failOn string
	command := &cobra.Command{
		Use:   "plan-review [flags] FILE",
		Short: "Tell what is risky in a stack and what it costs",
		Long: `Tell what is risky in a stack, the worst first, what a plan replaces and which attribute forces it, and what it
costs a month.

` + stackFile + `

What decides who may do or reach what, and only an apply answers, is listed as not judged. What is marked as sensitive
is not shown.

Exit codes: 0 no risk of --fail-on or worse, 1 there is one, 2 wrong usage or a file that cannot be read, is of another
shape, of a plan that ended in an error or is not complete, has nothing in it, or is larger than 32 MiB.`,
		Example: `  terraform plan -out plan && terraform show -json plan > plan.json
  fargateai plan-review --fail-on high plan.json`,
		Args: files(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			severities := review.Severities()
			severity, unknown := strings.CutSuffix(failOn, ",unknown")
			if severity == "unknown" {
				severity, unknown = "", true
			}
			limit := slices.Index(severities, review.Severity(severity))
			var mistake error
			if command.Flags().Changed("fail-on") && limit < 0 && !(unknown && severity == "") {
				mistake = fmt.Errorf("--fail-on: got %q, want one of critical, high, medium, low, unknown, or one of them "+
					"and unknown, such as high,unknown", failOn)
			}
			inventory, estimate, err := s.read(args[0])
			if err == nil && len(inventory.Resources)+len(inventory.Changes) == 0 {
				err = fmt.Errorf("%s: got a stack without a resource, want one that makes something; is it the right file?",
					args[0])
			}
			if err := errors.Join(mistake, err); err != nil {
				return err
			}
			risks, unjudged := review.Risks(inventory), inventory.Unjudged()
			out := command.OutOrStdout()
			if s.markdown {
				markdownRisks(out, risks)
			} else {
				writeRisks(out, risks)
			}
			writeList(out, "Not judged", unjudged, s.markdown)
			writeList(out, "Replaced", inventory.Replaced(), s.markdown)
			if s.markdown {
				fmt.Fprint(out, "### Cost\n\n"+estimate.Markdown())
			} else {
				fmt.Fprint(out, estimate)
			}
			grave := 0
			for _, r := range risks {
				if slices.Index(severities, r.Severity) <= limit {
					grave++
				}
			}
			switch {
			case grave > 0:
				return refusal(fmt.Sprintf("plan review failed: got %s of severity %s or worse, want none", number(grave),
					severity))
			case unknown && len(unjudged) > 0:
				return refusal(fmt.Sprintf("plan review failed: got %d not judged, want none", len(unjudged)))
			}
			return nil
		},
	}
	s.flags(command)
	command.Flags().StringVar(&failOn, "fail-on", "",
		"exit with 1 when there is a risk of this `SEVERITY` or worse: critical, high, medium or low; with \",unknown\" "+
			"after it, or \"unknown\" alone, also when something could not be judged")
	return command
}

func number(risks int) string {
	if risks == 1 {
		return "1 risk"
	}
	return fmt.Sprintf("%d risks", risks)
}

func writeRisks(w io.Writer, risks []review.Risk) {
	fmt.Fprintf(w, "%s\n\n", number(len(risks)))
	for _, r := range risks {
		fmt.Fprintf(w, "%-8s  %s  %s\n          %s\n          %s\n\n", r.Severity, r.ID, r.Address, r.Text, r.Remedy)
	}
}

// writeList writes what there is of a kind, one on a line.
func writeList[T fmt.Stringer](w io.Writer, title string, all []T, markdown bool) {
	if len(all) == 0 {
		return
	}
	heading, item, escape := "%s: %d\n\n", "  %s\n", strings.NewReplacer()
	if markdown {
		heading, item, escape = "### %s: %d\n\n", "* %s\n", cell
	}
	fmt.Fprintf(w, heading, title, len(all))
	for _, one := range all {
		fmt.Fprintf(w, item, escape.Replace(one.String()))
	}
	fmt.Fprintln(w)
}

func markdownRisks(w io.Writer, risks []review.Risk) {
	fmt.Fprintf(w, "### %s\n\n", number(len(risks)))
	if len(risks) == 0 {
		return
	}
	fmt.Fprint(w, "| severity | rule | resource | what is so | remedy |\n|---|---|---|---|---|\n")
	for _, r := range risks {
		cells := []string{string(r.Severity), r.ID, r.Address, r.Text, r.Remedy}
		for i := range cells {
			cells[i] = cell.Replace(cells[i])
		}
		fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
	}
	fmt.Fprintln(w)
}
