package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fargate-ai/fargate-ai-service/constructs/dockerfile"
	"github.com/fargate-ai/fargate-ai-service/constructs/rules"
	"github.com/fargate-ai/fargate-ai-service/internal/interrupt"
)

// dockerfileFlags are the flags of dockerfile.
type dockerfileFlags struct {
	options                      dockerfile.Options
	platform, port, architecture string
	dryRun, asJSON               bool
}

func newDockerfile() *cobra.Command {
	var f dockerfileFlags
	command := &cobra.Command{
		Use:   "dockerfile [flags] FOLDER",
		Short: "Write the Dockerfile that an application lacks, or judge the one that it has",
		Long: `Write the Dockerfile that an application lacks, or judge the one that it has.

Where FOLDER has no Dockerfile, one is written for what its lock and version files and its Procfile show, with a
.dockerignore where there is none: .NET, Go (modules), Java (Maven, Gradle), Node (npm, yarn, pnpm, bun), PHP
(composer), Python (pip, poetry, uv, pipenv) or Ruby (bundler). A file that exists is never written again, and there is
no flag for it: remove it first. The health check is not in the image, as ECS ignores it there; it belongs to the
service.

Where it has one, that is read as BuildKit reads it, and held against the port and the architecture of the task.

Exit codes: 0, 1 for a Dockerfile with mistakes, or 2 for wrong usage or a folder that does not say what the Dockerfile
needs. Nothing is written then.`,
		Example: `  fargateai dockerfile --dry-run .
  fargateai dockerfile --port 8080 --command 'gunicorn --bind 0.0.0.0:$PORT shop.wsgi' ./shop`,
		Args: folder,
		RunE: func(command *cobra.Command, args []string) error { return f.run(command.OutOrStdout(), args[0]) },
	}
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.port, "port", "", "`PORT` that the service routes to (default: what the files say)")
	flags.StringVar(&f.options.Command, "command", "",
		"`COMMAND` that answers requests, as in a Procfile (default: what the files say)")
	flags.StringVar(&f.platform, "platform", "",
		"`NAME` of the platform, where the folder shows several: "+strings.Join(platforms(), ", "))
	flags.StringVar(&f.options.Main, "main", "", "`FOLDER` of package main, where a Go module has several")
	flags.StringVar(&f.architecture, "architecture", "",
		fmt.Sprintf("`ARCHITECTURE` of the task: %s or %s (default %[1]s)", dockerfile.ARM64, dockerfile.X86_64))
	flags.BoolVar(&f.dryRun, "dry-run", false, "print the files instead of writing them")
	flags.BoolVar(&f.asJSON, "json", false, "write JSON: what was found, written and judged")
	return command
}

func platforms() (names []string) {
	for _, p := range dockerfile.Platforms() {
		names = append(names, string(p))
	}
	return names
}

// dockerfileReport is what --json writes.
type dockerfileReport struct {
	Application *dockerfile.Application `json:"application"`
	Image       *dockerfile.Image       `json:"image,omitempty"`   // of the Dockerfile that exists
	Written     []string                `json:"written,omitempty"` // files
	Files       map[string]string       `json:"files,omitempty"`   // with --dry-run, in place of Written
}

func (f *dockerfileFlags) run(w io.Writer, folder string) error {
	architecture, err := f.read(folder)
	if err != nil {
		return err
	}
	application, err := f.options.Find(os.DirFS(folder))
	if err != nil {
		return within(folder, err)
	}
	if application.Dockerfile != "" {
		return f.judge(w, folder, application, architecture)
	}
	return f.scaffold(w, folder, application)
}

// read turns the flags into options.
func (f *dockerfileFlags) read(folder string) (dockerfile.Architecture, error) {
	mistakes := []error{isFolder(folder)}
	if f.port != "" {
		port, err := strconv.Atoi(f.port)
		if err != nil || port < 1 || port > 65535 {
			mistakes = append(mistakes, fmt.Errorf("--port: got %q, want a whole number from 1 to 65535", f.port))
		}
		f.options.Port = port
	}
	architecture := dockerfile.Architecture(f.architecture)
	switch architecture {
	case "":
		architecture = dockerfile.ARM64
	case dockerfile.ARM64, dockerfile.X86_64:
	default:
		mistakes = append(mistakes, fmt.Errorf("--architecture: got %q, want %s or %s", f.architecture, dockerfile.ARM64,
			dockerfile.X86_64))
	}
	f.options.Platform = dockerfile.Platform(f.platform)
	return architecture, errors.Join(mistakes...)
}

func (f *dockerfileFlags) scaffold(w io.Writer, folder string, application *dockerfile.Application) error {
	files, err := application.Files()
	if err != nil {
		return byFlag(err)
	}
	report := dockerfileReport{Application: application}
	if f.dryRun {
		report.Files = map[string]string{}
	} else if err := interrupt.Hold(func() error { return dockerfile.Write(folder, files) }); err != nil {
		return err
	}
	for _, file := range files {
		if f.dryRun {
			report.Files[file.Name] = file.Text
		} else {
			report.Written = append(report.Written, filepath.Join(folder, file.Name))
		}
	}
	if f.asJSON {
		return writeJSON(w, report)
	}
	for _, file := range files {
		if f.dryRun {
			fmt.Fprintf(w, "==> %s <==\n%s\n", filepath.Join(folder, file.Name), file.Text)
		} else {
			fmt.Fprintf(w, "%s is written\n", filepath.Join(folder, file.Name))
		}
	}
	if application.Ignore {
		fmt.Fprintf(w, "%s is kept as it is\n", filepath.Join(folder, ".dockerignore"))
	}
	fmt.Fprintf(w, "%s %s with %s, port %d: give the service the same port, and its health check\n", application.Platform,
		application.Version.Value, application.Manager, application.Port.Number)
	writeMistakes(w, "notice", application.Notices)
	return nil
}

func (f *dockerfileFlags) judge(w io.Writer, folder string, application *dockerfile.Application,
	architecture dockerfile.Architecture) error {
	path := filepath.Join(folder, application.Dockerfile)
	text, err := readFile(path)
	if err != nil {
		return err
	}
	image := dockerfile.Read(text, dockerfile.Context{Name: filepath.ToSlash(path), Port: f.options.Port,
		Architecture: architecture, Ignore: application.Ignore})
	if f.asJSON {
		if err := writeJSON(w, dockerfileReport{Application: application, Image: image}); err != nil {
			return err
		}
	} else {
		writeMistakes(w, "mistake", image.Mistakes)
		writeMistakes(w, "notice", image.Notices)
	}
	count := len(image.Mistakes)
	switch {
	case count == 1:
		return refusal(path + ": got 1 mistake, want none; the file is kept as it is")
	case count > 1:
		return refusal(fmt.Sprintf("%s: got %d mistakes, want none; the file is kept as it is", path, count))
	case !f.asJSON:
		fmt.Fprintf(w, "%s is sound, and kept as it is\n", path)
	}
	return nil
}

func writeMistakes(w io.Writer, kind string, list rules.Mistakes) {
	for _, m := range list {
		fmt.Fprintf(w, "%s  (%s %s)\n", m, kind, m.Rule)
	}
}

// flagsOf are the flags that say what a folder does not.
var flagsOf = map[string]string{"platform": "platform", "port": "port", "command": "command", "main": "main"}

// byFlag names each mistake by its flag, where it has one.
func byFlag(err error) error {
	var out []error
	for line := range strings.SplitSeq(err.Error(), "\n") {
		out = append(out, errors.New(named(line, flagsOf)))
	}
	return errors.Join(out...)
}
