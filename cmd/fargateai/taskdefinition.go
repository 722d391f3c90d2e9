package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/pipeline/taskdefinition"
	"github.com/fargate-ai/fargate-ai-service/internal/terminal"
)

const definitionSource = `FROM is one of these, recognized by its content:
  a synthesized cdk.tf.json
  a plan or a state:  terraform show -json PLANFILE > plan.json, terraform show -json > state.json
  outputs:            terraform output -json > outputs.json; those whose name ends with task_definition count
  a task definition:  aws ecs describe-task-definition --task-definition FAMILY --include TAGS > described.json

A cdk.tf.json suffices where the provider states region and allowed_account_ids and the roles have fixed names. Where it
does not, the references that stay unknown are listed; a state or an output after an apply knows them.`

func newTaskDefinition() *cobra.Command {
	command := &cobra.Command{
		Use:   "task-definition",
		Short: "Write the task definition that a pipeline registers, or find its drift from Terraform",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("got no command, want render or diff")
		},
	}
	command.AddCommand(newTaskDefinitionRender(), newTaskDefinitionDiff())
	return command
}

func newTaskDefinitionRender() *cobra.Command {
	var family, output string
	command := &cobra.Command{
		Use:   "render [flags] FROM",
		Short: "Write a task definition for aws ecs register-task-definition",
		Long: "Write the JSON that aws ecs register-task-definition --cli-input-json takes, with the image as the only " +
			"thing left to render.\n\n" +
			definitionSource + "\n\nExit codes: 0, or 2 for wrong usage, a file that cannot be read or has unknown " +
			"references. Nothing is written then.",
		Example: `  fargateai task-definition render --output task-definition.json cdktf.out/stacks/llm-proxy/cdk.tf.json
  terraform output -json > outputs.json; fargateai task-definition render --family llm-proxy outputs.json`,
		Args: files(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			all, err := definitions(args[0])
			if err != nil {
				return err
			}
			definition, err := chosen(args[0], all, family)
			if err != nil {
				return err
			}
			text, err := definition.JSON()
			if err != nil {
				return within(args[0], err)
			}
			if output == "" {
				_, err = command.OutOrStdout().Write(text)
				return err
			}
			if err := os.MkdirAll(filepath.Dir(output), 0o755); err != nil {
				return err
			}
			return writeFile(output, text)
		},
	}
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&family, "family", "", "`NAME` of the family, where FROM has several")
	flags.StringVar(&output, "output", "", "`FILE` to write (default: the standard output)")
	return command
}

// taskDefinitionDiff are the flags of task-definition diff.
type taskDefinitionDiff struct {
	family  string
	options taskdefinition.DiffOptions
	asJSON  bool
}

func newTaskDefinitionDiff() *cobra.Command {
	var f taskDefinitionDiff
	command := &cobra.Command{
		Use:   "diff [flags] FILE FROM",
		Short: "Tell where a task-definition file differs from what Terraform registers",
		Long: `Tell where a task-definition file in the application's repository differs from what Terraform registers.

FILE is the input of aws ecs register-task-definition, as a workflow registers it. What the AWS CLI would refuse,
such as null or a number where a text belongs, is a mistake in it: render writes it as it has to be.
` + definitionSource + `

What ECS fills in and the order of what has none are no differences, and neither are the image that the pipeline renders
and what --free leaves to the file. Roles, secrets, volumes, users and log groups cannot be left to it.
Values of environment variables, and what looks like a credential, are told to differ and not shown.

Exit codes: 0 the same, 1 different, 2 wrong usage or a file that cannot be read or has unknown references.`,
		Example: `  fargateai task-definition diff .aws/task-definition.json cdktf.out/stacks/llm-proxy/cdk.tf.json
  fargateai task-definition diff --container app --container worker .aws/task-definition.json state.json`,
		Args: files(2, 2),
		RunE: func(command *cobra.Command, args []string) error {
			return f.run(command.OutOrStdout(), args[0], args[1])
		},
	}
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.family, "family", "", "`NAME` of the family in FROM (default: that of FILE)")
	flags.StringArrayVar(&f.options.Rendered, "container", nil,
		"`NAME` of a container whose image the pipeline renders; may be repeated (default: the one named as the family, "+
			"else the first essential one)")
	flags.StringArrayVar(&f.options.Free, "free", nil,
		"`NAME` of a member that the file may have otherwise, such as environment; may be repeated (default: none)")
	flags.BoolVar(&f.options.Images, "images", false, "compare the images of those containers too")
	flags.BoolVar(&f.asJSON, "json", false, "write JSON: path, file and terraform of each difference")
	return command
}

