package workflow

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fargate-ai/fargate-ai-service/constructs/testkit"
)

// junit are the results of 60 cases, of which some failed.
func junit(failed int) string {
	var out strings.Builder
	fmt.Fprintf(&out, `<testsuite name="golden" tests="60" failures="%d">`, failed)
	for i := range 60 {
		failure := ""
		if i < failed {
			failure = `<failure message="wrong"/>`
		}
		fmt.Fprintf(&out, `<testcase classname="golden" name="case %d" time="0.1">%s</testcase>`, i, failure)
	}
	out.WriteString("</testsuite>")
	return out.String()
}

// The real gate judges the results where they were made, where code of the repository may have put another gate in its
// place, and again in the job that deploys.
func TestStepsJudgeAgain(t *testing.T) {
	testkit.Heavy(t)
	companion := filepath.Join(t.TempDir(), "fargateai")
	if out, err := exec.Command("go", "build", "-p", "1", "-o", companion,
		"github.com/fargate-ai/fargate-ai-service/cmd/fargateai").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const forge = `printf '#!/bin/sh\nexit 0\n' > "$RUNNER_TEMP/bin/fargateai"`
	swapped := func(t *testing.T, r *runner) {
		r.write(t, "good.xml", junit(0))
		if out, err := exec.Command("tar", "--create", "--file", r.state+"/artifacts/1/results.tar", "--directory", r.state,
			"--transform", "s/good/results/", "good.xml").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	for _, test := range []struct {
		name, command string
		failed        int
		after         func(t *testing.T, r *runner) // between the jobs
		evaluates     bool
		deploys       bool
		want          string
	}{
		{name: "good enough", evaluates: true, deploys: true},
		{name: "not good enough", failed: 12, want: "eval gate failed"},
		{name: "not good enough, and the gate is forged", command: forge, failed: 12, evaluates: true,
			want: "eval gate failed"},
		{name: "no results", command: "rm results.xml", want: "::error::the evaluation wrote no results.xml"},
		{name: "the results are swapped on their way", command: forge, failed: 12, evaluates: true, after: swapped,
			want: "::error::the results are not those with the SHA-256 "},
		{name: "the results are lost", evaluates: true,
			after: func(_ *testing.T, r *runner) { r.outputs["needs.evaluate.outputs.results"] = "" }, want: "no artifact"},
		{name: "the baseline is better", evaluates: true, command: forge, after: func(t *testing.T, r *runner) {
			r.write(t, "main.xml", strings.Replace(junit(0), `tests="60"`, `tests="90"`, 1))
		}, want: "main.xml"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRunner(t, after+"\tCOMPLETED\t2\t2")
			text, err := os.ReadFile(companion)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(r.state, "fargateai"), text, 0o755); err != nil {
				t.Fatal(err)
			}
			r.write(t, "made.xml", junit(test.failed))
			r.write(t, "main.xml", junit(0))
			p := least()
			p.Evaluation = &Evaluation{Command: "cp made.xml results.xml\n" + test.command, Results: []string{"results.xml"},
				Version: "v0.3.0", Baseline: "main.xml"}
			workflow := render(t, p)
			if got := r.job(t, workflow, "evaluate", nil); got != test.evaluates {
				t.Fatalf("the evaluation: %v\n%s", got, r.text)
			}
			if test.after != nil {
				test.after(t, r)
			}
			if !test.evaluates {
				r.wants(t, "output", r.text, test.want)
				return
			}
			r.text = ""
			if got := r.job(t, workflow, "deploy", nil); got != test.deploys {
				t.Errorf("the deployment: %v\n%s", got, r.text)
			}
			r.wants(t, "output", r.text, test.want)
			if calls := r.read(t, "calls"); strings.Contains(calls, "update-service") != test.deploys {
				t.Errorf("called\n%s", calls)
			}
		})
	}
}

// An archive of results may hold a link, behind which the gate would read, or keep its history.
func TestStepsRefuseLinkedResults(t *testing.T) {
	for name, links := range map[string]bool{"a file": false, "a link": true} {
		t.Run(name, func(t *testing.T) {
			r := newRunner(t, after+"\tCOMPLETED\t2\t2")
			p := least()
			p.Evaluation = &Evaluation{Command: "touch results.xml", Results: []string{"results.xml"}, Version: "v0.3.0"}
			workflow := render(t, p)
			if !r.job(t, workflow, "evaluate", nil) {
				t.Fatal(r.text)
			}
			if links {
				archive := filepath.Join(r.state, "artifacts/1/results.tar")
				if err := os.Symlink("/etc/passwd", filepath.Join(r.state, historyFile)); err != nil {
					t.Fatal(err)
				}
				if out, err := exec.Command("tar", "--append", "--file", archive, "--directory", r.state,
					historyFile).CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
				text, err := os.ReadFile(archive)
				if err != nil {
					t.Fatal(err)
				}
				r.outputs["needs.evaluate.outputs.sum"] = sumOf(string(text))
			}
			if r.job(t, workflow, "deploy", nil) == links {
				t.Errorf("got\n%s", r.text)
			}
			if links {
				r.wants(t, "output", r.text, "::error::the results hold something that is no file")
			}
			if strings.Contains(r.read(t, "calls"), "update-service") == links {
				t.Errorf("called\n%s", r.read(t, "calls"))
			}
		})
	}
}
