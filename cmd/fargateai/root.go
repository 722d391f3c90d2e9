package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// commands, each in the file of its name.
var commands = []func() *cobra.Command{
	newDockerfile, newEstimate, newEvalGate, newImport, newPlanReview, newReview, newRules, newStackCheck, newTaskDefinition,
	newWorkflow,
}

// Exit codes.
const (
	exitOK       = 0
	exitRefused  = 1 // the command did its work, and its answer is no
	exitUnusable = 2 // wrong usage, or a file that cannot be read
)

// refusal is the answer no.
type refusal string

func (r refusal) Error() string { return string(r) }

func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	command, err := root.ExecuteC()
	var refused refusal
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &refused):
		fmt.Fprintln(stderr, refused)
		return exitRefused
	}
	complain(stderr, command.CommandPath(), err)
	return exitUnusable
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "fargateai",
		Short: "Companion of the fargate-ai-service constructs",
		Long: "Companion of the fargate-ai-service constructs: writes the workflow that deploys and the task definition " +
			"that it registers, gates a deployment on an evaluation, reviews a plan, estimates its cost, writes or judges a " +
			"Dockerfile and lists the rules that props are judged by.\n\n" +
			"Exit codes: 0 for yes, 1 for no (a gate that failed, a file that drifted), 2 for wrong usage or a file that " +
			"cannot be read.",
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE: func(*cobra.Command, []string) error {
			return errors.New("got no command, want one; an empty command must not look like a gate that passed")
		},
	}
	for _, command := range commands {
		root.AddCommand(command())
	}
	return root
}

// complain tells all mistakes at once, one a line.
func complain(w io.Writer, command string, err error) {
	lines := strings.Split(err.Error(), "\n")
	if len(lines) == 1 {
		fmt.Fprintf(w, "%s: %s\n", command, lines[0])
	} else {
		fmt.Fprintf(w, "%s: %d mistakes:\n\n", command, len(lines))
		for _, line := range lines {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
	fmt.Fprintf(w, "\nSee %s --help.\n", command)
}

// files requires least files, or more where most allows it.
func files(least, most int) cobra.PositionalArgs {
	want := fmt.Sprint(least)
	if most > least {
		want += " or more"
	}
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return fmt.Errorf("FILE: got %d files, want %s", len(args), want)
		}
		return nil
	}
}
