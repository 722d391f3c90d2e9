package main

import (
	"bytes"
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// result is what a command did.
type result struct {
	code           int
	stdout, stderr string
}

func fargateai(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(args, &stdout, &stderr)
	return result{code, stdout.String(), stderr.String()}
}

// expect compares the exit code, and looks for texts in what was printed.
func (r result) expect(t *testing.T, code int, texts ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("got the exit code %d, want %d", r.code, code)
	}
	for _, text := range texts {
		if !strings.Contains(r.stdout+r.stderr, text) {
			t.Errorf("no %q", text)
		}
	}
	if (r.code == exitOK) != (r.stderr == "") {
		t.Errorf("the error output does not fit the exit code %d", r.code)
	}
	if t.Failed() {
		t.Fatalf("printed\n%s\nand as errors\n%s", r.stdout, r.stderr)
	}
}

// write makes a file in a new folder.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Every command that does something says how it is called, by example, and what its exit codes mean.
func TestHelpOfEveryCommand(t *testing.T) {
	var visit func(command *cobra.Command)
	visit = func(command *cobra.Command) {
		path := command.CommandPath()
		for _, inner := range command.Commands() {
			visit(inner)
		}
		if command.HasSubCommands() && command.Name() != "workflow" {
			return
		}
		if !strings.Contains(command.Long, "Exit codes: 0") || !strings.Contains(command.Example, "  fargateai ") {
			t.Errorf("%s has no example or no exit codes in its help", path)
		}
	}
	visit(newRoot())
}

func TestUsage(t *testing.T) {
	fargateai(t).expect(t, exitUnusable, "fargateai: got no command, want one", "See fargateai --help.")
	fargateai(t, "").expect(t, exitUnusable, "got no command, want one")
	fargateai(t, "eval").expect(t, exitUnusable, `unknown command "eval"`)
	fargateai(t, "eval-gate").expect(t, exitUnusable, "FILE: got 0 files, want 1 or more",
		"See fargateai eval-gate --help.")
	fargateai(t, "eval-gate", "--minimum=1", "x").expect(t, exitUnusable, "unknown flag: --minimum")
	fargateai(t, "estimate", "a", "b").expect(t, exitUnusable, "FILE: got 2 files, want 1\n")

	fargateai(t, "completion", "tcsh").expect(t, exitUnusable,
		`SHELL: got "tcsh", want one of bash, fish, powershell, zsh`)
	fargateai(t, "completion").expect(t, exitUnusable, "SHELL: got none")
	fargateai(t, "help", "nope").expect(t, exitUnusable, `unknown command "nope"`)
	fargateai(t, "help", "workflow", "deploy").expect(t, exitOK, "fargateai workflow deploy [flags]")
	fargateai(t, "verify", "x").expect(t, exitUnusable, `got the argument "x", want flags only`)
	fargateai(t, "workflow", "x").expect(t, exitUnusable, `unknown command "x" for "fargateai workflow"`)
	fargateai(t, "stack-check", "none").expect(t, exitUnusable, `FOLDER: got "none", want a folder that exists`)
	fargateai(t, "import", "heroku", "x").expect(t, exitUnusable,
		`SOURCE: got "heroku", want apprunner, beanstalk or copilot`)
	fargateai(t, "import", "beanstalk", "none", "-o", t.TempDir()).expect(t, exitUnusable,
		`PATH: got "none", want a folder or file that exists`)

	help := fargateai(t, "--help")
	help.expect(t, exitOK, "Exit codes: 0 for yes, 1 for no")
	var names []string
	for _, command := range newRoot().Commands() {
		names = append(names, command.Name())
		if !strings.Contains(help.stdout, command.Short) {
			t.Errorf("the help does not tell about %s", command.Name())
		}
	}
	if !slices.IsSorted(names) || len(names) != len(commands) {
		t.Errorf("got the commands %v", names)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// An output that did not arrive must not look like one that did.
func TestFullDisk(t *testing.T) {
	stack := write(t, "cdk.tf.json", `{"provider":{"aws":[{"region":"us-east-1"}]}, "resource":{"aws_eip":{"a":{}}}}`)
	for _, args := range [][]string{{"rules"}, {"--help"}, {"estimate", stack}, {"estimate", "--markdown", stack},
		{"estimate", "--json", stack}, {"plan-review", stack}, {"review", stack}, {"completion", "bash"}} {
		var stderr bytes.Buffer
		if code := run(args, full{}, &stderr); code != exitUnusable || !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("%v: got the exit code %d, and %q", args, code, stderr.String())
		}
	}
}

// What was broken in the source for its length is one paragraph; lists and what was broken for its sense stay.
func TestParagraphs(t *testing.T) {
	long := strings.Repeat("a word ", 15) + "and another one"
	for text, want := range map[string]string{
		long + "\nthat goes on.":         long + " that goes on.",
		"short.\nNext.":                  "short.\nNext.",
		long + "\n\nNext.":               long + "\n\nNext.",
		"  " + long + "\n  as a list is": "  " + long + "\n  as a list is",
	} {
		if got := paragraphs(text); got != want {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

// A help fits into the terminal, and into 120 columns of a file.
func TestHelpFits(t *testing.T) {
	for _, columns := range []int{0, 100, 60} {
		if columns > 0 {
			t.Setenv("COLUMNS", strconv.Itoa(columns))
		}
		for _, command := range [][]string{{}, {"rules"}, {"task-definition", "diff"}, {"verify"},
			{"workflow", "infrastructure"}} {
			help, _, _ := strings.Cut(fargateai(t, append(command, "--help")...).stdout, "Usage:")
			_, list, _ := strings.Cut(fargateai(t, append(command, "--help")...).stdout, "\nAvailable Commands:\n")
			list, _, _ = strings.Cut(list, "\nUse \"")
			_, flags, _ := strings.Cut(fargateai(t, append(command, "--help")...).stdout, "\nFlags:\n")
			if flags, _, _ = strings.Cut(flags, "\nUse \""); columns == 60 {
				flags = "" // cobra breaks the flags, and not where there is no room
			}
			for line := range strings.SplitSeq(help+list+flags, "\n") {
				if width := utf8.RuneCountInString(line); width > cmp.Or(columns, helpColumns) {
					t.Errorf("%v --help: %d columns of %d: %s", command, width, columns, line)
				}
			}
		}
	}
}
