package workflow

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// script is what a step runs. Steps of many workflows are the same: each script is looked at once.
type script struct{ shell, run string }

// scripts of a workflow, with the step that holds each.
func scripts(t testing.TB, name string, text []byte) map[script]string {
	t.Helper()
	w := parse(t, text)
	out := map[script]string{}
	for id, j := range w.Jobs {
		for i, s := range j.Steps {
			if s.Run != "" {
				what := script{cmp.Or(s.Shell, w.Defaults.Run.Shell), s.Run}
				out[what] = fmt.Sprintf("%s, job %s, step %d (%s)", name, id, i, s.Name)
			}
		}
	}
	return out
}

// shellchecked is what actionlint says of a script when it has ShellCheck, and whether it asked it.
func shellchecked(t testing.TB, program string, s script) (found []string, asked bool) {
	t.Helper()
	text, err := yaml.Marshal(map[string]any{"on": "push", "jobs": map[string]any{"job": map[string]any{
		"runs-on": "ubuntu-24.04", "steps": []any{map[string]any{"shell": s.shell, "run": s.run}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	linter, err := actionlint.NewLinter(&bytes.Buffer{},
		&actionlint.LinterOptions{Shellcheck: program, Debug: true, LogWriter: &log})
	if err != nil {
		t.Fatal(err)
	}
	errs, err := linter.Lint("workflow.yml", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range errs {
		if e.Kind == "shellcheck" {
			found = append(found, e.Message)
		}
	}
	return found, strings.Contains(log.String(), "Running "+program+" command with")
}

func TestShellcheckFindsNothing(t *testing.T) {
	program := testkit.Shellcheck(t)
	all := map[script]string{}
	for name, text := range everyWorkflow(t) {
		maps.Copy(all, scripts(t, name, text))
	}
	for s, step := range all {
		found, asked := shellchecked(t, program, s)
		if !asked {
			t.Errorf("%s: ShellCheck did not see it", step)
		}
		for _, finding := range found {
			t.Errorf("%s: %s", step, finding)
		}
	}
	// A step with a fault at its end is told: ShellCheck reads whole scripts, and its findings arrive.
	for s, step := range scripts(t, "least", render(t, least())) {
		s.run += "\nls $1\n"
		if found, _ := shellchecked(t, program, s); !strings.Contains(strings.Join(found, "\n"), "SC2086") {
			t.Errorf("%s: got %q for a word that the shell splits, want SC2086", step, found)
		}
	}
}
