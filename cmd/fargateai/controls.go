package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/review/controls"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

func newControls() *cobra.Command {
	var s stack
	var asJSON bool
	var failOn string
	command := &cobra.Command{
		Use:   "controls [flags] [FILE]",
		Short: "Hold a stack against the controls of Security Hub and others, or list them",
		Long: "Hold a stack against controls that AWS Security Hub, CIS, Checkov and Trivy ask for, and some that keep it " +
			"reliable: what fails, what is known only after an apply, and what the stack gives a reason for. Without a FILE, " +
			"list the controls, with what turns each off and the ids that it answers.\n\n" + stackFile + "\n\n" +
			"Exit codes: 0, 1 for a control that --fail-on names and the stack does not hold, or 2 for wrong usage or a file " +
			"that cannot be read.",
		Example: "  fargateai controls cdktf.out/stacks/llm-proxy/cdk.tf.json\n" +
			"  fargateai controls --fail-on default plan.json",
		Args: files(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			out := command.OutOrStdout()
			last, err := tierOf(failOn)
			switch {
			case err != nil:
				return err
			case len(args) == 0 && failOn != "":
				return fmt.Errorf("--fail-on: got no FILE, want one to judge")
			case len(args) == 0 && asJSON:
				return writeJSON(out, controls.All())
			case len(args) == 0:
				writeControls(out, controls.All())
				return nil
			}
			inventory, err := s.inventory(args[0])
			if err != nil {
				return err
			}
			card := controls.Judge(inventory)
			if asJSON {
				err = writeJSON(out, newJudged(card))
			} else {
				writeCard(out, card)
			}
			if err != nil {
				return err
			}
			return refused(card, last)
		},
	}
	flags := command.Flags()
	flags.BoolVar(&asJSON, "json", false, "write JSON: each control, and of a stack its state and findings")
	flags.StringVar(&failOn, "fail-on", "",
		"exit with 1 where a control of the `TIER`, or of one before it, fails: must, "+
			"default or production; one that the stack says is off passes")
	return command
}

var tiers = []controls.Tier{controls.Must, controls.Default, controls.Production}

// tierOf is the place of a tier among them; -1 for none.
func tierOf(name string) (int, error) {
	i := slices.Index(tiers, controls.Tier(name))
	if i < 0 && name != "" {
		return i, fmt.Errorf("--fail-on: got %q, want must, default or production", name)
	}
	return i, nil
}

// refused is the answer no for what fails, and nothing says so, up to a tier.
func refused(card controls.Scorecard, last int) error {
	var ids []string
	for _, r := range card.In(controls.Failed) {
		if slices.Index(tiers, r.Control.Tier) <= last && len(r.Unsaid()) > 0 {
			ids = append(ids, r.Control.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return refusal("does not hold " + strings.Join(ids, ", "))
}

// judged is what a program reads of a control in a stack.
type judged struct {
	controls.Control
	State   controls.State     `json:"state"`
	Passes  []string           `json:"passes,omitempty"`
	Fails   []controls.Finding `json:"fails,omitempty"`
	Unknown []controls.Finding `json:"unknown,omitempty"`
	Waived  []controls.Finding `json:"waived,omitempty"`
}

func newJudged(card controls.Scorecard) []judged {
	out := make([]judged, 0, len(card.Results))
	for _, r := range card.Results {
		out = append(out, judged{r.Control, r.State(), r.Passes, r.Fails, r.Unknown, r.Waived})
	}
	return out
}

func writeControls(w io.Writer, list []controls.Control) {
	columns := min(terminal.Of(w).Columns, readableColumns)
	for i, c := range list {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s (%s, %s)\n%s\n", c.ID, c.Tier, c.Severity, wrapped(c.Holds+".", columns))
		if len(c.Answers) > 0 {
			fmt.Fprintln(w, wrapped("Answers "+strings.Join(c.Named(), ", "), columns))
		}
		if c.Prop != "" {
			fmt.Fprintln(w, wrapped("Prop: "+c.Prop, columns))
		}
		fmt.Fprintf(w, "  See %s\n", c.Source)
	}
}

func writeCard(w io.Writer, card controls.Scorecard) {
	columns := min(terminal.Of(w).Columns, readableColumns)
	fmt.Fprintf(w, "%d of %d controls that have something to look at hold\n", len(card.In(controls.Held)),
		card.Applicable())
	for _, r := range card.Results {
		for _, group := range []struct {
			word string
			all  []controls.Finding
		}{{"fails", r.Unsaid()}, {"turned off", said(r)}, {"waived", r.Waived}, {"unknown", r.Unknown}} {
			if len(group.all) == 0 {
				continue
			}
			fmt.Fprintf(w, "\n%s: %s (%s, %s)\n%s\n", group.word, r.Control.ID, r.Control.Tier, r.Control.Severity,
				wrapped(r.Control.Holds+". Else: "+r.Control.Remedy+".", columns))
			if len(r.Control.Answers) > 0 {
				fmt.Fprintln(w, wrapped("Answers "+strings.Join(r.Control.Named(), ", "), columns))
			}
			for _, f := range group.all {
				text := f.Address + ": " + f.What
				if f.Reason != "" && f.Reason != f.What {
					text += "; " + f.Reason
				}
				fmt.Fprintln(w, terminal.Hanging("  - ", text, columns))
			}
		}
	}
}

// said are the fails of which the stack says that a protection is off.
func said(r controls.Result) []controls.Finding {
	return slices.DeleteFunc(slices.Clone(r.Fails), func(f controls.Finding) bool { return f.Reason == "" })
}
