package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/dockerfile"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/apprunner"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/beanstalk"
	"github.com/fargate-ai/fargate-ai-service/constructs/migration/copilot"
	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

// newImport is the parent of a command for each source.
func newImport() *cobra.Command {
	command := &cobra.Command{
		Use:   "import SOURCE PATH -o DIR",
		Short: "Write a stack out of an application that runs elsewhere",
		Long: "Write a stack out of an application that runs elsewhere, and a report of what became of each of its " +
			"settings.\n\n" + importCodes,
		RunE: func(_ *cobra.Command, args []string) error {
			got := "none"
			if len(args) > 0 {
				got = strconv.Quote(args[0])
			}
			return fmt.Errorf("SOURCE: got %s, want apprunner, beanstalk or copilot", got)
		},
	}
	command.AddCommand(newImportAppRunner(), newImportBeanstalk(), newImportCopilot())
	return command
}

const (
	importCodes = "Exit codes: 0, 1 for an application that cannot be read, and where a file would be overwritten " +
		"without --force,\n2 for wrong usage or a file that cannot be written."
	importWrites = `: main.go, cdktf.json, README.md, and gaps.md and
gaps.json, which say what became of each setting. A go.mod is written where no module around DIR requires the library.
Where the source of an image lies in PATH and has no Dockerfile, one is written there, with a .dockerignore, and never
over one that exists; that one is read, and what it lacks is in gaps.md.`
	importSecrets = "What looks like a credential is in none of the files: the program names a secret, which README.md " +
		"says how\nto create.\n\n" + importCodes
)

type importFlags struct {
	read          func(path string) (*migration.Application, error)
	output        string
	dryRun, force bool
	asJSON        bool
}

// command of a source; read takes its path.
func (f *importFlags) command(name, what, path, example string,
	read func(path string) (*migration.Application, error)) *cobra.Command {
	f.read = read
	command := &cobra.Command{
		Use:     name + " PATH -o DIR",
		Short:   "Write a stack out of " + what,
		Long:    "Write a stack out of " + what + importWrites + "\n\n" + path + "\n\n" + importSecrets,
		Example: example,
		Args:    cobra.ArbitraryArgs,
		RunE:    func(command *cobra.Command, args []string) error { return f.run(command, args) },
	}
	flags := command.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "`DIR` to write to; required unless --dry-run")
	flags.BoolVar(&f.dryRun, "dry-run", false, "write nothing, and say what would be written and what needs a decision")
	flags.BoolVar(&f.force, "force", false, "overwrite files that exist")
	flags.BoolVar(&f.asJSON, "json", false, "write JSON: files, counts of settings and secrets to create")
	return command
}

func newImportBeanstalk() *cobra.Command {
	var f importFlags
	return f.command("beanstalk", "an application of Elastic Beanstalk",
		`PATH is a folder with what there is of the application: what aws elasticbeanstalk describe-configuration-settings
printed (the most complete source), saved configurations, .ebextensions, Dockerrun.aws.json, docker-compose.yml,
Procfile, .platform, env.yaml, cron.yaml. Or it is the printed file alone.`,
		`  aws elasticbeanstalk describe-configuration-settings \
    --application-name shop --environment-name shop-prod > shop/settings.json
  fargateai import beanstalk shop -o infrastructure`,
		func(path string) (*migration.Application, error) {
			return readApplication(path, beanstalk.Read, beanstalk.ReadSettings)
		})
}

func newImportCopilot() *cobra.Command {
	var f importFlags
	var o copilot.Options
	command := f.command("copilot", "an environment of AWS Copilot",
		`PATH is the folder that holds copilot/, with the manifests of its services, jobs and environments. What lies in
addons, overrides and pipelines is listed as something to decide.`,
		"  fargateai import copilot . --environment prod -o infrastructure",
		func(path string) (*migration.Application, error) { return readApplication(path, o.Read, nil) })
	command.Flags().StringVar(&o.Environment, "environment", "",
		"`NAME` of the environment that the stack is for; required where there are several")
	return command
}

func newImportAppRunner() *cobra.Command {
	var f importFlags
	return f.command("apprunner", "a service of AWS App Runner",
		`PATH is a folder with the application's apprunner.yaml, and what aws apprunner describe-service printed (the most
complete source), with describe-auto-scaling-configuration, describe-vpc-connector,
describe-observability-configuration and describe-custom-domains where there are any. Or it is a printed file alone.`,
		`  aws apprunner describe-service --service-arn ARN > chat/service.json
  fargateai import apprunner chat -o infrastructure`,
		func(path string) (*migration.Application, error) {
			return readApplication(path, apprunner.Read, apprunner.ReadDescribed)
		})
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
	app, err := f.read(args[0])
	if err != nil {
		return err
	}
	images, err := sourceImages(app, args[0])
	if err != nil {
		return err
	}
	options, err := f.options(app)
	if err != nil {
		return err
	}
	files, err := migration.Write(app, options)
	if err != nil {
		return refusal(err.Error())
	}
	if !f.dryRun {
		if err := interrupt.Hold(func() error { return f.write(files, images) }); err != nil {
			return err
		}
	}
	if f.asJSON {
		return writeJSON(command.OutOrStdout(), f.report(app, files, images))
	}
	f.told(command.OutOrStdout(), app, files, images)
	return nil
}

