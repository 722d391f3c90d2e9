package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/beanstalk"
)

// newImport is the parent of a command for each source.
func newImport() *cobra.Command {
	command := &cobra.Command{
		Use:   "import SOURCE PATH -o DIR",
		Short: "Write a stack out of an application that runs elsewhere",
		Long: "Write a stack out of an application that runs elsewhere, and a report of what became of each of its " +
			"settings.\n\n" +
			"Exit codes: 0, 1 for an application that cannot be read, and where a file would be overwritten without --force, " +
			"2 for wrong usage or a file that cannot be written.",
		RunE: func(*cobra.Command, []string) error {
			return errors.New("SOURCE: got none, want beanstalk")
		},
	}
	command.AddCommand(newImportBeanstalk())
	return command
}

type importFlags struct {
	output        string
	dryRun, force bool
}

func newImportBeanstalk() *cobra.Command {
	var f importFlags
	command := &cobra.Command{
		Use:   "beanstalk PATH -o DIR",
		Short: "Write a stack out of an application of Elastic Beanstalk",
		Long: `Write a stack out of an application of Elastic Beanstalk: main.go, cdktf.json, README.md, and gaps.md and
gaps.json, which say what became of each setting. A go.mod is written where no module around DIR requires the library.

PATH is a folder with what there is of the application: what aws elasticbeanstalk describe-configuration-settings
printed (the most complete source), saved configurations, .ebextensions, Dockerrun.aws.json, docker-compose.yml,
Procfile, .platform, env.yaml, cron.yaml. Or it is the printed file alone.

What looks like a credential is in none of the files: the program names a secret, which README.md says how to create.

Exit codes: 0, 1 for an application that cannot be read, and where a file would be overwritten without --force,
2 for wrong usage or a file that cannot be written.`,
		Example: `  aws elasticbeanstalk describe-configuration-settings \
    --application-name shop --environment-name shop-prod > shop/settings.json
  fargateai import beanstalk shop -o infrastructure`,
		Args: cobra.ArbitraryArgs,
		RunE: func(command *cobra.Command, args []string) error { return f.run(command, args) },
	}
	flags := command.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "`DIR` to write to; required unless --dry-run")
	flags.BoolVar(&f.dryRun, "dry-run", false, "write nothing, and say what would be written and what needs a decision")
	flags.BoolVar(&f.force, "force", false, "overwrite files that exist")
	return command
}

func (f *importFlags) run(command *cobra.Command, args []string) error {
	var mistakes []error
	if len(args) != 1 {
		mistakes = append(mistakes, fmt.Errorf("PATH: got %d, want one folder or file", len(args)))
	}
	if f.output == "" && !f.dryRun {
		mistakes = append(mistakes, errors.New("--output: got none, want the folder to write to, or --dry-run"))
	}
	if err := errors.Join(mistakes...); err != nil {
		return err
	}
	app, err := readBeanstalk(args[0])
	if err != nil {
		return err
	}
	options, err := f.options(app)
	if err != nil {
		return err
	}
	files, err := migration.Write(app, options)
	if err != nil {
		return err
	}
	if !f.dryRun {
		if err := f.write(files); err != nil {
			return err
		}
	}
	f.told(command.OutOrStdout(), app, files)
	return nil
}

// readBeanstalk reads a folder, or the settings of an environment in a file.
func readBeanstalk(path string) (*migration.Application, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	var app *migration.Application
	if info.IsDir() {
		app, err = beanstalk.Read(os.DirFS(path), filepath.Base(absolute))
	} else {
		var text []byte
		if text, err = readFile(path); err != nil {
			return nil, err
		}
		app, err = beanstalk.ReadSettings(filepath.Base(path), text)
	}
	if err != nil {
		lines := strings.Split(err.Error(), "\n")
		return nil, refusal(fmt.Sprintf("%d %s, nothing was written:\n\n  %s", len(lines), plural(len(lines), "mistake"),
			strings.Join(lines, "\n  ")))
	}
	return app, nil
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func (f *importFlags) options(app *migration.Application) (migration.Options, error) {
	if f.output == "" {
		return migration.Options{}, nil
	}
	needs, err := migration.NeedsModule(f.output)
	if err != nil || !needs {
		return migration.Options{}, err
	}
	return migration.Options{Module: migration.ServiceName(app.Name)}, nil
}

func (f *importFlags) write(files migration.Files) error {
	existing, err := files.Existing(f.output)
	if err != nil {
		return err
	}
	if len(existing) > 0 && !f.force {
		return refusal(fmt.Sprintf("%s: has %s already, nothing was written; give another folder, or --force to overwrite",
			f.output, strings.Join(existing, ", ")))
	}
	return files.WriteTo(f.output)
}

// told sums up what was written.
func (f *importFlags) told(w io.Writer, app *migration.Application, files migration.Files) {
	verb := "wrote"
	if f.dryRun {
		verb = "would write"
	}
	fmt.Fprintf(w, "%s %s to %s\n", verb, strings.Join(files.Names(), ", "), cmp.Or(f.output, "the folder that -o names"))
	count := app.Count()
	fmt.Fprintf(w, "%d settings mapped, %d dropped, %d need a decision: see gaps.md\n", count[migration.Mapped],
		count[migration.Dropped], count[migration.Decision])
	if secrets := app.NewSecrets(); len(secrets) > 0 {
		fmt.Fprintf(w, "secrets to create: %s\n", strings.Join(secrets, ", "))
	}
}
