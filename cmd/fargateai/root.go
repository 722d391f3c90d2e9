package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

// commands, each in the file of its name.
var commands = []func() *cobra.Command{
	newControls, newDockerfile, newEstimate, newEvalGate, newImport, newPlanReview, newReview, newRules, newStackCheck,
	newTaskDefinition,
	newVerify, newWorkflow,
}

// Exit codes.
const (
	exitOK       = 0
	exitRefused  = 1 // the command did its work, and its answer is no
	exitUnusable = 2 // wrong usage, a file that cannot be read, or an answer that nobody knows
)

// refusal is the answer no.
type refusal string

func (r refusal) Error() string { return string(r) }

// unknown is no answer, after the command has told what it knows.
type unknown string

func (u unknown) Error() string { return string(u) }

func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	fit(root, min(terminal.Of(stdout).Columns, helpColumns))
	out := &terminal.Checked{Writer: stdout}
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(stderr)
	strictBuiltin(root) // cobra asks only once where the completion goes
	command, err := root.ExecuteC()
	if err == nil && out.Err != nil {
		err = fmt.Errorf("got an output that cannot be written: %w", out.Err)
	}
	var refused refusal
	var unsure unknown
	var stopped interrupt.Stopped
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &stopped):
		fmt.Fprintf(stderr, "%s: %v\n", command.CommandPath(), err)
		return stopped.Code()
	case errors.As(err, &refused):
		fmt.Fprintln(stderr, terminal.Of(stderr).Lines(refused.Error()))
		return exitRefused
	case errors.As(err, &unsure):
		fmt.Fprintln(stderr, terminal.Of(stderr).Lines(unsure.Error()))
		return exitUnusable
	}
	complain(stderr, command.CommandPath(), err)
	return exitUnusable
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "fargateai",
		Short: "Companion of the fargate-ai-service constructs",
		Long: "Companion of the fargate-ai-service constructs: writes the workflow that deploys and the task definition " +
			"that it registers, gates a deployment on an evaluation, reviews a plan, estimates its cost, holds it against " +
			"controls, writes or judges a Dockerfile, compares a new endpoint with the old one and lists the rules that props " +
			"are judged by.\n\n" +
			"Exit codes: 0 for yes, 1 for no (a gate that failed, a file that drifted), 2 for wrong usage or a file that " +
			"cannot be read.",
		Version:       ownVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("got no command, want one; an empty command must not look like a gate that passed")
		},
	}
	for _, command := range commands {
		root.AddCommand(command())
	}
	root.SetVersionTemplate("fargateai {{.Version}}\n")
	complete(root)
	return root
}

const helpColumns = 120

// fit breaks the lines of helps that are longer than so many columns.
func fit(command *cobra.Command, columns int) {
	wrapped := fmt.Sprintf("FlagUsagesWrapped %d", columns)
	command.SetUsageTemplate(strings.NewReplacer("FlagUsages ", wrapped+" ",
		"  {{rpad .Name .NamePadding }} {{.Short}}", fmt.Sprintf("{{entry .Name .NamePadding .Short %d}}", columns)).
		Replace(command.UsageTemplate()))
	fitLong(command, terminal.Terminal{Columns: columns})
}

func init() { // templates know functions by name only
	cobra.AddTemplateFunc("entry", func(name string, padding int, short string, columns int) string {
		return terminal.Hanging(fmt.Sprintf("  %-*s ", padding, name), short, columns)
	})
}

func fitLong(command *cobra.Command, t terminal.Terminal) {
	command.Long = t.Lines(paragraphs(cmp.Or(command.Long, command.Short)))
	for _, inner := range command.Commands() {
		fitLong(inner, t)
	}
}

// paragraphs joins the lines of a text that were broken for their length alone, so that they can be broken elsewhere.
func paragraphs(text string) string {
	var out []string
	broken := 0 // columns that the last line had taken in the source
	for line := range strings.SplitSeq(text, "\n") {
		word, _, _ := strings.Cut(line, " ")
		if word != "" && broken > 0 && broken+1+terminal.Width(word) > sourceColumns {
			out[len(out)-1] += " " + line
		} else {
			out = append(out, line)
		}
		if broken = terminal.Width(line); strings.HasPrefix(line, " ") {
			broken = 0 // of a list
		}
	}
	return strings.Join(out, "\n")
}

// sourceColumns are those that the texts of commands are written in, but for what quotes and indentation take.
const sourceColumns = 112

// complain tells all mistakes at once, one a line where it is not too narrow.
func complain(w io.Writer, command string, err error) {
	t := terminal.Of(w)
	lines := strings.Split(err.Error(), "\n")
	if len(lines) == 1 {
		fmt.Fprintln(w, t.Lines(fmt.Sprintf("%s: %s", command, lines[0])))
	} else {
		fmt.Fprintf(w, "%s: %s:\n\n", command, t.Paint(terminal.Red, fmt.Sprintf("%d mistakes", len(lines))))
		for _, line := range lines {
			fmt.Fprintln(w, t.Lines("  "+line))
		}
	}
	fmt.Fprintf(w, "\nSee %s --help.\n", command)
}

// noArgument refuses what follows the flags.
func noArgument(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("got the argument %q, want flags only", args[0])
	}
	return nil
}

// folder requires one folder.
func folder(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("FOLDER: got %d folders, want 1", len(args))
	}
	return nil
}

// files requires least files, or more where most allows it.
func files(least, most int) cobra.PositionalArgs {
	want := fmt.Sprint(least)
	if most > least {
		want += " or more"
	}
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return fmt.Errorf("FILE: got %d %s, want %s", len(args), plural(len(args), "file"), want)
		}
		return nil
	}
}