// sourceImage is what is written beside the source of an image.
type sourceImage struct {
	folder string
	files  []dockerfile.File
}

// names of the files, with their folder.
func (s sourceImage) names() (out []string) {
	for _, file := range s.files {
		out = append(out, filepath.Join(s.folder, file.Name))
	}
	return out
}

// sourceImages are Dockerfiles for the sources in a folder that have none. What those lack that have one is reported.
func sourceImages(app *migration.Application, folder string) (out []sourceImage, err error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	images := app.Images(root.FS())
	for _, name := range slices.Sorted(maps.Keys(images)) {
		out = append(out, sourceImage{filepath.Join(folder, filepath.FromSlash(name)), images[name]})
	}
	return out, nil
}

// importReport is what --json writes; gaps.json says what became of each setting.
type importReport struct {
	Output  string   `json:"output,omitempty"`
	Written bool     `json:"written"`
	Files   []string `json:"files"`
	Mapped  int      `json:"mapped"`
	Dropped int      `json:"dropped"`
	// Decisions are settings that somebody has to decide on.
	Decisions int      `json:"decisions"`
	Secrets   []string `json:"secrets"`
}

func (f *importFlags) report(app *migration.Application, files migration.Files, images []sourceImage) importReport {
	count, names := app.Count(), files.Names()
	for _, image := range images {
		names = append(names, image.names()...)
	}
	return importReport{
		Output: f.output, Written: !f.dryRun, Files: names, Mapped: count[migration.Mapped],
		Dropped: count[migration.Dropped], Decisions: count[migration.Decision],
		Secrets: append([]string{}, app.NewSecrets()...),
	}
}

// readApplication reads a folder, or a file where the source has one that says everything. Links that lead out of the
// folder are not followed.
func readApplication(path string, folder func(fs.FS, string) (*migration.Application, error),
	file func(string, []byte) (*migration.Application, error)) (*migration.Application, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("PATH: got %q, want a folder or file that exists", path)
	} else if err != nil {
		return nil, err
	}
	var app *migration.Application
	switch {
	case info.IsDir():
		app, err = readFolder(path, folder)
	case file == nil:
		return nil, fmt.Errorf("PATH: got the file %s, want a folder%s", path, packed(nil))
	default:
		var text []byte
		if text, err = readFile(path); err != nil {
			return nil, err
		}
		if hint := packed(text); hint != "" {
			return nil, refusal(fmt.Sprintf("%s: got an archive, want a folder or a printed file%s", path, hint))
		}
		app, err = file(filepath.Base(path), text)
	}
	if err != nil {
		lines := strings.Split(err.Error(), "\n")
		return nil, refusal(fmt.Sprintf("%d %s, nothing was written:\n\n  %s", len(lines), plural(len(lines), "mistake"),
			strings.Join(lines, "\n  ")))
	}
	return app, nil
}

func readFolder(path string, read func(fs.FS, string) (*migration.Application, error)) (*migration.Application,
	error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return read(root.FS(), filepath.Base(absolute))
}

// packed is what to do with an archive, by its first bytes; "" for what is none.
func packed(text []byte) string {
	const hint = "; unpack it first, and give the folder"
	zip, gzip := []byte("PK\x03\x04"), []byte{0x1f, 0x8b}
	if text == nil || bytes.HasPrefix(text, zip) || bytes.HasPrefix(text, gzip) ||
		len(text) >= 262 && string(text[257:262]) == "ustar" {
		return hint
	}
	return ""
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

// write writes all or nothing.
func (f *importFlags) write(files migration.Files, images []sourceImage) (err error) {
	existing, err := files.Existing(f.output)
	if err != nil {
		return err
	}
	if len(existing) > 0 && !f.force {
		var paths []string
		for _, name := range existing {
			paths = append(paths, filepath.Join(f.output, name))
		}
		return refusal(fmt.Sprintf("%s: there %s already, nothing was written; give another folder, or --force to overwrite",
			strings.Join(paths, ", "), map[bool]string{true: "is one", false: "are files"}[len(paths) == 1]))
	}
	var made []string
	defer func() {
		for _, name := range made {
			if err != nil {
				err = errors.Join(err, os.Remove(name))
			}
		}
	}()
	for _, image := range images {
		if err := dockerfile.Write(image.folder, image.files); err != nil {
			return err
		}
		made = append(made, image.names()...)
	}
	return files.WriteTo(f.output)
}

// told sums up what was written.
func (f *importFlags) told(w io.Writer, app *migration.Application, files migration.Files, images []sourceImage) {
	verb := "wrote"
	if f.dryRun {
		verb = "would write"
	}
	fmt.Fprintf(w, "%s %s to %s\n", verb, strings.Join(files.Names(), ", "), cmp.Or(f.output, "the folder that -o names"))
	for _, image := range images {
		fmt.Fprintf(w, "%s %s\n", verb, strings.Join(image.names(), ", "))
	}
	count := app.Count()
	fmt.Fprintf(w, "%d settings mapped, %d dropped, %d need a decision: see gaps.md\n", count[migration.Mapped],
		count[migration.Dropped], count[migration.Decision])
	if secrets := app.NewSecrets(); len(secrets) > 0 {
		fmt.Fprintf(w, "secrets to create: %s\n", strings.Join(secrets, ", "))
	}
}
