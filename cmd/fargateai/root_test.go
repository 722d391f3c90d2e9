package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
