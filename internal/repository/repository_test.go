// Package repository tests files that belong to the repository and to no package: workflows, the module file, releases.
package repository

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"golang.org/x/mod/modfile"

	"github.com/fargate-ai/fargate-ai-service/internal/actionvalidator"
)

const root = "../.."

// modules of which each is exact by itself, and says in go.mod why it is there.
func TestEveryDependencyHasAReason(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	module, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range module.Require {
		if !r.Indirect && len(r.Syntax.Suffix) == 0 {
			t.Errorf("go.mod does not say why %s is required", r.Mod.Path)
		}
	}
	if len(module.Replace)+len(module.Exclude) > 0 {
		t.Error("a module that replaces or excludes others means something else where it is imported")
	}
}

// workflows of this repository.
func workflows(t *testing.T) map[string]*actionlint.Workflow {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	if err != nil || len(files) < 2 {
		t.Fatalf("got the workflows %q, %v", files, err)
	}
	out := map[string]*actionlint.Workflow{}
	texts := map[string][]byte{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		linter, err := actionlint.NewLinter(new(bytes.Buffer), &actionlint.LinterOptions{WorkingDir: root})
		if err != nil {
			t.Fatal(err)
		}
		problems, err := linter.Lint(file, text, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			t.Errorf("%s:%d: %s", file, p.Line, p.Message)
		}
		workflow, faults := actionlint.Parse(text)
		if len(faults) > 0 {
			t.Fatal(file, faults)
		}
		out[filepath.Base(file)], texts[file] = workflow, text
	}
	for file, errors := range actionvalidator.Refused(t, texts) {
		t.Errorf("%s: %s", file, errors)
	}
	return out
}

var pinned = regexp.MustCompile(`^[\w./-]+@[0-9a-f]{40}$`)

func TestWorkflowsRunWhatIsPinnedAndSignWhatTheyDoNotRun(t *testing.T) {
	for file, w := range workflows(t) {
		if w.Permissions == nil || w.Permissions.Scopes["contents"] == nil ||
			w.Permissions.Scopes["contents"].Value.Value != "read" || len(w.Permissions.Scopes) > 1 {
			t.Errorf("%s: it may do more than read", file)
		}
		for name, job := range w.Jobs {
			strong := job.Permissions != nil
			for _, step := range job.Steps {
				switch run := step.Exec.(type) {
				case *actionlint.ExecAction:
					if !pinned.MatchString(run.Uses.Value) {
						t.Errorf("%s, %s: %s is not pinned to a commit", file, name, run.Uses.Value)
					}
					if strings.HasPrefix(run.Uses.Value, "actions/checkout@") {
						if strong {
							t.Errorf("%s, %s: a job with permissions checks code out", file, name)
						}
						if keep := run.Inputs["persist-credentials"]; keep == nil || keep.Value.Value != "false" {
							t.Errorf("%s, %s: the token stays in the folder", file, name)
						}
					}
				case *actionlint.ExecRun:
					if strings.Contains(run.Run.Value, "${{") {
						t.Errorf("%s, %s: an expression becomes code: %s", file, name, run.Run.Value)
					}
					if strong && regexp.MustCompile(`\b(go|make|npm|npx|node|python3?|bash|sh) `).MatchString(run.Run.Value) {
						t.Errorf("%s, %s: a job with permissions runs %s", file, name, run.Run.Value)
					}
				}
			}
		}
	}
}

func TestNotesOfARelease(t *testing.T) {
	notes := func(changelog, version string) (string, error) {
		dir := t.TempDir()
		script, err := os.ReadFile(filepath.Join(root, ".ci", "notes"))
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{".ci/notes": string(script), "CHANGELOG.md": changelog} {
			file := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		out, err := exec.Command(filepath.Join(dir, ".ci", "notes"), version).CombinedOutput()
		return string(out), err
	}
	const changelog = "# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2.3 (2026-12-01)\n\n- this\n\n" +
		"## 1.2.2\n\n- before\n\n## 1.2.1\n\n"
	for version, want := range map[string]string{"v1.2.3": "- this", "v1.2.2": "- before"} {
		if got, err := notes(changelog, version); err != nil || strings.TrimSpace(got) != want {
			t.Errorf("%s: got %q, %v", version, got, err)
		}
	}
	for _, version := range []string{"v1.2", "v1.2.1", "v2.0.0"} {
		if got, err := notes(changelog, version); err == nil || !strings.Contains(got, "has no section") {
			t.Errorf("%s: got %q, %v", version, got, err)
		}
	}
}
