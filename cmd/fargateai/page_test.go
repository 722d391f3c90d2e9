package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "write docs/commands.md instead of comparing with it")

const repository = "../.."

// leaves are the commands that do something, in their order.
func leaves(command *cobra.Command) (all []*cobra.Command) {
	for _, inner := range command.Commands() {
		if inner.IsAvailableCommand() && inner.Name() != "completion" {
			all = append(all, leaves(inner)...)
		}
	}
	if len(all) == 0 {
		all = append(all, command)
	}
	return all
}

// The page of the commands is what their helps say.
func TestCommandsPageIsUpToDate(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Commands\n\n<!-- Written by `go test ./cmd/fargateai -run Page -update`. -->\n\n" +
		"`go run github.com/fargate-ai/fargate-ai-service/cmd/fargateai COMMAND`, or `go install` it. " +
		"Exit codes: 0 for yes,\n" +
		"1 for no (a gate that failed, a file that drifted), 2 for wrong usage or a file that cannot be read.\n" +
		"`fargateai completion SHELL` writes the completion of a shell.\n\n| command | |\n|---|---|\n")
	all := leaves(newRoot())
	for _, command := range all {
		path := command.CommandPath()
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s |\n", path, strings.ReplaceAll(path, " ", "-"), command.Short)
	}
	for _, command := range all {
		fmt.Fprintf(&b, "\n## %s\n\n```text\n%s\n```\n\n```text\n%s\n```\n\n| flag | |\n|---|---|\n", command.CommandPath(),
			strings.TrimSpace(command.Long), strings.TrimRight(command.Example, "\n"))
		command.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" {
				return
			}
			value, usage := pflag.UnquoteUsage(f)
			if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "[]" {
				usage += " (default " + f.DefValue + ")"
			}
			fmt.Fprintf(&b, "| `%s` | %s |\n", strings.TrimSpace("--"+f.Name+" "+value), strings.ReplaceAll(usage, "|", `\|`))
		})
	}
	path := filepath.Join(repository, "docs", "commands.md")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != b.String() {
		t.Errorf("docs/commands.md is not what the commands say (%v); run go test ./cmd/fargateai -run Page -update", err)
	}
}

// The repository's help names every command.
func TestHelpNamesEveryCommand(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, "help"))
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range leaves(newRoot()) {
		if !strings.Contains(string(text), "cmd/"+command.CommandPath()+" ") {
			t.Errorf("help does not name %s", command.CommandPath())
		}
	}
}

var (
	shown  = regexp.MustCompile("(?s)```.*?```|`[^`]+`")
	quoted = regexp.MustCompile(`'[^']*'`)
	called = regexp.MustCompile(`(?:^|[\s/(|])fargateai ([a-z][^#|;&<>]*)`)
)

// What pages tell people to type is there, each command with its flags.
func TestPagesNameWhatThereIs(t *testing.T) {
	calls := 0
	judge := func(page, line string) {
		for _, match := range called.FindAllStringSubmatch(quoted.ReplaceAllString(line, "TEXT"), -1) {
			root := newRoot()
			strictBuiltin(root)
			command, rest, err := root.Find(strings.Fields(match[1]))
			if err != nil {
				t.Errorf("%s: %s: %v", page, match[1], err)
				continue
			}
			calls++
			for _, word := range rest {
				name, _, _ := strings.Cut(strings.TrimRight(word, ".,:)`"), "=")
				if flag, ok := strings.CutPrefix(name, "--"); ok && flag != "help" && command.Flags().Lookup(flag) == nil {
					t.Errorf("%s: %s has no %s", page, command.CommandPath(), name)
				}
			}
		}
	}
	err := filepath.WalkDir(repository, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "bin" || entry.Name() == "testdata" || entry.Name() == ".git"):
			return filepath.SkipDir
		case filepath.Ext(path) != ".md" && entry.Name() != "help" || entry.Name() == "CHANGELOG.md":
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if entry.Name() == "help" {
			for line := range strings.Lines(string(text)) {
				before, _, _ := strings.Cut(strings.TrimSpace(line), "  ")
				judge("help", before)
			}
			return nil
		}
		for _, span := range shown.FindAllString(string(text), -1) {
			if !strings.HasPrefix(span, "```") {
				judge(path, strings.Trim(strings.Join(strings.Fields(span), " "), "`"))
				continue
			}
			for line := range strings.Lines(strings.ReplaceAll(span, "\\\n", " ")) {
				judge(path, line)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 40 {
		t.Errorf("only %d calls were found", calls)
	}
}