func (f *taskDefinitionDiff) run(w io.Writer, path, from string) error {
	var mistakes []error
	var file taskdefinition.Definition
	text, err := readDefinition(path)
	if err == nil {
		if file, err = taskdefinition.ParseInput(text); err != nil {
			err = within(path, err)
		}
	}
	mistakes = append(mistakes, err)
	all, err := definitions(from)
	if err := errors.Join(append(mistakes, err)...); err != nil {
		return err
	}
	family := f.family
	if family == "" && len(all) > 1 {
		family = file.Family()
	}
	terraform, err := chosen(from, all, family)
	if err != nil {
		return err
	}
	for _, name := range f.options.Free {
		if !slices.Contains(taskdefinition.Free(), name) {
			mistakes = append(mistakes,
				fmt.Errorf("--free: got %q, want one of %s", name, strings.Join(taskdefinition.Free(), ", ")))
		}
	}
	rendered := f.options.Rendered
	for _, name := range rendered {
		if !slices.Contains(append(file.Containers(), terraform.Containers()...), name) {
			mistakes = append(mistakes,
				fmt.Errorf("--container: got %q, want one of %s", name, strings.Join(terraform.Containers(), ", ")))
		}
	}
	if len(rendered) == 0 {
		rendered = []string{terraform.App()}
	}
	differences, err := taskdefinition.Diff(file, terraform, f.options)
	if err != nil {
		err = within(from, err) // a file has no unknown references
	}
	if err := errors.Join(append(mistakes, err)...); err != nil {
		return err
	}
	compared := "all images compared"
	if !f.options.Images {
		compared = "the image of " + strings.Join(rendered, ", ") + " is left to the pipeline"
	}
	if f.asJSON {
		if err := writeJSON(w, append([]taskdefinition.Difference{}, differences...)); err != nil {
			return err
		}
	}
	if len(differences) == 0 && !f.asJSON {
		fmt.Fprintf(w, "%s is what Terraform registers as %s (%s)\n", path, terraform, compared)
	}
	if len(differences) == 0 {
		return nil
	}
	if !f.asJSON {
		writeDifferences(w, differences)
		fmt.Fprintf(w, "\n(%s)\n", compared)
	}
	count := fmt.Sprintf("%d differences", len(differences))
	if len(differences) == 1 {
		count = "1 difference"
	}
	const answer = "%s is not what Terraform registers as %s: got %s, want none; " +
		"render the file again, or change the stack"
	return refusal(fmt.Sprintf(answer, path, terraform, count))
}

func writeDifferences(w io.Writer, differences []taskdefinition.Difference) {
	rows := [][]string{{"WHERE", "FILE", "TERRAFORM"}}
	for _, d := range differences {
		file, terraform := apart(d.File, d.Terraform)
		rows = append(rows, []string{d.Path, file, terraform})
	}
	fmt.Fprint(w, terminal.Of(w).Table(rows, nil))
}

// apart cuts two values to the part in which they begin to differ, "(none)" for none.
func apart(a, b string) (string, string) {
	const width, before = 60, 20
	x, y := []rune(a), []rune(b)
	start := 0
	if len(x) > width || len(y) > width {
		for start < min(len(x), len(y)) && x[start] == y[start] {
			start++
		}
		start = max(start-before, 0)
	}
	part := func(text []rune) string {
		if len(text) == 0 {
			return "(none)"
		}
		out := string(text[start:min(start+width, len(text))])
		if start > 0 {
			out = "…" + out
		}
		if start+width < len(text) {
			out += "…"
		}
		return out
	}
	return part(x), part(y)
}

// definitions reads all definitions of a source.
func definitions(path string) ([]taskdefinition.Definition, error) {
	text, err := readDefinition(path)
	if err != nil {
		return nil, err
	}
	all, err := taskdefinition.Read(text)
	if err != nil {
		return nil, within(path, err)
	}
	return all, nil
}

func readDefinition(path string) ([]byte, error) {
	text, err := readFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: got no such file, want a task definition or a source of one in JSON", path)
	}
	return text, err
}

// within says of each line of an error which file it is about.
func within(path string, err error) error {
	var out []error
	for line := range strings.SplitSeq(err.Error(), "\n") {
		out = append(out, fmt.Errorf("%s: %s", path, line))
	}
	return errors.Join(out...)
}

// chosen is the definition of a family, or the only one.
func chosen(path string, all []taskdefinition.Definition, family string) (taskdefinition.Definition, error) {
	var found []taskdefinition.Definition
	var families []string
	for _, d := range all {
		name := d.Family()
		if name == "" {
			name = d.Address
		}
		if families = append(families, name); family == "" || family == name {
			found = append(found, d)
		}
	}
	switch {
	case len(all) == 0:
		return taskdefinition.Definition{}, fmt.Errorf("%s: got no task definition, want one", path)
	case len(found) == 0:
		return taskdefinition.Definition{},
			fmt.Errorf("%s: got no family %s, want one of %s", path, family, strings.Join(families, ", "))
	case len(found) > 1 && family == "":
		return taskdefinition.Definition{}, fmt.Errorf("--family: got nothing, want one of %s", strings.Join(families, ", "))
	case len(found) > 1:
		return taskdefinition.Definition{},
			fmt.Errorf("%s: got %d task definitions of the family %s, want one", path, len(found), family)
	}
	return found[0], nil
}
