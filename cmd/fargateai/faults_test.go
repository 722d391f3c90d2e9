//go:build unix

package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fargate-ai/fargate-ai-service/internal/figure"
)

// What a command cannot write, it does not write at all. A full disk cannot be had here: a limit of a file's size is.
func TestNothingIsHalfWritten(t *testing.T) {
	application, err := filepath.Abs("../../examples/beanstalk-cutover/application")
	if err != nil {
		t.Fatal(err)
	}
	shop := t.TempDir()
	for _, sub := range []string{"copied", "bare"} {
		if err := os.CopyFS(filepath.Join(shop, sub), os.DirFS(application)); err != nil {
			t.Fatal(err)
		}
		for _, written := range []string{"Dockerfile", ".dockerignore"} { // by the example's own commands
			os.Remove(filepath.Join(shop, sub, written))
		}
	}
	file := filepath.Join(shop, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	before := listing(t, shop)
	faults := map[string]struct{ before, command, says string }{
		"import, no room":       {"ulimit -f 1", "import beanstalk copied -o new/deep/folder", "file too large"},
		"import into a file":    {":", "import beanstalk copied -o file", "not a directory"},
		"import below a file":   {":", "import beanstalk copied -o file/deep", "not a directory"},
		"import unwritable":     {":", "import beanstalk copied -o /proc/nonexistent/deep", "/proc/nonexistent"},
		"import, not printed":   {":", "import beanstalk copied --dry-run > /dev/full", "no space left on device"},
		"dockerfile, no room":   {"ulimit -f 0", "dockerfile bare", "file too large"},
		"dockerfile, no folder": {":", "dockerfile file", "file"},
	}
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command("bash", "-c", f.before+`; exec "$0" `+f.command, os.Args[0])
			cmd.Dir = shop
			cmd.Env = append(os.Environ(), commandVariable+"=1")
			var printed bytes.Buffer
			cmd.Stderr = &printed
			err := cmd.Run()
			if cmd.ProcessState.ExitCode() != exitUnusable || !strings.Contains(printed.String(), f.says) ||
				strings.Contains(printed.String(), "goroutine") {
				t.Errorf("got %v and\n%s", err, &printed)
			}
			if diff := cmp.Diff(before, listing(t, shop)); diff != "" {
				t.Errorf("it wrote\n%s", diff)
			}
		})
	}
	figure.Say(t, "faults-survived", len(faults))
}

// listing is every file and folder with its text.
func listing(t *testing.T, root string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		out[path] = ""
		if entry.Type().IsRegular() {
			text, err := os.ReadFile(path)
			out[path] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
